// The desk's keys, and words selected in a text. Every key is a button of the page as well.
"use strict";
(() => {
  const OFF = "landbote-tasten-aus";
  const dialog = document.getElementById("tasten");
  const visible = (one) => one.getClientRects().length > 0 && !one.closest("[hidden]");
  const rows = () => [...document.querySelectorAll("[data-row]")].filter(visible);
  const stored = () => { try { return localStorage.getItem(OFF) === "1"; } catch { return false; } };
  const store = (off) => { try { localStorage.setItem(OFF, off ? "1" : "0"); } catch { /* not kept */ } };
  let off = stored();

  const current = () => document.activeElement?.closest("[data-row]") ?? null;
  const move = (step) => {
    const all = rows(), at = all.indexOf(current());
    all[at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + step, 0), all.length - 1)]?.focus();
  };
  const first = (root, key) =>
    [...root.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].find(visible);
  // What the row at hand offers comes before what the page offers.
  const target = (key) => (current() && first(current(), key)) ?? first(document, key);
  const typing = (one) =>
    one.isContentEditable || /^(TEXTAREA|SELECT)$/.test(one.tagName) ||
    (one.tagName === "INPUT" && !/^(button|submit|checkbox|radio)$/.test(one.type));
  const open = () => {
    const row = current();
    const link = row?.querySelector("[data-open]") ?? row?.querySelector("a[href]");
    if (row === document.activeElement && link) { link.click(); return true; }
    return false;
  };

  const fill = () => {
    const list = document.getElementById("tasten-liste");
    const found = new Map([["j", "weiter"], ["k", "zurück"], ["Enter", "öffnen"]]);
    for (const one of document.querySelectorAll("[data-key]")) {
      const words = one.cloneNode(true);
      words.querySelectorAll("kbd").forEach((key) => key.remove());
      if (visible(one) && !found.has(one.dataset.key)) {
        found.set(one.dataset.key, one.dataset.keyLabel ?? words.textContent.trim());
      }
    }
    found.set("Esc", "schließen");
    list.replaceChildren(...[...found].flatMap(([key, label]) => {
      const term = document.createElement("dt"), text = document.createElement("dd");
      term.append(Object.assign(document.createElement("kbd"), { textContent: key }));
      text.textContent = label;
      return [term, text];
    }));
  };
  const help = () => { if (dialog && !dialog.open) { fill(); dialog.showModal(); } };

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      document.documentElement.classList.add("no-bubbles");
      return;
    }
    if (off || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (dialog?.open || typing(event.target)) return;
    if (event.key === "j" || event.key === "k") move(event.key === "j" ? 1 : -1);
    else if (event.key === "?") help();
    else if (event.key === "Enter") { if (!open()) return; }
    else {
      const one = event.key.length === 1 && !event.repeat && target(event.key);
      if (!one) return;
      one.click();
    }
    event.preventDefault();
  });
  document.addEventListener("mousemove", () =>
    document.documentElement.classList.remove("no-bubbles"));
  document.addEventListener("focusin", () =>
    document.documentElement.classList.remove("no-bubbles"));

  const button = document.getElementById("tasten-zeigen");
  if (button) { button.hidden = false; button.addEventListener("click", help); }
  const box = document.getElementById("tasten-an");
  if (box) {
    box.checked = !off;
    box.addEventListener("change", () => { off = !box.checked; store(off); });
  }

  // Every claim that lies under the pointer is told, also where several overlap.
  document.addEventListener("mouseover", (event) => {
    document.querySelectorAll(".pins.shown").forEach((one) => one.classList.remove("shown"));
    const mark = event.target.closest?.("mark[data-claims]");
    for (const number of mark?.dataset.claims.split(" ") ?? []) {
      document.getElementById(`stelle-${number}`)?.parentElement.classList.add("shown");
    }
  });

  // Places in a text are counted as its database counts them: in characters, not in UTF-16.
  const characters = (text) => [...text].length;
  const within = (run, node, offset, otherwise) =>
    run.contains(node) && node.nodeType === Node.TEXT_NODE
      ? characters(node.data.slice(0, offset)) : otherwise;
  const places = (range) => {
    const runs = [...document.querySelectorAll("[data-part] [data-start]")]
      .filter((one) => range.intersectsNode(one));
    // A selection may end before the first word of the next line.
    while (runs.length && within(runs.at(-1), range.endContainer, range.endOffset, 1) === 0) runs.pop();
    const first = runs[0], last = runs.at(-1);
    const part = first?.closest("[data-part]");
    if (!part || part !== last.closest("[data-part]")) return null;
    const from = +first.dataset.start + within(first, range.startContainer, range.startOffset, 0);
    const to = +last.dataset.start +
      within(last, range.endContainer, range.endOffset, characters(last.textContent));
    return to > from ? { part: part.dataset.part, from, to } : null;
  };
  const form = document.getElementById("auswahl");
  const take = () => {
    const chosen = getSelection();
    if (!form || !chosen.rangeCount || chosen.isCollapsed) return;
    const range = chosen.getRangeAt(0);
    const found = places(range);
    if (!found) return;
    const copy = range.cloneContents();
    copy.querySelectorAll(".pins").forEach((one) => one.remove());
    const { wort, teil, von, bis } = form.elements;
    const lines = copy.querySelectorAll("p, li, h4, h5, h6, td, th, br");
    lines.forEach((one) => one.before(" "));
    wort.value = copy.textContent.replace(/\s+/g, " ").trim();
    teil.value = found.part;
    von.value = found.from; bis.value = found.to;
    von.disabled = bis.disabled = false;
    form.classList.add("filled");
    // What was filled is seen: its column scrolls by itself beside the text.
    const column = form.closest(".entry-values"), around = form.closest(".add");
    if (column && around) {
      column.scrollTop += around.getBoundingClientRect().top - column.getBoundingClientRect().top;
    }
  };
  document.addEventListener("mouseup", () => setTimeout(take));
  document.addEventListener("keyup", (event) => { if (event.shiftKey || event.key === "Shift") take(); });
  form?.elements.wort.addEventListener("input", () => {
    form.elements.von.disabled = form.elements.bis.disabled = true;
  });

  // The first question is at hand at once, or the value that is to be said.
  const value = document.querySelector("[autofocus]");
  if (value) {
    value.focus();
    // What is there is typed over; a day without its year is typed on.
    if (/^\d\d\.\d\d\.$/.test(value.value)) value.setSelectionRange(6, 6); else value.select();
  }
  else if (!location.hash) rows()[0]?.focus({ preventScroll: true });
})();
