"""Deadlines: which dates of a text open or close the time of applying.

Dates are found (`dates`), grouped (`chains`), weighed by the words around them (`cues`,
`weighing`) and judged (`verdicts`); a missing year is completed only where that is certain
(`years`). What stays in doubt becomes a question: its value is the likeliest ISO date, or
`--MM-DD` (`--MM`) where no year can be given.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import groupby

from pipeline.claim import Claim, Field, Stage
from pipeline.reading.text.date_expression import BAD_YEAR, DateExpression, Edge
from pipeline.reading.text.date_groups import Chain, Way
from pipeline.reading.text.layout import Layout, Sentence
from pipeline.reading.time.date_roles import DateRole, in_table, role_of
from pipeline.reading.time.frames import frame_of
from pipeline.reading.time.registrations import Registered, registered_for
from pipeline.reading.time.scoring import Weight, weigh
from pipeline.reading.time.sentence_words import listen
from pipeline.reading.time.text_years import last_days
from pipeline.reading.time.vocabulary import WORD, Cue, cue_of
from pipeline.reading.time.years import (
    EACH,
    Known,
    complete,
    is_of_another_year,
    is_yearly,
    proposal,
    titled_year,
)

OF_AN_EVENT = "Gilt diese Anmeldefrist für die Förderung oder nur für eine Veranstaltung?"
REGISTERED_FOR_WHAT = (
    "Meldet man sich bis zu diesem Tag für die Förderung an oder für etwas anderes?"
)
# What is asked of a call, and certain of an event that is an entry of its own.
OF_REGISTRATION = frozenset({OF_AN_EVENT, REGISTERED_FOR_WHAT})
_NO_YEAR = "Im Text steht kein Jahr. Für welches Jahr gilt dieses Datum?"
_NO_DAY = "Der Text nennt nur einen Monat. An welchem Tag jedes Jahres ist Schluss?"
_PAST = re.compile(
    r"\b(?:endete[n]?|konnten?|war(?:en)?|lief(?:en)?|mussten|abgelaufen|verstrichen|vorbei"
    r"|closed|ended|expired|passed|was|were)\b"
)
_FORMERLY = re.compile(
    r"\b(?:ursprünglich\w*|bisher\w*|zunächst|statt (?=wie|bisher|dem|des|zum|am|\d)|anstatt"
    r"|anstelle|originally|previously"
    r"|formerly|instead of)\b"
)
# "Anträge für das 1. Halbjahr bis 15.11.": what has such a part has it every year.
_PART_OF_YEAR = re.compile(
    r"\b(?:[1-4]\.|erste[ns]?|zweite[ns]?|dritte[ns]?|vierte[ns]?) (?:halbjahr|quartal)(?:e?s)?\b"
    r"(?! 20\d\d|/)"
)
_TITLE = 200  # characters: what is longer is no title
_TERMS = re.compile(r"(?:fristen|termine|stichtage|deadlines|closing dates)\b")
_WOULD = re.compile(r"[^,]*\b(?:wären?|hätten?|would have)\b")
_MOVED = re.compile(r"\b(?:verlängert|verlegt|verschoben|vorgezogen|extended|moved|postponed)\b")
_THIS_YEAR = re.compile(r"für das laufende|des laufenden")
_CLOSES = (Cue.TERM, Cue.WINDOW, Cue.END)
_STAGES = (
    (
        Stage.INTEREST,
        re.compile(r"interesse\w*bekundung|expressions? of interest|letters? of intent"),
    ),
    (Stage.SKETCH, re.compile(r"skizze|concept note|outline|projektidee")),
    (
        Stage.REGISTRATION,
        re.compile(
            r"anmeld|registr|\bmelden? (?:\w+ ){0,2}sich\b|\bmeldet sich\b|\bmelden sich\b"
            r"|\bsich\b[^;]{0,60}\bmelden\b|rückmeldung"
        ),
    ),
    (Stage.APPLICATION, re.compile(r"antr[aä]g|bewerb|einreich|appl|proposal|einsend|abgabe")),
)
# "Nach Bewertung der Skizze ist der Vollantrag bis … einzureichen": the stage before.
_DONE_BEFORE = re.compile(
    r"\b(?:nach|auf (?:der )?(?:grundlage|basis)) "
    r"(?:(?!(?:ist|sind|wird|werden|kann|können|muss|müssen|soll|sollen)\b)[\w-]+ ){0,4}?"
    r"\w*(?:skizze|interesse\w*bekundung)\w*"
)
# The first year in which a call was published on a page, and how far from the publication of
# its text a deadline may lie, in years.
_FIRST, _BACK, _AHEAD = 1990, -20, 20
_NEXT = 60  # characters between "beginnt am …" and "endet am …"
_NOTHING = Weight(0.0, 0.0, False, None, False, True, 0, 0)


@dataclass(frozen=True, slots=True)
class _Judged:
    sentence: Sentence
    chain: Chain
    others: list[Chain]
    weight: Weight
    verdict: DateRole
    opened_on: date | None = None  # what the sentence gave before as its opening day


def read_deadlines(
    layout: Layout, chains: list[Chain], published_on: date | None
) -> Iterator[Claim]:
    """Yield claims on deadlines, opening days, yearly days and months."""
    stated: defaultdict[tuple[int, int], set[int]] = defaultdict(set)
    for on in (on for chain in chains for day in chain.days() if (on := day.on())):
        stated[on.month, on.day].add(on.year)
    for start, group in groupby(chains, lambda chain: layout.at(chain.start).start):
        sentence = layout.at(start)
        words = layout.low[sentence.start : sentence.end]
        for judged in _judge(layout, sentence, list(group)):
            yield from _Statement(layout, judged, words, published_on, stated, chains).claims()


def _judge(layout: Layout, sentence: Sentence, group: list[Chain]) -> Iterator[_Judged]:
    spoken = listen(layout, sentence)
    around = [[other for other in group if other is not chain] for chain in group]
    if not spoken.speaks():
        for chain, others in zip(group, around, strict=True):
            frame = frame_of(layout, sentence, chain, others)
            verdict = role_of(layout, sentence, chain, _NOTHING, frame)
            verdict = verdict or (None if frame else in_table(sentence, chain))
            if verdict:
                yield _Judged(sentence, chain, [], _NOTHING, verdict)
        return
    pairs = zip(group, around, strict=True)
    weights = _shared(layout, group, [weigh(layout, spoken, *pair) for pair in pairs])
    opened_on: date | None = None
    for chain, others, weight in zip(group, around, weights, strict=True):
        frame = frame_of(layout, sentence, chain, others)
        verdict = role_of(layout, sentence, chain, weight, frame)
        if verdict:
            yield _Judged(sentence, chain, others, weight, verdict, opened_on)
            if verdict.rule == "opens":
                opened_on = chain.dates[0].on()


def _shared(layout: Layout, group: list[Chain], weights: list[Weight]) -> list[Weight]:
    """Let dates said in one breath share what speaks for them: "bis …, im Herbst bis … stellen"."""
    for index in range(len(group) - 2, -1, -1):
        if _in_one_breath(layout, group[index], group[index + 1]) and weights[index].score > 0:
            weights[index] = _with(weights[index], weights[index + 1])
    for index in range(1, len(group)):
        here, before = group[index], group[index - 1]
        windows = here.opens is not None and before.opens is not None
        if windows and _in_one_breath(layout, before, here):
            weights[index] = _with(weights[index], weights[index - 1])
    return weights


def _with(here: Weight, other: Weight) -> Weight:
    return replace(
        here,
        score=max(here.score, other.score),
        start=min(here.start, other.start),
        end=max(here.end, other.end),
    )


def _in_one_breath(layout: Layout, here: Chain, following: Chain) -> bool:
    between = layout.low[here.end : following.start]
    silent = not any(cue_of(word.group()) for word in WORD.finditer(between))
    return silent and _alike(here, following)


def _alike(here: Chain, following: Chain) -> bool:
    limits = here.way is following.way is Way.UNTIL
    return limits or (here.opens is not None and following.opens is not None)


@dataclass(frozen=True, slots=True)
class _Statement:
    """One judged chain, on its way to claims."""

    layout: Layout
    judged: _Judged
    words: str  # of its sentence, in lower case
    published_on: date | None
    stated: Mapping[tuple[int, int], Set[int]]  # all full dates of the text
    chains: list[Chain]  # of the text

    def claims(self) -> Iterator[Claim]:
        chain, rule = self.judged.chain, self.judged.verdict.rule
        if self._registered() is Registered.MEMBERS:
            return
        ends = [other.end for other in self.judged.others if other.end <= chain.start]
        before = self.layout.low[max([self.judged.sentence.start, *ends]) : chain.start]
        if rule == "opens":
            for day in chain.dates:
                if day.year or not _speaks_of_each(self.words):
                    yield from self._dated(Field.OPENS, day)
        elif not _FORMERLY.search(before[-60:]) and not self._would_have_been():
            moved = chain.way in (Way.OF, Way.FROM) and _MOVED.search(self.words)
            if chain.opens and not moved and (chain.opens.year or not self._yearly()):
                yield from self._dated(Field.OPENS, chain.opens)
            for day in chain.dates:
                yield from self._closing(day)

    def _would_have_been(self) -> bool:
        """Whether the verb is of what did not come about: "am 1. September abgelaufen wäre"."""
        chain, end = self.judged.chain, self.judged.sentence.end
        return bool(_WOULD.match(self.layout.low, chain.end, min(end, chain.end + 40)))

    def _closing(self, day: DateExpression) -> Iterator[Claim]:
        if day.day is None:
            yield from self._month(day)
        elif day.wants_year and (day.yearly or self._yearly()):
            yield self._of_each_year(day, day.day, day.unsure)
        else:
            yield from self._dated(Field.DEADLINE, day)

    def _yearly(self) -> bool:
        if self.judged.opened_on and _THIS_YEAR.search(self.words):
            return False
        return _speaks_of_each(self.words) or self._standing()

    def _standing(self) -> bool:
        """Whether a page without a day of its own names several days: "Fristen: 15.3., 15.9."."""
        chain, heading = self.judged.chain, self.judged.sentence.heading
        if titled_year(self._titles(), 1):
            return False
        undated = self.published_on is None and not self.stated
        if undated and _is_of_part(self._row()):
            return True
        several = len(chain.dates) > 1 and chain.opens is None
        if not several or any(day.year for day in chain.dates):
            return False
        undated = self.published_on is None and _lists_terms(self.words, heading)
        return undated or chain.way is Way.TO or (self.published_on is None and chain.spread)

    def _dated(self, field: Field, day: DateExpression) -> Iterator[Claim]:
        if day.day is None:
            return
        whole = day if day.year else complete(day, self.words, self._known(field))
        on = whole.on()
        unsure = whole.unsure or self._out_of_time(on)
        doubt = self.judged.verdict.doubt or unsure or ("" if on else _NO_YEAR)
        near = None if is_of_another_year(self.words) else self.published_on
        yield self._claim(field, on.isoformat() if on else proposal(day, near), doubt)

    def _out_of_time(self, on: date | None) -> str:
        """Return a question where nobody can mean that year: 1927 for 2027, 2072 for 2027."""
        if on is None or (on.year >= _FIRST and not self.published_on):
            return ""
        away = on.year - self.published_on.year if self.published_on else 0
        return BAD_YEAR if on.year < _FIRST or not _BACK <= away <= _AHEAD else ""

    def _known(self, field: Field) -> Known:
        return Known(
            published_on=self.published_on,
            titled=self._titled(),
            last_days=self._last_days(),
            opened_on=self.judged.opened_on if field is not Field.OPENS else None,
            closes_on=self._closes_on() if field is Field.OPENS else None,
            stated=self.stated,
            registration=self._stage() is Stage.REGISTRATION,
            past=_is_past(self.words),
        )

    def _last_days(self) -> tuple[date, ...]:
        if self.published_on is None:
            return ()
        return last_days(self.layout, self.judged.chain, self.chains, self.published_on)

    def _titled(self) -> int | None:
        """Return the year of a title above the day, or of what stands before it on its line."""
        chain = self.judged.chain
        months = [day.month for day in chain.days()]
        if months != sorted(months):
            return None
        return titled_year(self._titles(), months[-1 if chain.opens else 0])

    def _titles(self) -> list[str]:
        layout, chain = self.layout, self.judged.chain
        above = layout.above(self.judged.sentence, chain.start)
        begin = max(self.judged.sentence.start, chain.start - _TITLE)
        before = layout.low[layout.raw.rfind("\n", begin, chain.start) + 1 : chain.start]
        first = layout.low[: max(0, layout.raw.find("\n", 0, _TITLE))]
        return [one for one in (*above, first, before) if len(one) <= _TITLE]

    def _registered(self) -> Registered | None:
        """Return what one registers for until then, None where one does not register."""
        title = self.layout.low[: self.layout.raw.find("\n", 0, _TITLE) + 1]
        return registered_for(self.layout, self.judged.sentence, self.judged.chain, [title])

    def _of_registration(self) -> str:
        registered = self._registered()
        if registered is Registered.EVENT:
            return OF_AN_EVENT
        return REGISTERED_FOR_WHAT if registered is Registered.UNKNOWN else ""

    def _row(self) -> str:
        """Return the line of the day, as far as the sentence goes."""
        raw, chain, sentence = self.layout.raw, self.judged.chain, self.judged.sentence
        start = max(sentence.start, raw.rfind("\n", sentence.start, chain.lead) + 1)
        end = raw.find("\n", chain.end, sentence.end)
        return self.layout.low[start : end if end >= 0 else sentence.end]

    def _closes_on(self) -> date | None:
        """Return the day that follows right after in the same sentence, with its year."""
        following = [
            other
            for other in self.judged.others
            if 0 < other.start - self.judged.chain.end < _NEXT and not self.judged.chain.opens
        ]
        return following[0].dates[0].on() if following else None

    def _month(self, day: DateExpression) -> Iterator[Claim]:
        chain = self.judged.chain
        limit = chain.way is Way.UNTIL or chain.opens is not None
        if not limit and self.judged.weight.named not in _CLOSES:
            return
        if day.year is None and (day.yearly or self._yearly()):
            # The last day of a month is a day; its middle is none.
            number = {Edge.START: 1, Edge.MIDDLE: 15}.get(day.edge or Edge.END, day.last_day)
            certain = day.edge is Edge.END or (chain.opens is not None and day.edge is None)
            doubt = "" if certain else _NO_DAY
            yield self._of_each_year(day, number, doubt, derived=True)
            return
        whole = complete(day, self.words, self._known(Field.DEADLINE))
        doubt = self.judged.verdict.doubt or whole.unsure or ("" if whole.year else _NO_YEAR)
        year = whole.year if whole.year else "-"
        yield self._claim(Field.DEADLINE_MONTH, f"{year}-{day.month:02}", doubt)

    def _of_each_year(
        self, day: DateExpression, number: int | None, unsure: str, *, derived: bool = False
    ) -> Claim:
        """Return a yearly deadline; its rule says whether the day is written or derived."""
        found = self._claim(
            Field.ANNUAL_DEADLINE,
            f"{day.month:02}-{number:02}",
            self.judged.verdict.doubt or unsure,
        )
        derived = derived or day.derived
        return replace(found, rule=f"{found.rule}.derived") if derived else found

    def _claim(self, field: Field, value: str, doubt: str) -> Claim:
        chain, weight = self.judged.chain, self.judged.weight
        begin = chain.lead if weight is _NOTHING else min(weight.start, chain.lead)
        doubt = doubt or self._of_registration()
        start, end, quote = self.layout.prose.span(begin, max(weight.end, chain.end))
        closing = field is not Field.OPENS
        return Claim(
            field=field,
            value=value,
            quote=quote,
            start=start,
            end=end,
            rule=f"deadline.{self.judged.verdict.rule}",
            doubt=doubt,
            stage=self._stage() if closing else None,
            at=chain.at if closing else "",
        )

    def _stage(self) -> Stage | None:
        return _stage(self._row(), "") or _stage(self.words, self.judged.sentence.heading)


# A sentence may name many days: what is asked of its words for each is answered once.
@lru_cache(maxsize=8)
def _stage(words: str, heading: str) -> Stage | None:
    spoken = f"{_DONE_BEFORE.sub('', words)} {heading}"
    return next((stage for stage, pattern in _STAGES if pattern.search(spoken)), None)


@lru_cache(maxsize=8)
def _is_of_part(row: str) -> bool:
    return bool(_PART_OF_YEAR.search(row))


@lru_cache(maxsize=8)
def _lists_terms(words: str, heading: str) -> bool:
    return bool(_TERMS.search(f"{words}{heading}"))


@lru_cache(maxsize=8)
def _speaks_of_each(words: str) -> bool:
    return bool(is_yearly(words) or EACH.search(words))


@lru_cache(maxsize=8)
def _is_past(words: str) -> bool:
    return bool(_PAST.search(words))
