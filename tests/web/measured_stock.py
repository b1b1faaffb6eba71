"""A stock of realistic size for the pages that count: generated, the same every time."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta

from sqlalchemy import Engine, event, select

from db.area_tree import AreaTree, load_area_tree
from db.engine import reading, writing
from db.opportunities import Revision
from db.reviews import ReviewItem
from db.statements import SUBJECT_OF, Field
from db.tiles import hessen_tiles
from db.values import Values
from db.vocabulary import ReviewState
from pipeline.desk.confirm import confirm
from pipeline.desk.correct import Correction, correct
from pipeline.desk.reject import reject
from pipeline.desk.sampling import draw
from pipeline.themes import load_topics
from tests.conftest import NOW, TODAY
from tests.notifier.samples import FEDERAL, REGION, STATE, fixed, publish_all, values
from tests.web.signing_in import Signed
from web.site import Site

NAMES = (
    *("Dorfmoderation", "Bürgerbus", "Kulturmobil", "Nahwärme im Quartier", "Dorfladen"),
    *("Streuobst", "Landarztpraxis", "Regionalbudget", "Ehrenamtskarte", "Glasfaser für Vereine"),
)


def tree() -> AreaTree:
    """The areas as they are shipped."""
    return load_area_tree(TODAY)


def site(engine: Engine, areas: AreaTree) -> Site:
    """A site with all areas of Germany."""
    return Site(
        engine=engine,
        sources={source.slug: source for source in (STATE, REGION, FEDERAL)},
        area_label=areas.label,
        concerned_by=areas.concerned_by,
        today=lambda: TODAY,
        now=lambda: NOW,
    )


def fill(engine: Engine, count: int, seed: int = 5) -> list[int]:
    """Publish some programmes for topics and areas of all sizes."""
    chance = random.Random(seed)
    districts = [area for tile in hessen_tiles() for area in tile.areas]
    entries = publish_all(
        engine, {f"g{number}": _one(chance, number, districts) for number in range(count)}
    )
    with writing(engine) as session:
        for revision in session.scalars(select(Revision)):
            revision.read = revision.content["statements"]  # the machine read all that stands
    return entries


def _one(chance: random.Random, number: int, districts: list[str]) -> Values:
    topics = [topic.id for topic in load_topics()]
    area = chance.choice([*("06", "de", "eu"), *chance.sample(districts, 4)])
    ends = TODAY + timedelta(days=chance.randrange(-20, 200))
    return values(
        title=f"{chance.choice(NAMES)} {number}",
        url=f"https://example.org/{number}",
        areas=(area,),
        topics=tuple(chance.sample(topics[:-1], chance.choice((1, 1, 2)))),
        award_max=chance.choice((None, 5_000, 20_000, 250_000, 1_500_000)),
        deadlines=(fixed(ends, quote=f"Frist ist der {ends:%d.%m.%Y}."),),
        applicants=(chance.choice(("municipality", "association", "company")),),
    )


@contextmanager
def counted(engine: Engine) -> Iterator[Callable[[], int]]:
    """Count the statements that are asked of a database meanwhile."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        asked.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield lambda: len(asked)
    finally:
        event.remove(engine, "before_cursor_execute", note)


def questions_of(engine: Engine, browser: Signed, path: str) -> int:
    """How many statements a page asks of its database."""
    with counted(engine) as so_far:
        assert browser.get(path).status_code == 200
        return so_far()


def answers(engine: Engine, weeks: int = 8, seed: int = 7) -> None:
    """Draw samples for some weeks and answer most of them: confirmed, corrected or rejected."""
    chance = random.Random(seed)
    kinds = {STATE.slug: "primary", REGION.slug: "relay", FEDERAL.slug: "secondary"}
    for week in range(weeks, 0, -1):
        at = NOW - timedelta(weeks=week)
        draw(engine, kinds, at)
        with reading(engine) as session:
            those = select(ReviewItem).where(ReviewItem.state == ReviewState.OPEN)
            items = [(one.id, one.opportunity_id, one.field) for one in session.scalars(those)]
        for id, entry, field in items:
            luck = chance.random()
            # Of what another answer has ended nothing is left to confirm.
            with suppress(ValueError), writing(engine) as session:
                item = session.get_one(ReviewItem, id)
                if item.state != ReviewState.OPEN or luck > 0.9:
                    continue
                subject = SUBJECT_OF[Field(field)]
                if luck < 0.8:
                    confirm(session, entry, subject, "staff@example.org", at)
                elif luck < 0.86:
                    reject(session, id, "staff@example.org", at, why="so steht es nicht da")
                else:
                    none = Correction(subject=subject, statements=(), why="gilt nicht")
                    correct(session, entry, none, "admin@example.org", at)
