"""Relate: which entries are the same programme; the step after all entries were read.

Only what is new or changed is compared, with whatever shares a block with it. What staff
decided stands. Where nothing waits, nothing is done and nothing is written.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Engine

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


def relate(
    engine: Engine, sources: Mapping[str, Source], actors: Actors, edition: str, now: datetime
) -> RelateReport:
    """Compare what is new or changed with its block mates; write down what they are."""
    grounds = Grounds(sources=sources, actors=actors)
    report = RelateReport()
    for _round in range(ROUNDS):
        with reading(engine) as session:
            waiting = uncompared(session, edition)
        if not waiting:
            break
        later = set(waiting)
        for some in chunks(waiting):
            later.difference_update(some)
            batch = {id: waiting[id] for id in some}
            # Reading and comparing hold no lock; what is written is short.
            with reading(engine) as session:
                plan = plan_comparison(session, batch, grounds, edition, later)
            with writing(engine) as session:
                if still_holds(session, plan):
                    report += write(session, plan, RULES, now)
    return report
