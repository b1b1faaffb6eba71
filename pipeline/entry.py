"""Entry: a raw entry cut into the parts that may be read."""

from __future__ import annotations

from dataclasses import dataclass

from crawlers.items import RawEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of an entry: its label and the text the grammars read.

    The text begins with the label on a line of its own where the page has one, since
    "Antragsfrist" above a date is half of the statement.
    """

    label: str
    text: str


def readable_parts(raw: RawEntry) -> tuple[Part, ...]:
    """Return the parts of an entry that may be read, in the order of the page.

    Fields outside `raw.prose` (legal basis, citations, remarks) are kept with the entry
    but never read: their dates are not deadlines and their amounts not grants.
    """
    parts = [Part(label="Titel", text=raw.title), Part(label="Kurztext", text=raw.summary)]
    parts += [
        Part(label=field.label, text=f"{field.label}\n{field.text}")
        for field in raw.fields
        if field.label in raw.prose and field.text.strip()
    ]
    parts.append(Part(label="Text", text=raw.body))
    return tuple(part for part in parts if part.text.strip())
