"""Status: closed, open, announced or cancelled, by what is said of whom.

Only what is said of the present counts: a condition ("sobald die Mittel ausgeschöpft
sind"), a rule for late or incomplete applications, and a stop of approvals while
submissions go on are no status.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from pipeline.claim import Claim, Field
from pipeline.reading.text.layout import Layout, Sentence
from pipeline.reading.time.clause_kinds import Clause, Kind, Token, clauses, phrases, tokens
from pipeline.reading.time.scope import of_a_post, scope_doubt
from pipeline.reading.time.standing import Standing, heads, predicate_of, standing_of, to_come
from pipeline.reading.time.statements import statements
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
    r"\b(?:ursprünglich\w*|bisher|bislang|früher|damals|zunächst|vorjahr\w*|originally|formerly)\b"
    r"|\b(?:alte[nr]?|frühere[nr]?|vorherige[nr]?) \w*(?:richtlinie|fassung|regelung|programm)\w*"
    r"|\bvor (?:der reform|\w+ jahren)\b|\b(?:letzten|vergangenen|vorigen) jahr(?:en)?\b"
)
_AGAIN = ("aufgelegt", "geöffnet", "gestartet", "aufgenommen", "aufgestockt")
_SUBJECTS = frozenset(
    {Is.PAPER, Is.ACT, Is.APPLY, Is.CALL, Is.SCHEME, Is.GRANT, Is.GRANTING, Is.FUNDS, Is.TERM}
)
_PRESENT = frozenset(["none_taken", "exhausted", "predicate"])  # no matter since what day
_PRONOUNS = frozenset(["sie", "diese"])
_OF_WHAT = "Ist damit gesagt, dass die Förderung geschlossen ist?"
_STATES = frozenset({Kind.MAIN, Kind.REASON})


def read_status(layout: Layout) -> Iterator[Claim]:
    """Yield what the text says of the present; questions where it contradicts itself."""
    said = statements(layout)
    found = [*_worded(layout, said), *_stated(layout, said)]
    certain = {claim.value for claim in found if not claim.doubt}
    torn = {"open", "closed"} <= certain
    for claim in found:
        if torn and claim.value in _TORN:
            yield replace(claim, doubt=_BOTH)
        else:
            yield claim


def _stated(layout: Layout, said: Iterable[Sentence]) -> Iterator[Claim]:
    for sentence in said:
        words = layout.low[sentence.start : sentence.end]
        found = _standing(layout, sentence, words)
        if found:
            yield _scoped(layout, sentence, _claim(layout, words, found), found.start, found.end)


def _scoped(layout: Layout, sentence: Sentence, claim: Claim, start: int, end: int) -> Claim:
    """Return a claim with what is to be asked before it counts for the whole programme."""
    doubt = claim.doubt or scope_doubt(layout, sentence, str(claim.value), start, end)
    return replace(claim, doubt=doubt)


def _standing(layout: Layout, sentence: Sentence, words: str) -> Standing | None:
    """Return the first thing that the clauses of a sentence state and nothing makes conditional."""
    spoken = tokens(layout, sentence)
    if not any(token.kinds for token in spoken) or _asks(words):
        return None
    if of_a_post(f"{sentence.heading} {words}"):
        return None
    parts = _with_subjects(clauses(spoken))
    conditional = any(part.kind is Kind.CONDITION for part in parts)
    found = [
        one
        for part in parts
        if part.kind in _STATES or (part.kind is Kind.THAT and _reported(parts))
        if (one := standing_of(part)) and not _limited(one, part, parts)
        if not conditional or part.kind is Kind.REASON or _now(one, words)
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


def _elliptic(spoken: list[Token], heading: str) -> Iterator[Standing]:
    """Yield what is said without naming of what: it is in brackets, or stands before."""
    plain = _without_asides(spoken)
    again = clauses(plain) if 0 < len(plain) < len(spoken) else []
    again += [one for one in phrases(spoken) if not one.finite]
    for part in again:
        one = standing_of(part) if part.kind in _STATES else None
        if one and not _limited(one, part, again):
            yield one
    parts = phrases(spoken)
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


def _without_asides(spoken: list[Token]) -> list[Token]:
    """Return the words that stand in no brackets."""
    found, depth = list[Token](), 0
    for token in spoken:
        depth += token.word == "("
        if depth < 1:
            found.append(token)
        depth -= token.word == ")" and depth > 0
    return found


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


def _now(found: Standing, words: str) -> bool:
    return found.value != "open" and bool(_SHUT_NOW.search(words))


def _reported(parts: list[Clause]) -> bool:
    """Whether the main clause passes on as true what follows: "Bitte beachten Sie, dass …"."""
    mains = [part for part in parts if part.kind is Kind.MAIN]
    return any(part.has(Is.REPORTS) and not part.has(Is.NOT) for part in mains)


def _claim(layout: Layout, words: str, found: Standing) -> Claim:
    start, end, quote = layout.prose.span(found.start, found.end)
    past = found.frame == "lapsed" or "wurde" in words
    ahead = (
        found.value == "closed"
        and not past
        and found.frame not in _PRESENT
        and _FROM_DAY.search(words)
    )
    return Claim(
        field=Field.STATUS,
        value=found.value,
        quote=quote,
        start=start,
        end=end,
        rule=f"status.{found.value}.{found.frame}",
        doubt=found.doubt or (_FROM_WHEN if ahead else ""),
    )


def _worded(layout: Layout, said: Iterable[Sentence]) -> Iterator[Claim]:
    """Yield what is told by a wording of its own: labels, called-off events."""
    for sentence, words, wordings in WORDINGS.asked(layout, said):
        if _asks(words):
            continue
        for one in wordings:
            extent = one.holds(layout, sentence, words)
            if one.value == "open" and of_a_post(f"{sentence.heading} {words}"):
                continue
            if extent is None or (one.value == "closed" and _FORMERLY.search(words)):
                continue
            start, end, quote = layout.prose.span(*extent)
            claim = Claim(
                field=Field.STATUS,
                value=one.value,
                quote=quote,
                start=start,
                end=end,
                rule=f"status.{one.name}",
            )
            called_off = one.value == "cancelled"
            yield claim if called_off else _scoped(layout, sentence, claim, *extent)
            break
