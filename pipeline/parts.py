"""Parts: a raw entry cut into the parts that may be read."""

from __future__ import annotations

from dataclasses import dataclass, replace

from crawlers.items import GUIDELINE, RawEntry
from pipeline.claim import Claim


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of an entry: its label and the text the grammars read.

    The text begins with the label on a line of its own where the page has one, since
    "Antragsfrist" above a date is half of the statement.
    """

    label: str
    text: str

    def without_label(self, claim: Claim) -> Claim:
        """Return the claim with a quote that begins after the label, if it began in it.

        The label helped to read the value, but the publisher wrote no such sentence.
        """
        head = f"{self.label}\n"
        if not self.text.startswith(head) or claim.start >= len(head) or claim.end <= len(head):
            return claim
        start = len(head) + len(self.text[len(head) :]) - len(self.text[len(head) :].lstrip())
        return replace(claim, start=start, quote=self.text[start : claim.end])


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


# Law names everything that an administration ever deals with.
_OF_LAW = frozenset({"Rechtsgrundlage", "Rechtliche Hinweise", "Fundstelle"})


def subject_matter(raw: RawEntry) -> str:
    """Return the words that say what an entry is about: all but its law."""
    fields = (field.text for field in raw.fields if not _is_law(field.label))
    return "\n".join((raw.summary, *fields, raw.body, *raw.given.subjects))


def _is_law(label: str) -> bool:
    return label in _OF_LAW or label.startswith(GUIDELINE)
