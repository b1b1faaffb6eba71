"""Catalogue: what may be taken from here, as DCAT-AP.de 3.0 describes it for data portals.

Specification: https://www.dcat-ap.de/def/dcatde/3.0/spec/. One dataset for all that is published
and one for each source, since licences differ by source; each is to be had in every format.
`tests/web/public/dcat_ap_de.ttl` holds its rules, and the tests hold the catalogue to them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from rdflib import (
    DCAT,
    DCTERMS,
    FOAF,
    RDF,
    RDFS,
    SKOS,
    XSD,
    BNode,
    Graph,
    Literal,
    Namespace,
    URIRef,
)
from rdflib.term import Node

from crawlers.source import Level, Source
from db.area import EU, GERMANY, LEADER
from db.local_date import local_date
from db.queries.holdings import Holding
from notifier.mail.links import link_allowed, mail_link
from web.exports import Format
from web.licences import CLOSED, Licence, licence_of

DCATAP = Namespace("http://data.europa.eu/r5r/")
DCATDE = Namespace("http://dcat-ap.de/def/dcatde/")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
GEOCODING = "http://dcat-ap.de/def/politicalGeocoding"
CONTRIBUTORS = "http://dcat-ap.de/def/contributors/"
_EU = "http://publications.europa.eu/resource/authority"
_IANA = "https://www.iana.org/assignments/media-types/"
_LEVELS = {
    Level.EU: "european",
    Level.FEDERAL: "federal",
    Level.STATE: "state",
    Level.REGION: "administrativeDistrict",
}
# By how many digits the key of an area has (AGS).
_KEYS = {2: "stateKey", 3: "governmentDistrictKey", 5: "districtKey", 8: "municipalityKey"}
_EVERY = {0: "IRREG", 1: "DAILY", 7: "WEEKLY", 31: "MONTHLY"}
_THEMES = ("REGI", "GOVE", "ECON")
_KEYWORDS = ("Förderung", "Fördermittel", "Förderprogramme", "ländlicher Raum", "Kommunen")
_NOT_REGISTERED = frozenset({"application/jsonl"})  # with the IANA
ALL = "alle"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What the catalogue is made of. `contributor` is the code that GovData gave us, if any."""

    base_url: str
    publisher: str
    mail: str
    sources: Mapping[str, Source]
    held: Mapping[str, Holding]
    formats: Sequence[Format]
    today: date
    contributor: str = ""


def catalogue(offer: Offer) -> Graph:
    """Return the catalogue with every dataset and every file of it."""
    graph = Graph()
    for prefix, space in (("dcatap", DCATAP), ("dcatde", DCATDE), ("vcard", VCARD)):
        graph.bind(prefix, space)
    base = offer.base_url.rstrip("/")
    top, publisher = URIRef(f"{base}/daten/katalog"), URIRef(f"{base}/daten#herausgeber")
    _say(graph, publisher, {RDF.type: [FOAF.Agent], FOAF.name: [_de(offer.publisher)]})
    changed = [holding.changed_at for holding in offer.held.values()]
    _say(
        graph,
        top,
        {
            RDF.type: [DCAT.Catalog],
            DCTERMS.title: [_de("Landbote: Förderungen für den ländlichen Raum")],
            DCTERMS.description: [
                _de(
                    "Was Förderer über Förderprogramme, Aufrufe, Preise und Termine "
                    "veröffentlichen, automatisch gelesen, mit Wortlaut und Quelle."
                )
            ],
            DCTERMS.publisher: [publisher],
            DCTERMS.language: [URIRef(f"{_EU}/language/DEU")],
            DCTERMS.spatial: [URIRef(f"{_EU}/country/DEU")],
            DCTERMS.modified: [_instant(at) for at in changed and [max(changed)]],
            DCAT.themeTaxonomy: [URIRef(f"{_EU}/data-theme")],
            DCATAP.availability: [URIRef(f"{_EU}/planned-availability/AVAILABLE")],
            FOAF.homepage: [URIRef(f"{base}/daten")],
        },
    )
    _typed(graph, URIRef(f"{_EU}/data-theme"), SKOS.ConceptScheme)
    graph.add((URIRef(f"{_EU}/data-theme"), DCTERMS.title, _de("EU-Datenkategorien")))
    if offer.held:
        graph.add((top, DCAT.dataset, _whole(graph, offer, base, publisher)))
    for slug, holding in offer.held.items():
        if slug in offer.sources:
            dataset = _of_source(graph, offer, base, publisher, offer.sources[slug], holding)
            graph.add((top, DCAT.dataset, dataset))
    return graph


def _whole(graph: Graph, offer: Offer, base: str, publisher: URIRef) -> URIRef:
    dataset = URIRef(f"{base}/daten/{ALL}")
    holding = Holding(
        count=sum(one.count for one in offer.held.values()),
        since_at=min(one.since_at for one in offer.held.values()),
        changed_at=max(one.changed_at for one in offer.held.values()),
    )
    _describe(graph, offer, base, dataset, publisher, holding)
    _say(
        graph,
        dataset,
        {
            DCTERMS.title: [_de("Förderungen für den ländlichen Raum: alle Quellen")],
            DCTERMS.description: [
                _de(
                    "Alle veröffentlichten Einträge. Jeder nennt seine Quelle und deren Lizenz; "
                    "eine gemeinsame offene Lizenz gibt es nicht. Was in mehreren Quellen steht, "
                    "ist ein Eintrag."
                )
            ],
            DCTERMS.identifier: [Literal(ALL)],
            DCTERMS.spatial: [URIRef(f"{_EU}/country/DEU")],
            DCTERMS.accrualPeriodicity: [URIRef(f"{_EU}/frequency/DAILY")],
            DCAT.landingPage: [URIRef(f"{base}/foerderungen")],
        },
    )
    line = "Quelle und Lizenz stehen bei jedem Eintrag und sind mit ihm zu nennen."
    _files(graph, offer, base, dataset, "", (CLOSED, line), holding)
    return dataset


def _of_source(
    graph: Graph,
    offer: Offer,
    base: str,
    publisher: URIRef,
    source: Source,
    holding: Holding,
) -> URIRef:
    dataset = URIRef(f"{base}/daten/{source.slug}")
    creator = BNode()
    _say(graph, creator, {RDF.type: [FOAF.Agent], FOAF.name: [_de(source.publisher)]})
    if link_allowed(source.homepage):
        graph.add((creator, FOAF.homepage, URIRef(source.homepage)))
    _describe(graph, offer, base, dataset, publisher, holding)
    where, described = _where(source.area)
    _say(
        graph,
        dataset,
        {
            DCTERMS.title: [_de(f"Förderungen: {source.title}")],
            DCTERMS.description: [
                _de(
                    f"Was {source.publisher} veröffentlicht, wie Landbote es liest. "
                    f"{source.licence} Was ein Eintrag aus anderen Quellen ergänzt, nennt er mit "
                    "deren Lizenz."
                )
            ],
            DCTERMS.identifier: [Literal(source.slug)],
            DCTERMS.creator: [creator],
            DCTERMS.spatial: where,
            DCATDE.politicalGeocodingURI: [one for one in where if GEOCODING in one],
            DCATDE.politicalGeocodingLevelURI: [
                URIRef(f"{GEOCODING}/Level/{_LEVELS[source.level]}")
            ],
            DCATDE.geocodingDescription: [_de(described)] if described else [],
            DCTERMS.accrualPeriodicity: [
                URIRef(f"{_EU}/frequency/{_EVERY.get(source.visit_days, 'IRREG')}")
            ],
            DCAT.landingPage: [URIRef(f"{base}/foerderungen?quelle={source.slug}")],
        },
    )
    licence = (licence_of(source.licence), source.licence)
    _files(graph, offer, base, dataset, f"?quelle={source.slug}", licence, holding)
    return dataset


def _describe(
    graph: Graph, offer: Offer, base: str, dataset: URIRef, publisher: URIRef, holding: Holding
) -> None:
    """Say what all datasets have in common."""
    contact, period = BNode(), BNode()
    mail = mail_link(offer.mail)
    _say(
        graph,
        contact,
        {
            RDF.type: [VCARD.Kind, VCARD.Organization],
            VCARD.fn: [Literal(offer.publisher)],
            VCARD.hasEmail: [URIRef(mail)] if mail else [],
            VCARD.hasURL: [URIRef(f"{base}/daten")],
        },
    )
    _say(
        graph,
        period,
        {
            RDF.type: [DCTERMS.PeriodOfTime],
            DCAT.startDate: [Literal(local_date(holding.since_at), datatype=XSD.date)],
            DCAT.endDate: [Literal(offer.today, datatype=XSD.date)],
        },
    )
    _say(
        graph,
        dataset,
        {
            RDF.type: [DCAT.Dataset],
            DCTERMS.publisher: [publisher],
            DCAT.contactPoint: [contact],
            DCTERMS.temporal: [period],
            DCTERMS.issued: [_instant(holding.since_at)],
            DCTERMS.modified: [_instant(holding.changed_at)],
            DCTERMS.language: [URIRef(f"{_EU}/language/DEU")],
            DCAT.theme: [URIRef(f"{_EU}/data-theme/{theme}") for theme in _THEMES],
            DCAT.keyword: map(_de, _KEYWORDS),
            DCATAP.availability: [URIRef(f"{_EU}/planned-availability/AVAILABLE")],
            FOAF.page: [URIRef(f"{base}/daten")],
            DCATDE.contributorID: (
                [URIRef(f"{CONTRIBUTORS}{offer.contributor}")] if offer.contributor else []
            ),
        },
    )


def _files(
    graph: Graph,
    offer: Offer,
    base: str,
    dataset: URIRef,
    query: str,
    licence: tuple[Licence, str],
    holding: Holding,
) -> None:
    """Say in which formats a dataset is to be had, and on which terms."""
    terms, line = licence
    _typed(graph, URIRef(terms.uri), DCTERMS.LicenseDocument)
    for chosen in offer.formats:
        file, rights = URIRef(f"{dataset}#{chosen.name}"), BNode()
        address = URIRef(f"{base}/foerderungen{chosen.suffix}{query}")
        _say(graph, rights, {RDF.type: [DCTERMS.RightsStatement], RDFS.label: [_de(line)]})
        registered = chosen.media_type not in _NOT_REGISTERED
        _say(
            graph,
            file,
            {
                RDF.type: [DCAT.Distribution],
                DCTERMS.title: [_de(chosen.label)],
                DCTERMS.description: [_de(chosen.says)],
                DCAT.accessURL: [address],
                DCAT.downloadURL: [address],
                DCTERMS.license: [URIRef(terms.uri)],
                DCTERMS.rights: [rights],
                DCATDE.licenseAttributionByText: [_de(line)] if terms.by else [],
                DCTERMS["format"]: (
                    [URIRef(f"{_EU}/file-type/{chosen.file_type}")] if chosen.file_type else []
                ),
                DCAT.mediaType: [URIRef(f"{_IANA}{chosen.media_type}")] if registered else [],
                DCTERMS.modified: [_instant(holding.changed_at)],
                DCTERMS.language: [URIRef(f"{_EU}/language/DEU")],
                DCATAP.availability: [URIRef(f"{_EU}/planned-availability/AVAILABLE")],
                FOAF.page: [URIRef(f"{base}/daten")],
            },
        )
        graph.add((dataset, DCAT.distribution, file))


def _where(area: str) -> tuple[list[URIRef], str]:
    """Return which place a source is about, and in words what no list has a name for."""
    if area == EU:
        return [URIRef(f"{_EU}/continent/EUROPE")], ""
    if area == GERMANY:
        return [URIRef(f"{_EU}/country/DEU")], ""
    if area.startswith(LEADER):
        return [], f"LEADER-Region {area.removeprefix(LEADER)}"
    kind = _KEYS.get(len(area))
    return ([URIRef(f"{GEOCODING}/{kind}/{area}")] if kind else []), ""


def _say(graph: Graph, of: Node, said: Mapping[URIRef, Iterable[Node]]) -> None:
    for what, values in said.items():
        for value in values:
            graph.add((of, what, value))


def _typed(graph: Graph, of: URIRef, kind: URIRef) -> None:
    graph.add((of, RDF.type, kind))


def _de(words: str) -> Literal:
    return Literal(words, lang="de")


def _instant(at: datetime) -> Literal:
    return Literal(at.isoformat(timespec="seconds"), datatype=XSD.dateTime)
