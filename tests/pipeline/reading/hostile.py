"""Hostile texts: short passages that, said again and again, sent some reading round in squares."""

from __future__ import annotations

from crawlers.items import Kind, RawEntry
from db.area_tree import load_area_tree
from pipeline.reading.where.areas import Gazetteer
from pipeline.run import Rules
from pipeline.themes import load_topics
from tests.conftest import TODAY
from tests.pipeline.test_settle import SOURCE

# Of each kind: marks without words, words without marks, what grammars look for, and lists of it.
REPEATED = {
    "dots": ".",
    "stops": '." ',
    "underlines": "_",
    "lines": "\n",
    "excluded": "nicht antragsberechtigt sind Vereine ",
    "entitled": "Antragsberechtigt sind Gemeinden, ",
    "who funds": "Die Stiftung fördert ",
    "sums": "10.000 Euro und ",
    "bounds": "bis zu 10.000 Euro ",
    "shares": "80 bis 90 Prozent, ",
    "inhabitants": "10.000 Einwohner und ",
    "days": "1.3.2027 bis ",
    "spelled days": "3. März ",
    "meetings": "findet am 3. März 2027 in ",
    "invitations": "lädt am 3. März 2027 ",
    "rolling": "laufend ",
    "items": "- 10 %\n",
    "rows": "Vereine | 10 % | 5.000 Euro\n",
    "cases": "Für Vereine 10 Prozent, für Gemeinden 20 Prozent; ",
    "places": "in Fulda ",
    "headings": "Modul\n\n",
}


def repeated(name: str, length: int) -> str:
    """Return a passage said so often that the text has a certain length."""
    passage = REPEATED[name]
    return (passage * (length // len(passage) + 1))[:length]


def entry(text: str) -> RawEntry:
    """An entry of that text."""
    return RawEntry(
        source=SOURCE.slug, key="k", url="https://example.org/k", kind=Kind.CALL, title="Titel",
        body=text,
    )  # fmt: skip


def shipped_rules() -> Rules:
    """The rules as they are shipped, for one source."""
    gazetteer = Gazetteer.of(load_area_tree(TODAY))
    return Rules(
        sources={SOURCE.slug: SOURCE}, topics=load_topics(), gazetteer=gazetteer, edition="hostile"
    )
