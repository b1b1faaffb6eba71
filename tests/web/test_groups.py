"""What the pages show of several sources, of families and of authorities."""

from __future__ import annotations

import csv
import io
from itertools import pairwise

import pytest
from sqlalchemy import Engine
from starlette.testclient import TestClient

from db.engine import reading, writing
from db.identities import RULES, GroupMember, Identity
from db.projection import rebuild
from db.queries.listing import published
from tests.conftest import NOW, TODAY
from tests.notifier.samples import FEDERAL, STATE, publish, values
from web.app import make_app
from web.exports import format_named
from web.families import by_family
from web.site import Site
from web.stock import Stock


@pytest.fixture
def pages(engine: Engine) -> TestClient:
    """A browser without a window."""
    sources = {source.slug: source for source in (STATE, FEDERAL)}
    site = Site(
        engine=engine,
        sources=sources,
        area_label=lambda key: f"[{key}]",
        today=lambda: TODAY,
        now=lambda: NOW,
    )
    return TestClient(make_app(site))


def group(engine: Engine, lead: int, other: int, *, sure: bool = True) -> None:
    """Say that two entries are one opportunity, or perhaps are."""
    with writing(engine) as session:
        for place, id in enumerate((lead, other)):
            sure_id = lead if sure else id
            session.add(
                GroupMember(opportunity_id=id, leader_id=lead, sure_id=sure_id, place=place)
            )
        rebuild(session, [lead, other], TODAY)


def relatives(engine: Engine, *ids: int) -> None:
    """Say that entries are one family, each related to the next."""
    with writing(engine) as session:
        for first, second in pairwise(ids):
            session.add(
                Identity(
                    first_id=first,
                    second_id=second,
                    relation="family",
                    reason="derselbe Titel",
                    decided_by=RULES,
                    decided_at=NOW,
                )
            )


def test_one_programme_of_two_sources_is_one_row(engine: Engine, pages: TestClient) -> None:
    """The list names both sources; the page of each links to the other."""
    lead = publish(engine, "1", values(funders=("BMEL",)), source=STATE)
    other = publish(engine, "2", values(url="https://example.org/bund"), source=FEDERAL)
    group(engine, lead, other)
    listed = pages.get("/foerderungen").text
    assert "1 Förderung</h2>" in listed and listed.count(f'href="/foerderungen/{lead}"') == 1
    assert f"auch bei: {FEDERAL.title}" in listed
    page = pages.get(f"/foerderungen/{lead}").text
    assert f'<a href="https://example.org/bund" rel="noreferrer">{FEDERAL.title}</a>' in page
    assert "Bundesministerium für Landwirtschaft, Ernährung und Heimat" in page
    assert f'href="/foerderungen/{lead}"' in pages.get(f"/foerderungen/{other}").text


def test_no_page_tells_as_a_fact_what_another_source_contradicts(
    engine: Engine, pages: TestClient
) -> None:
    """Neither that of the leading entry nor that of the other, whichever is opened."""
    lead = publish(engine, "1", values(rate_max=65), source=STATE)
    other = publish(engine, "2", values(rate_max=75), source=FEDERAL)
    alone = publish(engine, "3", values(rate_max=75), source=FEDERAL)
    for id in (lead, other):
        assert "Angaben weichen ab" not in pages.get(f"/foerderungen/{id}").text
    group(engine, lead, other)
    for id in (lead, other):
        page = pages.get(f"/foerderungen/{id}").text
        assert page.count("Angaben weichen ab") == 2 and "65 %" in page and "75 %" in page
    assert "Angaben weichen ab" not in pages.get(f"/foerderungen/{alone}").text


@pytest.mark.parametrize(("sure", "said"), [(True, "Auch bei"), (False, "Vielleicht dasselbe")])
def test_what_is_only_asked_is_no_fact(
    engine: Engine, pages: TestClient, sure: bool, said: str
) -> None:
    """While staff are asked whether two are one, each page says that they may be."""
    lead, other = (publish(engine, key, values()) for key in ("1", "2"))
    group(engine, lead, other, sure=sure)
    for id in (lead, other):
        page = pages.get(f"/foerderungen/{id}").text
        assert [words in page for words in ("Auch bei", "Vielleicht dasselbe")] == [sure, not sure]
        assert said in page


def test_twins_stand_in_one_row_and_stay_apart(engine: Engine, pages: TestClient) -> None:
    """Three Länder, one row with links to each; all three are counted."""
    ids = [
        publish(engine, land, values(areas=(land,)), source=STATE) for land in ("06", "07", "09")
    ]
    relatives(engine, *ids)
    listed = pages.get("/foerderungen").text
    assert "3 Förderungen</h2>" in listed and listed.count('<li class="card">') == 1
    assert all(f'href="/foerderungen/{id}"' in listed for id in ids)
    page = pages.get(f"/foerderungen/{ids[1]}").text
    assert "Auch für" in page and "[06]" in page and "[09]" in page


def test_exports_hold_one_line_and_the_other_addresses(engine: Engine) -> None:
    """What stands in two sources is one record; the second address is not lost."""
    lead = publish(engine, "1", values(), source=STATE)
    group(engine, lead, publish(engine, "2", values(url="https://example.org/b"), source=FEDERAL))
    with reading(engine) as session:
        stock = Stock(listed=published(session), today=TODAY)
        data = b"".join(format_named("csv").pieces(stock))
    (line,) = csv.DictReader(io.StringIO(data.decode("utf-8-sig")), delimiter=";")
    assert (line["Kürzel der Quelle"], line["Auch bei"]) == (STATE.slug, "https://example.org/b")


def test_a_family_stands_where_its_first_member_stands() -> None:
    """Whoever has no relatives stays by itself, in the order given."""
    family = frozenset({2, 4})
    assert by_family((1, 2, 3, 4), {2: family, 4: family}) == [(1,), (2, 4), (3,)]
