"""The cards of a mayor's digest that once said something wrong, as they read now.

Grebenhain is a municipality of 4.585 inhabitants in the LEADER region Vogelsberg.
"""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from db.engine import reading
from db.subscribers import Subscriber, Subscription
from db.vocabulary import Cadence, Reason
from landbote.imprint import imprint_of
from notifier.digest.card import Card
from notifier.issue import Issue
from notifier.marks import Marks
from notifier.news.load import wish_of
from notifier.news.select import Selected, is_past
from tests.journeys.conftest import DemoDay

EURO = re.compile(r"\d[\d.,]*(?: Mio\.| Mrd\.)? €")
DIFFER = "Angaben weichen ab: "


def cards(demo_day: DemoDay) -> dict[str, dict[str, str]]:
    """Every card there is for the mayor by its title: what stands under each label."""
    app = demo_day.app
    with reading(app.engine) as session:
        asked = session.scalars(
            select(Subscription).join(Subscriber).where(Subscriber.email.startswith("rathaus@"))
        ).one()
        issue = Issue.gathered(
            session, imprint_of(app), Cadence(asked.cadence), app.today, app.clock(), Marks()
        )
        wish = wish_of(asked, app.areas)
        told = [one for one in issue.index.all_matching(wish) if not is_past(one.values, app.today)]
    found: dict[str, dict[str, str]] = {}
    for news in told:
        shown = issue.composer.editor.card(
            Selected(
                news=news, reasons=(Reason.OPEN,), topic="", explanation="", reader=wish.reader
            )
        )
        assert shown.title not in found, shown.title
        found[shown.title] = _facts(shown)
    return found


def card(demo_day: DemoDay, title: str) -> dict[str, str]:
    """The one card whose title begins like this."""
    (facts,) = [facts for name, facts in cards(demo_day).items() if name.startswith(title)]
    return facts


def _facts(shown: Card) -> dict[str, str]:
    facts: dict[str, list[str]] = {"Quelle": [shown.source]}
    label = ""
    for fact in shown.facts:
        label = fact.label or label
        voices = [f"{voice.words} ({voice.source})" for voice in fact.voices]
        links = [link.text for link in fact.links]
        said = [fact.value, *links, fact.quote, *voices, fact.note]
        facts.setdefault(label, []).append(" ".join(said))
    return {name: " ".join(" ".join(said).split()) for name, said in facts.items()}


def test_every_item_is_one_card(demo_day: DemoDay) -> None:
    """No title stands twice, and most items say who, how much, until when and from where."""
    found = cards(demo_day)
    assert len(found) >= 20
    for facts in found.values():
        assert "Quelle" in facts
    assert sum("Wer" in facts and "Bis wann" in facts for facts in found.values()) >= 18


def test_what_three_sources_say_differently_is_no_fact(demo_day: DemoDay) -> None:
    """Dorfmoderation: sum, rate and deadline are told as a disagreement, with all sides."""
    facts = card(demo_day, "Dorfmoderation")
    amounts, rates = facts["Wie viel"].split(DIFFER)[1:]
    assert "45.000 € je Ortsteil" in amounts and "37.500 €" in amounts
    assert "65 %" in rates and "75 %" in rates
    assert facts["Bis wann"].startswith(DIFFER)
    assert "1. März" in facts["Bis wann"] and "laufend" in facts["Bis wann"]
    assert "LAND HAT ZUKUNFT" in facts["Auch bei"]


def test_the_builders_money_stands_apart_from_the_municipality(demo_day: DemoDay) -> None:
    """Dorfentwicklung: the deadline is the municipality's, 45.000 euros are for others."""
    facts = card(demo_day, "Dorfentwicklung")
    assert facts["Wer"].startswith("Städte und Gemeinden: trifft auf Sie zu")
    assert "Wie viel" not in facts
    assert facts["Nicht angegeben"].startswith("Förderhöhe für Ihren Fall")
    assert "Private Bauherren" in facts["Für andere"]
    assert "35 %" in facts["Für andere"] and "45.000 €" in facts["Für andere"]
    assert "1. Februar 2027" in facts["Bis wann"]


@pytest.mark.parametrize(
    ("title", "how_much"),
    [
        ("Bewerbungsstart für die Dorfentwicklung", "insgesamt rund 33 Mio. € jährlich"),
        ("Wettbewerb „Schönste Dorfmitte“", "Preisgeld bis 1.000 €"),
        ("Projektaufruf „Leerstand im Dorfkern“", "bis 300.000 € · bis 75 %"),
    ],
)
def test_a_sum_keeps_what_it_is_for(demo_day: DemoDay, title: str, how_much: str) -> None:
    """Each year, as a prize, with its rate: never simply "je Vorhaben"."""
    assert card(demo_day, title)["Wie viel"].startswith(how_much)


def test_no_card_makes_up_a_unit(demo_day: DemoDay) -> None:
    """ "Je Vorhaben" stands only where the text of the sample says so."""
    for title, facts in cards(demo_day).items():
        if "je Vorhaben" in facts.get("Wie viel", ""):
            assert title.startswith(UNIT_SAID), title


UNIT_SAID = (
    "Soziale Dorfentwicklung",
    "Interkommunale Zusammenarbeit",
    "Musik macht Mut",
    "Kultur auf dem Land",
    "Kommunalkredit",
)


@pytest.mark.parametrize(
    ("title", "funder"),
    [
        ("Förderprogramm „Dorfplatz“", "Hessische Staatskanzlei"),
        ("Projektaufruf „Leerstand im Dorfkern“", "Bund"),
        ("Dorfmoderation", "Hessisches Ministerium für Landwirtschaft und Umwelt"),
    ],
)
def test_the_funder_is_not_the_messenger(demo_day: DemoDay, title: str, funder: str) -> None:
    """Whom the text names; the line of the source says where it is from."""
    assert card(demo_day, title)["Förderer"].startswith(funder)


def test_who_acts_for_others_is_called_nobodys_funder(demo_day: DemoDay) -> None:
    """Of the programmes that name nobody the bank, the portal and the association are none."""
    named = [facts["Förderer"] for facts in cards(demo_day).values() if "Förderer" in facts]
    assert len(named) >= 15
    for messenger in ("WIBank", "Kulturberatung", "Städte- und Gemeindebund", "Energieagentur"):
        assert not [funder for funder in named if messenger in funder]
    dorftreff = [facts for title, facts in cards(demo_day).items() if "Dorftreffpunkte" in title]
    assert dorftreff and all("Förderer" not in facts for facts in dorftreff)


def test_one_call_of_the_region_is_one_card(demo_day: DemoDay) -> None:
    """Regionalbudget 2027 Vogelsberg: two pages, two last days, one card that says so."""
    calls = [
        facts
        for title, facts in cards(demo_day).items()
        if "Regionalbudget" in title and "Vogelsberg" in title
    ]
    (facts,) = calls
    assert "25. Januar" in facts["Bis wann"] and "29. Januar" in facts["Bis wann"]
    assert facts["Bis wann"].startswith(DIFFER)
