"""Stand-in: what answers in place of a page: an error, a login, a consent wall, a riddle."""

from __future__ import annotations

import re

from crawlers.noise import is_of_cookies

# The headline of what a site shows in place of a page.
_HEADLINE = re.compile(
    r"""(?:(?:fehler|error|http)\W*)?(?:40[134]|410|50[0-4])?\W*
      (?:fehler
        |(?:diese\ |die\ )?seite\ (?:wurde\ |konnte\ )?(?:leider\ )?nicht\ gefunden(?:\ werden)?
        |(?:page\ |file\ )?not\ found|forbidden|(?:access|zugriff|zugang)\ (?:denied|verweigert)
        |service\ (?:temporarily\ )?unavailable|(?:internal\ )?server\ error|bad\ gateway
        |(?:bitte\ )?(?:anmelden|einloggen)|anmeldung|(?:mitglieder-?)?log\W?in
        |wartung(?:sarbeiten|smodus)?|(?:datenschutz|cookie|privatsphäre)\W?\ ?-?
        (?:einstellungen|hinweise?|zustimmung)|cookies)?\W*""",
    re.IGNORECASE | re.VERBOSE,
)
_CONSENT = re.compile(
    r"cookies?\b|zustimm|einwillig|ablehnen|akzeptier|tracking|drittanbieter|werbezweck|"
    r"datenschutzerklärung|impressum|personalisier",
    re.IGNORECASE,
)
_RIDDLE = re.compile(
    r"javascript\W.{0,60}(?:aktivier|einschalt|enable|benötig|deaktiviert)|"
    r"(?:aktivier|enable)\w*\W.{0,40}javascript|checking your browser|captcha|"
    r"(?:sind|bist) (?:sie|du) (?:ein mensch|kein roboter)",
    re.IGNORECASE,
)
_SHORT = 400  # characters, with which nobody says much beside a login or a riddle
_FEW = 40
_WALL = 2500  # a consent wall is no longer than this
_LETTERS = 0.5  # of a text are letters, or it is noise


def stand_in(title: str, text: str, *, asks_password: bool) -> str:
    """Return in German what a page is in place of an entry, or ""."""
    if title and _HEADLINE.fullmatch(title):
        return f"„{title}“"
    if text and sum(map(str.isalpha, text)) < _LETTERS * len(text.replace(" ", "")):
        return "Zeichen ohne Wörter"
    if len(text) < _SHORT and asks_password:
        return "eine Anmeldung"
    if len(text) < _SHORT and _RIDDLE.search(text):
        return "eine Prüfung des Browsers"
    if len(text) < _WALL and _is_wall(text):
        return "eine Abfrage zu Cookies"
    return ""


def _is_wall(text: str) -> bool:
    """Whether a text is about consent but for a few words, and a line of it asks for it."""
    lines = text.splitlines()
    others = sum(len(line) for line in lines if not _CONSENT.search(line))
    return others < max(_FEW, len(text) / 4) and any(map(is_of_cookies, lines))
