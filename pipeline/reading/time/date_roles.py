"""Date roles: what a chain of dates is: by its frame for certain, by its weight as a question."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.reading.text.date_groups import Chain, Way
from pipeline.reading.text.layout import Layout, Sentence
from pipeline.reading.time.frames import COUNTS, Frame, Role
from pipeline.reading.time.governed import doubt_of
from pipeline.reading.time.known_days import is_known
from pipeline.reading.time.scoring import ENOUGH, Weight
from pipeline.reading.time.sentence_words import heading_cues
from pipeline.reading.time.vocabulary import AGAINST, FOR, WORD, Cue, cue_of
from pipeline.reading.time.years import EACH, YEARLY, is_yearly

_IS_IT = "Ist dieses Datum eine Frist für Anträge oder Bewerbungen?"
_FOR_ALL = "Gilt diese Frist für alle Anträge oder nur unter einer Bedingung?"
_UNREADABLE = "Der letzte Tag ist im Text nicht lesbar. Bis wann kann eingereicht werden?"
_LAST_DAY = "Einzureichen ist vor diesem Datum. Welcher Tag ist der letzte?"
_SOME, _MUCH, _NAMED = 0.3, 1.2, 0.8  # of the weight of a word that names a deadline

_NO = re.compile(r"\b(?:keine?[nr]?|nicht|no longer|not)\b")
_SHUT = re.compile(r"\b(?:closed|geschlossen|gestoppt|ausgesetzt|eingestellt|stopp)\b")
_BEGINS = re.compile(r"\s(?:startet|beginnt|öffnet)\b")
# "Anträge, die bis zum … gestellt werden, …" and "Wer bis zum … einreicht, …"
_RELATIVE = re.compile(r",\s(?:die|der|das|welche|deren|dessen|für die|which|that)\s[^,]*$")
_CONDITION = re.compile(r"(?:^|[,;]\s)(?:wer|wenn|sofern|falls|soweit|if)\b[^,]*$")
_ATTRIBUTE = re.compile(
    r"^[^,.;]{0,40}?\b(?:eingegangene|eingereichte|gestellte|vorliegende|begonnene|beantragte"
    r"|bewilligte)\w*\b"
)
_REGIME = re.compile(
    r"\bgilt|gelten|anwend|pauschale|fördersatz|förderquote|zuschlag|bonus|gewährt|regelung"
    r"|altes? recht|fassung|prozent|%"
)
# "bis 31.02.2026": what should be the last day cannot be read.
_BROKEN = re.compile(r"\s*(?:bis(?: zum)?|[-–])\s*\d{1,2}\.")
# "zum Stichtag 31.12.2023": a day of counting, not of handing in.
_REFERENCE = re.compile(r"\b(?:zum|am|mit|vom|nach dem|ab)\s+stichtag\s*$")
# "Bis Ende März sind 48 Anträge eingegangen": a report.
_HANDED_IN = (
    "gegangen", "gereicht", "beworben", "gestellt", "gemeldet", "submitted", "received", "gingen"
)  # fmt: skip
_REPORT = re.compile(
    r"\bgingen\b.*\bein\b|\b(?:sind|waren|wurden|haben|hat|hatten|gingen|were|have been)\b"
    r"(?!.*\b(?:müssen|muss|können|sollen|soll|dürfen|sein|einzu\w+|must|möglich"
    r"|zu (?:stellen|richten|senden|übermitteln|beantragen|schicken))\b)"
    r".*\b(?:eingegangen|eingereicht|beworben|gestellt|angemeldet|submitted|received)\b"
    r"(?! werden| sein)"
    r"|\b(?:eingegangen|eingereicht(?: worden)?|gestellt(?: worden)?) (?:sind|waren)\b"
)


@dataclass(frozen=True, slots=True)
class DateRole:
    """The grammar rule that holds, and a German question where it is not certain."""

    rule: str
    doubt: str = ""


_OPENS = DateRole("opens", _IS_IT)


def role_of(
    layout: Layout, sentence: Sentence, chain: Chain, weight: Weight, frame: Frame | None
) -> DateRole | None:
    """Return what the chain is, or None if it is no date of applying."""
    if frame is None:
        return _by_weight(layout, sentence, chain, weight)
    if frame.role is Role.OTHER:
        return None
    if frame.role is Role.LABELLED:
        return DateRole(frame.name, _IS_IT)
    if _BROKEN.match(layout.low, chain.end, sentence.end):
        return DateRole("broken", _UNREADABLE)
    opens = frame.role is Role.OPENS
    doubt = doubt_of(layout, sentence, chain, opens=opens)
    return DateRole("opens" if opens else frame.name, doubt)


def _by_weight(layout: Layout, sentence: Sentence, chain: Chain, weight: Weight) -> DateRole | None:
    """Return what a date without a frame may be, as a question."""
    if weight.score <= _SOME:
        return bare(layout, sentence, chain, weight)
    before = layout.low[sentence.start : chain.start]
    after = layout.low[chain.end : sentence.end]
    if _is_report(before + after) or is_known(layout, chain):
        return None
    if chain.way is Way.OF and not chain.opens:
        return None
    likely = weight.score >= ENOUGH or _undisputed(weight)
    if not chain.opens and chain.way is Way.FROM:
        return _opening(weight, before[-30:] + after)
    if not chain.opens and weight.begins and chain.way is not Way.UNTIL:
        following = layout.low[chain.end : chain.end + 10]
        begins = likely or weight.named is Cue.BEGIN or _BEGINS.match(following)
        return DateRole("opens", _IS_IT) if begins else None
    if not chain.opens and chain.way is Way.AFTER:
        late = _NO.search(before + after) and weight.score >= 1
        return DateRole("late", _IS_IT) if late else None
    if _is_conditional(weight, before, after):
        if _REGIME.search(before + after):
            return None
        if not COUNTS.search(before + after):
            return DateRole("conditional", _FOR_ALL)
    if _BROKEN.match(after):
        return DateRole("broken", _UNREADABLE)
    return _closing(chain, weight, before, likely=likely, yearly=is_yearly(before + after))


def _is_conditional(weight: Weight, before: str, after: str) -> bool:
    named = weight.named in (Cue.TERM, Cue.WINDOW)
    relative = not named and _RELATIVE.search(before)
    return bool(relative or _CONDITION.search(before) or _ATTRIBUTE.search(after))


def _is_report(words: str) -> bool:
    """Whether a sentence tells of what has been handed in: the costly pattern only then."""
    return any(stem in words for stem in _HANDED_IN) and bool(_REPORT.search(words))


def _undisputed(weight: Weight) -> bool:
    """Whether a deadline is named, if at a distance, and nothing speaks against it."""
    return weight.unopposed and weight.naming >= 0.5 and weight.score >= 0.9


def bare(layout: Layout, sentence: Sentence, chain: Chain, weight: Weight) -> DateRole | None:
    """Judge a text that is nothing but dates: the value of a field about applying."""
    words = layout.low[sentence.start : sentence.end]
    first = layout.low[sentence.start : chain.lead].strip() == "" and weight.score >= 0
    if first and len(chain.dates) > 1 and is_yearly(words):
        return DateRole("bare")
    if len(chain.dates) > 1 and EACH.search(words) and _nothing_but(words, chain, sentence.start):
        return DateRole("bare")
    if not _nothing_but(layout.low, chain, 0):
        return None
    certain = chain.opens or len(chain.dates) > 1 or EACH.search(layout.low)
    return DateRole("bare", "" if certain else _IS_IT)


def in_table(sentence: Sentence, chain: Chain) -> DateRole | None:
    """Ask about a window in a table of calls, below a head that says nothing: "Zeitraum"."""
    silent = chain.opens is not None and not heading_cues(sentence)
    calls = (cue_of(match.group()) for match in WORD.finditer(sentence.table))
    return (
        DateRole("table", _IS_IT)
        if silent and any(cue and cue[0] in FOR for cue in calls)
        else None
    )


def _nothing_but(words: str, chain: Chain, offset: int) -> bool:
    around = words[: chain.lead - offset] + words[chain.end - offset :]
    return len(around) < 200 and not re.search(r"[a-z0-9]", YEARLY.sub("", EACH.sub("", around)))


def _opening(weight: Weight, around: str) -> DateRole | None:
    refused = weight.score < ENOUGH or weight.named in AGAINST | {Cue.BEGIN}
    return None if refused or _NO.search(around) or _SHUT.search(around) else _OPENS


def _closing(
    chain: Chain, weight: Weight, before: str, *, likely: bool, yearly: bool
) -> DateRole | None:
    if chain.opens:
        return DateRole("window", _IS_IT)
    if chain.way is Way.UNTIL:
        return DateRole("until", _IS_IT)
    if chain.way is Way.TO:
        return DateRole("to", _IS_IT) if weight.score >= _MUCH else None
    if chain.way is Way.BEFORE:
        return DateRole("before", _LAST_DAY) if likely else None
    if yearly and chain.way is Way.NONE and len(chain.dates) > 1:
        return DateRole("yearly", _IS_IT)
    if weight.naming < _NAMED or _REFERENCE.search(before):
        return None
    if chain.way is Way.NONE and weight.named in AGAINST:
        return None
    if weight.own or (chain.way is not Way.ON and likely):
        return DateRole("term", _IS_IT)
    return None
