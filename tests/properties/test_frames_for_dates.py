"""A date is a deadline only in a frame: no noun makes it one by standing near it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module
from itertools import product
from typing import Any

import pytest

from pipeline.claim import Field
from pipeline.reading.text.date_groups import find_chains
from pipeline.reading.text.layout import lay_out
from pipeline.reading.text.prose import Prose
from pipeline.reading.time.deadlines import read_deadlines
from pipeline.reading.time.vocabulary import STEMS, Cue
from tests.doses import dose

# What is said of a noun without saying when it ends: about it, with it, before it.
NEUTRAL = (
    "Die {x} wird am {d} im Ausschuss beraten.",
    "Die {x} wird am {d} vom Kreistag beschlossen.",
    "Über die {x} berichtete die Zeitung am {d}.",
    "Zur {x} informiert die Verwaltung am {d}.",
    "Die Verwaltung hat zur {x} am {d} informiert.",
    "Die {x} war am {d} Thema im Kreistag.",
    "Am {d} beraten wir zur {x}.",
    "Am {d} beantworten wir Fragen zur {x}.",
    "Am {d} wurde die {x} von Frau Dr. Müller vorgestellt.",
    "Die {x} hat sich seit dem {d} bewährt.",
    "Die {x} ist seit dem {d} bekannt.",
    "Am {d} sprach Herr Schmidt über die {x}.",
    "Wie am {d} berichtet, bleibt die {x} umstritten.",
    "Der Rat tagte am {d}, die {x} war kein Thema.",
    "Nachdem die {x} bekannt war, traf sich der Beirat am {d}.",
    "Die Sitzung am {d} dient der {x}.",
    "Der Artikel zur {x} erschien am {d} im Anzeiger.",
    "Bis zum {d} wird die {x} überarbeitet.",
    "Bis zum {d} hat das Amt die {x} geprüft.",
    "Die Hinweise zur {x} stehen bis zum {d} im Netz.",
    "Vom {d} an hängt die {x} im Rathaus aus.",
    "The {x} was discussed on {e} in the council.",
    "On {e} the committee talked about the {x}.",
    "The paper reported on the {x} on {e}.",
)

# Python's own parser of patterns, which no stub knows of.
_parser: Any = import_module("re._parser")


EACH = dose(5, 1)  # which of the nouns are asked: every, or every fifth
CLOSING = (Field.DEADLINE, Field.ANNUAL_DEADLINE, Field.DEADLINE_MONTH)
KINDS = (Cue.TERM, Cue.WINDOW, Cue.APPLY, Cue.OBJECT, Cue.BEGIN, Cue.END)


def words(pattern: Iterable[Any]) -> Iterator[str]:
    """Yield the words that a stem of the vocabulary stands for, without what may go on freely."""
    parts = [list(_choices(str(kind), what)) for kind, what in pattern]
    yield from map("".join, product(*parts))


def _choices(kind: str, what: Any) -> Iterator[str]:
    match kind:
        case "LITERAL":
            yield chr(what)
        case "BRANCH":
            for branch in what[1]:
                yield from words(branch)
        case "SUBPATTERN":
            yield from words(what[3])
        case "IN":
            yield from (chr(one) for sort, one in what if str(sort) == "LITERAL")
        case _:
            least, most, part = what
            if not least:
                yield ""
            if most == 1:
                yield from words(part)


@cache
def nouns() -> tuple[str, ...]:
    """Return all words for deadlines, times of applying, acts and what is handed in."""
    found = {
        word.capitalize()
        for kind, _, stems in STEMS
        if kind in KINDS
        for word in words(_parser.parse(stems))
    }
    return tuple(sorted(found))


def certain(text: str) -> list[str]:
    """Return the days that a text states as deadlines."""
    layout = lay_out(Prose.of(text))
    claims = read_deadlines(layout, find_chains(layout, "de"), None)
    return [one.quote for one in claims if one.field in CLOSING and not one.doubt]


@pytest.mark.parametrize("frame", NEUTRAL)
def test_no_noun_makes_a_neutral_sentence_a_deadline(frame: str) -> None:
    """Whatever noun stands in it, a sentence that states no deadline makes none certain."""
    some = nouns()[NEUTRAL.index(frame) % EACH :: EACH]  # each frame has others
    said = (frame.format(x=noun, d="3. Mai 2027", e="3 May 2027") for noun in some)
    assert not [text for text in said if certain(text)]


def test_the_vocabulary_gives_many_nouns() -> None:
    """The property above is about something: the deadline itself is among hundreds of nouns."""
    assert "Antragsfrist" in nouns() and len(nouns()) > 500
