"""Plain German: what a card says of purpose, first step, warning and what is unknown."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.labels import long_day
from db.statements import Case, Evidence, Field, Standing, Statement, Unit
from db.terms import ANYBODY, Place, Reader
from db.values import Deadline, Person
from db.vocabulary import DeadlineKind
from notifier.digest.card import FIRST_COME, Card, CardBox, make_card
from notifier.digest.cases import case_called
from notifier.news.select import Wish
from tests.conftest import TODAY
from tests.notifier.samples import TOPICS, chosen, fixed, news
from tests.stating import said

DAY = timedelta(days=1)
GREBENHAIN = Place(name="Grebenhain", population=4_585)
VILLAGE = Reader(applicants=("municipality",), population=4_585, places=(GREBENHAIN,))
SMALL = Case(words="kleine Gemeinden", applicants=("municipality",), population_max=10_000)
CLUBS = Case(words="Vereine", applicants=("association",))


def card(reader: Reader = VILLAGE, **facts: Any) -> Card:
    """The card of an item."""
    return make_card("key", news(1, **facts), TODAY, reader=reader, topics=TOPICS)


def line(shown: Card, label: str) -> str:
    """What stands under a label; "" where there is no such line."""
    return next((fact.value for fact in shown.facts if fact.label == label), "")


def quoted(field: Field, value: object, quote: str) -> Statement:
    """A statement read from these words."""
    return said(field, value, evidence=Evidence(quote=quote))


@pytest.mark.parametrize(
    ("summary", "kept"),
    [
        (
            "Anträge sind bis zum 1. März 2027 möglich. Gefördert werden Dorfläden in Orten.",
            "Gefördert werden Dorfläden in Orten.",
        ),
        (
            "Zuschüsse für Ideen im Dorf. Der Zuschuss beträgt bis zu 5.000 Euro.",
            "Zuschüsse für Ideen im Dorf.",
        ),
        (
            "Das Land hilft Gemeinden. Antragsberechtigt sind Gemeinden und Vereine.",
            "Das Land hilft Gemeinden.",
        ),
        ("Das Vorhaben muss bis zum 31.12.2028 enden. Es darf nicht länger dauern.", ""),
        ("Jetzt anmelden. Dorfsäle werden wieder bespielt.", "Dorfsäle werden wieder bespielt."),
        (
            "Eins ist ein Satz. Zwei ist ein Satz. Drei ist ein Satz.",
            "Eins ist ein Satz. Zwei ist ein Satz.",
        ),
    ],
)
def test_the_sentences_say_what_no_line_does(summary: str, kept: str) -> None:
    """Days, sums and applicants have lines; a sentence that leans on one of them falls with it."""
    told = (quoted(Field.AWARD_MAX, 5_000, "5.000 Euro"),)
    assert card(summary=summary, award_max=None, more=told).summary == kept


def test_an_event_keeps_the_day_that_no_line_has() -> None:
    """Where the day of an event is in doubt, the publisher's sentence about it stays."""
    summary = "Wir laden die Kommunen ein. Der Fachtag ist am 20. Januar 2027 in Alsfeld."
    doubtful = said(Field.EVENT_START, "2027-01-20", standing=Standing.ASKED, question="Wann?")
    asked = card(kind="event", summary=summary, more=(doubtful,))
    assert "20. Januar 2027" in asked.summary
    assert line(asked, "Nicht eindeutig") == "Termin – bitte beim Veranstalter erfragen"
    known = card(kind="event", summary=summary, event_starts_on=TODAY + 59 * DAY)
    assert known.summary == "Wir laden die Kommunen ein."


@pytest.mark.parametrize(
    ("deadlines", "first"),
    [
        ((fixed(TODAY + 20 * DAY, stage="application"),), ""),
        ((fixed(TODAY + 20 * DAY, stage="sketch"),), "Skizze einreichen"),
        ((fixed(TODAY + 20 * DAY, stage="interest"),), "Interesse bekunden"),
        (
            (
                fixed(TODAY + 20 * DAY, stage="sketch"),
                fixed(TODAY + 90 * DAY, stage="application", newcomers=False),
            ),
            "Skizze einreichen, danach den Antrag (zweistufig)",
        ),
        (
            (
                fixed(
                    TODAY + 20 * DAY,
                    stage="sketch",
                    quote="Skizzen sind bis zum 12. bei der Servicestelle Vitale Orte einzureichen",
                ),
            ),
            "Skizze bei der Servicestelle Vitale Orte einreichen",
        ),
        (
            (
                fixed(
                    TODAY + 20 * DAY,
                    stage="application",
                    quote="bis zum 12. beim Regionalmanagement eingegangen",
                ),
            ),
            "Antrag beim Regionalmanagement einreichen",
        ),
        (
            (fixed(TODAY + 20 * DAY), Deadline(kind=DeadlineKind.RELATIVE)),
            "beantragen, bevor das Vorhaben beginnt",
        ),
        ((Deadline(kind=DeadlineKind.RELATIVE),), ""),
        ((fixed(TODAY - DAY, stage="sketch"), fixed(TODAY + DAY, stage="application")), ""),
    ],
)
def test_what_comes_first_is_said(deadlines: tuple[Deadline, ...], first: str) -> None:
    """A sketch, an interest, an office, a start that must wait; to apply alone needs no line."""
    assert line(card(deadlines=deadlines), "Zuerst") == first


@pytest.mark.parametrize(
    ("quote", "warned"),
    [
        ("Die Mittel werden im Windhundverfahren vergeben", True),
        ("Wer zuerst kommt, erhält die Mittel", True),
        ("in der Reihenfolge des Eingangs, bis die Mittel erschöpft sind", True),
        ("solange Haushaltsmittel zur Verfügung stehen", False),
        ("kein Windhundverfahren, solange Mittel reichen", False),
    ],
)
def test_first_come_first_served_is_a_warning(quote: str, warned: bool) -> None:
    """Only where the text says so; that money may be spent is no race yet."""
    until = Deadline(kind=DeadlineKind.UNTIL_EXHAUSTED, quote=quote)
    assert (card(deadlines=(until,)).warning == FIRST_COME) is warned


@pytest.mark.parametrize(
    ("facts", "share"),
    [
        ({"rate_max": 80}, "mindestens 20 % Eigen- oder Drittmittel"),
        ({"rate_max": 80, "own_share": 10}, "10 % Eigenanteil"),
        ({"rate_max": 100}, ""),
        ({"rate_max": 80, "instruments": ("loan",)}, ""),
        ({"rate_max": 80, "kind": "prize"}, ""),
        ({"rate_max": None}, ""),
        (
            {
                "rate_max": 80,
                "more": (said(Field.OWN_SHARE, 10, standing=Standing.ASKED, question="Wovon?"),),
            },
            "",
        ),
    ],
)
def test_the_own_share_is_what_a_sure_rate_leaves(facts: dict[str, Any], share: str) -> None:
    """As stated, else what the rate leaves; nothing of a loan, nor where it is in doubt."""
    parts = [part for part in line(card(**facts), "Wie viel").split(" · ") if "Eigen" in part]
    assert parts == ([share] if share else [])


@pytest.mark.parametrize(
    ("words", "called"),
    [
        ("privaten Antragstellern", "bei privaten Antragstellern"),
        ("Denkmalpflegerisch wertvollen Gebäuden", "bei denkmalpflegerisch wertvollen Gebäuden"),
        ("Private Bauherren in Orten", "Private Bauherren in Orten"),
        ("Gemeinden und kleinen Vereinen", "Gemeinden und kleinen Vereinen"),
        ("In Ausnahmefällen", "In Ausnahmefällen"),
        ("Ausnahmefällen", "in Ausnahmefällen"),
        ("Begründeten Einzelfällen", "in begründeten Einzelfällen"),
        ("Kleinprojekts", "Kleinprojekt"),
        ("Einzelvorhaben:", "Einzelvorhaben"),
    ],
)
def test_a_case_is_called_so_that_it_can_stand_alone(words: str, called: str) -> None:
    """What a sentence bent is set right, where the shape leaves no doubt."""
    assert case_called(Case(words=words)) == called
    assert case_called(Case(words="von finanzschwachen Kommunen", weak=True)) == (
        "finanzschwache Kommunen"
    )


@pytest.mark.parametrize(
    ("words", "share"),
    [("der Gesamtkosten", True), ("der Ausgaben", True), ("des Arbeitsentgelts", False)],
)
def test_a_share_of_wages_leaves_no_own_share(words: str, share: bool) -> None:
    """Only what is left of the costs of a project is the applicant's to pay."""
    rate = said(Field.RATE_MAX, 70, unit_words=words)
    shown = line(card(rate_max=None, award_max=None, more=(rate,)), "Wie viel")
    assert ("mindestens 30 % Eigen- oder Drittmittel" in shown) is share


def test_a_call_in_english_is_told_in_german() -> None:
    """What it is, for whom and about what, from its fields alone; one sentence of its own."""
    european = card(
        language="en",
        level="eu",
        title="Town Twinning",
        summary="A text of one sentence. And another one.",
        instruments=("LIFE Project Grants",),
        topics=("climate", "mobility"),
    )
    assert european.german == (
        "EU-Aufruf auf Englisch: Zuschuss für Städte und Gemeinden, Vereine und Verbände,"
        " Themen „Klima und Energie“ und „Mobilität“"
    )
    assert european.summary == "A text of one sentence."
    bare = card(language="xx", instruments=(), applicants=(), topics=())
    assert bare.german == "Aufruf (Sprache: xx)"
    assert card().german == ""


def test_the_funder_is_not_named_twice() -> None:
    """An office that funds and answers has its address in one line and its name in the other."""
    one = Person(organisation="Land Hessen", email="amt@example.org")
    shown = card(contacts=(one,))
    (asked,) = [fact for fact in shown.facts if fact.label == "Fragen an"]
    assert (asked.value, [link.text for link in asked.links]) == ("", ["amt@example.org"])
    silent = card(contacts=(Person(organisation="Land Hessen"),))
    assert [fact.label for fact in silent.facts][-1] == "Förderer"
    other = card(contacts=(Person(organisation="Amt", person="Frau Muster"),))
    assert line(other, "Fragen an") == "Frau Muster, Amt"


def test_several_places_of_one_reader_are_named_where_they_matter() -> None:
    """Each place with its verdict where a limit is set; a place the item is not for has none."""
    wishes = (
        Wish(area="06535011", area_name="Lauterbach (Hessen)", population=13_880),
        Wish(area="06535002", area_name="Antrifttal", population=1_900),
        Wish(area="09571113", area_name="Aurach", population=3_100),
    )
    limited = news(1, applicants=("municipality",), population_max=10_000)
    open_to_all = news(2, applicants=("municipality",))
    box, told = CardBox(TODAY), chosen(limited, open_to_all, wishes=wishes)
    cards = {one.news.opportunity_id: box.card(one) for one in told}
    assert line(cards[1], "Wer") == (
        "Städte und Gemeinden bis 10.000 Einwohner: trifft auf Antrifttal (1.900) zu,"
        " auf Lauterbach (Hessen) (13.880) nicht"
    )
    assert line(cards[2], "Wer") == "Städte und Gemeinden: trifft auf Sie zu"


def test_several_places_may_each_have_a_case_of_their_own() -> None:
    """What is for larger places is not others' where one of the reader's places is larger."""
    large = Case(words="große Gemeinden", applicants=("municipality",), population_min=10_001)
    terms = (said(Field.RATE_MAX, 80, SMALL), said(Field.RATE_MAX, 60, large))
    wishes = (
        Wish(area="06535002", area_name="Antrifttal", population=1_900),
        Wish(area="06535011", area_name="Lauterbach (Hessen)", population=13_880),
    )
    (one,) = chosen(news(1, rate_max=None, award_max=None, more=terms), wishes=wishes)
    shown = CardBox(TODAY).card(one)
    assert line(shown, "Für andere") == ""
    said_of_each = [fact.value for fact in shown.facts if "bis 80 %" in fact.value]
    assert "trifft auf Antrifttal (1.900) zu" in said_of_each[0]


UNITS = st.sampled_from([((), ""), ((Unit.PLACE,), "je Weiler")])
MONEY = (Field.AWARD_MIN, Field.AWARD_MAX, Field.COST_MAX, Field.BUDGET)
SENTENCES = st.sampled_from(
    [
        "Gefördert werden Läden im Dorf.",
        "Anträge sind bis zum 1. Februar 2027 einzureichen.",
        "Antragsberechtigt sind Gemeinden.",
        "Der Zuschuss beträgt 80 Prozent.",
        "Es folgt mehr dazu.",
    ]
)


@st.composite
def items(draw: st.DrawFn) -> dict[str, Any]:
    """What may be known of an item, any of it missing, sure, contested or asked."""
    more = []
    for place, number in enumerate(draw(st.lists(st.integers(1, 80), max_size=4, unique=True))):
        units, words = draw(UNITS)
        more.append(
            said(
                draw(st.sampled_from(MONEY)),
                10_000 + 111 * number,
                draw(st.sampled_from([Case(), SMALL, CLUBS])),
                units=units,
                unit_words=words,
                standing=draw(st.sampled_from(Standing)),
                evidence=Evidence(source=f"s{place}", quote=draw(st.sampled_from(["", "Summe"]))),
            )
        )
    stages = st.sampled_from(["", "sketch", "interest", "application", "registration"])
    dated = [
        fixed(
            TODAY + days * DAY,
            stage=draw(stages),
            newcomers=draw(st.booleans()),
            standing=draw(st.sampled_from(Standing)),
            quote=draw(st.sampled_from(["", "bis dann beim Amt eingereicht"])),
        )
        for days in draw(st.lists(st.integers(0, 200), max_size=3, unique=True))
    ]
    rules = draw(
        st.lists(
            st.sampled_from(
                [DeadlineKind.ROLLING, DeadlineKind.RELATIVE, DeadlineKind.UNTIL_EXHAUSTED]
            ),
            max_size=2,
            unique=True,
        )
    )
    return {
        "kind": draw(st.sampled_from(["call", "programme", "prize", "event"])),
        "language": draw(st.sampled_from(["de", "en"])),
        "summary": " ".join(draw(st.lists(SENTENCES, max_size=3, unique=True))),
        "applicants": draw(st.sampled_from([(), ("municipality",), ("association", "company")])),
        "excluded": draw(st.sampled_from([(), ("company",)])),
        "population_max": draw(st.sampled_from([None, 3_000, 20_000])),
        "award_max": None,
        "rate_max": draw(st.sampled_from([None, 80, 100])),
        "deadlines": (*dated, *(Deadline(kind=kind) for kind in rules)),
        "funders": draw(st.sampled_from([(), ("Land Hessen",)])),
        "contacts": draw(st.sampled_from([(), (Person(organisation="Land Hessen"),)])),
        "more": tuple(more),
    }


@given(items(), st.sampled_from([VILLAGE, Reader(applicants=("association",)), ANYBODY]))
def test_a_card_says_nothing_twice_and_nothing_empty(facts: dict[str, Any], reader: Reader) -> None:
    """No line is empty or stands twice, no label twice, no day and no count of days; all that is
    unknown is one line at the end."""
    shown = card(reader, **facts)
    told = [fact for fact in shown.facts if not fact.links]
    assert all(fact.value.strip() for fact in told)
    values = [fact.value for fact in told]
    assert len(values) == len(set(values))
    labels = [fact.label for fact in shown.facts if fact.label]
    assert len(labels) == len(set(labels))
    assert not shown.facts or shown.facts[0].label
    unknown = [place for place, fact in enumerate(shown.facts) if "erfragen" in fact.value]
    assert unknown in ([], [len(shown.facts) - 1])
    for part in ("Frist", "Förderhöhe", "wer sich bewerben darf", "Termin"):
        assert sum(fact.value.count(part) for fact in shown.facts if "erfragen" in fact.value) <= 1
    whole = " | ".join(
        [*(badge.text for badge in shown.badges), shown.german, shown.summary]
        + [f"{fact.value} ({fact.note})" for fact in told]
    )
    sure = [one for one in facts["deadlines"] if one.value and one.standing is Standing.SURE]
    for one in sure:
        on = TODAY.fromisoformat(one.value)
        assert len(re.findall(rf"(?<!\d){re.escape(long_day(on))}", whole)) <= 1
    assert len(re.findall(r"\bnoch \d+ Tage|endet heute|endet morgen", whole)) <= 1
    for fact in told:
        assert not fact.quote or fact.quote not in shown.summary
        assert not fact.quote or len(fact.quote) <= 120
