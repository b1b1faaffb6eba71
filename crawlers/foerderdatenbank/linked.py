"""Linked documents: contacts, addresses, external links and funders, kept in compact form."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from crawlers.foerderdatenbank.documents import Document
from crawlers.foerderdatenbank.titles import repair_title
from crawlers.items import Contact, Link
from crawlers.links import canonical

# Said for the screen, in every spelling ("externer", "exerner", "Extener"); no words of the title.
_SCREEN_HINT = re.compile(
    r"\s*\(([^()]*, )?(ex\w*er\w* Link|öffnet[^()]*|nicht barrierefrei)\)", re.IGNORECASE
)
_GUIDELINE = re.compile(r"richtlinie|fördergrundsätze|bekanntmachung", re.IGNORECASE)
_FORM = re.compile(r"antrag|formular|vordruck|serviceportal|förderportal", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Unit:
    """A contact as the export has it: its own values and the paths it points to."""

    title: str
    phone: str
    email: str
    addresses: tuple[str, ...]
    parents: tuple[str, ...]
    websites: tuple[str, ...]


@dataclass(slots=True)
class Linked:
    """All linked documents of an export by path."""

    _units: dict[str, _Unit] = field(default_factory=dict)
    _addresses: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    _links: dict[str, tuple[str, str]] = field(default_factory=dict)

    def add(self, document: Document) -> None:
        """Keep what a programme may need of a document; other types are passed over."""
        if document.type == "gsb:ExternalLink":
            self._links[document.path] = (canonical(document.value("url")), _title(document))
        elif document.type == "gsb:Address":
            self._addresses[document.path] = _address(document)
        elif document.type == "gsb:ContactData":
            self._units[document.path] = _unit(document)

    def name(self, path: str) -> str:
        """Return the name of a funder or unit, "" if the export does not hold it."""
        unit = self._units.get(path)
        return unit.title if unit else ""

    def contact(self, path: str) -> Contact | None:
        """Return a contact with its address and superior unit, None if there is none."""
        unit = self._units.get(path)
        if unit is None:
            return None
        addresses = [self._addresses[one] for one in unit.addresses if one in self._addresses]
        street, postcode, town = addresses[0] if addresses else ("", "", "")
        websites = [self._links[one][0] for one in unit.websites if one in self._links]
        return Contact(
            organisation=self._organisation(unit),
            street=street,
            postcode=postcode,
            town=town,
            phone=unit.phone,
            email=unit.email,
            url=websites[0] if websites else "",
        )

    def link(self, path: str, words: str = "", role: str = "") -> Link | None:
        """Return an external link under its own title, None if it leads nowhere."""
        url, title = self._links.get(path, ("", ""))
        if not url:
            return None
        title = title or words
        return Link(url=url, title=title, role=role or _role(title))

    def _organisation(self, unit: _Unit) -> str:
        parents = [name for name in map(self.name, unit.parents) if name]
        parent = parents[0] if parents else ""
        if not parent or parent.casefold() in unit.title.casefold():
            return unit.title
        return parent if unit.title.casefold() in parent.casefold() else f"{parent}, {unit.title}"


def _role(title: str) -> str:
    if _GUIDELINE.search(title):
        return "guideline"
    return "form" if _FORM.search(title) else "more"


def _unit(document: Document) -> _Unit:
    return _Unit(
        title=_title(document),
        phone=document.value("phone"),
        email=document.value("email"),
        addresses=document.linked("cl2Addresses/Adresse"),
        parents=document.linked("cl2RespTargets/UebergeordneteEinheit"),
        websites=document.linked("website"),
    )


def _address(document: Document) -> tuple[str, str, str]:
    street = f"{document.value('road')} {document.value('houseId')}".strip()
    return street, document.value("zipCode"), document.value("city")


def _title(document: Document) -> str:
    """Return the first line of a title: what follows is dates and publishers of a law."""
    first = document.rich("title").text.split("\n", 1)[0]
    return repair_title(_SCREEN_HINT.sub("", first).strip())
