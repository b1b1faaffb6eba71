"""IKZ: the state's support for municipalities that work together."""

from __future__ import annotations

from crawlers.articles import ArticlesSpider
from crawlers.source import Level, Source, Trust


class IkzSpider(ArticlesSpider):
    """Reads the one page of the programme."""

    source = Source(
        slug="he_ikz",
        title="Interkommunale Zusammenarbeit: Förderprogramm",
        publisher="Hessisches Ministerium des Innern, für Sicherheit und Heimatschutz",
        homepage="https://innen.hessen.de/kommunales/interkommunale-zusammenarbeit",
        level=Level.STATE,
        area="06",
        trust=Trust.PRIMARY,
        cron="10 5 * * *",
        expected=(1, 1),
        licence="© Land Hessen. Es gilt der Text auf innen.hessen.de.",
    )
    pages = ("https://innen.hessen.de/kommunales/interkommunale-zusammenarbeit/foerderprogramm",)
