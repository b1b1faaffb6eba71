"""Clause kinds: the words of a sentence, each with its kinds, parted into its clauses.

What a clause states depends on what it is: a condition states nothing, a reason does. Within
a clause the order of words is free, so its grammar asks which kinds of words stand in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from pipeline.reading.text.layout import Layout, Sentence
from pipeline.reading.time.undated_words import Is, kinds_of, words_of

_PAPERS = frozenset({Is.PAPER, Is.ACT})
_FUNDING = frozenset({Is.GRANT, Is.FUNDS, Is.SCHEME, Is.GRANTING})
_TOKEN = re.compile(r"[a-zäöüßé]+(?:[-*:/][a-zäöüß]+)*|\d+(?:[.,–-]\d+)*|[,;:()?!|–—/]")
_CUTS = frozenset(",;:()|–—/")
_FULL = frozenset(";:–—")  # behind which a sentence begins anew
_LEADING = words_of("und oder aber auch doch denn jedoch nur erst sondern and but or so")
_CONDITION = words_of(
    "wenn sobald falls sofern solange soweit bevor ehe nachdem sollte sollten wäre wären if "
    "once when unless until till should while wer"
)
_ASKING = words_of("wann wie ob warum weshalb wofür whether how why")
_REASON = words_of("da weil sodass because as")
_THAT = words_of("dass that")
_WHICH = words_of("die der das deren dessen denen welche welcher welches which who wo")
_OF_WHICH = words_of("welcher welchem welchen welches denen dessen deren")
_GOVERNS = words_of("in an auf bei mit nach von zu für durch über aus")
# Motions are put to a meeting, or to its agenda.
_MOTION = re.compile(r"[\w-]*(?:versammlung|ordnung|parteitag|delegiertentag)")
_IN_ENGLISH = words_of("until till if once when unless while because")
_ARTICLES = words_of("die das der alle diese sämtliche")
_JOINS = words_of("und oder aber sowie jedoch sondern and but")
FINITE = words_of(
    "ist sind wird werden wurde wurden war waren kann können konnte konnten muss müssen "
    "musste mussten soll sollen darf dürfen hat haben hatte hatten läuft laufen ruht ruhen "
    "steht stehen stand standen startet starten beginnt beginnen begann endet enden endete "
    "endeten lief liefen schließt öffnet nimmt nehmen gilt gelten gibt besteht bestehen "
    "existiert erfolgt reicht reichen is are was were has have can could may must will would "
    "closes closed opens sollte sollten könnte könnten wäre wären trat treten tritt pausiert "
    "stoppt entfällt nahm möchte möchten finden findet erhalten erhält prüft prüfen fördert "
    "endete ruhte ruhten hofft sagte teilt fallen fällt tagt tagen wissen weiß entscheidet "
    "entscheiden"
)
_WITH_INFINITIVE = words_of("kann können konnte konnten")
_THEN = words_of("so dann")
_VERB_FIRST = words_of(
    "ist sind wird werden wurde wurden sollte sollten wäre wären hat haben kann können"
)


class Kind(Enum):
    """What a clause is for the sentence it stands in."""

    MAIN = "says something"
    REASON = "says why, and so says it, too"
    THAT = "says what somebody says or thinks"
    CONDITION = "says when something else holds"
    WHICH = "says which one is meant, or what for"


@dataclass(frozen=True, slots=True)
class Token:
    """One word in lower case, `plain[start:end]`; `noun` whether it is written as one."""

    word: str
    start: int
    end: int
    noun: bool
    kinds: frozenset[Is]


@dataclass(frozen=True, slots=True)
class Clause:
    """The words of one clause in reading order."""

    kind: Kind
    tokens: tuple[Token, ...]
    kinds: frozenset[Is]
    words: frozenset[str]

    @classmethod
    def made(cls, kind: Kind, spoken: Sequence[Token]) -> Clause:
        """Make a clause of its words."""
        words = frozenset(token.word for token in spoken)
        silent = "werden" if not words.isdisjoint(_WITH_INFINITIVE) else ""
        kinds = {token.kinds for token in spoken if token.word != silent}
        return cls(kind, tuple(spoken), frozenset[Is]().union(*kinds), words)

    def of(self, *kinds: Is) -> list[Token]:
        """Return the words of any of these kinds."""
        if self.kinds.isdisjoint(kinds) and "werden" not in self.words:
            return []
        return [token for token in self.tokens if not token.kinds.isdisjoint(kinds)]

    def has(self, *kinds: Is) -> bool:
        """Whether a word of any of these kinds stands in it."""
        return not self.kinds.isdisjoint(kinds)

    def says(self, *words: str) -> bool:
        """Whether any of these words stands in it."""
        return not self.words.isdisjoint(words)

    def of_words(self, *words: str) -> list[Token]:
        """Return the tokens that are one of these words."""
        return [token for token in self.tokens if token.word in words]

    @property
    def finite(self) -> bool:
        """Whether it has a verb of the common ones."""
        return not self.words.isdisjoint(FINITE)


@dataclass(frozen=True, slots=True)
class Said:
    """A statement of a text: its words, numbers and marks, and all kinds that may stand in it.

    Most statements say nothing of applying, so their words are placed only when asked for.
    """

    layout: Layout
    sentence: Sentence
    words: frozenset[str]
    kinds: frozenset[Is]

    @classmethod
    def of(cls, layout: Layout, sentence: Sentence) -> Said:
        """Return what a sentence says."""
        words = frozenset(_TOKEN.findall(layout.low, sentence.start, sentence.end))
        kinds = frozenset[Is]().union(*map(kinds_of, words))
        return cls(layout, sentence, words, kinds)

    @property
    def low(self) -> str:
        """All of it in lower case."""
        return self.layout.low[self.sentence.start : self.sentence.end]

    def cut(self, start: int, end: int) -> Said:
        """Return what is said between two places of the text."""
        return Said.of(self.layout, replace(self.sentence, start=start, end=end))

    def tokens(self) -> list[Token]:
        """Return its words, numbers and marks in order."""
        return _tokens(self.layout, self.sentence)


def hear(layout: Layout) -> list[Said]:
    """Return what a text says, statement by statement; made once for all that ask."""
    return [Said.of(layout, one) for one in layout.statements]


def _tokens(layout: Layout, sentence: Sentence) -> list[Token]:
    plain = layout.prose.plain
    found = [
        Token(
            match.group(),
            *match.span(),
            plain[match.start()].isupper(),
            kinds_of(match.group()),
        )
        for match in _TOKEN.finditer(layout.low, sentence.start, sentence.end)
    ]
    for at, token in enumerate(found):
        if _for_something_else(found, at):
            found[at] = replace(token, kinds=token.kinds - _PAPERS)
    return found


def _for_something_else(found: list[Token], at: int) -> bool:
    """Whether a paper asks for no funding: "Antrag auf Verlängerung", "an die Versammlung"."""
    if found[at].kinds.isdisjoint(_PAPERS) or at + 1 >= len(found):
        return False
    if found[at + 1].word in ("an", "zur"):
        asked = next((token for token in found[at + 2 : at + 4] if token.noun), None)
        return bool(asked and _MOTION.fullmatch(asked.word))
    if found[at + 1].word != "auf" or at + 2 >= len(found):
        return False
    if found[at + 2].word == "dem":
        return False  # "auf dem Postweg", "auf dem Tisch"
    asked_for = next((token for token in found[at + 2 : at + 6] if token.noun), None)
    return bool(asked_for and asked_for.kinds.isdisjoint(_FUNDING))


def clauses(spoken: Sequence[Token]) -> list[Clause]:
    """Part the words of a sentence into its clauses; a main clause may go on behind another."""
    found: list[Clause] = []
    main: list[Token] = []
    pieces = list(_pieces(spoken))
    for number, (mark, piece) in enumerate(pieces):
        following = pieces[number + 1][1] if number + 1 < len(pieces) else []
        kind = _kind(mark, piece, following if number == 0 or mark in _FULL else [])
        if kind is Kind.THAT and main and any(token.word == "so" for token in main):
            kind = Kind.REASON  # "so groß, dass …" says what came of it
        if kind is not Kind.MAIN:
            found.append(Clause.made(kind, piece))
        elif main and (mark in ";:|–—()/" or (_finite(main) and _verbs(piece))):
            found.append(Clause.made(Kind.MAIN, main))
            main = piece
        else:
            main = main + piece
    if main:
        found.append(Clause.made(Kind.MAIN, main))
    return sorted(found, key=lambda clause: clause.tokens[0].start)


def phrases(spoken: Sequence[Token]) -> list[Clause]:
    """Part words at every mark, for what is written without a verb."""
    found: list[list[Token]] = [[]]
    for token in spoken:
        if token.word in _CUTS:
            found.append([])
        elif token.word not in "?!":
            found[-1].append(token)
    return [Clause.made(_kind(",", piece, []), piece) for piece in found if piece]


def without_asides(spoken: Sequence[Token]) -> list[Token]:
    """Return the words that stand in no brackets."""
    found, depth = list[Token](), 0
    for token in spoken:
        depth += token.word == "("
        if depth < 1:
            found.append(token)
        depth -= token.word == ")" and depth > 0
    return found


def _finite(piece: Iterable[Token]) -> bool:
    return any(token.word in FINITE for token in piece)


def _verbs(piece: list[Token]) -> list[int]:
    """Return where finite verbs stand; the last may be the infinitive of one before the piece."""
    return [
        index
        for index, token in enumerate(piece)
        if token.word in FINITE and not (token is piece[-1] and token.word.endswith("en"))
    ]


def _pieces(spoken: Sequence[Token]) -> Iterator[tuple[str, list[Token]]]:
    """Yield what stands between two marks or joins two verbs, with the mark before it."""
    mark, piece = "", list[Token]()
    for token in spoken:
        if token.word in _CUTS or (token.word in _IN_ENGLISH and piece):
            if piece:
                yield from _joined(mark, piece)
            cut = token.word in _CUTS
            mark, piece = (token.word if cut else ","), ([] if cut else [token])
        elif token.word not in "?!":
            piece.append(token)
    if piece:
        yield from _joined(mark, piece)


def _joined(mark: str, piece: list[Token]) -> Iterator[tuple[str, list[Token]]]:
    """Part a piece at "und" where a verb stands on both sides of it."""
    verbs = _verbs(piece)
    start = 0
    for index, token in enumerate(piece):
        here = token.word in _JOINS and verbs and index < verbs[-1]
        if here and any(start <= verb < index for verb in verbs):
            yield mark, piece[start:index]
            mark, start = ",", index + 1
    yield mark, piece[start:]


def _kind(mark: str, piece: list[Token], following: list[Token]) -> Kind:
    """Return what a piece is; `following` is the next one, of the first piece only."""
    opener = next((token for token in piece if token.word not in _LEADING), piece[0]).word
    if opener in ("until", "till") and not _finite(piece):
        return Kind.MAIN  # "open until 3 May"
    if opener in ("damit", "um") and (mark == "," or following):
        return Kind.WHICH
    if opener in _CONDITION or (following and opener in _VERB_FIRST):
        return Kind.CONDITION
    if following and opener in FINITE and following[0].word in FINITE | _THEN:
        return Kind.CONDITION
    if opener in _ASKING and (mark == "," or following):
        return Kind.WHICH
    last = piece[-1].word
    if opener == "bis" and (last in FINITE or (len(piece) > 1 and piece[1].word in _ARTICLES)):
        return Kind.CONDITION
    if mark == "," and len(piece) > 1 and opener in _GOVERNS and piece[1].word in _OF_WHICH:
        return Kind.WHICH  # ", in welcher es um …"
    governed = mark == "," and opener in _GOVERNS and last in FINITE
    if governed and len(piece) > 1 and piece[1].word in _WHICH:
        return Kind.WHICH  # ", für die … wurden"
    if opener in _REASON and (opener != "as" or last in FINITE):
        return Kind.REASON
    if opener in _THAT:
        return Kind.THAT
    if opener in _WHICH and mark == "," and last in FINITE:
        return Kind.WHICH
    return Kind.MAIN
