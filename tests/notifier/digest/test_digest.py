"""Digest: what stands where in a mail, and in which words."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from db.terms import ANYBODY, Reader
from db.values import Deadline, Person
from db.vocabulary import Cadence, DeadlineKind, Origin, Reason
from notifier.digest.card import Card, CardBox, make_card
from notifier.digest.editor import MAX_CARDS, Digest, Editor
from notifier.digest.editor import Reader as Addressee
from notifier.digest.order import Places
from notifier.digest.sections import section_kinds
from notifier.news.select import News, Selected, Wish
from tests.conftest import TODAY
from tests.notifier.samples import MUNICIPALITY, TOPICS, chosen, fixed, ledger, news

DAY = timedelta(days=1)
OLD = TODAY - 90 * DAY
DAYS = (40, -3, 20, 60, 80)
READER = Addressee(
    address="reader@example.org",
    name="Gemeinde",
    settings_url="https://landbote.example.org/s",
    unsubscribe_url="https://landbote.example.org/u",
    matches_url="https://landbote.example.org/m",
    issue_url="https://landbote.example.org/i",
)


def assemble(items: list[Selected], wishes: tuple[Wish, ...] = (MUNICIPALITY,)) -> Digest:
    """Return the digest of a day."""
    editor = Editor(
        title="Landbote",
        on=TODAY,
        cadence=Cadence.DAILY,
        kinds=section_kinds(),
        topics=TOPICS,
        card=CardBox(TODAY).card,
        places=Places(TODAY),
    )
    return editor.assemble(items, wishes, READER)


def card(item: News, *, with_changes: bool = False) -> Card:
    """Return the card of an item."""
    return make_card("key", item, TODAY, changes=item.changes if with_changes else ())


def facts(item: News) -> dict[str, str]:
    """Return the facts of an item as label and text, with note and quote."""
    return {
        fact.label: " | ".join(part for part in (fact.value, fact.quote, fact.note) if part)
        for fact in card(item).facts
    }


def badges(item: News) -> list[str]:
    """Return the badges of an item."""
    return [badge.text for badge in card(item).badges]


def test_sections_stand_in_their_order() -> None:
    """New, changed, closing soon, events; each item once, in the most fitting section."""
    soon = (fixed(TODAY + 3 * DAY),)
    event_on = TODAY + 9 * DAY
    items = [
        news(1, kind="event", deadlines=(), event_starts_on=event_on),
        news(2, first_published_on=OLD, deadlines=soon),
        news(3, first_published_on=OLD, deadlines=soon, changes=("Frist geändert",)),
        news(4, deadlines=soon),
    ]
    digest = assemble(chosen(*items, known=ledger((3, 29, Reason.NEW, ""))))
    stand = [
        (section.title, [item.selected.news.opportunity_id for item in section.items])
        for section in digest.sections
    ]
    assert stand == [("Neu", [4]), ("Geändert", [3]), ("Endet bald", [2]), ("Termine", [1])]


def test_groups_stand_by_topic() -> None:
    """Inside a section topics stand in order of their German names, the rest last."""
    items = [
        news(1, topics=()),
        news(2, topics=("mobility",)),
        news(3, topics=("village",)),
        news(4, topics=("village", "mobility")),
    ]
    wishes = (Wish(area="06535011"),)
    (section,) = assemble(chosen(*items, wishes=wishes), wishes).sections
    stand = [
        (group.heading, [item.selected.news.opportunity_id for item in group.items])
        for group in section.groups
    ]
    assert stand == [("Dorfentwicklung", [3, 4]), ("Mobilität", [2]), ("Weitere Themen", [1])]


def test_nearest_deadline_stands_first() -> None:
    """Inside a topic the item that ends first stands first."""
    items = [news(number, deadlines=(fixed(TODAY + number * DAY),)) for number in (30, 10, 20)]
    ids = [item.selected.news.opportunity_id for item in assemble(chosen(*items)).items]
    assert ids == [10, 20, 30]


def test_nothing_is_cut_silently() -> None:
    """Of many items the most urgent have a card, and each of the others has its line."""
    items = [news(number, deadlines=(fixed(TODAY + number * DAY),)) for number in range(1, 46)]
    digest = assemble(chosen(*reversed(items)))
    assert [item.entry for item in digest.overview] == list(range(1, 46))
    assert [item.entry for section in digest.sections for item in section.items] == list(
        range(1, MAX_CARDS + 1)
    )
    assert {item.entry for item in digest.briefs} == set(range(MAX_CARDS + 1, 46))
    assert (digest.more, len(digest.items)) == (0, 45)


def test_subject_counts_or_names() -> None:
    """Several items are counted in the subject, a single one is named."""
    single = assemble(chosen(news(1, title="Ein\r\nTitel")))
    assert single.subject == "Landbote: Ein Titel"
    items = [news(1), news(2), news(3, first_published_on=OLD, changes=("Neu",))]
    told = chosen(*items, known=ledger((3, 29, Reason.NEW, "")))
    assert assemble(told).subject == "Landbote: 2 neue Hinweise, 1 Änderung"


def test_empty_digest_is_refused() -> None:
    """Nobody gets a mail without news."""
    with pytest.raises(ValueError, match="no digest"):
        assemble([])


def test_subscriptions_are_described() -> None:
    """The foot of the mail names every subscription once."""
    wishes = (MUNICIPALITY, Wish(area="06", area_name="Hessen"), MUNICIPALITY)
    assert assemble(chosen(news()), wishes).frame.subscriptions == (
        "Dorfentwicklung · Mobilität – Lauterbach (Hessen)",
        "alle Themen – Hessen",
    )


def test_card_says_who_how_much_and_until_when() -> None:
    """A card answers what a municipality asks first, with the words a deadline was read from."""
    assert facts(news()) == {
        "Wer": "Städte und Gemeinden, Vereine und Verbände",
        "Wie viel": (
            "bis 20.000 € · bis 80 % der Kosten · mindestens 20 % Eigen- oder Drittmittel"
        ),
        "Bis wann": (
            "Montag, 1. Februar 2027 | Anträge sind bis zum 1. Februar 2027 einzureichen."
            " | noch 71 Tage"
        ),
        "Fragen an": "Regionalbüro",
        "Förderer": "Land Hessen",
    }


@pytest.mark.parametrize(
    ("deadline", "shown"),
    [
        (
            fixed(TODAY + DAY, origin=Origin.GIVEN, at="17:00", stage="sketch"),
            "Montag, 23. November 2026, 17:00 Uhr",
        ),
        (fixed(TODAY + DAY, origin=Origin.STAFF), "Montag, 23. November 2026 | geprüft"),
        (
            fixed(TODAY + DAY, origin=Origin.STAFF, checked_on=TODAY),
            "Montag, 23. November 2026 | geprüft am 22.11.2026",
        ),
        (
            Deadline(kind=DeadlineKind.ANNUAL, value="03-01", quote="jährlich zum 1. März"),
            "jedes Jahr, nächstes Mal Montag, 1. März 2027 | jährlich zum 1. März",
        ),
        (
            Deadline(kind=DeadlineKind.MONTH, value="2027-02"),
            "Februar 2027; der Tag steht nicht fest",
        ),
        (
            Deadline(kind=DeadlineKind.ROLLING, origin=Origin.GIVEN),
            "laufend, ohne feste Frist",
        ),
        (
            Deadline(kind=DeadlineKind.UNTIL_EXHAUSTED, quote="solange Haushaltsmittel da sind"),
            "solange Mittel da sind; früh beantragen | solange Haushaltsmittel da sind",
        ),
    ],
)
def test_every_kind_of_deadline(deadline: Deadline, shown: str) -> None:
    """Each kind of deadline is said in German, with its quote; who vouches only if not a text."""
    assert facts(news(deadlines=(deadline,)))["Bis wann"] == shown


def test_unknown_deadline_is_no_guess() -> None:
    """Where no deadline could be read, or only one for others, the reader is told to ask."""
    ask = "Frist – bitte beim Förderer erfragen"
    silent = facts(news(deadlines=()))
    assert (silent["Nicht angegeben"], silent.get("Bis wann")) == (ask, None)
    others = facts(news(deadlines=(fixed(TODAY + DAY, newcomers=False, origin=Origin.GIVEN),)))
    assert others["Nicht angegeben"] == ask
    assert others["Bis wann"] == "Montag, 23. November 2026 | nur für bereits Ausgewählte"


def test_past_deadlines_are_not_shown() -> None:
    """Of several deadlines only those to come are shown, the nearest first."""
    several = tuple(
        fixed(TODAY + days * DAY, quote=f"Antrag {days}") for days in (40, -3, 20, 60, 80)
    )
    quotes = [fact.quote for fact in card(news(deadlines=several)).facts if fact.quote]
    assert quotes == ["Antrag 20", "Antrag 40", "Antrag 60"]
    assert "und 1 weitere Frist beim Förderer" in [
        f.value for f in card(news(deadlines=several)).facts
    ]


def test_unstated_applicants_are_to_be_checked() -> None:
    """Where nobody is named as applicant, the mail says that it must be asked."""
    assert facts(news(applicants=()))["Nicht angegeben"] == (
        "wer sich bewerben darf – bitte beim Förderer erfragen"
    )
    limited = news(applicants=("municipality",), excluded=("company",), population_max=20_000)
    assert facts(limited)["Wer"] == (
        "Städte und Gemeinden bis 20.000 Einwohner; nicht antragsberechtigt: Unternehmen"
    )


def test_unstated_amount_is_said() -> None:
    """Where no amount is named the mail says so."""
    silent = facts(news(award_max=None, rate_max=None))
    assert (silent["Nicht angegeben"], silent.get("Wie viel")) == (
        "Förderhöhe – bitte beim Förderer erfragen",
        None,
    )
    rich = news(award_min=5_000, budget=2_500_000, instruments=("grant",), own_share=10)
    assert facts(rich)["Wie viel"] == (
        "5.000 € bis 20.000 € · bis 80 % der Kosten · 10 % Eigenanteil · insgesamt 2,5 Mio. €"
    )


def test_the_kind_of_money_stands_apart() -> None:
    """A grant or a loan is what it is and no amount, whatever the source calls it."""
    european = news(instruments=("LIFE Project Grants",), award_max=None, rate_max=None)
    assert card(european).kicker == "Aufruf · Land · Zuschuss"
    assert "Wie viel" not in facts(european)
    bank = news(instruments=("Darlehen", "HORIZON Innovation Actions", "Beratung"))
    assert card(bank).kicker == "Aufruf · Land · Darlehen · Zuschuss"


def test_event_card() -> None:
    """An event says when and where, and nothing about money it does not have."""
    item = news(
        kind="event",
        deadlines=(),
        applicants=(),
        award_max=None,
        rate_max=None,
        contacts=(),
        event_starts_on=TODAY + DAY,
        event_place="Rathaus",
    )
    assert facts(item) == {
        "Wann": "Montag, 23. November 2026",
        "Wo": "Rathaus",
        "Veranstalter": "Land Hessen",
    }


def test_badges() -> None:
    """Badges say how much time is left and what state it is in; most items need none."""
    assert badges(news()) == []
    assert badges(news(deadlines=(fixed(TODAY),)))[0] == "endet heute"
    assert badges(news(deadlines=(fixed(TODAY + 5 * DAY),)))[0] == "noch 5 Tage"
    assert badges(news(stated_status="suspended"))[0] == "derzeit ausgesetzt"
    assert badges(news(opens_on=TODAY + DAY))[0] == "angekündigt"
    registration = news(kind="event", deadlines=(fixed(TODAY + 5 * DAY, stage="registration"),))
    assert badges(registration)[0] == "Anmeldung noch 5 Tage"


def test_changes_are_shown_where_they_are_the_reason() -> None:
    """A card under changed lists what changed, a card under new does not."""
    item = news(changes=tuple(f"Änderung {number}" for number in range(8)))
    shown = card(item, with_changes=True).changes
    assert len(shown) == 7
    assert shown[-1] == "und 2 weitere Änderungen"
    assert card(item).changes == ()


def test_cards_are_made_once() -> None:
    """Two readers to whom a card says the same share it; inhabitants count only for a limit."""
    box, (one,) = CardBox(TODAY), chosen(news())
    bigger = replace(one, reader=Reader(applicants=("municipality",), population=50_000))
    assert box.card(one) is box.card(replace(one, explanation="another")) is box.card(bigger)
    assert box.card(one) is not box.card(replace(one, reader=ANYBODY))
    (limited,) = chosen(news(2, population_max=60_000))
    larger = replace(limited, reader=bigger.reader)
    assert box.card(limited) is not box.card(larger)
    assert len({box.card(each).key for each in (one, bigger, limited, larger)}) == 3


def test_hostile_address_is_no_link() -> None:
    """An item whose address is no web address keeps its title and loses its link."""
    bad = card(news(url="javascript:alert(1)", contacts=(Person(email="a@b?bcc=c@d"),)))
    assert (bad.title, bad.url) == ("Bürgerbusse für den ländlichen Raum", "")
    assert not any(fact.links for fact in bad.facts)


def test_the_readers_order() -> None:
    """The own region's stands first, then what ends soon, then what fits best, then by topic."""
    both = ("mobility", "village")
    far = (fixed(TODAY + 80 * DAY),)
    items = [
        news(1, topics=("village",), applicants=(), deadlines=far),
        news(2, topics=both, deadlines=far),
        news(3, topics=("village",), deadlines=(fixed(TODAY + 9 * DAY),)),
        news(4, topics=("mobility",), areas=("leader:vogelsberg",), level="region"),
        news(5, topics=("mobility",), applicants=(), deadlines=far, lifted=True),
        news(6, topics=("mobility",), applicants=(), deadlines=far),
    ]
    (section,) = assemble(chosen(*reversed(items))).sections
    assert [(group.heading, [item.entry for item in group.items]) for group in section.groups] == [
        ("Empfohlen", [5]),
        ("Aus Ihrer Region", [4]),
        ("Endet bald", [3]),
        ("Passt besonders zu Ihren Themen", [2]),
        ("Dorfentwicklung", [1]),
        ("Mobilität", [6]),
    ]


def test_events_stand_by_their_days() -> None:
    """However many there are, no heading parts them, and none of them "ends soon"."""
    event = {"kind": "event", "deadlines": (), "applicants": ()}
    items = [news(n, event_starts_on=TODAY + n * DAY, **event) for n in (9, 4, 30, 2, 20)]
    (section,) = assemble(chosen(*items)).sections
    (group,) = section.groups
    assert (group.heading, [item.entry for item in group.items]) == ("", [2, 4, 9, 20, 30])


def test_what_is_announced_or_open_again_has_its_section() -> None:
    """An announcement is no call that is open; what was believed over is told as open again."""
    announced = news(1, opens_on=TODAY + 20 * DAY)
    told = chosen(announced, news(2))
    again = replace(told[1], reasons=(Reason.CHANGED,), reopened=True)
    digest = assemble([told[0], again])
    assert [(one.title, one.counted) for one in digest.sections] == [
        ("Angekündigt", "1 Ankündigung"),
        ("Wieder offen", "1 wieder offen"),
    ]
