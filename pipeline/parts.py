"""Parts: a raw entry cut into the parts that may be read."""

from __future__ import annotations

from dataclasses import dataclass, replace

from crawlers.items import GUIDELINE, LabelledText, RawEntry
from crawlers.shape import Form, Mark, ShapedText, is_shaped, marks_of, on_lines
from pipeline.citations import told, without_citations
from pipeline.claim import Claim

# The parts that sum an entry up.
TITLE, TEASER, BODY = "Titel", "Kurztext", "Text"
HEADLINES = frozenset({TITLE, TEASER})


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of an entry: its label, its text as it is stored, and what the grammars read.

    What is read begins with the label on a line of its own where the page has one, since
    "Antragsfrist" above a date is half of the statement. In a part of law the lines that only
    cite are blank: all else stands where it is stored.
    """

    label: str
    stored: str
    labelled: bool = False
    law: bool = False

    @property
    def text(self) -> str:
        """The text that the grammars read, with its shape if it is known."""
        if self.law:
            text, stored = without_citations(self.stored), self.stored
            return ShapedText(text, marks_of(stored)) if is_shaped(stored) else text
        if not self.labelled:
            return self.stored
        if not is_shaped(self.stored):
            return f"{self.label}\n{self.stored}"
        heading = (Mark(0, len(self.label), Form.HEADING, 1),) if self.label else ()
        return on_lines((ShapedText(self.label, heading), self.stored))

    def placed(self, claim: Claim) -> Claim:
        """Return the claim with its part, and with its quote's place in the stored text.

        The label helped to read the value, but the publisher wrote no such sentence: a quote
        that begins in it begins after it. One that lies wholly in it has no place (0, 0).
        """
        head = len(self.label) + 1 if self.labelled else 0
        if claim.end <= head:
            return replace(claim, part=self.label, start=0, end=0)
        blank = len(self.stored) - len(self.stored.lstrip())
        start = claim.start - head if claim.start >= head else blank
        end = claim.end - head
        return replace(claim, part=self.label, start=start, end=end, quote=self.stored[start:end])


def readable_parts(raw: RawEntry) -> tuple[Part, ...]:
    """Return the parts of an entry that may be read, in the order of the page.

    Fields outside `raw.prose` (legal basis, citations, remarks) are kept with the entry
    but never read: their dates are not deadlines and their amounts not grants. Only where an
    entry says nothing of itself elsewhere its legal basis is read, all but what it cites.
    """
    parts = [Part(label=TITLE, stored=raw.title), Part(label=TEASER, stored=raw.summary)]
    parts += [
        Part(label=field.label, stored=field.text, labelled=True)
        for field in raw.fields
        if field.label in raw.prose
    ]
    parts += [Part(label=one.label, stored=one.text, law=True) for one in _telling_law(raw)]
    parts.append(Part(label=BODY, stored=raw.body))
    return tuple(part for part in parts if part.stored.strip())


def shown_parts(raw: RawEntry) -> tuple[tuple[str, str], ...]:
    """Return every text of an entry with its label, as it is stored and shown to staff."""
    fields = ((field.label, field.text) for field in raw.fields)
    texts = ((TITLE, raw.title), (TEASER, raw.summary), *fields, (BODY, raw.body))
    return tuple((label, text) for label, text in texts if text.strip())


def still_says(raw: RawEntry, quote: str) -> bool:
    """Whether words stand in an entry, in whatever place; blanks and line ends do not count."""
    words = " ".join(quote.split())
    return any(words in " ".join(f"{label} {text}".split()) for label, text in shown_parts(raw))


LEGAL_BASIS = "Rechtsgrundlage"
# Law names everything that an administration ever deals with.
_OF_LAW = frozenset({LEGAL_BASIS, "Rechtliche Hinweise", "Fundstelle"})
# What is said about an entry beside itself.
_REMARKS = frozenset({"Statushinweis", "Fristen"})


def subject_matter(raw: RawEntry) -> str:
    """Return the words that say what an entry is about: all but its law."""
    fields = (field.text for field in raw.fields if not _is_law(field.label))
    law = (without_citations(field.text) for field in _telling_law(raw))
    return "\n".join((raw.summary, *fields, *law, raw.body))


def summary_of(raw: RawEntry) -> str:
    """Return what sums an entry up, in the publisher's words."""
    return raw.summary or raw.body or "\n".join(told(field.text) for field in _telling_law(raw))


def _telling_law(raw: RawEntry) -> tuple[LabelledText, ...]:
    """Return the legal basis of an entry that has no other prose."""
    described = any(
        field.text.strip()
        for field in raw.fields
        if field.label in raw.prose and field.label not in _REMARKS
    )
    if raw.summary.strip() or raw.body.strip() or described:
        return ()
    return tuple(field for field in raw.fields if field.label == LEGAL_BASIS)


def _is_law(label: str) -> bool:
    return label in _OF_LAW or label.startswith(GUIDELINE)
