"""Date roles: what a chain of dates is, by its weight and the way the words before it point."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pipeline.reading.text.date_groups import Chain, Way
from pipeline.reading.text.layout import Layout, Sentence
from pipeline.reading.time.frames import Frame, Role
from pipeline.reading.time.scoring import ENOUGH, Weight
from pipeline.reading.time.sentence_words import heading_cues
from pipeline.reading.time.vocabulary import FOR, WORD, Cue, cue_of
from pipeline.reading.time.years import EACH, YEARLY, is_yearly

_IS_IT = "Ist dieses Datum eine Frist für Anträge oder Bewerbungen?"
_FOR_ALL = "Gilt diese Frist für alle Anträge oder nur unter einer Bedingung?"
_UNREADABLE = "Der letzte Tag ist im Text nicht lesbar. Bis wann kann eingereicht werden?"
_LAST_DAY = "Einzureichen ist vor diesem Datum. Welcher Tag ist der letzte?"
_PLENTY = 1.8

_NO = re.compile(r"\b(?:keine?[nr]?|nicht|no longer|not)\b")
_SHUT = re.compile(r"\b(?:closed|geschlossen|gestoppt|ausgesetzt|eingestellt|stopp)\b")
_BEGINS = re.compile(r"\s(?:startet|beginnt|öffnet)\b")
_NOT_OPENING = (Cue.BEGIN, Cue.VETO, Cue.PERIOD, Cue.MONEY, Cue.VALID)
_NOT_NAMING = (Cue.VETO, Cue.PERIOD, Cue.MONEY, Cue.VALID)
# "Anträge, die bis zum … gestellt werden, …" and "Wer bis zum … einreicht, …"
_RELATIVE = re.compile(r",\s(?:die|der|das|welche|deren|dessen|für die|which|that)\s[^,]*$")
# "…, die jährlich bis zum … erfolgen kann": a relative clause that says when one may.
_MAY = re.compile(
    r"[^,;]*\b(?:erfolgen|werden|stellen|einreichen)\s(?:kann|können|muss|müssen|soll|sollen)\b"
    r"|[^,;]*\b(?:möglich|einzureichen|zu stellen|vorzulegen)\s(?:ist|sind)\b"
)
_CONDITION = re.compile(r"(?:^|[,;]\s)(?:wer|wenn|sofern|falls|soweit|if)\b[^,]*$")
_ATTRIBUTE = re.compile(
    r"^[^,.;]{0,40}?\b(?:eingegangene|eingereichte|gestellte|vorliegende|begonnene|beantragte"
    r"|bewilligte)\w*\b"
)
_COUNTS = re.compile(
    r"berücksichtig|berat|bewertet|sitzung|entschieden|entscheid|nächste\w* runde|teil"
    r"|in betracht|werden geprüft|wird geprüft"
    r"|wettbewerb|considered"
)
_REGIME = re.compile(
    r"\bgilt|gelten|anwend|pauschale|fördersatz|förderquote|zuschlag|bonus|gewährt|regelung"
    r"|altes? recht|fassung|prozent|%"
)
# "bis 31.02.2026": what should be the last day cannot be read.
_BROKEN = re.compile(r"\s*(?:bis(?: zum)?|[-–])\s*\d{1,2}\.")
# "am 15.08. eines jeden Jahres einzureichen": the day on which one must, each year.
_TO_DO = re.compile(
    r"\b(?:einzu\w+|vorzulegen|abzugeben|zu (?:stellen|richten|beantragen|senden|übersenden))\b"
)
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


def judge(layout: Layout, sentence: Sentence, chain: Chain, weight: Weight) -> DateRole | None:
    """Return what the chain is, or None if it is no date of applying."""
    if weight.score <= 0.3:
        return bare(layout, sentence, chain, weight)
    before = layout.low[sentence.start : chain.start]
    after = layout.low[chain.end : sentence.end]
    if chain.way is Way.OF and not chain.opens and not _deadline_of(layout, chain):
        return None
    if _is_report(before + after):
        return None
    if weight.touched:
        return None
    doubt = "" if weight.score >= ENOUGH or _undisputed(weight) else _IS_IT
    if not chain.opens and chain.way is Way.FROM:
        return _opening(weight, before[-30:] + after)
    if not chain.opens and weight.begins and chain.way is not Way.UNTIL:
        following = layout.low[chain.end : chain.end + 10]
        certain = not doubt or weight.named is Cue.BEGIN or _BEGINS.match(following)
        return DateRole("opens") if certain else None
    if not chain.opens and chain.way is Way.AFTER:
        late = _NO.search(before + after) and weight.score >= 1
        return DateRole("late", doubt) if late else None
    named = weight.named in (Cue.TERM, Cue.WINDOW)
    if (
        (not named and _RELATIVE.search(before) and not _MAY.match(after))
        or _CONDITION.search(before)
        or _ATTRIBUTE.search(after)
    ):
        if _REGIME.search(before + after):
            return None
        if not _COUNTS.search(before + after):
            return DateRole("conditional", _FOR_ALL)
    if _BROKEN.match(after):
        return DateRole("broken", _UNREADABLE)
    yearly = is_yearly(before + after)
    if yearly and chain.way is Way.ON and not doubt and _TO_DO.search(after):
        return DateRole("yearly")
    return _closing(chain, weight, before, doubt, yearly=yearly)


def framed(role: DateRole | None, frame: Frame | None) -> DateRole | None:
    """Return what a date is: a frame states, weight alone asks."""
    if frame is None:
        return replace(role, doubt=role.doubt or _IS_IT) if role and role.rule != "bare" else role
    if frame.role is Role.OTHER:
        return None
    if frame.role is Role.LABELLED:
        return DateRole(frame.name, _IS_IT)
    rule = "opens" if frame.role is Role.OPENS else frame.name
    doubt = role.doubt if role and role.doubt != _IS_IT else ""
    return DateRole(rule, doubt)


def _is_report(words: str) -> bool:
    """Whether a sentence tells of what has been handed in: the costly pattern only then."""
    return any(stem in words for stem in _HANDED_IN) and bool(_REPORT.search(words))


def _undisputed(weight: Weight) -> bool:
    """Whether a deadline is named, if at a distance, and nothing speaks against it."""
    return weight.unopposed and weight.naming >= 0.5 and weight.score >= 0.9


def _deadline_of(layout: Layout, chain: Chain) -> bool:
    """Whether it says "deadline of 24 April"; "Frist vom 24. April" cites one."""
    return layout.low[max(0, chain.lead - 9) : chain.lead].endswith("deadline ")


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
    if (
        weight.score < ENOUGH
        or weight.named in _NOT_OPENING
        or _NO.search(around)
        or _SHUT.search(around)
    ):
        return None
    return DateRole("opens")


def _closing(
    chain: Chain, weight: Weight, before: str, doubt: str, *, yearly: bool
) -> DateRole | None:
    if chain.opens:
        return DateRole("window", doubt if weight.backed else _IS_IT)
    if chain.way is Way.UNTIL:
        sure = weight.backed or weight.score >= _PLENTY or _undisputed(weight)
        return DateRole("until", doubt if sure else _IS_IT)
    if chain.way is Way.TO:
        return DateRole("to", doubt) if weight.score >= 1.2 else None
    if chain.way is Way.BEFORE:
        return DateRole("before", _LAST_DAY) if not doubt else None
    if yearly and chain.way is Way.NONE and len(chain.dates) > 1:
        return DateRole("yearly", doubt if weight.score < 0.7 else "")
    if weight.naming < 0.8 or _REFERENCE.search(before):
        return None
    if chain.way is Way.NONE and weight.named in _NOT_NAMING:
        return None
    if chain.way not in (Way.THE, Way.ON, Way.NONE, Way.OF):
        return None
    if not weight.own:
        return DateRole("term", _IS_IT) if chain.way is not Way.ON and not doubt else None
    return DateRole("term", doubt)
