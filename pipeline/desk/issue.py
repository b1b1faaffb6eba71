"""Issue: the desk holds an entry back from an issue, puts it first, or says something on top.

Each is a decision that stands until it is undone or, being for one issue, until that is planned
(`db.issue_words`). The caller owns the transaction; all raise LookupError or ValueError, in German.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.decisions import ISSUE_ACTS, Act, Decision
from db.deliveries import DigestIssue
from db.issue_words import ALL, IssueWord, standing_words, taken_words, word_of
from db.labels import CADENCES, day
from db.opportunities import Opportunity
from db.vocabulary import Cadence
from pipeline.desk.standing import write_down

MOST_CHARACTERS = 1500  # of a note


def hold_back(
    session: Session,
    opportunity_id: int,
    *,
    cadence: Cadence | None,
    on: date,
    why: str,
    by: str,
    now: datetime,
) -> Decision:
    """Hold an entry back from the issue of a day; without a cadence from all until it is undone."""
    return _about(session, Act.HOLD_BACK, opportunity_id, cadence, on, why, by, now)


def lift(
    session: Session,
    opportunity_id: int,
    *,
    cadence: Cadence,
    on: date,
    why: str,
    by: str,
    now: datetime,
) -> Decision:
    """Put an entry first in its topic in the issue of a day, as recommended by the desk."""
    return _about(session, Act.LIFT, opportunity_id, cadence, on, why, by, now)


def put_on_top(
    session: Session,
    text: str,
    *,
    cadence: Cadence,
    on: date,
    area: str = "",
    by: str,
    now: datetime,
) -> Decision:
    """Put a note on top of the issue of a day, for all its readers or those in one area."""
    said = "\n".join(" ".join(line.split()) for line in text.split("\n")).strip()
    if not said:
        raise ValueError("ein Hinweis braucht Worte")
    if len(said) > MOST_CHARACTERS:
        raise ValueError(f"ein Hinweis hat höchstens {MOST_CHARACTERS} Zeichen")
    if not said.replace("\n", " ").isprintable():
        raise ValueError("der Hinweis enthält unsichtbare Zeichen")
    _in_time(session, cadence, on)
    return _written(
        session, Act.INTRODUCE, None, cadence, IssueWord(on=on, text=said, area=area), "", by, now
    )


def take_back(session: Session, decision_id: int, by: str, now: datetime) -> Decision:
    """Undo one of these decisions: what was held back is told by the next issue."""
    decision = session.get(Decision, decision_id, with_for_update=True)
    if decision is None or decision.act not in ISSUE_ACTS or decision.undone_at is not None:
        raise LookupError(f"eine Entscheidung mit der Nummer {decision_id} steht nicht")
    if decision.about != ALL and taken_words(session, [decision_id]):
        raise ValueError("damit ist schon eine Ausgabe zusammengestellt; das bleibt so")
    undone = Decision(
        act=Act.UNDO,
        opportunity_id=decision.opportunity_id,
        undoes=decision.id,
        about=decision.about,
        decided_by=_name(by),
        decided_at=now,
    )
    write_down(session, undone)
    # A note is about no entry whose log would say what stands.
    decision.undone_by, decision.undone_at = by, now
    return undone


def _about(
    session: Session,
    act: Act,
    opportunity_id: int,
    cadence: Cadence | None,
    on: date,
    why: str,
    by: str,
    now: datetime,
) -> Decision:
    if session.get(Opportunity, opportunity_id, with_for_update=True) is None:
        raise LookupError(f"einen Eintrag mit der Nummer {opportunity_id} gibt es nicht")
    if cadence is not None:
        _in_time(session, cadence, on)
    said = IssueWord(on=on if cadence else None)
    for one in standing_words(session, cadence or Cadence.DAILY, on, later=True):
        same = (one.act, one.opportunity_id, one.about) == (act, opportunity_id, cadence or ALL)
        if same and word_of(one) == said:
            return one  # a form that was sent twice
    return _written(session, act, opportunity_id, cadence, said, why, by, now)


def _in_time(session: Session, cadence: Cadence, on: date) -> None:
    """Refuse what comes too late: what is planned does not change."""
    # What goes out at once has more issues on the same day.
    from_day = on + timedelta(days=cadence is Cadence.AT_ONCE)
    begun = select(DigestIssue.id).where(
        DigestIssue.cadence == cadence, DigestIssue.issued_on >= from_day
    )
    if session.scalar(begun) is not None:
        raise ValueError(
            f"die Ausgabe vom {day(on)}, {CADENCES[cadence]}, ist schon zusammengestellt; "
            "es geht erst wieder für die nächste"
        )


def _written(
    session: Session,
    act: Act,
    opportunity_id: int | None,
    cadence: Cadence | None,
    said: IssueWord,
    why: str,
    by: str,
    now: datetime,
) -> Decision:
    decision = Decision(
        act=act,
        opportunity_id=opportunity_id,
        about=cadence.value if cadence else ALL,
        value=said.to_json(),
        why=" ".join(why.split()),
        decided_by=_name(by),
        decided_at=now,
    )
    session.add(decision)
    return decision


def _name(by: str) -> str:
    if not by.strip():
        raise ValueError("eine Entscheidung braucht einen Namen")
    return by
