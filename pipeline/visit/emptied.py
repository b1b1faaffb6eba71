"""Emptied: whether a page still is the page of its entry, by what was read from it. Pure.

A login, a consent wall, a note of maintenance, an excerpt or the start page answers with 200
like the page itself. What tells them is that nothing stands there any more that was read from
the page, or that hardly a word of its text is left.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from crawlers.items import RawEntry
from db.labels import SUBJECTS, statement_shown
from db.statements import Field, Statement, Subject, Value
from db.vocabulary import FindingKind
from pipeline.visit.health import FEWEST, QUARANTINED, Fault, vanished

_NAMED = 3
_WORD = re.compile(r"\w{4,}")
# In a title that is otherwise the same it says why nothing else stands there any more.
_OVER = re.compile(
    r"\b(?:abgesagt|entfällt|verschoben|beendet|geschlossen|ausgeschöpft|eingestellt|abgelaufen)\b",
    re.IGNORECASE,
)
_FEWEST_WORDS = 6  # of a text, before its words say whose it is
_OF_READERS = frozenset({Field.APPLICANT.value, Field.EXCLUDED_APPLICANT.value})
# A text's own subject, its themes and its place are named on every page of a site.
_WEAK = frozenset(
    {Subject.KIND, Subject.TOPICS, Subject.FUNDERS, Subject.INSTRUMENTS, Subject.AREAS}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Substance:
    """What of an entry's text somebody would act on, and the text's words."""

    url: str
    title: str
    words: frozenset[str]
    said: tuple[Statement, ...]

    @classmethod
    def of(cls, entry: RawEntry, read: Iterable[Statement]) -> Substance:
        """Make it from an entry and what is read from it."""
        texts = (entry.summary, entry.body, *(part.text for part in entry.fields))
        return cls(
            url=entry.url,
            title=" ".join(entry.title.split()),
            words=frozenset(_WORD.findall(" ".join(texts).casefold())),
            said=tuple(one for one in read if one.told and one.subject not in _WEAK),
        )

    @property
    def subjects(self) -> frozenset[Subject]:
        """What it says something about."""
        return frozenset(one.subject for one in self.said)

    @property
    def values(self) -> frozenset[tuple[str, Value]]:
        """What it says."""
        return frozenset((one.field.value, one.value) for one in self.said)

    @property
    def terms(self) -> frozenset[tuple[str, Value]]:
        """What it says but for who may apply."""
        return frozenset(said for said in self.values if said[0] not in _OF_READERS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """What one known entry said and says no more; `whole` if its page is another now."""

    key: str
    had: frozenset[Subject]
    has: frozenset[Subject]
    whole: bool
    reason: str


def loss(key: str, old: Substance, new: Substance) -> Loss:
    """Compare what an entry said with what is brought of it now."""
    shown = ", ".join(
        f"{SUBJECTS[one.subject]}: {statement_shown(one)}" for one in old.said[:_NAMED]
    )
    reason = (
        f"Von „{old.title}“ steht nichts mehr auf der Seite ({shown or 'ein anderer Text'}), "
        f"der Stand bleibt: {old.url}"
    )
    over = old.title in new.title and bool(_OVER.search(new.title))
    whole = not over and (_emptied(old, new) or _replaced(old, new))
    return Loss(key=key, had=old.subjects, has=new.subjects, whole=whole, reason=reason)


def judge_losses(losses: Sequence[Loss], present: int) -> Fault | None:
    """Return what speaks against a run whose changed entries lost so much.

    `present` counts the known entries that came. Where one of many is another page now, it
    alone is left as it was.
    """
    whole = [one for one in losses if one.whole]
    if whole and (len(whole) >= FEWEST or len(whole) == present):
        named = " ".join(f"{one.reason}." for one in whole[:_NAMED])
        reason = f"{len(whole)} bekannte Einträge sind nicht wiederzuerkennen. {named}"
        return Fault(kind=FindingKind.BROKEN, reason=f"{reason} {QUARANTINED}")
    had = Counter(subject for one in losses for subject in one.had)
    has = Counter(subject for one in losses for subject in one.had & one.has)
    lost = [subject for subject in had if vanished(had[subject], has[subject])]
    if not lost:
        return None
    shown = ", ".join(f"{SUBJECTS[subject]} ({had[subject]}-mal)" for subject in lost)
    reason = f"Aus den geänderten Einträgen ist verschwunden, was gelesen war: {shown}."
    return Fault(kind=FindingKind.BROKEN, reason=f"{reason} {QUARANTINED}")


def _emptied(old: Substance, new: Substance) -> bool:
    """Whether all that was read is gone."""
    return bool(old.said) and not new.said


def _replaced(old: Substance, new: Substance) -> bool:
    """Whether the text is another one, and says nothing of what was said.

    Where several days and sums are all others, half of the words need be: funders speak alike,
    and who may apply is the same in many programmes.
    """
    if len(old.words) < _FEWEST_WORDS or Subject.STATUS in new.subjects:
        return False
    kept = len(old.words & new.words)
    if 4 * kept < len(old.words) and 2 * kept < len(new.words) and not old.values & new.values:
        return bool(old.said) or old.title != new.title
    apart = 2 * kept < len(old.words) and 2 * kept < len(new.words)
    several = len({field for field, _value in old.terms}) > 1
    return apart and several and bool(new.terms) and not old.terms & new.terms
