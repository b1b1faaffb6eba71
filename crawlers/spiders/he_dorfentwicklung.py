"""Dorfentwicklung and ELER: the ministry's two pages on the state's largest rural programmes."""

from __future__ import annotations

from crawlers.articles import ArticlesSpider
from crawlers.source import Level, Source, Trust


class DorfentwicklungSpider(ArticlesSpider):
    """Reads both pages by their headlines."""

    source = Source(
        slug="he_dorfentwicklung",
        title="Dorfentwicklung und ELER-Förderung in Hessen",
        publisher="Hessisches Ministerium für Landwirtschaft und Umwelt, Weinbau, Forsten, "
        "Jagd und Heimat",
        homepage="https://landwirtschaft.hessen.de/laendliche-raeume",
        level=Level.STATE,
        area="06",
        trust=Trust.PRIMARY,
        cron="5 5 * * *",
        expected=(2, 2),
        licence="© Land Hessen. Es gilt der Text auf landwirtschaft.hessen.de.",
    )
    pages = (
        "https://landwirtschaft.hessen.de/laendliche-raeume/dorfentwicklung",
        "https://landwirtschaft.hessen.de/laendliche-raeume/eler-foerderung",
    )
