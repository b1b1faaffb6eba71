"""Relate: which entries are the same programme; the step after all entries were read.

Only what is new or changed is compared, with whatever shares a block with it. What staff
decided stands. Where nothing waits, nothing is done and nothing is written. An entry that cannot
be compared is set aside as a question to staff, and its batch goes on.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import partial

import structlog
from sqlalchemy import Engine
from sqlalchemy.exc import InterfaceError, OperationalError

from crawlers.source import Source
from db.actors import Actors
from db.chunks import chunks
from db.engine import reading, writing
from db.identities import RULES
from pipeline.duplicates.comparable import Grounds, uncompared
from pipeline.duplicates.plan import plan_comparison
from pipeline.duplicates.write import RelateReport, still_holds, write

# What moved while it was compared, and what a block that filled up has to be compared again
# for, waits for the next round; what moves all the time, for the next run.
ROUNDS = 4
_NOTHING = RelateReport()


def relate(
    engine: Engine, sources: Mapping[str, Source], actors: Actors, edition: str, now: datetime
) -> RelateReport:
    """Compare what is new or changed with its block mates; write down what they are."""
    grounds = Grounds(sources=sources, actors=actors)
    report = _NOTHING
    for _round in range(ROUNDS):
        with reading(engine) as session:
            waiting = uncompared(session, edition)
        if not waiting:
            break
        later = set(waiting)
        for some in chunks(waiting):
            later.difference_update(some)
            batch = {id: waiting[id] for id in some}
            report += _relate(engine, grounds, edition, now, batch, frozenset(later))
    return report


def _relate(
    engine: Engine,
    grounds: Grounds,
    edition: str,
    now: datetime,
    batch: Mapping[int, int | None],
    later: frozenset[int],
    aside: Mapping[int, str] | None = None,
) -> RelateReport:
    """Compare a batch; where it fails its entries are compared one by one, to set one aside."""
    try:
        # Reading and comparing hold no lock; what is written is short.
        with reading(engine) as session:
            plan = plan_comparison(session, batch, grounds, edition, later, aside)
        with writing(engine) as session:
            return write(session, plan, RULES, now) if still_holds(session, plan) else _NOTHING
    except (OperationalError, InterfaceError):
        raise  # a disk or a network is to blame, and no entry
    except Exception as error:
        structlog.get_logger().error("Nicht verglichen", ids=[*batch], reason=repr(error)[:500])
        # Who is to blame of two is for staff to see: the notes name both.
        failed = " ".join([f"{type(error).__name__}: {error}", *getattr(error, "__notes__", ())])
    step = partial(_relate, engine, grounds, edition, now)
    if len(batch) == 1:
        return _NOTHING if aside else step(batch, later, dict.fromkeys(batch, failed))
    rest, report = dict(batch), _NOTHING
    for id, was in batch.items():
        del rest[id]
        report += step({id: was}, later | rest.keys())
    return report
