"""LEA Hessen: the state's energy agency on what municipalities can apply for."""

from __future__ import annotations

import re

from crawlers.articles import ArticlesSpider
from crawlers.source import Level, Source, Trust


class LeaSpider(ArticlesSpider):
    """Follows the guide for municipalities; the agency has two hosts for the same pages."""

    source = Source(
        slug="he_lea",
        title="LEA Hessen: Fördermittel für Kommunen",
        publisher="LandesEnergieAgentur Hessen (LEA)",
        homepage="https://www.lea-hessen.de/",
        level=Level.STATE,
        area="06",
        trust=Trust.RELAY,
        cron="30 5 * * mon",
        expected=(2, 80),
        licence="© LandesEnergieAgentur Hessen. Es gilt der Text der jeweiligen Richtlinie.",
    )
    lists = ("https://www.lea-hessen.de/kommunen/foerdermittel-finden/",)
    article = re.compile(r"(?:lea|landesenergieagentur)-hessen\.de/kommunen/[^/]+/.+")
    headings = (
        "Wer wird gefördert?",
        "Was wird gefördert?",
        "Wie wird gefördert?",
        "Wie hoch ist die Förderung?",
        "Bis wann kann ein Antrag gestellt werden?",
        "Rechtsgrundlage",
    )
    unread = ("Rechtsgrundlage",)
