"""Noise: lines that a system writes into a page, and that change while its text does not."""

from __future__ import annotations

import re

from crawlers.shape import on_lines

_DAY = r"\d{1,2}\.\s?(?:\d{1,2}\.|\w+)\s?\d{4}"
_TIME = r"(?:,?\ (?:um\ )?\d{1,2}[:.]\d{2}(?::\d{2})?(?:\ uhr)?)?\.?"
_NOISE = re.compile(
    rf"""(?:(?:dieser|diese|dieses)\ \w+\ wurde\ )?(?:bisher\ |bereits\ )?[\d.]+[\ ]?
        (?:x|mal|-mal)\ (?:gelesen|aufgerufen|angesehen|besucht|geklickt|heruntergeladen)\.?
      |(?:seiten)?(?:aufrufe|zugriffe|besucher(?:zähler)?|klicks|views|hits|downloads)
        (?:\ (?:heute|gesamt|insgesamt|online))?\W{{1,3}}[\d.]+
      |[\d.]+\ (?:aufrufe|zugriffe|besucher|klicks|views)(?:\ (?:heute|gesamt|online))?
      |(?:zuletzt|letztmals)\ (?:geändert|aktualisiert|bearbeitet|überarbeitet)
        (?:\ (?:am|von\ \D{{3,40}}?))*\W{{0,3}}(?:{_DAY}{_TIME})?(?:\ von\ \D{{3,40}})?
      |(?:letzte\ (?:änderung|aktualisierung|bearbeitung)|aktualisiert|geändert)
        (?:\ am)?\W{{1,3}}{_DAY}{_TIME}
      |stand\W{{1,3}}{_DAY},?\ \d{{1,2}}[:.]\d{{2}}(?:\ uhr)?
      |(?:geschätzte\ )?lese(?:dauer|zeit)\b.{{0,30}}|\d+\ min(?:uten?|\.)?\ lese(?:zeit|dauer)
      |(?:seite\ |artikel\ |beitrag\ )?(?:drucken|teilen|vorlesen|merken|weiterempfehlen)
      |(?:facebook|twitter|x|whatsapp|linkedin|xing|instagram|e-?mail|mastodon|telegram|threema)
      |(?:auf|per|via)\ (?:facebook|twitter|x|whatsapp|linkedin|xing|e-?mail)\ (?:teilen|versenden)
      |(?:nach\ oben|zum\ seitenanfang|zurück|zum\ inhalt\ springen)
      |heute\ ist\ (?:\w+tag|mittwoch)?,?\s?(?:der\ )?{_DAY}{_TIME}
      |(?:seite|page)\ (?:generiert|erzeugt|geladen|erstellt|generated)\ in\ [\d.,]+\ ?\w+\.?
      |(?:bewertung|rating|durchschnitt)\W{{1,3}}[\d.,]+\ ?(?:von|/|out\ of)\ ?5(?:\ \w+)?
        (?:\W{{1,3}}\d+\ (?:stimmen?|bewertungen|votes?)\W?)?
      |[👁👀❤♥👍💬🗨\ufe0f]+\ ?[\d.]+
      |(?:copyright\ ?)?©\ ?[^.!?]{{0,80}}
      |(?:fotos?|bildquelle|bildnachweis|fotonachweis|fotoquelle)\ ?:\ ?[^.!?\d]{{2,80}}
      |(?:phpsessid|jsessionid|session(?:-?id)?|csrf(?:-?token)?|token|sid)\s*[=:]\s*\S+""",
    re.IGNORECASE | re.VERBOSE,
)
# Said by a page of itself, never of what it offers.
_OF_COOKIES = re.compile(
    r"\b(?:verwende[nt]|nutz(?:en|t)|benutz(?:en|t)|setz(?:en|t)|speicher(?:n|t))\b.{0,80}\bcookies\b"
    r"|\bcookies\b.{0,80}\b(?:zustimm|akzeptier|ablehn|einstellung|einverstanden|verwende|gesetzt)",
    re.IGNORECASE,
)
# Somebody says more than that: a day, a sum.
_TELLS = re.compile(
    rf"{_DAY}|\d{{1,2}}\.\s?\d{{1,2}}\.|€|\beuro\b|%|\bprozent\b|frist\b", re.IGNORECASE
)
_EDGE = " •·|»›→↑>✓"


def said(text: str) -> str:
    """Return a text without counters, sessions, buttons and what is said of cookies."""
    return on_lines(line for line in text.splitlines() if not is_noise(line))


def is_noise(line: str) -> bool:
    """Whether a line is the system's and nobody's words."""
    if _NOISE.fullmatch(line.strip(_EDGE)):
        return True
    return is_of_cookies(line) and not _TELLS.search(line)


def is_of_cookies(line: str) -> bool:
    """Whether a line asks for consent, or says that the page sets cookies."""
    return bool(_OF_COOKIES.search(line))
