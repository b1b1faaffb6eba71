"""Article: read a page of unknown markup as one text, by its headline and its labels."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from crawlers.contact import read_contact
from crawlers.items import Given, Link
from crawlers.lines import beside_title
from crawlers.observe.outcome import PageChangedError
from crawlers.page import Page

MAIN = ("main", "#main", "[role=main]", "#content", "body")
_DECORATION = (
    *("nav", "footer", "aside", "form", "figure"),
    *("[class*=breadcrumb]", "[class*=social]", "[class*=share]", "[class*=cookie]"),
)
_DOCUMENTS = (".pdf", ".docx", ".doc", ".odt", ".xlsx")
_DAY = r"\d{1,2}\. ?\d{1,2}\. ?\d{4}"
# A line that says when a page was published, and nothing else; "Datum:" too, but no "Termin:".
_PUBLISHED = re.compile(
    r"(?:(?:Datum|Veröffentlicht(?: am)?|Eingestellt am|Erstellt am|Meldung vom|Vom)[: ]*)?"
    rf"({_DAY})",
    re.IGNORECASE,
)
_DATELINE = re.compile(r"(?:Datum|Veröffentlicht(?: am)?):?", re.IGNORECASE)
_NEW_WINDOW = re.compile(r"\s*\(?\s*Öffnet sich in einem neuen Fenster\s*\)?")
# A page that shows less than this was not rendered for us: an empty shell, no news.
_LEAST_TEXT = 40

# The headline of what a site shows in place of a page.
_STAND_IN = re.compile(
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A page in parts: the lines above the headline, the headline, the text below it."""

    above: str
    title: str
    text: str
    published_on: date | None
    given: Given  # contact and documents

    @property
    def lead(self) -> str:
        """The first line of the text, where it is a sentence."""
        first = self.text.partition("\n")[0]
        return first if first.endswith((".", "!", "?")) else ""


def read_article(page: Page, name: str = "", *, dateline: bool = True) -> Article:
    """Return a page as an article. Raises PageChangedError where it has no headline or text.

    So it does for a login, an error or a consent wall in its place.

    Without `dateline`, a date at the head is not the day of publication: on an event's page
    it is the event's.
    With `name`, a page without exactly one h1 is read too, under that name: for pages of
    which we only know that they are worth watching.
    """
    main = page.main(*MAIN).without(*_DECORATION)
    above, title, text = (_NEW_WINDOW.sub("", part) for part in _beside(main, name))
    if title != name and _STAND_IN.fullmatch(title):
        raise PageChangedError(page.url, "Überschrift", f"„{title}“", "die eines Eintrags")
    if len(text) < _LEAST_TEXT:
        raise PageChangedError(page.url, "Text unter der Überschrift", len(text), "mehr Zeichen")
    head = (*above.splitlines(), *text.splitlines()[:3]) if dateline else ()
    contact = read_contact(text)
    return Article(
        above=above,
        title=title,
        text=without_dateline(text) if dateline else text,
        published_on=next(filter(None, map(_published_on, head)), None),
        given=Given(contacts=(contact,) if contact else (), links=documents(main)),
    )


def without_dateline(text: str) -> str:
    """Return a text without the lines at its head that say when it was published."""
    lines = text.splitlines()
    kept = [line for line in lines[:3] if not (_published(line) or _DATELINE.fullmatch(line))]
    return "\n".join([*kept, *lines[3:]])


def documents(page: Page) -> tuple[Link, ...]:
    """Return the documents that a page links, and the links that leave its host."""
    found: dict[str, Link] = {}
    host = urlsplit(page.url).hostname
    for node in page.all("a[href]"):
        url, title = page.link(node), _NEW_WINDOW.sub("", " ".join(node.get_text().split()))
        is_document = urlsplit(url).path.lower().endswith(_DOCUMENTS)
        leaves = url.startswith("http") and urlsplit(url).hostname != host
        if title and (is_document or leaves):
            found.setdefault(url, Link(url=url, title=title, role=_role(title, is_document)))
    return tuple(found.values())


def _beside(page: Page, name: str) -> tuple[str, str, str]:
    if name and len(page.all("h1")) != 1:
        return "", name, page.text()
    return beside_title(page)


def _published_on(line: str) -> date | None:
    found = _published(line)
    try:
        return date(*reversed([int(part) for part in found[1].split(".")])) if found else None
    except ValueError:
        return None


def _published(line: str) -> re.Match[str] | None:
    return _PUBLISHED.fullmatch(line.strip())


def _role(title: str, is_document: bool) -> str:
    if is_document and "ichtlinie" in title:
        return "guideline"
    return "form" if is_document and re.search(r"antrag|formular", title, re.I) else "more"
