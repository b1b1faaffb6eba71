"""Open data: a page for people, and a catalogue that keeps to DCAT-AP.de."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pyshacl import validate
from rdflib import DCAT, DCTERMS, Graph, Literal, URIRef
from sqlalchemy import Engine
from starlette.testclient import TestClient

from crawlers.registry import sources
from db.queries.holdings import Holding
from tests.conftest import NOW, TODAY
from tests.notifier.samples import FEDERAL, REGION, STATE, publish, values
from tests.web.public.test_export import BASE, site
from web.app import make_app
from web.catalogue import DCATDE, Offer, catalogue
from web.exports import format_named, format_names
from web.licences import CLOSED, licence_of
from web.table import COLUMNS

RULES = Path(__file__).parent / "dcat_ap_de.ttl"
OPEN = replace(STATE, slug="offen", licence="© Land, CC BY 4.0", title="Offene Quelle")


@pytest.fixture
def pages(engine: Engine) -> TestClient:
    """A stranger's program, before entries of a source with an open licence and of others."""
    for source in (OPEN, FEDERAL, REGION):
        publish(engine, "1", values(title=f"Programm {source.slug}"), source=source)
    held = {source.slug: source for source in (OPEN, FEDERAL, REGION, STATE)}
    here = replace(
        site(engine),
        sources=held,
        contact=("Servicestelle", "servicestelle@example.org"),
        contributor="landbote",
    )
    return TestClient(make_app(here))


def graph_of(pages: TestClient, notation: str = "ttl") -> Graph:
    """The catalogue as a program reads it."""
    answer = pages.get(f"/daten/katalog.{notation}")
    assert answer.status_code == 200
    return Graph().parse(data=answer.content, format=answer.headers["content-type"].split(";")[0])


def broken(graph: Graph) -> str:
    """What the rules of DCAT-AP.de say against a catalogue."""
    conforms, _report, words = validate(graph, shacl_graph=Graph().parse(RULES))
    return "" if conforms else str(words)


def test_the_catalogue_keeps_to_the_rules(pages: TestClient) -> None:
    """DCAT-AP.de 3.0 finds nothing missing and nothing wrong, whatever the source."""
    graph = graph_of(pages)
    assert broken(graph) == ""
    datasets = {
        str(graph.value(one, DCTERMS.identifier)) for one in graph.subjects(None, DCAT.Dataset)
    }
    assert datasets == {"alle", "offen", "federal", "region"}
    for dataset in graph.subjects(None, DCAT.Dataset):
        assert len(list(graph.objects(dataset, DCAT.distribution))) == len(format_names())


@pytest.mark.parametrize(
    "lost", [DCTERMS.publisher, DCTERMS.license, DCAT.accessURL, DCTERMS.title, DCAT.theme]
)
def test_the_rules_find_what_is_missing(pages: TestClient, lost: URIRef) -> None:
    """A rule that passes anything would prove nothing."""
    graph = graph_of(pages)
    graph.remove((None, lost, None))
    assert broken(graph)


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
@pytest.mark.parametrize("notation", ["rdf", "jsonld"])
def test_every_notation_says_the_same(pages: TestClient, notation: str) -> None:
    """As many statements, and none but those."""
    assert len(graph_of(pages, notation)) == len(graph_of(pages))
    assert not broken(graph_of(pages, notation))


def test_each_dataset_has_the_licence_place_and_address_of_its_source(pages: TestClient) -> None:
    """What is open is called so, what is not is not; the files are those of that source alone."""
    graph = graph_of(pages)
    for slug, licence in (("offen", "cc-by/4.0"), ("federal", "other-closed")):
        dataset = URIRef(f"{BASE}/daten/{slug}")
        files = list(graph.objects(dataset, DCAT.distribution))
        assert {str(graph.value(one, DCTERMS.license)) for one in files} == {
            f"http://dcat-ap.de/def/licenses/{licence}"
        }
        for one in files:
            address = str(graph.value(one, DCAT.downloadURL))
            assert address.endswith(f"?quelle={slug}")
            assert pages.get(address.removeprefix(BASE)).status_code == 200
    state = URIRef("http://dcat-ap.de/def/politicalGeocoding/stateKey/06")
    opened = URIRef(f"{BASE}/daten/offen")
    assert graph.value(opened, DCATDE.politicalGeocodingURI) == state
    assert state in set(graph.objects(opened, DCTERMS.spatial))
    region = graph.value(URIRef(f"{BASE}/daten/region"), DCATDE.geocodingDescription)
    assert isinstance(region, Literal) and "vogelsberg" in region


def test_all_shipped_sources_make_a_catalogue(engine: Engine) -> None:
    """Each has a licence of the list, a level, a rhythm; an empty stock has no dataset."""
    known = sources()
    held = dict.fromkeys(known, Holding(count=1, since_at=NOW, changed_at=NOW))
    offer = Offer(
        base_url=BASE,
        publisher="Servicestelle",
        mail="servicestelle@example.org",
        sources=known,
        held=held,
        formats=[format_named("csv")],
        today=TODAY,
    )
    graph = catalogue(offer)
    assert broken(graph) == ""
    assert len(list(graph.subjects(None, DCAT.Dataset))) == len(known) + 1
    empty = catalogue(replace(offer, held={}))
    assert list(empty.subjects(None, DCAT.Dataset)) == []


def test_a_licence_is_only_what_its_line_says() -> None:
    """A line that names no licence of the list gives no open one."""
    assert {one.slug: licence_of(one.licence).code for one in sources().values()} == {
        one.slug: {
            "bund_foerderdatenbank": "cc-by-nd/4.0",
            "eu_funding_tenders": "cc-by/4.0",
        }.get(one.slug, "other-closed")
        for one in sources().values()
    }
    assert licence_of("© Land Hessen. Es gilt der Text der Seite.") is CLOSED
    assert (
        licence_of("Datenlizenz Deutschland – Namensnennung – Version 2.0").code == "dl-by-de/2.0"
    )


def test_a_notation_that_is_none_is_a_page(pages: TestClient) -> None:
    """In German, and not found."""
    answer = pages.get("/daten/katalog.xml")
    assert answer.status_code == 404 and "gibt es den Katalog nicht" in answer.text


def test_the_page_names_every_format_column_and_licence(pages: TestClient) -> None:
    """Whoever takes the data finds there what it is, whose it is and how to name it."""
    page = pages.get("/daten").text
    for name in format_names():
        assert f'href="/foerderungen.{name}"' in page
    assert all(column.heading in page and column.name in page for column in COLUMNS)
    assert OPEN.licence in page and "CC BY 4.0" in page and "keine offene Lizenz genannt" in page
    assert STATE.title not in page  # nothing of it is published
    for notation in ("ttl", "rdf", "jsonld"):
        assert f'href="/daten/katalog.{notation}"' in page
