"""Score: what of an annotated text was stated rightly, asked, stated wrongly, or missed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bench.truth.gold import GROUP_OF, Annotated, Said, shown
from db.area import AreaKind
from db.area_tree import AreaTree
from pipeline.claim import Claim
from pipeline.reading import read
from pipeline.reading.text.prose import Prose
from pipeline.reading.time.second_reader import shipped_weights
from pipeline.reading.where.areas import Gazetteer, read_areas
from pipeline.themes import Topic, topics_of

DATED = ("deadline", "opens", "annual_deadline")
_TITLED = re.compile(
    r"((?:[\w ]*[Ss]tadt|Gemeinde|Markt(?:gemeinde)?)(?= ))? ?([^(]*?) ?(?:\((.*)\))?"
)
_TOWN = frozenset({"Stadt", "Kreisstadt", "Hansestadt", "Kreisfreie Stadt", "Große Kreisstadt"})
_VILLAGES = frozenset({AreaKind.MUNICIPALITY, AreaKind.MARKET})


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What became of one value: `kind` is right, asked, wrong, missed or besides.

    Besides is a question that no annotated value answers.
    """

    id: str
    source: str
    group: str
    field: str
    value: str
    kind: str
    quote: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Verdicts counted."""

    right: int = 0
    asked: int = 0
    wrong: int = 0
    missed: int = 0
    besides: int = 0

    @property
    def precision(self) -> float:
        """The share of what is stated that the text says; 1 where nothing is stated."""
        stated = self.right + self.wrong
        return self.right / stated if stated else 1.0

    @property
    def recall(self) -> float:
        """The share of what the text says that is stated."""
        return self.right / self.in_all if self.in_all else 1.0

    @property
    def found(self) -> float:
        """The share of what the text says that is stated or asked."""
        return (self.right + self.asked) / self.in_all if self.in_all else 1.0

    @property
    def in_all(self) -> int:
        """How many values the texts say."""
        return self.right + self.asked + self.missed


def tally(verdicts: Iterable[Verdict]) -> Tally:
    """Count verdicts."""
    return Tally(**Counter(one.kind for one in verdicts))


def values_of(one: Annotated) -> list[Verdict]:
    """Judge what the grammars read of days, money, rates and applicants in a text."""
    if not one.scored:
        return []
    claims = read(
        one.text,
        published_on=one.published_on,
        language=one.language,
        second=shipped_weights(),
    )
    return list(judged(one, claims))


def judged(one: Annotated, claims: Iterable[Claim]) -> Iterator[Verdict]:
    """Judge claims against what a text says; only the fields it was annotated for."""
    told = [claim for claim in claims if claim.field.value in one.scored]
    left = list(one.said)
    for field, value, quote in _stated(told, one.text):
        if (field, value) in left:
            left.remove((field, value))
            yield _verdict(one, field, value, "right", quote)
        elif (field, value) not in one.accepted and (field, value) not in one.said:
            yield _verdict(one, field, value, "wrong", quote)
    questions = [claim for claim in told if claim.review]
    for field, value in left:
        asking = any(_asks(question, (field, value)) for question in questions)
        yield _verdict(one, field, value, "asked" if asking else "missed")
    for field, value in dict.fromkeys((q.field.value, shown(q.value)) for q in questions):
        question = next(q for q in questions if (q.field.value, shown(q.value)) == (field, value))
        known = (*one.said, *one.accepted)
        if not any(_asks(question, said) for said in known):
            yield _verdict(one, field, value, "besides", question.quote)


def _stated(claims: Sequence[Claim], text: str) -> Iterator[tuple[str, str, str]]:
    """Yield what is stated, each once; a quote that does not stand in the text is wrong."""
    seen: set[Said] = set()
    for claim in claims:
        field, value = claim.field.value, shown(claim.value)
        if claim.review or (field, value) in seen:
            continue
        seen.add((field, value))
        quoted = text[claim.start : claim.end] == claim.quote
        yield field, value if quoted else f"misquoted {value}", claim.quote


def _asks(question: Claim, said: Said) -> bool:
    """Whether a person who answers the question will come upon a value.

    The same value of a field of its group, or a day whose year is left open or mistaken.
    """
    field, value = said
    asked = question.field.value
    if GROUP_OF.get(asked) != GROUP_OF[field]:
        return False
    if shown(question.value) == value:
        return True
    return field in DATED and asked in DATED and shown(question.value)[-5:] == value[-5:]


def _verdict(one: Annotated, field: str, value: str, kind: str, quote: str = "") -> Verdict:
    return Verdict(
        id=one.id,
        source=one.source,
        group=GROUP_OF.get(field, field),
        field=field,
        value=value,
        kind=kind,
        quote=quote,
    )


class Places:
    """Judges areas: an area is known by its key, however a person or a page names it."""

    def __init__(self, tree: AreaTree) -> None:
        self._tree = tree
        self._gazetteer = Gazetteer.of(tree)

    def areas_of(self, one: Annotated) -> list[Verdict]:
        """Judge the areas that are read in title and text."""
        if one.areas is None:
            return []
        found = [
            claim
            for part in (one.title, one.text)
            for claim in read_areas(Prose.of(part), self._gazetteer)
        ]
        stated = dict.fromkeys(str(claim.value) for claim in found if not claim.review)
        asked = {str(claim.value) for claim in found if claim.review}
        said = dict.fromkeys(filter(None, map(self.key, one.areas)))
        accepted = set(filter(None, map(self.key, one.areas_accepted)))
        verdicts = [
            _area(one, key, "right" if key in said else "wrong", self._tree.label(key))
            for key in stated
            if key in said or key not in accepted
        ]
        for key in said:
            if key not in stated:
                kind = "asked" if asked & self._with_those_above(key) else "missed"
                verdicts.append(_area(one, key, kind, self._tree.label(key)))
        fitting = {above for key in said for above in self._with_those_above(key)}
        verdicts += [_area(one, key, "besides", "") for key in sorted(asked - fitting)]
        return verdicts

    def _with_those_above(self, key: str) -> set[str]:
        return {key, *(area.key for area in self._tree.ancestors(key))}

    def key(self, name: str) -> str:
        """Return the key of an area as a person names it; empty where no area has that name.

        "Stadt X" is a town and "Gemeinde X" none, as far as there is a choice; what stands in
        brackets tells namesakes apart.
        """
        title, bare, within = _TITLED.fullmatch(name).groups()  # type: ignore[union-attr]
        named = re.compile(rf"\b{re.escape(bare)}\b", re.IGNORECASE)
        # `find` answers with names that are close, too.
        found = [area for area in self._tree.find(bare) if named.search(self._tree.label(area.key))]
        if title:
            places = [area for area in found if area.is_local]
            found = sorted(places, key=lambda area: (area.kind in _VILLAGES) == (title in _TOWN))
        if within:
            found = [area for area in found if within in self._tree.label(area.key)] or found
        return found[0].key if found else ""


def _area(one: Annotated, key: str, kind: str, label: str) -> Verdict:
    return Verdict(
        id=one.id, source=one.source, group="area", field="area", value=key, kind=kind, quote=label
    )


def topics_verdicts(one: Annotated, topics: Sequence[Topic]) -> list[Verdict]:
    """Judge the topics that the words of title and text tell."""
    if one.topics is None:
        return []
    found = {match.topic for match in topics_of(one.title, one.text, topics)}
    judged_topics = [(topic, "right") for topic in sorted(found & one.topics)]
    judged_topics += [(t, "wrong") for t in sorted(found - one.topics - one.topics_accepted)]
    judged_topics += [(topic, "missed") for topic in sorted(one.topics - found)]
    return [
        Verdict(id=one.id, source=one.source, group="topic", field="topic", value=topic, kind=kind)
        for topic, kind in judged_topics
    ]


def wrong_dates(verdicts: Iterable[Verdict]) -> int:
    """Count the days that are stated and that the text does not say."""
    return sum(one.kind == "wrong" and one.field in DATED for one in verdicts)


def as_of() -> date:
    """Return the day for which the register of areas is read."""
    return date(2026, 11, 1)
