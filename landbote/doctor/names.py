"""The name service: what other mail servers look up about the sender: SPF, DKIM and DMARC."""

from __future__ import annotations

import base64
from collections.abc import Callable, Collection, Iterable, Iterator

import dns.exception
import dns.resolver
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from landbote.doctor.said import Patient, Said, Texts, bad, doubt, good
from landbote.imprint import is_example
from notifier.mail.dkim import KeyFileError, Signer, read_key

SECONDS = 6.0


class NamesError(Exception):
    """No name service answers; the message says why."""


def texts_of(resolver: dns.resolver.Resolver | None = None) -> Texts:
    """Return what looks up the texts of a name."""

    def texts(name: str) -> list[str]:
        try:
            asked = resolver or dns.resolver.Resolver()
            answer = asked.resolve(name, "TXT", lifetime=SECONDS)
        except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
            return []
        except (dns.exception.DNSException, OSError) as error:
            raise NamesError(type(error).__name__) from error
        return [b"".join(row.strings).decode("utf-8", "replace") for row in answer]

    return texts


def examine(patient: Patient) -> Iterator[Said]:
    """Look up what stands under the sender's domain; "not to be checked" where nobody answers."""
    settings = patient.app.settings
    domain = settings.sender_address.rpartition("@")[2]
    if is_example(settings.sender_address):
        yield doubt("SPF, DKIM, DMARC", "nicht geprüft, solange der Absender das Beispiel ist")
        return
    keys = settings.dkim_keys
    looks: tuple[tuple[str, Callable[[], Iterable[Said]]], ...] = (
        ("SPF", lambda: [_spf(domain, patient.texts(domain))]),
        ("DKIM", lambda: _dkim(domain, [read_key(f, s) for s, f in keys.items()], patient.texts)),
        ("DMARC", lambda: [_dmarc(domain, patient.texts)]),
    )
    for about, look in looks:
        try:
            yield from look()
        except KeyFileError as error:
            yield bad(about, str(error))
        except NamesError as error:
            yield doubt(about, f"nicht prüfbar: der Namensdienst antwortet nicht ({error})")


def _spf(domain: str, texts: Iterable[str]) -> Said:
    found = [text for text in texts if text.lower().split(" ")[0] == "v=spf1"]
    if not found:
        return bad("SPF", f"{domain} nennt keine Mailserver; es fehlt ein Eintrag „v=spf1 …“")
    if len(found) > 1:
        return bad("SPF", f"{domain} hat {len(found)} Einträge; gültig ist nur einer")
    words = found[0].lower().split()
    if "+all" in words or "all" in words:
        return bad("SPF", f"{domain} erlaubt jedem, in seinem Namen zu senden: {found[0]}")
    if "?all" in words or not any(word.endswith("all") or "redirect=" in word for word in words):
        return doubt(
            "SPF", f"{domain} sagt nicht, was mit fremden Mails geschehen soll: {found[0]}"
        )
    return good("SPF", f"{domain}: {found[0]}")


def _dkim(domain: str, signers: Collection[Signer], texts: Texts) -> Iterator[Said]:
    if not signers:
        yield doubt("DKIM", "Landbote zeichnet nicht (LANDBOTE_DKIM_KEYS); tut es der Mailserver?")
    for signer in signers:
        name = f"{signer.selector}._domainkey.{domain}"
        about = f"DKIM {signer.selector}"
        keys = [tags["p"] for tags in map(_tags, texts(name)) if "p" in tags]
        if not keys:
            yield bad(about, f"unter {name} steht kein öffentlicher Schlüssel")
        elif _public(signer) not in keys:
            yield bad(about, f"unter {name} steht ein anderer Schlüssel als unserer")
        else:
            yield good(about, f"der Schlüssel unter {name} ist unserer")


def _dmarc(domain: str, texts: Texts) -> Said:
    above = domain.split(".", 1)[1] if domain.count(".") > 1 else ""
    for place in filter(None, (domain, above)):
        found = [_tags(one) for one in texts(f"_dmarc.{place}") if one.startswith("v=DMARC1")]
        if len(found) > 1:
            return bad("DMARC", f"_dmarc.{place} hat {len(found)} Einträge; gültig ist nur einer")
        if found:
            policy = found[0].get("p", "")
            if policy not in ("none", "quarantine", "reject"):
                return bad("DMARC", f"_dmarc.{place} nennt keine gültige Regel (p=…)")
            say = doubt if policy == "none" else good
            return say("DMARC", f"_dmarc.{place}: p={policy}")
    return bad("DMARC", f"unter _dmarc.{domain} steht nichts; große Anbieter verlangen es")


def _tags(text: str) -> dict[str, str]:
    pairs = (part.partition("=") for part in text.split(";"))
    return {name.strip(): "".join(value.split()) for name, _, value in pairs if name.strip()}


def _public(signer: Signer) -> str:
    """Return a signer's public half as it stands in the name service (RFC 6376, RFC 8463)."""
    key = signer.key.public_key()
    if isinstance(signer.key, RSAPrivateKey):
        raw = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    else:
        raw = key.public_bytes(Encoding.Raw, PublicFormat.Raw)
    return base64.b64encode(raw).decode()
