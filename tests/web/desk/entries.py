"""Entries for the tests of their page: read by the real pipeline from real parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import Engine, event, select

from crawlers.items import Contact, Given, Kind, LabelledText, RawEntry
from crawlers.shape import Form, Mark, ShapedText
from db.engine import reading
from db.opportunities import Opportunity, Revision
from db.reviews import ReviewItem
from db.values import Values, from_json
from tests.conftest import NOW, TODAY
from tests.notifier.samples import TREE
from tests.pipeline.test_run import SOURCE
from web.site import Site

BODY = ShapedText(
    "Wer gefördert wird\nAntragsberechtigt sind Städte und Gemeinden 😀 in Hessen.\n"
    "Die Förderung beträgt bis zu 80 Prozent, höchstens 45.000 Euro je Vorhaben.\n"
    "Anträge sind bis zum 31. März 2027 einzureichen.\n"
    "Ihr Projekt muss bis zum 15. September 2027 abgerechnet sein.",
    [Mark(0, 18, Form.HEADING, 2)],
)
ASKED = RawEntry(
    source=SOURCE.slug,
    key="asked",
    url="https://example.org/dorf",
    kind=Kind.CALL,
    title="Aufruf <b>Dorfmitte</b>",
    summary="Das Land fördert Dorfmitten.",
    body=BODY,
    published_on=TODAY,
    given=Given(
        funders=("Hessisches Ministerium für Landwirtschaft",),
        contacts=(Contact(person="Frau Muster", email="dorf@example.org"),),
    ),
)
OTHER = RawEntry(
    source=SOURCE.slug,
    key="other",
    url="https://example.org/bus",
    kind=Kind.CALL,
    title="Bürgerbusse",
    fields=(LabelledText(label="Frist", text="Anträge bis 30. April 2027."),),
    prose=("Frist",),
    body="Das Land fördert Bürgerbusse in Gemeinden mit bis zu 20.000 Euro.",
    published_on=TODAY,
)


def site_of(engine: Engine, now: datetime = NOW) -> Site:
    """The site of a small country on the day of the samples."""
    return Site(
        engine=engine,
        sources={SOURCE.slug: SOURCE},
        area_label=lambda key: TREE.label(key) if TREE.knows(key) else key,
        today=lambda: now.date(),
        now=lambda: now,
        areas_named=lambda name: [(one.key, TREE.label(one.key)) for one in TREE.find(name)],
    )


def number_of(engine: Engine, key: str) -> int:
    """The number of an entry."""
    with reading(engine) as session:
        found = session.scalar(select(Opportunity.id).where(Opportunity.key == key))
        assert found is not None
        return found


def values_of(engine: Engine, key: str) -> Values:
    """What stands of an entry."""
    with reading(engine) as session:
        one = session.get_one(Opportunity, number_of(engine, key))
        return from_json(session.get_one(Revision, one.revision_id).content)


def questions_of(engine: Engine, key: str) -> list[ReviewItem]:
    """The questions of an entry, in order."""
    with reading(engine) as session:
        items = select(ReviewItem).where(ReviewItem.opportunity_id == number_of(engine, key))
        found = list(session.scalars(items.order_by(ReviewItem.id)))
        session.expunge_all()
        return found


def seen_on(page: str) -> str:
    """What a page carries of how the entry stood."""
    found = re.search(r'name="gesehen" value="([\d-]+)"', page)
    assert found is not None
    return found[1]


@contextmanager
def counted(engine: Engine) -> Iterator[list[str]]:
    """Collect the statements that a database is asked meanwhile."""
    asked: list[str] = []

    def note(_c: object, _k: object, statement: str, *_more: object) -> None:
        asked.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield asked
    event.remove(engine, "before_cursor_execute", note)
