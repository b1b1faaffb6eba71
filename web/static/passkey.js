// Passkeys: asks the browser for a key or a signature and hands it to the page's own address.
"use strict";

async function ask(address, token, body) {
  const answer = await fetch(address, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Landbote-Token": token },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

const ways = {
  async enter(button) {
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(
      await ask("/anmelden/passkey/beginn", "", {}),
    );
    const credential = await navigator.credentials.get({ publicKey });
    return ask("/anmelden/passkey", "", {
      credential: credential.toJSON(),
      weiter: button.dataset.onward,
    });
  },
  async add(button) {
    const token = button.form.elements.token.value;
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(
      await ask("/konto/passkeys/beginn", token, {}),
    );
    const credential = await navigator.credentials.create({ publicKey });
    return ask("/konto/passkeys", token, {
      credential: credential.toJSON(),
      name: button.form.elements.name.value,
    });
  },
};

for (const place of document.querySelectorAll("[data-passkey-place]")) {
  if (!window.PublicKeyCredential?.parseRequestOptionsFromJSON) continue;
  place.hidden = false;
  const button = place.querySelector("button[data-passkey]");
  const said = place.querySelector("[role=status]");
  button.addEventListener("click", async (event) => {
    event.preventDefault();
    said.textContent = "";
    try {
      location.assign((await ways[button.dataset.passkey](button)).onward);
    } catch {
      said.textContent = "Das hat nicht geklappt. Bitte versuchen Sie es noch einmal oder auf einem anderen Weg.";
    }
  });
}
