"""Status: closed, open, announced or cancelled, by what is said of whom.

Only what is said of the present counts: a condition ("sobald die Mittel ausgeschöpft
sind") and a rule for late or incomplete applications are no status; whether a stop of
approvals ends the submissions, too, is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pipeline.claim import Claim, Field
from pipeline.reading.text.certainty import FORMERLY, LAST_YEAR
from pipeline.reading.text.layout import Layout, Sentence
from pipeline.reading.time.clause_kinds import (
    Clause,
    Kind,
    Said,
    Token,
    clauses,
    phrases,
    without_asides,
)
from pipeline.reading.time.scope import of_a_post, scope_doubt
from pipeline.reading.time.standing import (
    Standing,
    heads,
    may_stand,
    predicate_of,
    standing_of,
    to_come,
)
from pipeline.reading.time.status_words import WORDINGS
from pipeline.reading.time.undated_words import Is, kinds_of

_BOTH = "Der Text sagt an einer Stelle „offen“, an einer anderen „geschlossen“. Was gilt?"
_TORN = frozenset({"open", "closed"})
_FROM_WHEN = "Der Text nennt einen Tag, ab dem geschlossen ist. Gilt das schon?"
_FROM_DAY = re.compile(r"\b(?:ab|(?<!bis )zum|from|as of)\s(?:dem\s)?\d{1,2}\.?\s?(?:\d|[a-zä]{3})")
# Closed now, whatever the condition of its end: "derzeit nicht möglich, bis …".
_SHUT_NOW = re.compile(
    r"\berst wieder\b"
    r"|\b(?:derzeit|zurzeit|zur zeit|momentan|vorübergehend|bis auf weiteres)\b[^,;]{0,40}"
    r"\b(?:nicht|keine?)\b"
)
# Above rows that say what may happen, not what has.
_REASONS = re.compile(r"\?$|ablehn|gr[uü]nd|ausschl|legende|bedeut|\bwenn\b|\bfalls\b|beispiel")
_FORMERLY = re.compile(
    rf"\b(?:{FORMERLY}|zunächst|{LAST_YEAR})\b"
    r"|\b(?:alte[nr]?|frühere[nr]?|vorherige[nr]?) \w*(?:richtlinie|fassung|regelung|programm)\w*"
    r"|\bvor (?:der reform|\w+ jahren)\b"
)
_AGAIN = ("aufgelegt", "geöffnet", "gestartet", "aufgenommen", "aufgestockt")
_SUBJECTS = frozenset(
    {Is.PAPER, Is.ACT, Is.APPLY, Is.CALL, Is.SCHEME, Is.GRANT, Is.GRANTING, Is.FUNDS, Is.TERM}
)
_PRESENT = frozenset(["none_taken", "exhausted", "predicate"])  # no matter since what day
_AT_REST = frozenset(["rests", "over", "approvals"])  # until something happens, and so today
_PRONOUNS = frozenset(["sie", "diese"])
_OF_WHAT = "Ist damit gesagt, dass die Förderung geschlossen ist?"
_OVER = frozenset({Is.OVER, Is.GONE})  # what needs no subject: "aktuell geschlossen"
_STATES = frozenset({Kind.MAIN, Kind.REASON})


def read_status(said: Sequence[Said]) -> Iterator[Claim]:
    """Yield what the text says of the present; questions where it contradicts itself."""
    found = [*_worded(said), *_stated(said)]
    certain = {claim.value for claim in found if not claim.doubt}
    torn = {"open", "closed"} <= certain
    for claim in found:
        if torn and claim.value in _TORN:
            yield replace(claim, doubt=_BOTH)
        else:
            yield claim


def _stated(said: Iterable[Said]) -> Iterator[Claim]:
    for one in said:
        if not may_stand(one.kinds, one.words) and one.kinds.isdisjoint(_OVER):
            continue
        found = _standing(one.sentence, one.tokens(), one.low)
        if found:
            extent = found.start, found.end
            rule = f"status.{found.value}.{found.frame}"
            claim = _claim(one.layout, found.value, rule, extent, _doubt(one.low, found))
            yield _scoped(one.layout, one.sentence, claim, *extent)


def _scoped(layout: Layout, sentence: Sentence, claim: Claim, start: int, end: int) -> Claim:
    """Return a claim with what is to be asked before it counts for the whole programme."""
    doubt = claim.doubt or scope_doubt(layout, sentence, str(claim.value), start, end)
    return replace(claim, doubt=doubt)


def _standing(sentence: Sentence, spoken: Sequence[Token], words: str) -> Standing | None:
    """Return the first thing that the clauses of a sentence state and nothing makes conditional."""
    if _asks(words) or of_a_post(f"{sentence.heading} {words}"):
        return None
    parts = _with_subjects(clauses(spoken))
    conditional = any(part.kind is Kind.CONDITION for part in parts)
    found = [
        one
        for part in parts
        if part.kind in _STATES or (part.kind is Kind.THAT and _reported(parts))
        if (one := standing_of(part)) and not _limited(one, part, parts)
        if not conditional or part.kind is Kind.REASON or _whatever_follows(one, words, parts)
    ]
    explains = "=" in words or _REASONS.search(sentence.heading)
    if not (conditional or explains) and (not found or _FROM_DAY.search(words)):
        found += _elliptic(spoken, sentence.heading)
    certain = [one for one in found if not one.doubt]
    present = [one for one in certain if one.frame in _PRESENT]
    return next(iter([*present, *certain, *found]), None)


def _with_subjects(parts: list[Clause]) -> list[Clause]:
    """Return the clauses, a pronoun standing for the act or call of the clause before it."""
    found, meant = list[Clause](), list[Token]()
    for part in parts:
        pronoun = next((one for one in part.tokens if one.word in _PRONOUNS), None)
        if pronoun and meant and not part.has(*_SUBJECTS):
            stands = replace(pronoun, kinds=meant[-1].kinds, word=meant[-1].word, noun=True)
            part = Clause.made(
                part.kind, [stands if one is pronoun else one for one in part.tokens]
            )
        else:
            meant = heads(part, Is.ACT, Is.CALL) or meant
        found.append(part)
    return found


def _elliptic(spoken: Sequence[Token], heading: str) -> Iterator[Standing]:
    """Yield what is said without naming of what: it is in brackets, or stands before."""
    plain = without_asides(spoken)
    again = clauses(plain) if 0 < len(plain) < len(spoken) else []
    parts = phrases(spoken)
    again += [one for one in parts if not one.finite]
    for part in again:
        one = standing_of(part) if part.kind in _STATES else None
        if one and not _limited(one, part, again):
            yield one
    row = to_come(Clause.made(Kind.MAIN, [one for one in spoken if one.word[0].isalnum()]))
    if row:
        yield row
    for number, part in enumerate(parts):
        one = predicate_of(part) if part.kind is Kind.MAIN else None
        if one is None:
            continue
        before = [kind for earlier in parts[:number] for kind in earlier.kinds]
        above = [kind for word in heading.split() for kind in kinds_of(word.strip(".,:()"))]
        topic = before if number else above
        if Is.EVENT in topic or Is.OTHER in topic:
            continue
        doubt = "" if not _SUBJECTS.isdisjoint(topic) else _OF_WHAT
        if not doubt or len(parts) == 1:
            yield replace(one, doubt=doubt)


def _asks(words: str) -> bool:
    return words.rstrip(' \n"“»)').endswith("?")


def _limited(found: Standing, clause: Clause, parts: list[Clause]) -> bool:
    """Whether what else the sentence says leaves it open for whom, or of what, it holds.

    A relative clause picks out some papers; and that a programme has ended explains why another
    funds now, unless the main clause refuses something.
    """
    if found.frame == "none_taken":  # "Im letzten Jahr: keine Neuanträge"
        return any(part.has(Is.LAST, Is.FORMER, Is.WAS) for part in parts)
    if found.frame == "refused":
        return any(part.kind is Kind.WHICH for part in parts) and not clause.has(Is.NOW)
    if found.value == "closed" and any(
        part.says(*_AGAIN) and not part.has(Is.NOT) for part in parts
    ):
        return any(part.says("neu", "wieder") for part in parts)
    if found.frame == "over" and clause.tokens[0].word in ("da", "weil", "because"):
        return not any(part.has(Is.NOT) for part in parts if part.kind is Kind.MAIN)
    return False


def _whatever_follows(found: Standing, words: str, parts: list[Clause]) -> bool:
    """Whether it is said of today, whatever condition the sentence names besides."""
    conditions = [part for part in parts if part.kind is Kind.CONDITION]
    until = all(part.tokens[0].word == "bis" for part in conditions)
    if found.frame == "intended" or (until and found.frame in _AT_REST):
        return True
    return found.value != "open" and bool(_SHUT_NOW.search(words))


def _reported(parts: list[Clause]) -> bool:
    """Whether the main clause passes on as true what follows: "Bitte beachten Sie, dass …"."""
    mains = [part for part in parts if part.kind is Kind.MAIN]
    return any(part.has(Is.REPORTS) and not part.has(Is.NOT) for part in mains)


def _doubt(words: str, found: Standing) -> str:
    """Return what is to be asked of a status: whether it has come yet."""
    past = found.frame == "lapsed" or "wurde" in words
    ahead = (
        found.value == "closed"
        and not past
        and found.frame not in _PRESENT
        and _FROM_DAY.search(words)
    )
    return found.doubt or (_FROM_WHEN if ahead else "")


def _claim(layout: Layout, value: str, rule: str, extent: tuple[int, int], doubt: str) -> Claim:
    start, end, quote = layout.prose.span(*extent)
    return Claim(
        field=Field.STATUS, value=value, quote=quote, start=start, end=end, rule=rule, doubt=doubt
    )


def _worded(said: Iterable[Said]) -> Iterator[Claim]:
    """Yield what is told by a wording of its own: labels, called-off events."""
    for spoken in said:
        layout, sentence, words = spoken.layout, spoken.sentence, spoken.low
        for one in () if _asks(words) else WORDINGS.of(words):
            extent = one.holds(layout, sentence, words)
            if one.value == "open" and of_a_post(f"{sentence.heading} {words}"):
                continue
            if extent is None or (one.value == "closed" and _FORMERLY.search(words)):
                continue
            claim = _claim(layout, one.value, f"status.{one.name}", extent, "")
            called_off = one.value == "cancelled"
            yield claim if called_off else _scoped(layout, sentence, claim, *extent)
            break
