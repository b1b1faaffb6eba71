"""Words: what a decision says, in German: who, when, what, from what to what."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from db import labels
from db.decisions import ISSUE_ACTS, Act, Decision
from db.local_date import BERLIN
from db.statements import statements_from_json

Names = Callable[[str], str]
_PRESENT = frozenset({Act.WITHDRAW, Act.RESTORE})  # they hold whether an entry is listed
# Acts of which the one plain word before and after is a code.
_CODES: dict[Act, labels.Words] = {
    Act.SHOW: labels.VISIBILITIES,
    Act.SAME: labels.RELATIONS,
    Act.DIFFERENT: labels.RELATIONS,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class InWords:
    """One decision in German words; `about` is its subject or the other entry, empty for none."""

    act: str
    about: str
    old: str
    new: str


def in_words(decision: Decision, area_name: Names = str, topic_name: Names = str) -> InWords:
    """Return what a decision says, old and new, as the audit log and the history show it."""
    act = Act(decision.act)
    if decision.subject:
        old, new = (
            _statements(plain, area_name, topic_name) for plain in (decision.before, decision.value)
        )
        about = labels.label(labels.SUBJECTS, decision.subject)
    else:
        about = f"Eintrag {decision.other_id}" if decision.other_id else decision.about
        old, new = (
            plain_words(act, plain, area_name) for plain in (decision.before, decision.value)
        )
    return InWords(act=labels.ACTS[act], about=about, old=old, new=new)


def sentence(decision: Decision) -> str:
    """Return a decision in one sentence: "Frau Beispiel, 23.11.2026, 06:30 Uhr: …"."""
    told = in_words(decision)
    what = f"{told.about} {told.act}".strip()
    moved = f" ({told.old or '–'} → {told.new or '–'})" if told.old or told.new else ""
    return f"{decision.decided_by}, {instant(decision.decided_at)}: {what}{moved}."


def instant(at: datetime) -> str:
    """Return an instant as German local time."""
    return at.astimezone(BERLIN).strftime("%d.%m.%Y, %H:%M Uhr")


def _statements(plain: Sequence[Any], area_name: Names, topic_name: Names) -> str:
    said = []
    for one in statements_from_json(list(plain)):
        shown = labels.statement_shown(one, area_name=area_name, topic_name=topic_name)
        mark = "" if one.sure else f" ({labels.STANDINGS[one.standing]})"
        said.append(shown + (f" ({one.case.words})" if one.case.words else "") + mark)
    return ", ".join(dict.fromkeys(said)) or labels.NOT_STATED


def plain_words(act: Act, plain: Sequence[Any], area_name: Names = str) -> str:
    """Return in German what an act holds besides statements, before or after it."""
    if act in ISSUE_ACTS and plain:
        said = plain[0]
        when = f"Ausgabe vom {_day(said['on'])}" if said["on"] else "bis auf Weiteres"
        where = f"für {area_name(said['area'])}" if said["area"] else ""
        return ", ".join(filter(None, (when, where, said["text"])))
    if act in _PRESENT and plain:
        said = plain[0]
        if said["why"]:
            return labels.label(labels.WITHDRAWALS, said["why"])
        return labels.label(labels.PRESENCES, said["presence"])
    if act is Act.ASK_FUNDER and plain:
        asked = plain[0]
        return f"{asked['asked']} (an {asked['whom']}, Antwort bis {_day(asked['due_on'])})"
    if act is Act.POSTPONE and plain:
        return f"bis {_day(str(plain[0]))}"
    if act is Act.SETTLE_MAIL and plain:
        return labels.label(labels.MAIL_ENDS, plain[0]["end"])
    words = _CODES.get(act, {})
    return ", ".join(labels.label(words, one) for one in plain if isinstance(one, str))


def _day(iso: str) -> str:
    return ".".join(reversed(iso.split("-")))
