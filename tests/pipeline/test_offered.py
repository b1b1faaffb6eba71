"""Offered: what is money for whoever applies, and who is asked to, by the kind of sentence."""

from __future__ import annotations

import pytest

from crawlers.items import Kind, RawEntry
from pipeline.offered import asks_to_apply, speaks_of_money


def news(text: str, title: str = "Aus dem Rathaus") -> RawEntry:
    """A piece of news."""
    return RawEntry(
        source="town",
        key=title,
        url="https://town.example.org/meldung",
        kind=Kind.NOTICE,
        title=title,
        body=text,
    )


@pytest.mark.parametrize(
    ("text", "money"),
    [
        # A sum that one may apply for, or that is at hand, is money, by whatever name.
        ("Chöre können 300 Euro für neue Noten beantragen.", True),
        ("Je Ortsteil dürfen 1.200 € für ein Fest beantragt werden.", True),
        ("Davon sind noch 9.000 Euro verfügbar.", True),
        ("Der Bund gibt 3,5 Millionen Euro.", True),
        ("Das Land gibt 2 Mio. €.", True),
        # What something costs is none, though a reduction may be applied for.
        ("Der Kurs kostet 90 Euro, eine Ermäßigung kann man beantragen.", False),
        ("Die Karte zu 12 Euro ist im Rathaus erhältlich.", False),
        # An offer is a bid only where it is to be handed in.
        ("Für Angebote, die Jung und Alt verbinden, gibt es einen Zuschuss.", True),
        ("Solche Angebote sind der Stiftung Geld wert. Anträge sind einzureichen.", True),
        ("Angebote sind bis zum 4. Januar 2027 einzureichen, ein Zuschuss fließt.", False),
        ("Gebote können bis zum 4. Januar 2027 abgegeben werden; der Fonds verkauft.", False),
    ],
)
def test_what_is_money_for_others(text: str, money: bool) -> None:
    """It is for whoever applies, and neither a price nor a trade."""
    assert speaks_of_money(news(text)) is money


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("Anträge auf den Zuschuss können bis März abgegeben werden.", True),
        ("Vereine, für die die Stadt wirbt, sollen Anträge einreichen.", True),
        # What came of a call is over.
        ("Der Projektaufruf vom Sommer hat vierzehn Vorhaben gebracht.", False),
        ("Beide Förderrunden haben mehr als erwartet ergeben.", False),
        # Who tells of it applied itself, in whatever order it says so.
        ("Gestern hat die Kreisverwaltung den Antrag auf Mittel abgegeben.", False),
        ("Im Herbst hat unsere Gemeinde ihre Bewerbung für das Programm eingereicht.", False),
        ("Die Amtsverwaltung stellt einen Antrag beim Land.", False),
    ],
)
def test_who_is_asked_to_apply(text: str, asks: bool) -> None:
    """Whoever reads it, not whoever tells it."""
    assert asks_to_apply(news(text)) is asks
