"""Contact: read an address block, line by line."""

from __future__ import annotations

import re
from collections.abc import Collection

from crawlers.items import Contact
from crawlers.page import Page

_TOWN = re.compile(r"(?:D-)?(\d{5})\s+(\S.*)")
# An address as it is, or as it is written against those who collect addresses.
_AT = r"\s?(?:@|\((?:at|ät)\)|\[(?:at|ät)\]|\{at\}|<at>|\(@\))\s?"
_DOT = r"(?:\.|\s?[(\[{](?:dot|punkt)[)\]}]\s?)"
_MAIL = re.compile(
    rf"(?<![\w+.-])([\w+-]{{1,64}}(?:{_DOT}[\w+-]{{1,64}})*){_AT}([\w-]+(?:{_DOT}[\w-]+)+)",
    re.IGNORECASE,
)
_PHONE = re.compile(r"(?:Telefon|Tel\.|Fon|Hotline)[.:]*\s*([+()\d][\d\s()/+-]{4,}\d)")
# Street and town on one line, which says nothing else.
_ON_ONE_LINE = re.compile(
    r"(?m)^([^\n:,.]{3,60}?\s\d+\s?[a-z]?)\s?[,|·•–]\s((?:D-)?\d{5}\s[A-ZÄÖÜ][\w()/-]*"
    r"(?:\s[A-ZÄÖÜ(a][\w()/.-]*){0,3})$"
)
_PERSON = re.compile(r"(?:Frau|Herr)\s+\S.*")
_HEADINGS = (
    *("Kontakt", "Ihr Kontakt", "Pressekontakt", "Anschrift", "Ansprechpartner"),
    *("Ansprechpartnerin", "Ihre Ansprechpartnerin", "Ihr Ansprechpartner"),
    *("Ansprechpartner/in", "Ansprechpartner/-in", "Ansprechpartner:in", "Ansprechpartner*in"),
    *("Ansprechperson", "Ansprechpersonen"),
)
_DATE = re.compile(r"\b\d{1,2}\.\s?(?:\d{1,2}\.|[A-Za-zä]{3,9})\s?\d{4}\b")
_STREET = re.compile(r".*\D\s\d+\s?[a-z]?(?:\s?[-–]\s?\d+)?|Postfach.*")


def read_contact(
    text: str, mails: tuple[str, ...] = (), files: Collection[str] = ()
) -> Contact | None:
    """Return the postal address in a text, or None if it has none.

    The address is found by its line of postcode and town; street, person and organisation
    are the lines before it, phone and mail address stand anywhere in the text. What `files`
    are called is nobody's name.
    """
    lines = [line.strip() for line in _ON_ONE_LINE.sub(r"\1\n\2", text).splitlines()]
    at = next((i for i, line in enumerate(lines) if _TOWN.fullmatch(line)), None)
    town = _TOWN.fullmatch(lines[at]) if at is not None else None
    if at is None or town is None:
        return None
    above = lines[max(0, at - 4) : at]
    street = above.pop() if above and _STREET.fullmatch(above[-1]) else ""
    person = next((line for line in above if _PERSON.fullmatch(line)), "")
    return Contact(
        organisation=_organisation(above, person, files),
        person=person,
        street=street,
        postcode=town[1],
        town=town[2],
        phone=phone[1].strip() if (phone := _PHONE.search(text)) else "",
        email=_mail(text) or next(iter(mails), ""),
    )


def names_someone(text: str) -> bool:
    """Whether a text says whom to call or to write to."""
    return bool(_PHONE.search(text) or _MAIL.search(text))


def mails(page: Page) -> tuple[str, ...]:
    """Return the mail addresses that a page links."""
    nodes = [
        node
        for node in page.root.find_all("a", href=True)
        if str(node["href"]).startswith("mailto:")
    ]
    page.tell('a[href^="mailto:"]', len(nodes))
    return tuple(link.removeprefix("mailto:") for node in nodes if (link := page.link(node)))


def _mail(text: str) -> str:
    found = _MAIL.search(text)
    if found is None:
        return ""
    return "@".join(re.sub(_DOT, ".", part, flags=re.IGNORECASE) for part in found.groups())


def _organisation(above: list[str], person: str, files: Collection[str]) -> str:
    """Return the lines of the name: the last ones that are neither sentence, item nor person."""
    names: list[str] = []
    for line in reversed(above):
        if line == person:
            continue
        is_other = line in _HEADINGS or line in files or bool(_DATE.search(line))
        if is_other or line.endswith((".", ":", "?")) or line.startswith("• "):
            break
        names.append(line)
    return ", ".join(reversed(names))
