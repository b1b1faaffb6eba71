"""Programme: one programme document as a raw entry.

The export's field names lie (`bodyText` is the legal basis, `procInfluence` the deadlines,
`header` a status note); the labels below say what stands in them. `dateOfExpiration` and
the Foerdertermin list are not read at all: the first is nonsense in three of four
programmes, the second empty everywhere. `comment` is internal and goes nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import TypeVar

from crawlers.foerderdatenbank.documents import Document, without_root
from crawlers.foerderdatenbank.linked import Linked
from crawlers.foerderdatenbank.richtext import RichText
from crawlers.foerderdatenbank.titles import repair_title
from crawlers.foerderdatenbank.vocabulary import APPLICANTS, AREAS, INSTRUMENTS, LEVELS, SUBJECTS
from crawlers.items import Given, Kind, LabelledText, Link, RawEntry

SITE = "https://www.foerderdatenbank.de"

# The export's property and what it holds, in the order of the publisher's own page.
LABELS = {
    "header": "Statushinweis",
    "teaserText": "Kurztext",
    "summary": "Volltext",
    "regulatoryFWork": "Voraussetzungen",
    "procInfluence": "Fristen",
    "competenceDescr": "Unterlagen",
    "procMethod": "Verfahren",
    "progress": "Bearbeitungsdauer",
    "functions": "Sprache",
    "bodyText": "Rechtsgrundlage",
    "procDescription": "Fundstelle",
}
# The short text is read as the entry's summary. The dates and sums of laws and citations
# are not those of the programme.
PROSE = ("Statushinweis", "Volltext", "Voraussetzungen", "Fristen", "Verfahren")

_Term = TypeVar("_Term")

_ISO_DAY = re.compile(r"(20\d{2}-\d{2}-\d{2})T")
_EXPORTED_CODES = "cl2Processes/"
_EXPORTED_DETAILS = "cl2Satisfaction/"


def programme(document: Document, linked: Linked, source: str) -> RawEntry | None:
    """Return a programme as a raw entry, None for a stub without a title."""
    title = repair_title(document.rich("title").text)
    if not title:
        return None
    texts = {name: document.rich(name) for name in LABELS}
    fields = tuple(_fields(document, texts))
    labels = {field.label for field in fields}
    return RawEntry(
        source=source,
        key=document.path,
        url=f"{SITE}{document.path}.html",
        kind=Kind.PROGRAMME,
        title=title,
        summary=texts["teaserText"].text,
        fields=fields,
        prose=tuple(label for label in PROSE if label in labels),
        published_on=_issued_on(document),
        given=_given(document, linked, texts["bodyText"]),
        structured=_structured(document),
    )


def _fields(document: Document, texts: Mapping[str, RichText]) -> Iterator[LabelledText]:
    for name, label in LABELS.items():
        if texts[name].text:
            yield LabelledText(label=label, text=texts[name].text)
    if document.value("keywords"):
        yield LabelledText(label="Schlagwörter", text=document.value("keywords"))


def _given(document: Document, linked: Linked, legal_basis: RichText) -> Given:
    contacts = [linked.contact(path) for path in document.linked("cl2Contacts/Kontakt")]
    funders = [linked.name(path) for path in _targets(document, "Foerderorganisation")]
    unknown: list[str] = []
    applicants = _mapped(document, "Foerderberechtigte", APPLICANTS, unknown)
    return Given(
        level=_level(document, unknown),
        applicants=_distinct(code for codes in applicants for code in codes),
        areas=_distinct(_mapped(document, "Foerdergebiet", AREAS, unknown)),
        instruments=_distinct(_mapped(document, "Foerderart", INSTRUMENTS, unknown)),
        subjects=_distinct(_mapped(document, "Foerderbereich", SUBJECTS, unknown)),
        funders=_distinct(name for name in funders if name),
        contacts=tuple(contact for contact in contacts if contact),
        links=tuple(_links(document, linked, legal_basis)),
        notes=tuple(unknown),
    )


def _links(document: Document, linked: Linked, legal_basis: RichText) -> Iterator[Link]:
    """Yield the links of the legal basis as guidelines, then the further ones, each once."""
    seen: set[str] = set()
    further = document.linked("cl2CustServices/ExternerLink")
    legal = [(without_root(target), words) for target, words in legal_basis.targets]
    for path, words in legal + [(path, "") for path in further]:
        link = linked.link(path, words, "" if path in further else "guideline")
        if link and link.url not in seen:
            seen.add(link.url)
            yield link


def _mapped(
    document: Document, classifier: str, table: Mapping[str, _Term], unknown: list[str]
) -> list[_Term]:
    """Return the terms of a list's codes; a code that is not known becomes a question."""
    found = []
    for code in _codes(document, _EXPORTED_CODES + classifier):
        if code in table:
            found.append(table[code])
        else:
            unknown.append(f"Die Quelle nennt unter {classifier} den unbekannten Wert „{code}“.")
    return found


def _level(document: Document, unknown: list[str]) -> str:
    levels = _mapped(document, "Foerdergeber", LEVELS, unknown)
    return next((level.value for level in LEVELS.values() if level in levels), "")


def _structured(document: Document) -> dict[str, object]:
    """Return all codes of the record, for later readers of this row."""
    groups = (_EXPORTED_CODES, _EXPORTED_DETAILS)
    codes = {
        name.split("/", 1)[1]: list(_codes(document, name))
        for name in sorted(document.links)
        if name.startswith(groups)
    }
    return {"path": document.path, "codes": codes}


def _issued_on(document: Document) -> date | None:
    day = _ISO_DAY.match(document.value("dateOfIssue"))
    return date.fromisoformat(day[1]) if day else None


def _codes(document: Document, name: str) -> tuple[str, ...]:
    return tuple(path.rsplit("/", 1)[-1] for path in document.linked(name))


def _targets(document: Document, classifier: str) -> tuple[str, ...]:
    return document.linked(_EXPORTED_CODES + classifier)


def _distinct(values: Iterator[str] | list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
