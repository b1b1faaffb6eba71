"""Clauses: the words that say something of one date, each as one letter.

A frame (`frames`) is a shape of letters. What stands in brackets, in a clause of its own or
behind another verb says nothing of the date, however near it is; what stands between a modal
verb and its infinitive belongs together, however far that is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from pipeline.reading.text.date_groups import Chain, Way
from pipeline.reading.text.dates import WEEKDAYS
from pipeline.reading.text.layout import Layout, Sentence
from pipeline.reading.time.clause_words import (
    ACTS,
    ASIDES,
    CALL,
    CONDITIONS,
    GENITIVE,
    GIVING,
    GRAMMAR,
    HAPPENS,
    LATER,
    NEUTRAL,
    OTHERS,
    PARTICIPLE,
    PREPOSITIONS,
    PROJECTS,
    RELATIVE,
    SUBORDINATE,
    VERBAL,
    WORKS,
    ZU,
)
from pipeline.reading.time.sentence_words import cue_here
from pipeline.reading.time.vocabulary import AGAINST, Cue, cue_of

# One letter for a date, by the word that points at it.
WAYS = {
    Way.UNTIL: "1",
    Way.FROM: "3",
    Way.ON: "4",
    Way.THE: "5",
    Way.TO: "6",
    Way.NONE: "7",
    Way.AFTER: "8",
    Way.BEFORE: "9",
    Way.OF: "0",
}
WINDOW = "2"
_DATES = (*WAYS.values(), WINDOW, "%")
VERBS = "mcflesvhiz+r§"

_TOKEN = re.compile(r"[a-zäöüßé]+(?:[-*:/][a-zäöüß]+)*|\d+|[,;:()|\t\n?–—]|(?<=\s)[-=](?=\s)")


_NOUNS = "TDWAVOKXNGJMBPQS"
_SMALL = {one: one.lower() for one in _NOUNS} | {"S": "p", "V": "a", "M": "j"}
_YEAR = re.compile(r"(?:19|20)\d\d")
_FINITE = "mcflesv§"
_UNKNOWN_TERM = re.compile(r"(?!förder|ausschluss|schluss)\w+frist(?:en)?")
_NAMED = 2  # the weight of what says itself what begins: "Antragsstart"
_COMPOUND = 3  # the weight of what says itself that it is a deadline of applying
_SECOND = (*_NOUNS, *WAYS.values(), WINDOW, "%")
_COMPLETE = re.compile("[vels§]|[mcf].*[hizyr+=]|[hizyr+=].*[mcf]")
_WRAPPED = 44  # characters: a line as long may have been broken by the typesetter
_LABEL = 7  # tokens behind a date within which the label of the next value ends
_FAR = 90  # words before and after a date that are looked at
_ARTICLES = ("der", "die", "das", "ein", "eine", "es", "sie", "er", "mit")
_HAVE = ("have", "has", "had")
_ADVERB = ("lich", "los", "al", "isch", "ig", "weise")
_ADJECTIVE = ("er", "e", "es", "en")
_MARKS = (":", "=", "|", "\t", "\n", "?")
_FINAL = ("werden", "sein", "worden", "haben", "liegen", "be", "been")
_WEEKDAY = re.compile(rf"\b(?:{'|'.join(WEEKDAYS)})\.?, ")
_VERBISH = re.compile(r"\w{2,}(?:en|et|t|te|ten|rn|ln)")


@dataclass(frozen=True, slots=True)
class Token:
    """One word or mark: its letter, capital for a noun on its own, small for a governed one."""

    start: int
    end: int
    word: str
    letter: str


@dataclass(frozen=True, slots=True)
class Clause:
    """The clause of a date in letters, `before` and `after` the date.

    `labels` are what stands before a colon, bar or tab in front of it, the innermost first; `lead`
    is the innermost where it is a sentence that goes on behind its colon. `condition` tells
    whether the clause holds only in a case, `relative` whether it only describes a noun,
    `attribute` whether the date belongs to a participle ("bis zum 3. Mai eingereichte Anträge"),
    `bracket` whether the date stands alone in brackets, `strong` whether the verb alone says that
    one applies, `happens` whether it says that people meet or talk. `line` are the letters of
    the whole sentence.
    """

    before: str
    date: str
    after: str
    labels: tuple[str, ...]
    lead: str
    condition: bool
    relative: bool
    attribute: bool
    bracket: bool
    strong: bool
    happens: bool
    line: str

    @property
    def all(self) -> str:
        """Return all letters, the date among them."""
        return self.lead + self.before + self.date + self.after


def clause_of(layout: Layout, sentence: Sentence, chain: Chain, others: list[Chain]) -> Clause:
    """Return the clause that a date stands in."""
    date = WINDOW if chain.opens else WAYS[chain.way]
    spans = tuple(sorted((one.lead, one.end) for one in (chain, *others)))
    tokens = _tokens(layout, sentence, spans)
    line = [
        replace(one, letter=date) if one.letter == "%" and one.start == chain.lead else one
        for one in tokens
    ]
    line, bracket = _out_of_brackets(line, date)
    labels, line = _off_labels(_cut(layout, line, date), date)
    lead = ""  # "Anträge nehmen wir entgegen: bis zum 3. Mai"
    if labels and _speaks(labels[0]) and not _speaks(line) and "?" not in _letters(tokens):
        lead = _letters(labels[0])
    own, first = _own(line, date)
    at = _place(own, date)
    return Clause(
        before=_letters(own[max(0, at - _FAR) : at]),
        date=date,
        after=_letters(own[at + 1 : at + _FAR]),
        lead=lead,
        labels=tuple(_letters(label) for label in labels),
        condition=first in CONDITIONS,
        relative=first in RELATIVE or first.startswith("welch") or first in ("which", "that"),
        attribute=bool(PARTICIPLE.match(layout.low, chain.end)),
        bracket=bracket,
        strong=any(
            one.letter == "h" or _is_strong(one) for one in (*own, *(labels[0] if labels else ()))
        ),
        happens=any(one.word in HAPPENS for one in own),
        line=_letters(tokens),
    )


@lru_cache(maxsize=64)
def letters_of(words: str) -> str:
    """Return the letters of a heading, a lead or a sentence."""
    # A heading "Hinweise" or "Fragen und Antworten" is of no hints or questions handed in.
    words = ASIDES.sub("", words)
    return _letters(_governed(_lettered(words.lower(), words)))


def _letters(tokens: Sequence[Token]) -> str:
    return "".join(one.letter for one in tokens)


def _place(tokens: Sequence[Token], date: str) -> int:
    return next(index for index, one in enumerate(tokens) if one.letter == date)


def _is_strong(token: Token) -> bool:
    cue = cue_of(token.word) if token.letter == "z" else None
    return cue is not None and cue[0] is Cue.APPLY


def _tokens(
    layout: Layout, sentence: Sentence, spans: tuple[tuple[int, int], ...]
) -> tuple[Token, ...]:
    start, end = sentence.start, sentence.end
    low, raw = layout.low[start:end], layout.raw[start:end]
    if "\t" in raw:  # The ends of cells and of rows are marks.
        low = "".join(one if one in "\t\n" else two for one, two in zip(raw, low, strict=True))
    return _cached(low, layout.prose.plain[start:end], start, spans)


# A sentence may name many days; its words are looked at once.
@lru_cache(maxsize=8)
def _cached(
    low: str, plain: str, start: int, spans: tuple[tuple[int, int], ...]
) -> tuple[Token, ...]:
    # "Bis Freitag, 15. Januar 2027, läuft die Frist": both commas are the day's own.
    closed = {end for at, end in spans if _WEEKDAY.search(low, max(0, at - start), end - start)}
    words = (
        Token(one.start + start, one.end + start, one.word, one.letter)
        for one in _lettered(low, plain)
        if one.letter != "," or one.start + start not in closed
    )
    return tuple(_governed(_with_verbs(_with_dates(list(words), spans))))


def _lettered(low: str, plain: str) -> list[Token]:
    found: list[Token] = []
    for match in _TOKEN.finditer(low):
        last = found[-1].word if found else ""
        first = not found or last in _MARKS
        capital = plain[match.start()].isupper()
        first = first and not (
            match.end() - match.start() > 1 and plain[slice(*match.span())].isupper()
        )
        letter = _letter(low, match, last, capital=capital, first=first)
        if letter in tuple(_SMALL) and found and _is_adjective(found):
            found[-1] = replace(found[-1], letter="u")
        found.append(Token(match.start(), match.end(), match.group(), letter))
    return found


def _is_adjective(found: list[Token]) -> bool:
    """Whether the first word, a capital for that, says how the noun behind it is."""
    first = len(found) == 1 or found[-2].word in _MARKS
    return first and found[-1].letter in ("N", "B") and found[-1].word.endswith(_ADJECTIVE)


def _letter(low: str, match: re.Match[str], last: str, *, capital: bool, first: bool) -> str:
    word, noun = match.group(), capital and not first
    if not word[0].isalpha():
        if word == "=":
            return ":"  # of a table of values: deadline = "3. Mai"
        return "#" if word[0].isdigit() else "-" if word in "-–—" else word
    if word == "be" and last == "to":
        return ""
    if word == "ab" and low.startswith(" sofort", match.end()):
        return ""
    if word == "start" and capital:
        return "S"
    if word in _HAVE and low.startswith(" to ", match.end()):
        return "m"
    if word == "lange" and last == "wie":
        return "@"  # "Wie lange kann ich mich bewerben?" asks like "Bis wann"
    if word == "closing" and low.startswith(" date", match.end()):
        return "D"
    grammar = GRAMMAR.get(word)
    if grammar == "." and capital and last:
        return ""  # "Hinweise", and below "Der Nachweis ist …": it begins a sentence
    if grammar is not None and (not noun or grammar in ("y", "", ".")):
        return grammar
    if word in PREPOSITIONS and not noun:
        return "<"
    if OTHERS.fullmatch(word):
        return "X"
    if GIVING.fullmatch(word):
        return "V"
    cue = cue_here(low, match, len(low))
    if cue is None and word in ("nimmt", "nehmen"):
        return "v"
    handing_in = cue is not None and cue[0] in (Cue.APPLY, Cue.SEND)
    if handing_in and not noun and (last == "zu" or ZU.fullmatch(word)):
        return "z"
    if word == "abgeschlossen" and cue is None:
        return "h"  # said of a registration
    return _by_cue(word, cue, noun=capital)


def _by_cue(word: str, cue: tuple[Cue, float] | None, *, noun: bool) -> str:
    if cue is None or cue[0] in AGAINST:
        if not noun:
            return "" if cue is None and word.endswith(_ADVERB) else "u"
        if cue is not None:
            return "B"
        for letter, pattern in (("G", NEUTRAL), ("J", PROJECTS), ("M", WORKS)):
            if pattern.fullmatch(word):
                return letter
        return "N"
    kind = cue[0]
    if kind is Cue.APPLY:
        return "A" if ACTS.fullmatch(word) else "h"
    if kind is Cue.OBJECT:
        return "K" if CALL.fullmatch(word) else "O"
    if kind is Cue.BEGIN:
        return ("P" if cue[1] >= _NAMED else "S") if noun else "s"
    if kind is Cue.END:
        return "Q" if noun else "e"
    if kind is Cue.TERM and cue[1] < _COMPOUND and _UNKNOWN_TERM.fullmatch(word):
        return "N" if noun else "u"
    if kind is Cue.TERM:
        return "T" if cue[1] >= _COMPOUND else "D"
    return "W" if kind is Cue.WINDOW else "A" if ACTS.fullmatch(word) else "i"


def _governed(tokens: list[Token]) -> list[Token]:
    """Write nouns small that hang on a preposition or, in the genitive, on another noun."""
    found: list[Token] = []
    hangs = False  # whether the next noun hangs on something
    after = ""  # how the noun right before stands: "free", "small" or none
    joined = False  # whether "und" or a comma has come since
    onto = ""  # the preposition
    for one in tokens:
        letter = one.letter
        if letter == "<":
            hangs, after, joined, onto = True, "", False, one.word
        elif letter and letter in _NOUNS:
            if hangs or (joined and after == "small"):
                later = onto == "auf" and LATER.fullmatch(one.word)
                letter, after = "!" if later else _SMALL[letter], "small"
            else:
                after = "free"
            hangs = joined = False
        elif letter == "." and one.word in GENITIVE:
            hangs, onto, joined = hangs or bool(after and not joined), onto, False
        elif letter in ("&", ","):
            joined = bool(after)
        elif letter == ".":
            after = "" if joined else after
        elif letter not in ("u", "#") or _YEAR.fullmatch(one.word):
            hangs = hangs and not letter
            after, joined = "", False
        found.append(Token(one.start, one.end, one.word, letter))
    return found


def _with_dates(tokens: list[Token], spans: tuple[tuple[int, int], ...]) -> list[Token]:
    """Put one token in the place of each date."""
    found: list[Token] = []
    rest = iter(spans)
    span = next(rest, None)
    for one in tokens:
        while span and span[1] <= one.start:
            found.append(Token(*span, "", "%"))
            span = next(rest, None)
        if not span or one.end <= span[0]:
            found.append(one)
    return found + [Token(*one, "", "%") for one in (span, *rest) if one]


def _with_verbs(tokens: list[Token]) -> list[Token]:
    """Take an unknown word in the second place for the verb: "Am 3. Mai ruht die Arbeit"."""
    found = list(tokens)
    for index in range(1, len(tokens) - 1):
        before, one, after = tokens[index - 1 : index + 2]
        second = before.letter in _SECOND and after.letter not in (",", "&")
        inflected = one.word.endswith(("e", "en")) and after.letter in tuple(_SMALL)
        if second and one.letter == "u" and VERBAL.fullmatch(one.word) and not inflected:
            found[index] = replace(one, letter="v")
    return found


def _out_of_brackets(line: list[Token], date: str) -> tuple[list[Token], bool]:
    """Leave out what stands in brackets; a date in them with words of its own is apart."""
    at = _place(line, date)
    opening = next((i for i in range(at, -1, -1) if line[i].word in ("(", ")")), -1)
    if opening >= 0 and line[opening].word == "(":
        closing = next((i for i in range(at, len(line)) if line[i].word == ")"), len(line))
        inside = line[opening + 1 : closing]
        if any(one.letter.isalpha() for one in inside):
            return inside, False
        dates = [one for one in inside if one.letter not in ("", ",", "#")]
        kept = [*line[:opening], *dates, *line[closing + 1 :]]
        return _out_of_brackets(kept, date)[0], True
    found, depth = list[Token](), 0
    for one in line:
        depth += (one.word == "(") - (one.word == ")" and depth > 0)
        if not depth and one.word != ")":
            found.append(one)
    return found, False


def _cut(layout: Layout, line: list[Token], date: str) -> list[Token]:
    """Return what stands between two semicolons, or before the label of the next value."""
    at = _place(line, date)
    semicolons = [i for i, one in enumerate(line) if one.word == ";"]
    first = max((i for i in semicolons if i < at), default=-1) + 1
    last = min((i for i in semicolons if i > at), default=len(line))
    colon = next((i for i in range(at + 2, min(last, at + _LABEL)) if line[i].word == ":"), 0)
    own = line[at + 1].letter in (":", "-") if at + 1 < last else False
    if colon and not own and not _speaks(line[at:colon]):
        last = at + 1  # "Einreichungsende: 16.02.2027 Umsetzung: bis …"
    line, at = line[first:last], at - first
    start, end = _line_of(layout, line[at])
    kept = [one for one in line if start < one.start < end]
    return _in_lines(layout, kept, date)


def _in_lines(layout: Layout, line: list[Token], date: str) -> list[Token]:
    """Return the lines around a date that may be one statement."""
    lines: list[list[Token]] = [[]]
    for one in line:
        last = lines[-1][-1].end if lines[-1] else one.start
        if "\n" in layout.raw[last : one.start] and lines[-1]:
            lines.append([])
        lines[-1].append(one)
    at = next(i for i, part in enumerate(lines) if any(one.letter == date for one in part))
    found = lines[at]
    for above in lines[:at][::-1]:
        two = _is_finite(above) and _is_finite(found) and _is_begun(layout, above, found)
        if two or not _goes_on(layout, above, found):
            break
        found = [*above, *found]
    for below in lines[at + 1 :]:
        two = _is_finite(below) and _is_said(found) and _is_begun(layout, found, below)
        if two or not _goes_on(layout, found, below):
            break
        found = [*found, *below]
    return found


def _is_begun(layout: Layout, above: list[Token], below: list[Token]) -> bool:
    """Whether a line begins anew: in capitals, and behind no conjunction."""
    return layout.raw[below[0].start].isupper() and above[-1].letter != "&"


# What a noun must follow: "die zweite⏎Runde".
_WHICH = re.compile(
    r"(?:erste|zweite|dritte|vierte|fünfte|nächste|letzte|kommende|laufende|jeweilige|neue)[nrms]?"
)


def _goes_on(layout: Layout, above: list[Token], below: list[Token]) -> bool:
    """Whether a line may go on in the next one."""
    raw = layout.raw
    if above[0].letter in _DATES and below[0].letter in _DATES and not _speaks(above):
        return False  # rows that begin with a day each: "15. März Antragsschluss"
    begin, end = above[-1].end, below[0].start
    start = raw.rfind("\n", 0, begin) + 1
    long = begin - start >= _WRAPPED or raw[begin : begin + 1] in (",", ":", "-", "–")
    hangs = above[-1].letter in ("<", ".", "&", "", ":", "-", ",")
    hangs = hangs or _WHICH.fullmatch(above[-1].word) is not None
    unfinished = any(one.letter in ("m", "c", "f", "i") for one in above) and not _is_said(above)
    return long or hangs or unfinished or not raw[end : end + 1].isupper()


def _is_said(tokens: list[Token]) -> bool:
    """Whether a line says something by itself, whatever stands above and below."""
    return bool(_COMPLETE.search(_letters(tokens)))


def _line_of(layout: Layout, date: Token) -> tuple[int, int]:
    """Return the bounds of a line that is a statement of its own.

    A date stands alone on it, behind a label, or before one: "3. Mai: Antragsschluss".
    """
    raw = layout.raw
    begin, end = raw.rfind("\n", 0, date.start), raw.find("\n", date.end)
    end = end if end >= 0 else len(raw)
    before = raw[max(begin + 1, date.start - 80) : date.start].strip(" •*-–·>")
    after = raw[date.end : min(end, date.end + 80)].strip(" .,)")
    if (
        not before
        and after.startswith(("–", ":", "- ", "|", "\t"))
        and "|" not in raw[begin - 2 : begin]
    ):
        return begin, end
    if "\t" in raw[begin + 1 : end]:
        return -1, end
    alone = not after and raw[end + 1 : end + 2].isupper()
    return (-1, end) if alone and (not before or before.endswith(_MARKS)) else (-1, len(raw))


def _off_labels(line: list[Token], date: str) -> tuple[list[list[Token]], list[Token]]:
    """Part the labels and their marks from what stands behind them, the innermost first."""
    at = _place(line, date)
    if len(line) > 1 and line[1].word == "|" and line[0].letter in ("%", date):
        # A row of days with what happens on each: "3. Mai | Antragsschluss | 5. Juni | Jury".
        end = next((i for i in range(at + 1, len(line)) if line[i].letter == "%"), len(line))
        return [[one for one in line[at + 1 : end] if one.word != "|"]], [line[at]]
    marks = [i for i in range(at) if line[i].word in _MARKS]
    if not marks:
        return [], line
    labels: list[list[Token]] = []
    end = marks[-1]
    while end > 0:
        bounds = [i for i in range(end) if line[i].word in _MARKS or line[i].letter == "%"]
        start = max(bounds, default=-1) + 1
        labels.append(line[start:end])
        end = start - 1
    return labels, line[marks[-1] + 1 :]


def _own(line: list[Token], date: str) -> tuple[list[Token], str]:
    """Return the clause of the date, and the word that makes it a subordinate one."""
    main: list[list[Token]] = [[]]
    noun: list[Token] = []  # the last one before a relative clause
    for first, part in _parts(line):
        if first and any(one.letter == date for one in part):
            noun = noun if first in RELATIVE or first.startswith("welch") else []
            return [*noun, *_conjunct(part, date)], first
        if first:
            continue
        if _is_finite(part) and _is_finite(main[-1]):
            main.append([])
        main[-1] += part
        nouns = [
            one
            for one in part
            if one.letter and one.letter in tuple(_SMALL) + tuple(_SMALL.values())
        ]
        noun = [replace(one, letter=one.letter.upper()) for one in nouns[-1:]]
    whole = next(one for one in main if any(token.letter == date for token in one))
    return (_conjunct(whole, date) if _speaks(whole) else _listed(whole, date)), ""


def _listed(tokens: list[Token], date: str) -> list[Token]:
    """Return of words without a verb those of this date: "Skizze bis 3.5., Antrag bis 5.6."."""
    at = _place(tokens, date)
    left = max((i for i in range(at) if tokens[i].letter == "%"), default=-1)
    cut = next((i for i in range(left + 1, at) if tokens[i].letter == ","), left)
    right = next((i for i in range(at, len(tokens)) if tokens[i].letter in ("%", ",")), len(tokens))
    return tokens[(cut if left >= 0 else -1) + 1 : right]


def _parts(line: list[Token]) -> Iterator[tuple[str, list[Token]]]:
    """Yield what stands between commas, with the word that makes a clause of it."""
    segments: list[list[Token]] = [[]]
    for one in line:
        if one.letter == ",":
            segments.append([])
        segments[-1].append(one)
    index = 0
    while index < len(segments):
        before = segments[index - 1][-1:] if index else []
        first = _subordinates(segments[index], before)
        last = index
        if first:
            ends = (
                i
                for i in range(index, len(segments))
                if _ends_in_verb(segments[i])
                # ", dem Zentrum für Luftfahrt, einreichen": an apposition, and the verb before it.
                and (i == index or first not in RELATIVE or segments[i][-1].letter not in "hiz")
            )
            end = next(ends, None)
            if end is None and first in RELATIVE:
                first = ""
            last = index if end is None or not first else end
        yield first, [one for segment in segments[index : last + 1] for one in segment]
        index = last + 1


def _subordinates(segment: list[Token], before: list[Token]) -> str:
    """Return the word that makes a clause of a segment; `before` ends the one before it."""
    leads = not before or not before[0].word.isalpha()
    words = [one.word for one in segment if one.letter not in (",", "&") and one.word]
    if not words:
        return ""
    if words[0] in SUBORDINATE:
        return words[0]
    # Behind a day these take up its year: "bis 3. Mai des Jahres, in dem gebaut werden soll,".
    behind_day = bool(before) and before[0].letter in _DATES
    if behind_day and len(words) > 2 and _ends_in_verb(segment):
        if words[:2] == ["in", "dem"] and words[2] in _ARTICLES:
            return words[1]
        if words[0] == "das":
            return words[0]
    if leads or len(words) < 2:
        return ""
    if words[0] in RELATIVE:
        return words[0]
    # "bei der Bank eingegangen sein" is no clause of its own.
    infinite = segment[-1].letter in ("h", "z") or words[-1] == "sein"
    governed = words[0] in PREPOSITIONS and words[1] in RELATIVE and not infinite
    return words[1] if governed else ""


def _ends_in_verb(segment: list[Token]) -> bool:
    if not segment:
        return False
    last = segment[-1]
    return last.letter in tuple("mcflesvhiz+ry") or (
        last.letter == "u" and bool(_VERBISH.fullmatch(last.word))
    )


def _speaks(tokens: Sequence[Token]) -> bool:
    """Whether there is any verb among the words."""
    return any(one.letter and one.letter in VERBS for one in tokens)


def _is_finite(tokens: Sequence[Token]) -> bool:
    verbs = [one for one in tokens if one.letter and one.letter in _FINITE]
    if verbs and verbs[-1] is tokens[-1] and verbs[-1].word in _FINAL:
        verbs.pop()
    return bool(verbs)


def _conjunct(tokens: list[Token], date: str) -> list[Token]:
    """Return the part of a clause with two verbs that the date stands in, with its subject."""
    for index, one in enumerate(tokens):
        if one.letter != "&":
            continue
        left, right = tokens[:index], tokens[index + 1 :]
        if not (_is_finite(left) and _is_finite(right)):
            continue
        if any(token.letter == date for token in left):
            return _conjunct(left, date)
        if right[0].letter in tuple(_FINITE):
            verb = next(i for i, token in enumerate(left) if token.letter in tuple(_FINITE))
            subject = [token for token in left[:verb] if token.letter != "%"]
            return _conjunct([*subject, *right], date) if subject else right
        return _conjunct(right, date)
    return tokens
