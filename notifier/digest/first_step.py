"""First step: what to do before anything else, as the stages and rules have it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from db.values import Deadline
from db.vocabulary import DeadlineKind
from notifier.digest.facts import Fact
from notifier.digest.wording import one_line

LABEL = "Zuerst"
BEFORE_THE_START = "beantragen, bevor das Vorhaben beginnt"
_WITHOUT_END = (DeadlineKind.RELATIVE, DeadlineKind.ROLLING)
_APPLICATION = "application"
_SKETCH = "sketch"
# What a step is, before and after the words for whom it is done with.
_STEPS = {
    _SKETCH: ("Skizze", "einreichen"),
    "interest": ("Interesse", "bekunden"),
    _APPLICATION: ("Antrag", "einreichen"),
}
_LEAD = re.compile(
    r"\b(?:tagen?|wochen?|monaten?|jahre[ns]?|days?|weeks?|months?|years?)"
    r",? (?:vor|bevor|ehe|before)\b",
    re.IGNORECASE,
)
# A rule that says none of these is no rule of what comes before the start.
_BEFOREHAND = re.compile(
    r"\b(?:vor|bevor|ehe|vorher|zuvor|vorzeitig\w*|before|prior|weder|nicht|nie|kein\w*|not"
    r"|begonnene?\w*)\b",
    re.IGNORECASE,
)
_AT_MOST = re.compile(r"\b(?:frühestens|höchstens|maximal|max\.|earliest)", re.IGNORECASE)
_NAME = r"[A-ZÄÖÜ][\w.-]*"
# "beim Regionalmanagement eingegangen": to whom, where a verb of handing in binds it.
_TO_WHOM = re.compile(
    rf"\b(bei(?:m| der| dem) {_NAME}(?: (?:{_NAME}|für|des|der|und|\d{{4}}))*)"
    r" (?:eingereicht|eingegangen|einzureichen|einreichen|gestellt|vorliegen|eingehen|abgegeben)\b"
)


def first_step(told: Sequence[Deadline], today: date) -> list[Fact]:
    """Return the line that says what comes first, where it is more than to apply.

    `told` are the deadlines that are sure and still to come.
    """
    waits = the_start_waits(told) and not any(map(waits_longer, filter(_relative, told)))
    steps = [_first_stage(told, today), BEFORE_THE_START if waits else ""]
    steps = [step for step in steps if step]
    return [Fact(label=LABEL, value="; ".join(steps))] if steps else []


def the_start_waits(told: Sequence[Deadline]) -> bool:
    """Whether a rule only says that the start must wait, as others say until when."""
    ends = any(one.kind not in _WITHOUT_END for one in told)
    return ends and any(_relative(one) for one in told)


def waits_longer(deadline: Deadline) -> bool:
    """Whether a rule wants weeks between applying and the start: "acht Wochen vor Beginn"."""
    lead = _LEAD.search(deadline.quote)
    return lead is not None and not _AT_MOST.search(deadline.quote, 0, lead.start())


def comes_after(deadline: Deadline) -> bool:
    """Whether a rule counts from what is done: "spätestens sechs Monate nach dem Erwerb"."""
    relative = deadline.kind is DeadlineKind.RELATIVE
    return relative and bool(deadline.quote) and not _BEFOREHAND.search(deadline.quote)


def _relative(deadline: Deadline) -> bool:
    relative = deadline.kind is DeadlineKind.RELATIVE and not comes_after(deadline)
    return relative and deadline.case.general


def _first_stage(told: Sequence[Deadline], today: date) -> str:
    dated = [(one.next_on(today), one) for one in told if one.newcomers]
    coming = sorted(((on, one) for on, one in dated if on), key=lambda pair: pair[0])
    first = coming[0][1] if coming else None
    if first is None or first.stage not in _STEPS:
        return ""
    to_whom = _TO_WHOM.search(one_line(first.quote))
    if first.stage == _APPLICATION and to_whom is None:
        return ""
    what, act = _STEPS[first.stage]
    if first.stage == _SKETCH and first.quote and "skizze" not in first.quote.casefold():
        what = "Projektvorschlag"  # an idea, a concept: the quote has its word
    step = " ".join([what, *([to_whom[1]] if to_whom else []), act])
    later = any(one.stage == _APPLICATION for one in told if one is not first)
    staged = first.stage != _APPLICATION and later
    return f"{step}, danach den Antrag (zweistufig)" if staged else step
