"""Undated rules: what a sentence says of when to apply without naming a day.

A frame puts the act of applying together with a time that is no date: any time, a span
before or after something, the end of the funds, what is announced elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from pipeline.reading.time.beginning import before_the_start, may_begin
from pipeline.reading.time.clause_kinds import (
    FINITE,
    Clause,
    Kind,
    Said,
    Token,
    clauses,
    without_asides,
)
from pipeline.reading.time.scope import of_a_post, of_something_else
from pipeline.reading.time.standing import (
    Standing,
    has_sum,
    heads,
    of_a_thing,
    of_applying,
    side_by_side,
    sums_of,
    taken_in,
    used_up,
)
from pipeline.reading.time.undated_words import Is, kinds_of, words_of

_TIME_OF_WHAT = "Sagt das, wann man sich bewerben kann?"
_FIGURE = re.compile(r"\d")  # no label has one
_MONEY_OF_WHAT = "Endet damit die Förderung, oder geht es um das Geld von jemand anderem?"
_STOCK_OF_WHAT = "Gilt das für die Förderung, oder nur für etwas, das verteilt wird?"
_TERMS_OF_WHAT = "Sind das Fristen für Anträge, die an anderer Stelle stehen?"
_TAKEN_TOO = "Werden Anträge auch laufend angenommen?"
_CONTINUOUS_ONLY = ("laufend", "fortlaufend", "kontinuierlich")
_PARTICIPLE = re.compile(r"(?:ge\w+[tn]|\w+end|\w+iert|be\w+[tn]|ver\w+[tn])e[snrm]?")
_UNBOUND = re.compile(r"un(?:abhängig|gebunden|befristet|begrenzt)")
_CONTINUOUS = words_of(
    "laufende fortlaufende ganzjährige kontinuierliche durchgehende jederzeitige"
)
_NUMERALS = words_of(
    "ein eine einem einen einer eines zwei drei vier fünf sechs sieben acht neun zehn zwölf "
    "vierzehn mehrere wenige einige one two three four five six seven eight ten twelve"
)
_LONG = words_of(
    "time round jahr ganze ganzen ganzes gesamte gesamten gesamtes komplette kompletten jeder "
    "jedem fertig rolling ums throughout wann zeitlich"
)
_WHOLE = words_of("ganze ganzen ganzes gesamte gesamten gesamtes komplette kompletten")
_EVERY = words_of("jeder jedem")
_YEAR = words_of("jahr jahres kalenderjahr kalenderjahres jahresverlauf")
_MOMENT = words_of("zeit zeitpunkt jahreszeit tageszeit")
_AT_WILL = words_of("wollen möchten mögen passt willst möchtest können")
_BEFORE = words_of("vor before prior")
_AHEAD = words_of("voraus vorher vorfeld advance bevor")
_AFTER = words_of("nach nachdem danach ab seit after from following")
_AS_LONG = ("solange", "soweit", "sofern", "while", "lange", "weit")
_PLURAL = words_of(
    "aufrufe aufrufen aufforderungen förderaufrufe förderaufrufen ausschreibungen calls "
    "projektaufrufe projektaufrufen"
)
_AT_ANY_TIME = (
    ("any", "time"), ("year", "round"), ("all", "year"), ("jahr", "über"), ("ganze", "jahr"),
    ("ganzen", "jahres"), ("jeder", "zeit"),
    ("rolling", "basis"), ("ums", "jahr"), ("throughout", "the"), ("jahr", "hindurch"),
)  # fmt: skip
_NONE = words_of("es gibt bestehen derzeit keine keiner no none festen fristen")
_LABEL = 9  # words of a row
_GIVEN_FOR = frozenset({Is.GRANT, Is.FUNDS, Is.SCHEME, Is.GRANTING})
_FEW = 4  # words of an answer


def may_rule(said: Said) -> bool:
    """Whether a statement has the words that any rule needs."""
    return any(_gates(said))


class _Gates(NamedTuple):
    """Which rules a statement has the words for."""

    answer: bool
    endless: bool
    unbound: bool
    exhausted: bool
    afterwards: bool
    relative: bool
    begins: bool
    told: bool


def _gates(said: Said) -> _Gates:
    kinds, words = said.kinds, said.words

    def has(of: frozenset[Is], or_words: frozenset[str] = frozenset()) -> bool:
        return not kinds.isdisjoint(of) or not words.isdisjoint(or_words)

    return _Gates(
        answer=asks_when(said.sentence.heading or said.sentence.lead.lower()),
        endless=has(_ENDLESS, _CONTINUOUS | _LONG),
        unbound=Is.UNBOUND in kinds or (Is.TERM in kinds and has(_NONE_OF, _WAIVED)),
        exhausted=has(_MONEY, _SPENT_WORDS) or has_sum(words) or not words.isdisjoint(_SHUTS),
        afterwards=Is.NOT in kinds and not words.isdisjoint(_THEREUPON),
        relative=not words.isdisjoint(_BEFORE | _AFTER | _AHEAD)
        and has(_OCCASIONS, _BEGUN)
        and has(_HANDED_IN, _PROPOSED | _SENDING),
        begins=may_begin(words),
        told=has(_TELLING, _DEPENDS | _INFORMS | _THERE) and has(_TOLD_OF, _TOLD_OF_WORDS),
    )


def rules_of(said: Said) -> Iterator[Standing]:
    """Yield the rules that a statement states."""
    gates, heading = _gates(said), said.sentence.heading
    if not any(gates) or Is.OTHER in said.kinds:
        return
    spoken = said.tokens()
    parts = clauses(spoken)
    whole = Clause.made(Kind.MAIN, spoken)
    plain = clauses(without_asides(spoken))
    if of_something_else(whole) or of_a_post(heading):
        return
    if gates.answer and spoken and len(spoken) < _LABEL:
        yield from _first([_answer(whole)])
    elif gates.answer and _value_of_grant(spoken):
        yield from _first([_answer(Clause.made(Kind.MAIN, _value_of_grant(spoken)))])
    elif gates.endless and not of_another_thing(heading):
        doubt = _TIME_OF_WHAT if heading and not _FIGURE.search(heading) else ""
        yield from (replace(one, doubt=doubt) for one in _value(spoken))
    if gates.endless:
        yield from _first(_rolling(part) for part in [*parts, *plain])
        yield from _first(_rolling_label(one) for one in (whole, _labelled(spoken), *parts))
        yield from _first([_of_a_variant(spoken), _at_will(parts), _free(whole)])
    if gates.unbound:
        yield from _first(_unbound(part) for part in [*parts, whole])
    if gates.exhausted:
        yield from _first(_exhausted(part, whole) for part in parts)
    if gates.afterwards:
        yield from _first(_none_afterwards(part, whole) for part in parts)
    if gates.relative:
        late = None if len(whole.tokens) > _LONG_SENTENCE else _too_late(whole)
        found = [*map(_relative, _and_whole(parts, whole)), _before_beginning(parts), late]
        yield from _first([*found, _counted_from(parts)])
    if gates.begins:
        yield from _first([before_the_start(parts, whole)])
    if gates.told:
        conditional = any(part.kind is Kind.CONDITION for part in parts)
        telling = parts if conditional else _and_whole(parts, whole)
        yield from _first([*map(_announced, telling), _calls_told(parts)])
        yield from _first([_by_call(whole)])


@lru_cache(maxsize=8)
def asks_when(heading: str) -> bool:
    """Whether a heading names a time of applying, or asks for it."""
    words = re.findall(r"[a-zäöüß-]+", heading)
    kinds = frozenset[Is]().union(*map(kinds_of, words))
    if not kinds.isdisjoint({Is.OTHER, Is.EVENT}):
        return False
    return bool(kinds & {Is.TERM, Is.ACT}) or ("wann" in words and Is.PAPER in kinds)


def _answer(whole: Clause) -> Standing | None:
    """What a few words below such a heading say: "Jederzeit.", "keine", "vor Projektbeginn"."""
    if whole.has(Is.NOT) and whole.words <= _NONE:
        return _found("rolling", whole.tokens)
    if whole.finite or whole.has(Is.NOT):
        return None
    adverbs = whole.of(Is.ANYTIME) or side_by_side(whole, *_AT_ANY_TIME)
    if adverbs and len(whole.tokens) <= _FEW:
        return _found("rolling", adverbs)
    needed = side_by_side(whole, ("nach", "bedarf"), ("bei", "bedarf"))
    if needed and len(whole.tokens) <= _FEW:
        return _found("rolling", needed, doubt=_TAKEN_TOO)
    occasion = _time_before(whole)
    return _found("relative", occasion) if occasion else None


def _value_of_grant(spoken: Sequence[Token]) -> Sequence[Token]:
    """Return what a row says of what is given: "Zuschüsse für Feste: acht Wochen vor Beginn"."""
    colon = next((at for at, one in enumerate(spoken) if one.word == ":"), 0)
    label, value = spoken[:colon], spoken[colon + 1 :]
    granted = any(not one.kinds.isdisjoint(_GIVEN_FOR) for one in label)
    return value if granted and 0 < len(value) < _LABEL and len(label) < _LABEL else ()


def of_another_thing(heading: str) -> bool:
    """Whether a heading asks for something that runs besides: "Status", "Laufzeit"."""
    return bool(_RUNS_BESIDES.search(heading))


def _value(spoken: Sequence[Token]) -> Iterator[Standing]:
    """A line that is nothing but such a value: "laufend", "fortlaufend (kein Stichtag)"."""
    bracket = next((at for at, one in enumerate(spoken) if one.word == "("), len(spoken))
    words, aside = spoken[:bracket], spoken[bracket:]
    if len(words) == 2 and words[1].word in ("möglich", "beantragbar", "bewerbbar"):
        words = words[:1]
    if len(words) != 1 or words[0].kinds.isdisjoint({Is.ANYTIME}) or len(aside) > _LABEL:
        return
    if aside and aside[-1].word != ")":
        return
    yield _found("rolling", words)
    occasion = _time_before(Clause.made(Kind.MAIN, aside[1:-1]))
    if occasion:
        yield _found("relative", occasion)


def _labelled(spoken: Sequence[Token]) -> Clause:
    """Return a row up to its first bracket: "Frist: laufend (Ende des Vorhabens: 2029)"."""
    bracket = next((at for at, one in enumerate(spoken) if one.word == "("), 0)
    return Clause.made(Kind.MAIN, [one for one in spoken[:bracket] if one.word[0].isalnum()])


def _of_a_variant(spoken: Sequence[Token]) -> Standing | None:
    """A kind of project and its time: "Projektwochen: jederzeit"."""
    for label, mark, value in zip(spoken, spoken[1:], spoken[2:], strict=False):
        if mark.word == ":" and value.word in _AT_ONCE and _VARIANT.fullmatch(label.word):
            at = spoken.index(value)
            if at + 1 == len(spoken) or not spoken[at + 1].word[0].isalnum():
                return _found("rolling", [label], [value])
    return None


def _none_afterwards(clause: Clause, whole: Clause) -> Standing | None:
    """What happens when the money is gone: "danach werden keine Anträge mehr bewilligt"."""
    then = clause.of_words(*_THEREUPON)
    granted = clause.of(Is.WEIGHED, Is.TAKEN) or clause.of_words("gefördert", "ausgezahlt")
    subject = clause.of(Is.PAPER, Is.GRANT)
    money = whole.has(Is.FUNDS) or whole.says("ausgestattet", "euro", "budget")
    if not (then and granted and subject and money) or not clause.has(Is.NOT):
        return None
    return _found("until_exhausted", then[:1], subject[:1], granted[-1:])


def _counted_from(parts: list[Clause]) -> Standing | None:
    """A span after what the sentence names: "spätestens drei Monate danach", "nachdem …"."""
    papers, taken, heard = list[Token](), list[Token](), False
    for number, part in enumerate(parts):
        own, done = _applies(part)
        papers, taken = papers or own, taken or done
        heard = heard or part.says("nach")
        if _refuses(part):
            return None
        for at, token in enumerate(part.tokens):
            span = _span_before(part, at) if token.word == "danach" and heard else []
            if span and papers and taken:
                return _found("relative", span, [token])
        following = parts[number + 1] if number + 1 < len(parts) else None
        if following and following.tokens[0].word == "nachdem" and papers:
            begin = following.tokens[0].start
            span = _span_before(part, sum(one.start < begin for one in part.tokens))
            if span:
                return _found("relative", span, list(following.tokens))
    return None


def _and_whole(parts: list[Clause], whole: Clause) -> list[Clause]:
    return parts if len(whole.tokens) > _LONG_SENTENCE else [*parts, whole]


def _first(found: Sequence[Standing | None] | Iterator[Standing | None]) -> Iterator[Standing]:
    yield from ([one for one in found if one][:1])


def _applies(clause: Clause) -> tuple[list[Token], list[Token]]:
    """Return the words that name what one applies with, and those that say that it is handed in."""
    papers = clause.of(Is.PAPER, Is.ACT, Is.APPLY)
    if clause.has(Is.EVENT):  # one registers for it, but hands in papers weeks before it
        papers = [one for one in papers if not one.word.startswith(("anmeld", "regist"))]
    if not papers and clause.has(Is.APPLY):
        papers = clause.of(Is.GRANT)
    return papers, clause.of(Is.TAKEN, Is.POSSIBLE, Is.APPLY) or taken_in(clause)


def _rolling(clause: Clause) -> Standing | None:
    papers, taken = _applies(clause)
    if clause.has(Is.NOT, Is.WAS, Is.FORMER):
        return None
    adverbs = [one for one in clause.of(Is.ANYTIME) if not _attributive(clause, one)]
    adverbs += side_by_side(clause, *_AT_ANY_TIME) or _all_the_time(clause)
    opened = clause.of(Is.OPENED)
    if adverbs and opened and heads(clause, Is.CALL, Is.SCHEME):
        return _found("rolling", clause.of(Is.CALL, Is.SCHEME)[:1], adverbs[:1], opened[:1])
    decided = clause.of_words("entschieden", "bewilligt")
    if papers and not taken and decided and adverbs and adverbs[0].word in _CONTINUOUS_ONLY:
        return _found("rolling", papers[:1], adverbs[:1], decided, doubt=_TAKEN_TOO)
    adverbs += [one for one in clause.of(Is.UNBOUND) if _UNBOUND.search(one.word)]
    if adverbs and adverbs[-1] is clause.tokens[-1] and clause.says("ist", "is"):
        taken = taken or adverbs[-1:]
    if papers and taken and adverbs and not _of_another_verb(clause, adverbs[0], taken[-1]):
        return _found("rolling", papers[:1], adverbs[:1], taken[-1:])
    return None


def _all_the_time(clause: Clause) -> list[Token]:
    """Return words for all of the time: "zu jeder Jahreszeit", "im gesamten Kalenderjahr"."""
    all_of_it = side_by_side(clause, ("zwölf", "monate"), ("12", "monate"), ("365", "tage"))
    if all_of_it and clause.says("jahr"):
        return all_of_it
    for at, token in enumerate(clause.tokens):
        times = _WHOLE_YEAR.get(token.word, ())
        for span, one in enumerate(clause.tokens[at + 1 : at + 3], start=at + 1):
            after = clause.tokens[span + 1].word if span + 1 < len(clause.tokens) else ""
            if one.word in times and not after[:1].isdigit():
                return [token, one]
            if one.noun:
                break
    return []


def _at_will(parts: list[Clause]) -> Standing | None:
    """Whenever one likes: "Stellen Sie Ihren Antrag, wann immer Sie wollen"."""
    for part in parts:
        ready = part.tokens[0].word == "sobald" and part.says("fertig", "soweit", "bereit")
        when = ready or (
            part.tokens[0].word == "wann"
            and ((part.tokens[1:2] and part.tokens[1].word == "immer") or part.says(*_AT_WILL))
        )
        for other in parts if when else ():
            if other is part or other.has(Is.NOT, Is.WAS):
                continue
            papers, taken = _applies(other)
            if papers and (taken or other.has(Is.HANDED)):
                return _found("rolling", papers[:1], part.tokens)
            if part.says("immer") and other.says(*_SENDING, *_WRITING) and not other.has(Is.OTHER):
                return _found("rolling", list(part.tokens), doubt=_TIME_OF_WHAT)
    return None


def _free(clause: Clause) -> Standing | None:
    """Free in time: "Zeitlich sind Sie bei der Antragstellung völlig frei"."""
    act, when = clause.of(Is.ACT, Is.APPLY), clause.of_words("zeitlich")
    free = clause.of_words("frei", "ungebunden", "flexibel", "unabhängig")
    if not (act and when and free) or clause.has(Is.NOT):
        return None
    return _found("rolling", when, free, act)


def _of_another_verb(clause: Clause, adverb: Token, taken: Token) -> bool:
    """Whether it is said of the first of two verbs: "jederzeit kündigen und … stellen"."""
    between = [one for one in clause.tokens if adverb.end <= one.start < taken.start]
    return any(
        following.word == "und"
        and here.word.endswith("en")
        and not here.noun
        and here.kinds.isdisjoint({Is.TAKEN, Is.APPLY})
        for here, following in pairwise(between)
    )


def _rolling_label(whole: Clause) -> Standing | None:
    """A row without a verb: "Antragsfrist: laufend", "Laufende Antragstellung"."""
    if not whole.tokens or whole.finite or len(whole.tokens) > _LABEL or whole.has(Is.NOT):
        return None
    for here, following in pairwise(whole.tokens):
        if here.word in _CONTINUOUS and Is.ACT in following.kinds and here is whole.tokens[0]:
            return _found("rolling", [here], [following])
    adverbs = whole.of(Is.ANYTIME)
    named = whole.of(Is.TERM, Is.ACT, Is.PAPER)
    named = [one for one in named if one in heads(whole)]
    last = whole.tokens[-1]
    ends = bool(adverbs) and (adverbs[-1] is last or Is.POSSIBLE in last.kinds)
    words = [one for one in whole.tokens if one.word != ":"]
    first = named[:1] == words[:1] and words[1:2] == adverbs[:1] != []
    alone = first and (len(words) < _FEW or not words[2].word[0].isalnum())
    if named and (ends or alone):
        return _found("rolling", named[:1], adverbs[:1])
    return None


def _unbound(clause: Clause) -> Standing | None:
    """A term that need not be kept: "Eine Frist ist nicht zu beachten"."""
    terms = [one for one in heads(clause, Is.TERM) if of_applying(clause, one)]
    no = clause.of(Is.NOT)
    label = terms[0] if terms and terms[0] is clause.tokens[0] else None
    if label and no and clause.words - {label.word} <= _NONE:  # "Antragsfristen: keine"
        return _found("rolling", [label], no)
    kept = [one for one in clause.tokens if one.word in _KEPT]
    if no and clause.tokens[-1] in [*no, *terms]:  # "haben wir nicht", nothing else done with it
        kept += clause.of_words(*_KNOWN)
    waived = clause.of_words("verzichten", "verzichtet")
    governed = [one for one in clause.of(Is.TERM) if of_applying(clause, one)]
    if waived and governed and not no and clause.says("auf"):
        return _found("rolling", governed[:1], waived)
    endless = [one for one in clause.tokens if one.word in ("unbegrenzt", "unbefristet")]
    if terms and endless:
        return _found("rolling", terms[:1], endless)
    loose = [one for one in clause.of(Is.UNBOUND) if not _UNBOUND.search(one.word)]
    if loose and no and clause.has(Is.PAPER, Is.ACT):
        return _found("rolling", clause.of(Is.PAPER, Is.ACT)[:1], no[:1], loose)
    if not (terms and no and kept) or side_by_side(clause, ("noch", "nicht"), ("noch", "keine")):
        return None
    return _found("rolling", terms[:1], no[:1], kept[:1])


def _attributive(clause: Clause, adverb: Token) -> bool:
    """Whether it belongs to an adjective: "ein ganzjährig geöffnetes Haus"."""
    at = clause.tokens.index(adverb)
    after = clause.tokens[at + 1 : at + 3]
    return len(after) == 2 and after[1].noun and bool(_PARTICIPLE.fullmatch(after[0].word))


_LATE = ("später", "spätere", "verspätet", "verspätete", "nachträglich", "nachträgliche")


def _exhausted(clause: Clause, whole: Clause) -> Standing | None:
    """A condition that funds are gone or still there, whatever follows from it."""
    none_left = clause.of(Is.NOT) and clause.says("mehr") and clause.says("wenn", "sobald", "falls")
    if clause.kind is not Kind.CONDITION or (clause.has(Is.NOT) and not none_left):
        return None
    if whole.says(*_LATE):  # who comes too late gets what is left: nothing ends early
        return None
    if whole.has(Is.WAS) or side_by_side(clause, ("jahreskontingent", "an"), ("kontingent", "an")):
        return None
    sums = sums_of(clause)
    gone = used_up(clause)
    funds = clause.of(Is.FUNDS) or sums
    if whole.says(*_SHUTS):  # "Wenn 100 Anträge bewilligt sind, schließt das Programm"
        sums = sums or [one for one in clause.tokens if one.word.isdigit() and clause.has(Is.PAPER)]
        funds = funds or sums
    if clause.says("summe", "fördersumme", "gesamtsumme", "förderdeckel"):
        gone = gone or clause.of_words("erreicht")
    state = gone or clause.of(Is.GIVEN, Is.AT_HAND)
    state = state or clause.of_words("reicht", "reichen", "ausreichen")
    if clause.says(*_AS_LONG) or none_left:
        state = state or side_by_side(clause, ("da", "sind"), ("da", "ist"), ("topf", "ist"))
    if not state or whole.says("verausgaben", "könnten", "rückforderung", "reserven"):
        return None
    if none_left and not (clause.has(Is.AT_HAND) or clause.says("da")):
        return None
    if Is.AT_HAND in state[-1].kinds and not clause.says(*_AS_LONG) and not none_left:
        return None
    if state[-1].word == "bewilligt" and not (sums or clause.has(Is.ALL)):
        return None  # "bis die Mittel vom Land bewilligt sind": somebody waits for them
    topic = whole.has(Is.PAPER, Is.ACT, Is.APPLY, Is.GRANT, Is.SCHEME, Is.CALL)
    topic = topic or whole.says(*_OF_FUNDING)
    stock = side_by_side(clause, ("vorrat", "reicht"))
    if stock and not topic:
        return _found("until_exhausted", clause.tokens[:1], stock, doubt=_STOCK_OF_WHAT)
    elsewhere = [one for one in whole.tokens if one not in clause.tokens]
    ends = any(one.word in _THEN_OVER for one in elsewhere)
    yearly = clause.says("jahres", "jahr") and not clause.says("vereins", "projekts")
    if funds and (topic or ends or (yearly and state)):
        return _found("until_exhausted", clause.tokens[:1], funds[:1], state[-1:])
    if funds and gone and not of_a_thing(clause):
        return _found("until_exhausted", funds[:1], gone, doubt=_MONEY_OF_WHAT)
    pronoun = clause.of_words("sie", "er", "es", "diese", "dieser")
    if pronoun and gone and ends and gone[0].word not in ("weg", "leer"):
        return _found("until_exhausted", clause.tokens[:1], pronoun[:1], gone)
    return None


def _relative(clause: Clause) -> Standing | None:
    """A span before or after an occasion, or the time before it, for applying."""
    papers, taken = _applies(clause)
    papers = [one for one in papers if one not in clause.of(Is.PAPER) or _own(clause, one)]
    doubt = _TIME_OF_WHAT if papers and _unknown_is_handed_in(clause, papers) else ""
    if clause.says("muss", "müssen"):  # "muss vor Beginn der Reise vorgeschlagen werden"
        proposed = clause.of_words(*_PROPOSED)
        papers, taken = papers or proposed, taken or proposed
    handed = taken or clause.of(Is.HANDED) or clause.of(Is.TERM)
    handed = handed or side_by_side(clause, ("uns", "sein"), ("da", "sein"), ("händen", "halten"))
    if papers:
        handed = handed or clause.of_words("brauchen", "benötigen")
    named = papers or clause.of(Is.TERM)
    if not named and clause.says(*_SENDING):
        named, doubt = clause.of_words(*_SENT), _TIME_OF_WHAT
        handed = handed or clause.of_words(*_SENDING)
    if not clause.finite and len(clause.tokens) < _SHORT:  # a row, or the rest of a sentence
        handed = handed or named
        named = named or [one for one in handed if one.word in _TO_HAND_IN]
    if not (named and handed) or _refuses(clause):
        return None
    occasion = _time_before(clause)
    return _found("relative", named[:1], occasion, handed[-1:], doubt=doubt) if occasion else None


def _unknown_is_handed_in(clause: Clause, papers: list[Token]) -> bool:
    """Whether what is to be handed in is nothing one applies with: "Die Anzeige ist …"."""
    first = next((one for one in heads(clause) if one.noun), None)
    only = all(one.word in ("einzureichen", "eingereicht") for one in papers)
    return only and first is not None and not first.kinds and first.word not in _SENT


def _own(clause: Clause, paper: Token) -> bool:
    """Whether a paper is no attribute of something else: "die Prüfung des Antrags"."""
    if paper in heads(clause):
        return True
    at = clause.tokens.index(paper)
    return any(
        not one.kinds.isdisjoint({Is.ACT, Is.TERM}) for one in clause.tokens[max(0, at - 3) : at]
    )


def _time_before(clause: Clause) -> list[Token]:
    """Return the words of a span before or after an occasion, or of the time before it."""
    for index, token in enumerate(clause.tokens):
        ahead = token.word in _AHEAD
        span = (_span_before(clause, index - 1) or _span_before(clause, index)) if ahead else []
        if span:
            return [*span, token]
        if token.word not in _BEFORE and token.word not in _AFTER:
            continue
        occasion = _occasion(clause, index)
        if occasion is None or occasion.kinds & {Is.PROCESS, Is.TERM}:
            continue
        if _OF_A_LIFE.search(occasion.word):  # who may apply, not when
            continue
        span = _span_before(clause, index)
        before = token.word in _BEFORE
        event = Is.BEGIN in occasion.kinds
        if (span and (event or not before or occasion.noun)) or (before and event):
            return [*span[:1], token, occasion]
    return []


def _before_beginning(parts: list[Clause]) -> Standing | None:
    """A clause of what one applies before: "…, bevor Sie mit dem Vorhaben beginnen"."""
    begun = [
        part for part in parts if part.tokens[0].word in ("bevor", "before") and part.says(*_BEGUN)
    ]
    for part in parts if begun else ():
        papers, taken = _applies(part)
        if papers and taken and not _refuses(part):
            return _found("relative", papers[:1], taken[-1:], begun[0].tokens)
    return None


def _too_late(whole: Clause) -> Standing | None:
    """What is handed in after the beginning does not count, so it must be before."""
    papers, no = whole.of(Is.PAPER, Is.ACT), whole.of(Is.NOT)
    refused = whole.of(Is.WEIGHED, Is.TAKEN, Is.POSSIBLE)
    for here, following in pairwise(whole.tokens):
        begun = here.word == "nach" and following.word.endswith(("beginn", "start"))
        if begun and papers and no and refused:
            return _found("relative", papers[:1], [following], refused[-1:])
    return None


def _refuses(clause: Clause) -> bool:
    """Whether something must not be done, or is not applying: "darf nicht vor Bewilligung …"."""
    if clause.says("gewahrt"):
        return False
    past = clause.says("wurde", "wurden", "hatte", "hatten")
    if past and not clause.says("werden", "kann", "können", "muss", "müssen"):
        return True
    no = [one for one in clause.of(Is.NOT) if one.word != "no" or not clause.says("later")]
    former = [one for one in clause.of(Is.FORMER) if not one.word.startswith("vorjahr")]
    if side_by_side(clause, ("der", "beratung")) and clause.says("beginn", "start"):
        return bool(no or former)  # what is funded is to be advised
    return bool(no or former) or clause.has(Is.WAS) or clause.says(
        "begonnen", "beginnen", "beraten", "beratung", "beratungsgespräch", "rückmeldung",
        "entscheidet", "entscheiden", "mitgeteilt", "bestätigung", "eingangsbestätigung",
        "nachzureichen", "gespräch", "erhalten", "empfehlen", "empfohlen", "decide",
    )  # fmt: skip


def _occasion(clause: Clause, index: int) -> Token | None:
    """Return the noun behind "vor" or "nach", over its articles and adjectives."""
    if clause.tokens[index].word == "prior" and index + 1 < len(clause.tokens):
        index += clause.tokens[index + 1].word == "to"
    for token in clause.tokens[index + 1 : index + 7]:
        if token.word[0].isdigit() or token.word in FINITE:
            return None
        english = token.kinds & {Is.BEGIN} and not token.noun
        if token.noun or english:
            return token
    return None


def _span_before(clause: Clause, index: int) -> list[Token]:
    """Return a length of time right before "vor" or "nach": "sechs Wochen"."""
    before = list(clause.tokens[max(0, index - 5) : index])
    while before and before[-1].word in ("jeweils", "bereits", "schon", "spätestens"):
        before.pop()
    if len(before) < 2 or Is.UNIT not in before[-1].kinds:
        return []
    number = next(
        (
            token
            for token in reversed(before[:-1])
            if token.word[0].isdigit() or token.word in _NUMERALS
        ),
        None,
    )
    return [number, before[-1]] if number else []


def _announced(clause: Clause) -> Standing | None:
    """Terms or calls that are told elsewhere, or are still to be told."""
    if clause.has(Is.NOT, Is.WAS, Is.EVENT) or clause.says(*_NOT_TOLD):
        return None
    within = _within_a_call(clause)
    if within:
        return _found("announced_elsewhere", within)
    if _dated(clause):
        return None
    terms = _terms(clause)
    told = _told_of_terms(clause, terms)
    if terms and told:
        return _found("announced_elsewhere", terms[:1], told[:1], told[-1:])
    published = clause.of(Is.TOLD)
    calls = [
        one for one in heads(clause, Is.CALL) if one.word in _PLURAL and not _of_a_page(clause, one)
    ]
    ahead = clause.has(Is.WILL)
    where = any(Is.CALL not in one.kinds for one in clause.of(Is.WHERE))
    if (
        where and clause.says(*_APPEAR) and not clause.says("haben", "hat")
    ):  # "Die Aufrufe erscheinen im Amtsblatt"
        published, ahead = published or clause.of_words(*_APPEAR), True
    if calls and published and ahead and not clause.has(Is.SEASON):
        return _found("announced_elsewhere", calls[:1], published[:1])
    dates = [one for one in heads(clause) if one.word in _DATES and of_applying(clause, one)]
    informs = clause.of_words(*_INFORMS)
    of_calls = [one for one in clause.of_words("termine") if of_applying(clause, one)]
    if of_calls and informs and clause.says("über") and clause.has(Is.WHERE):
        return _found("announced_elsewhere", of_calls[:1], informs[:1])
    if clause.has(Is.WHERE):
        published = published or clause.of(Is.LOOKED_UP)
    if terms and published and clause.has(Is.WHERE) and heads(clause, Is.CALL):
        return _found("announced_elsewhere", terms[:1], published[:1])
    if dates and published and len(clause.tokens) < _SHORT:
        return _found("announced_elsewhere", dates[:1], published[:1], doubt=_TERMS_OF_WHAT)
    return None


def _of_a_page(clause: Clause, calls: Token) -> bool:
    """Whether it is counted how often a page was called: "Aufrufe der Seite"."""
    return bool(side_by_side(clause, (calls.word, "der"))) and clause.says("seite", "website")


def _calls_told(parts: list[Clause]) -> Standing | None:
    """Calls to apply that are told elsewhere: "in Aufrufen, die im Portal erscheinen"."""
    for part, following in pairwise(parts):
        calls = part.of_words(*_PLURAL)
        told = following.of(Is.TOLD) or following.of_words("erscheinen")
        applied = part.has(Is.PAPER, Is.ACT, Is.APPLY) and not part.has(Is.NOT, Is.WAS)
        if following.kind is not Kind.WHICH or not (calls and told and applied):
            continue
        if following.has(Is.WHERE) and not following.says(*_NOT_TOLD):
            return _found("announced_elsewhere", calls[:1], told[-1:])
    return None


def _by_call(whole: Clause) -> Standing | None:
    """A row that leaves the term to the call: "Antragsfrist: je nach Förderaufruf"."""
    first, calls = whole.tokens[0], whole.of(Is.CALL)
    by = whole.of_words("abhängig", "gemäß", "laut", "je")
    row = Is.TERM in first.kinds and by and not whole.finite and len(whole.tokens) < _LABEL
    if not row or whole.has(Is.NOT) or _dated(whole):
        return None
    return _found("announced_elsewhere", [first], calls[-1:])


def _within_a_call(clause: Clause) -> list[Token]:
    """Return words that leave the day to a call: "zum darin genannten Stichtag"."""
    for there, named, term in zip(
        clause.tokens, clause.tokens[1:], clause.tokens[2:], strict=False
    ):
        if there.word in ("darin", "dort") and Is.NAMED in named.kinds and Is.TERM in term.kinds:
            return [there, term]
    papers, taken = _applies(clause)
    for after, own, notice in zip(
        clause.tokens, clause.tokens[1:], clause.tokens[2:], strict=False
    ):
        separate = own.word.startswith(
            ("besonder", "gesondert", "separat", "jeweilig", "öffentlich")
        )
        if after.word in ("nach", "auf") and separate and notice.word in _NOTICE:
            return [after, notice] if (papers and taken) or clause.says("stellen") else []
    return []


def _terms(clause: Clause) -> list[Token]:
    """Return what names deadlines, also "Termine für die Einreichung"."""
    named = [
        here
        for here, *after in zip(*(clause.tokens[start:] for start in range(4)), strict=False)
        if here.word in ("termine", "terminen", "termin")
        and after[0].word in ("für", "zur", "zum", "der")
        and any(Is.ACT in one.kinds for one in after)
    ]
    times = [
        one
        for one in clause.tokens
        if one.word in ("wann", "when") and clause.has(Is.CALL, Is.ACT, Is.APPLY)
    ]
    times += [
        here
        for here, after, *more in zip(*(clause.tokens[start:] for start in range(4)), strict=False)
        if here.word in _TIMES
        and after.word in ("der", "des", "für")
        and any(one.kinds & {Is.CALL, Is.ACT} for one in more)
    ]
    terms = [one for one in clause.of(Is.TERM) if of_applying(clause, one)]
    return [*terms, *named, *times]


def _told_of_terms(clause: Clause, terms: list[Token]) -> list[Token]:
    """Return the words that tell of deadlines, as verb, noun or attribute."""
    subjects = [one for one in terms if not _governed_term(clause, one)]
    if subjects:
        told = clause.of(Is.TOLD, Is.LOOKED_UP)
        if not clause.has(Is.WHERE):
            told = [one for one in told if one.word != "beachten"]
        else:
            told += [one for one in clause.tokens if one.word in ("stehen", "steht")]
        if clause.says("teilt", "teilen") and clause.says("mit"):
            told += [one for one in clause.tokens if one.word in ("teilt", "teilen")]
        told += [
            one for one in clause.tokens if one.word in _DEPENDS and clause.says("sich", *_VARY)
        ]
        if clause.says("fest"):
            told += clause.of_words("legt", "legen")
        if told and not clause.says("an") | clause.says("einzuhalten"):
            return told
        if told and not clause.says("richten", "richtet"):
            return told
    for term in terms:
        at = clause.tokens.index(term)
        before = clause.tokens[max(0, at - 4) : at]
        words = [one.word for one in before]
        named = [one for one in before[-2:] if Is.NAMED in one.kinds]
        if named:
            return named
        if "über" in words or "zu" in words or "zur" in words:
            informs = [one for one in clause.tokens if one.word in _INFORMS]
            if informs:
                return informs
        publishing = [one for one in before if Is.PUBLISHING in one.kinds]
        if publishing:
            return publishing
    return []


def _governed_term(clause: Clause, term: Token) -> bool:
    return Is.TERM in term.kinds and term not in heads(clause, Is.TERM)


def _dated(clause: Clause) -> bool:
    """Whether a day is named: then that is the deadline."""
    return any(
        (here.word.rstrip(".").isdigit() and following.word[:3] in _MONTHS)
        or (here.word[0].isdigit() and "." in here.word)
        for here, following in pairwise([*clause.tokens, *clause.tokens[-1:]])
    )


_THEREUPON = words_of("danach dann anschließend")
_AT_ONCE = ("jederzeit", "ganzjährig")
_TIMES = words_of("terminen zeitpunkt zeitraum zeiträume termin beginn start")
_WHOLE_YEAR = {**dict.fromkeys(_WHOLE, _YEAR), **dict.fromkeys(_EVERY, _MOMENT)}
_MONEY = frozenset({Is.FUNDS, Is.GONE})
_SPENT_WORDS = words_of("weg aufgezehrt")
_SHUTS = words_of("schließt endet")
_NONE_OF = frozenset({Is.NOT})
_WAIVED = words_of("verzichten verzichtet")
_ENDLESS = frozenset({Is.ANYTIME, Is.UNBOUND})
_HANDED_IN = frozenset({Is.PAPER, Is.ACT, Is.APPLY, Is.TERM, Is.GRANT, Is.HANDED})
_TELLING = frozenset({Is.TOLD, Is.LOOKED_UP, Is.NAMED, Is.PUBLISHING, Is.WHERE})
_OCCASIONS = frozenset({Is.BEGIN, Is.UNIT})
_TOLD_OF = frozenset({Is.TERM, Is.CALL})
_DATES = words_of("termine terminen dates")
_PROPOSED = words_of("vorgeschlagen nominiert")
_APPEAR = (
    "erscheinen",
    "veröffentlichen",
    "veröffentlicht",
    "druckt",
    "drucken",
    "stehen",
    "hängen",
)
_THERE = words_of("erscheinen stehen legt legen")
_VARY = ("variieren", "unterscheiden", "vary")
_DEPENDS = words_of("richten richtet ergeben ergibt variieren unterscheiden vary")
_NOT_TOLD = (
    "wurde",
    "wurden",
    "ausgezahlt",
    "absatz",
    "satz",
    "bescheid",
    "zuwendungsbescheid",
    "bewilligungsbescheid",
)
_INFORMS = words_of(
    "informieren informiert informationen auskunft erkundigen hinweise teilt teilen"
)
_BEGUN = words_of(
    "beginnen beginnt begonnen starten startet beauftragen bestellen kaufen unterschreiben "
    "anfangen loslegen anschaffen buchen start starts begin begins"
)
_SHORT = 16  # words
_LONG_SENTENCE = 40
_RUNS_BESIDES = re.compile(
    r"status|öffnung|geöffnet|zahlung|bericht|betrieb|laufzeit|dauer|zeitraum|stand|termin\w*plan|veranstaltung|kündig|widerruf|abmeld|betreuung"
    r"|beratung|kurs|projekte\b|zeitplan"
)
_VARIANT = re.compile(
    r"(?:\w*(?:projekte?|förderung|maßnahmen?|vorhaben)|projekt(?:wochen?|tage?))"
)
_OF_A_LIFE = re.compile(r"promotion\w*|\w*studienabschluss\w*|abitur\w*|approbation\w*")
_KEPT = words_of(
    "gibt besteht bestehen existiert existieren beachten einzuhalten eingehalten vorgesehen "
    "vorgegeben festgelegt festgesetzt gesetzt brauchen braucht observe"
)
_KNOWN = words_of("haben kennen nennen setzen verlangen")
_WRITING = words_of("schreiben melden kommen")
_SENDING = words_of("schicken senden gehen reichen erreicht geben übersenden")
_SENT = words_of("formular unterlagen brief vordruck projektbeschreibung kurzbeschreibung")
_OF_FUNDING = (
    "vergabe", "bewilligt", "gewährt", "gefördert", "bewilligung", "vergeben", "ausgezahlt",
    "bezuschusst",
    "förderzusagen", "gezahlt", "eingangs", "eingang", "angebot", "aktion",
)  # fmt: skip
# What follows where the money is gone: an end, or waiting for the next year.
_THEN_OVER = words_of(
    "schluss ende endet enden beendet vorbei weg warten gedulden zurückgewiesen zurückgestellt "
    "abgelehnt abgewiesen folgejahr nächsten nächstes schließt schließen geschlossen warteliste"
)
_TO_HAND_IN = words_of("richten einzureichen beantragen stellen")
_NOTICE = words_of("bekanntmachung aufforderung ausschreibung ankündigung bekanntgabe")
_TOLD_OF_WORDS = _DATES | _TIMES | _NOTICE | _PLURAL | words_of("wann when")
_MONTHS = words_of("jan feb mär apr mai jun jul aug sep okt nov dez mar may oct dec")


def _found(value: str, *parts: Sequence[Token], doubt: str = "") -> Standing:
    words = [token for part in parts for token in part]
    start, end = min(one.start for one in words), max(one.end for one in words)
    return Standing(value, value, start, end, doubt)
