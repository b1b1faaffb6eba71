"""Purpose: the sentences of an entry that say what is paid for, in the publisher's words.

What a card says in lines of its own, until when and how much, is not said in sentences too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from crawlers.items import Kind
from db.labels import MONTHS, day, short_day
from db.statements import Field, Subject
from db.values import Values
from notifier.digest.wording import cut, has_verb, one_line, sentences

MAX_SENTENCES = 2
FIRST_SENTENCES = 5  # what stands further down is no summary
MIN_WORDS = 3
MAX_CHARACTERS = 320
_IN_LINES = frozenset(
    {
        *(Subject.DEADLINES, Subject.OPENS, Subject.AWARD, Subject.RATE, Subject.COST),
        *(Subject.BUDGET, Subject.POPULATION),
    }
)
_DAYS = (Field.DEADLINE, Field.OPENS, Field.EVENT_START, Field.EVENT_END)
# Says what the money is for, and may name a sum or a day beside it.
_PURPOSE = re.compile(
    r"\bgefördert (?:wird|werden)\b|\b(?:wird|werden)\b[^.]{0,120}\bgefördert\b"
    r"|\b(?:fördert|fördern|unterstützt|unterstützen|bezuschusst)\b|\bzusch(?:uss|üsse) für\b",
    re.IGNORECASE,
)
# Says who may apply or how much there is, and no more.
_TERMS = re.compile(
    r"\b(?:antragsberechtigt|förderberechtigt|teilnahmeberechtigt|zuwendungsempfänger|antragssteller"
    r"|antragsteller|antragstellung)"
    r"|\beigenanteil\b"
    r"|\b(?:zuschuss|zuwendung|förderung|fördersumme|förderhöhe|fördersatz|förderquote|budget)\b"
    r"[^.]{0,60}\b(?:beträgt|betragen|liegt|umfasst|beläuft)\b",
    re.IGNORECASE,
)
# Says how one applies and what becomes of it: other lines do, or the funder's page.
_COURSE = re.compile(
    r"\b(?:rechtsanspruch|verwendungsnachweis\w*|antragsformular\w*|antragsunterlagen|vordruck\w*"
    r"|bewilligungsbescheid\w*|zuwendungsbescheid\w*|formulare?|auf einen blick"
    r"|nicht berücksichtigt|begonnen werden|zuständig|finden sie|abgerechnet"
    r"|bildrechte\w*|urheberrecht\w*|newsletter"
    r"|(?:vorhaben|maßnahmen)s?beginn|als beginn"
    r"|(?:anteil|festbetrags|fehlbedarfs|voll)s?finanzierung|kostenteilungsbasis)\b"
    r"|\b(?:anträge|antrag|bewerbungen|projektskizzen|skizzen|unterlagen|förderanfragen)\b[^.]*"
    r"\b(?:einzureichen|eingereicht|zu stellen|gestellt|zu richten|vorzulegen|entgegen)\b",
    re.IGNORECASE,
)
# That nothing can be had at present stands in no line for sure.
_AT_PRESENT = re.compile(
    r"\b(?:derzeit|zurzeit|aktuell|momentan|ausgeschöpft|ausgesetzt|erschöpft"
    r"|nicht mehr(?! als))\b",
    re.I,
)
_REFUSED = re.compile(
    r"\b(?:nicht|keine[nr]?)\b[^.]{0,60}\b(?:gefördert|bezuschusst|förderfähig)\b"
    r"|\bvon der förderung (?:ausgenommen|ausgeschlossen)\b"
    r"|\bgibt(?:[’']s| es)\b[^.]{0,30}\bnichts\b",
    re.I,
)
_SUM = re.compile(r"\d ?(?:€|%)|\d ?(?:Euro|EUR|Prozent|v\. ?H\.)")
# What somebody said to the press.
_SPEECH = re.compile(
    r"[“\"»],? (?:so|sagt\w*|betont\w*|erklärt\w*|teilt\w*|hieß|äußert\w*|freut\w*|lobt\w*)\b"
)
_MORE_THAN_TITLE = 3  # words, below which a sentence is its title again
_MONTH = rf"(?:{'|'.join(MONTHS)})"
_DAY = re.compile(
    rf"\b\d{{1,2}}\. ?(?:\d{{1,2}}\. ?(?:\d\d){{1,2}}\b|{_MONTH}\b)|\b{_MONTH} 20\d\d\b"
)
_IS_SENTENCE = re.compile(r"[.!?]\W*\Z")
# Leans on the sentence before it, and falls with it.
_LEANING = re.compile(
    r"(?:sie|er|es|diese[rsmn]?|dies|dabei|dafür|damit|dazu|hierfür|hierzu|davon|vorher|danach"
    r"|doch|dann|denn|sondern|deshalb|daher|darum|trotzdem|dennoch"
    r"|zuvor|anschließend|ursprünglich|auch|zudem|außerdem|darüber hinaus|ferner|bisher|jedoch"
    r"|allerdings|das (?:bedeutet|heißt|gilt|ist|sind)|it|they|this|these|also"
    r"|(?:\w+ ){1,2}davon)\b",
    re.IGNORECASE,
)


def paid_for(values: Values) -> str:
    """Return the first sentences that say what no line of the card does; "" for none."""
    told = _Told.of(values)
    kept: list[str] = []
    fallen = False
    for sentence in sentences(values.summary)[:FIRST_SENTENCES]:
        fallen = told.holds(sentence) or (fallen and bool(_LEANING.match(sentence)))
        if not fallen:
            kept.append(sentence)
    return _whole(kept[:MAX_SENTENCES] if values.language == "de" else kept[:1])


def _whole(kept: list[str]) -> str:
    """Return sentences as far as they fit, the first one cut where it is too long itself."""
    while len(kept) > 1 and len(" ".join(kept)) > MAX_CHARACTERS:
        kept = kept[:-1]
    return cut(" ".join(kept), MAX_CHARACTERS)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What the lines of a card say: the words behind them, and which lines there are."""

    words: tuple[str, ...]
    names: frozenset[str]
    title: str
    event: bool
    german: bool

    @classmethod
    def of(cls, values: Values) -> _Told:
        """Return what a card of these values has lines for."""
        return cls(
            words=tuple(_words_of(values)),
            names=frozenset(map(one_line, values.funders)),
            title=_bare(one_line(values.title)),
            event=values.kind == Kind.EVENT,
            german=values.language == "de",
        )

    def holds(self, sentence: str) -> bool:
        """Whether a sentence says nothing but what stands in a line, or nothing at all."""
        if sentence.count(" ") < MIN_WORDS - 1 or "?" in sentence:
            return True
        if "©" in sentence or sentence.rstrip(".") in self.names or sentence[:1].islower():
            return True
        if self._is_title(_bare(sentence)) or _SPEECH.search(sentence):
            return True
        if _AT_PRESENT.search(sentence):
            return False
        if _REFUSED.search(sentence):
            return True
        if _PURPOSE.search(sentence):
            return False
        if self.german and not has_verb(sentence):
            return True
        if _COURSE.search(sentence):
            return True
        if not self.event and _IS_SENTENCE.search(sentence) and _SUM.search(sentence):
            return True
        if any(words in sentence for words in self.words) or _TERMS.search(sentence):
            return True
        # A day in the text of a call is one of its course; an event has its own.
        return not self.event and bool(_DAY.search(sentence))

    def _is_title(self, sentence: str) -> bool:
        """Whether a sentence is the title, a part of it, or little more."""
        if not self.title or sentence in self.title:
            return bool(self.title)
        more = sentence.removeprefix(self.title)
        return more != sentence and more.count(" ") <= _MORE_THAN_TITLE


def _bare(text: str) -> str:
    return text.casefold().rstrip(" .!")


def _words_of(values: Values) -> Iterable[str]:
    """Yield the words behind the lines of a card, and its days as people write them."""
    for one in values.statements:
        if not one.told:
            continue
        if one.subject in _IN_LINES and len(one.evidence.quote) > 3:
            yield one_line(one.evidence.quote)
        if one.field in _DAYS and len(str(one.value)) == 10:
            on = date.fromisoformat(str(one.value))
            yield from (day(on), short_day(on), f"{on.day}.{on.month}.{on.year}")
