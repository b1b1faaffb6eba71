"""Fact: one labelled line of a card, and what a card cannot say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from db.statements import Standing, Subject
from db.values import Values
from notifier.digest.wording import joined


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link inside a fact; `url` has passed the allow-list."""

    text: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """One of several that disagree: the words, and whose they are where sources differ."""

    words: str
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One line: "Bis wann: Montag, 1. Februar 2027", with the words behind it.

    A line without a label goes on with the one above. `quote` are the publisher's words,
    `note` what must be added to the value. `voices` are the words of those that disagree
    about it. `strong` marks what a reader must not miss.
    """

    label: str
    value: str
    note: str = ""
    quote: str = ""
    strong: bool = False
    links: tuple[Link, ...] = ()
    voices: tuple[Voice, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """What an entry does not say; `unclear` where it does, and nobody can be sure what."""

    what: str
    unclear: bool = False


Said = Fact | Missing


def asked(values: Values, *subjects: Subject) -> bool:
    """Whether something is read of a subject that nobody can be sure of."""
    return any(
        one.standing is Standing.ASKED and one.subject in subjects for one in values.statements
    )


def labelled(label: str, facts: Sequence[Fact]) -> list[Fact]:
    """Return facts as the lines below one label: the first has it, the others go on with it."""
    return [replace(fact, label="" if place else label) for place, fact in enumerate(facts)]


def missing_line(missing: Iterable[Missing], whom: str) -> list[Fact]:
    """Return the one line on all that is not known, and "beim Förderer" where to ask."""
    listed = list(missing)
    # What is a clause of its own, "wer sich bewerben darf", stands last.
    listed.sort(key=lambda one: one.what[:1].islower())
    unstated = joined([one.what for one in listed if not one.unclear])
    unclear = joined([one.what for one in listed if one.unclear])
    if not listed:
        return []
    label = "Nicht angegeben" if unstated else "Nicht eindeutig"
    rest = f"; nicht eindeutig: {unclear}" if unstated and unclear else ""
    value = f"{unstated or unclear}{rest} – bitte {whom} erfragen"
    return [Fact(label=label, value=value)]
