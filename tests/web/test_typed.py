"""Typed: what clerks type, subject by subject."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.statements import FIELDS_OF, Subject
from db.vocabulary import Origin
from pipeline.themes import load_topics
from tests.notifier.samples import TREE
from web.typed import EXAMPLES, Known, NotUnderstoodError, shown_typed, suggested, typed

TOPICS = {topic.id: topic.label for topic in load_topics()}
KNOWN = Known(
    areas=lambda name: [(one.key, TREE.label(one.key)) for one in TREE.find(name)], topics=TOPICS
)

TABLE = [
    ("deadlines", "31.3.2027", "deadline=2027-03-31"),
    ("deadlines", "31. März 2027, 12 Uhr", "deadline=2027-03-31 12:00"),
    (
        "deadlines",
        "Skizze 31.3.2027; Antrag 30.6.2027",
        "deadline=2027-03-31 sketch deadline=2027-06-30 application",
    ),
    ("deadlines", "jährlich 31.3.", "annual_deadline=03-31"),
    ("deadlines", "jährlich am 31.03.", "annual_deadline=03-31"),
    ("deadlines", "März 2027", "deadline_month=2027-03"),
    ("deadlines", "laufend", "deadline_rule=rolling"),
    ("deadlines", "bis die Mittel ausgeschöpft sind", "deadline_rule=until_exhausted"),
    ("deadlines", "vor Beginn des Vorhabens", "deadline_rule=relative"),
    ("deadlines", "wird bekannt gegeben", "deadline_rule=announced_elsewhere"),
    ("deadlines", "keine Angabe", ""),
    ("opens", "ab 1.2.2027", "opens=2027-02-01"),
    ("status", "offen", "status=open"),
    ("status", "Abgesagt", "status=cancelled"),
    ("award", "bis 45.000 €", "award_max=45000"),
    ("award", "45000", "award_max=45000"),
    ("award", "1,5 Mio. €", "award_max=1500000"),
    ("award", "5.000 bis 20.000 €", "award_min=5000 award_max=20000"),
    ("award", "ab 5.000 €; 20.000 €", "award_min=5000 award_max=20000"),
    ("award", "5.000–20.000 EUR", "award_min=5000 award_max=20000"),
    ("award", "45.000 € je Ortsteil", "award_max=45000/place"),
    ("award", "5.000 € je Verein", "award_max=5000/organisation"),
    ("cost", "mindestens 10.000 €", "cost_min=10000"),
    ("budget", "2 Mio. €", "budget=2000000"),
    ("rate", "80 %", "rate_max=80"),
    ("rate", "bis zu 80 Prozent", "rate_max=80"),
    ("rate", "50 bis 80 %", "rate_min=50 rate_max=80"),
    ("rate", "80; Eigenanteil 20 %", "rate_max=80 own_share=20"),
    ("rate", "66,67 %", "rate_max=66.67"),
    ("applicants", "Gemeinden", "applicant=municipality"),
    ("applicants", "Vereine, Gemeinden", "applicant=association applicant=municipality"),
    (
        "applicants",
        "Vereine · nicht Unternehmen",
        "applicant=association excluded_applicant=company",
    ),
    ("applicants", "Städte und Gemeinden", "applicant=municipality"),
    ("population", "bis 10.000", "population_max=10000"),
    ("population", "ab 500 Einwohner", "population_min=500"),
    ("partners", "3", "partners_min=3"),
    ("areas", "Hessen", "area=06"),
    ("areas", "Landkreis Fulda; Bayern", "area=06631 area=09"),
    ("event", "12.3.2027, Fulda", "event_start=2027-03-12 event_place=Fulda"),
    ("event", "12.3.2027 bis 14.3.2027", "event_start=2027-03-12 event_end=2027-03-14"),
    ("kind", "Aufruf", "kind=call"),
    ("topics", "Mobilität", "topic=mobilitaet"),
    ("topics", "Familie, Betreuung und Bildung", "topic=familie-bildung"),
    ("funders", "Hessische Staatskanzlei; KfW", "funder=Hessische Staatskanzlei funder=KfW"),
    ("instruments", "Zuschuss und Darlehen", "instrument=grant instrument=loan"),
]  # fmt: skip


@pytest.mark.parametrize(("subject", "words", "meant"), TABLE)
def test_german_is_understood(subject: str, words: str, meant: str) -> None:
    """As a clerk would type it, with or without signs and small words."""
    found = typed(Subject(subject), words, KNOWN)
    shown = [
        f"{one.field}={one.value}"
        + "".join(f"/{unit}" for unit in one.units)
        + "".join(f" {more}" for more in (one.at, one.deadline_stage) if more)
        for one in found
    ]
    assert " ".join(shown) == meant
    assert all(one.origin is Origin.STAFF and one.sure for one in found)


@pytest.mark.parametrize(("subject", "words", "_meant"), TABLE)
def test_what_was_understood_is_shown_in_words_that_mean_the_same(
    subject: str, words: str, _meant: str
) -> None:
    """Whoever corrects a value begins with it as it is, and may send it back untouched."""
    found = typed(Subject(subject), words, KNOWN)
    again = shown_typed(found, TREE.label, lambda id: TOPICS[id]) or "keine Angabe"
    plain = [replace(one, unit_words="") for one in typed(Subject(subject), again, KNOWN)]
    assert plain == [replace(one, unit_words="") for one in found]


@pytest.mark.parametrize("subject", list(Subject))
def test_every_example_beside_a_field_is_understood(subject: Subject) -> None:
    """What the form shows it takes."""
    for example in EXAMPLES[subject].split(" · "):
        found = typed(subject, example, KNOWN)
        assert found and {one.field for one in found} <= set(FIELDS_OF[subject])


@pytest.mark.parametrize(
    ("subject", "words", "said"),
    [
        ("deadlines", "", "keine Angabe"),
        ("deadlines", "irgendwann", "„irgendwann“"),
        ("deadlines", "31.3.", "kein Jahr"),
        ("award", "viel Geld", "45.000"),
        ("award", "20.000 bis 5.000 €", "45.000"),
        ("rate", "180 %", "zwischen 0 und 100"),
        ("applicants", "Außerirdische", "Städte und Gemeinden"),
        ("areas", "Atlantis", "„Atlantis“"),
        ("kind", "Quark", "Förderprogramm"),
        ("population", "2,5", "ganze Zahl"),
    ],
)
def test_what_is_not_understood_is_said_in_german(subject: str, words: str, said: str) -> None:
    """With what was typed, or with what would be understood."""
    with pytest.raises(NotUnderstoodError, match=said):
        typed(Subject(subject), words, KNOWN)


@given(st.sampled_from(list(Subject)), st.text(max_size=30))
def test_nothing_typed_is_an_error_of_ours(subject: Subject, words: str) -> None:
    """Whatever it is, it is understood or refused."""
    try:
        found = typed(subject, words, KNOWN)
    except NotUnderstoodError:
        return
    assert {one.field for one in found} <= set(FIELDS_OF[subject])


@pytest.mark.parametrize(
    ("subject", "words", "value"),
    [
        ("deadlines", "Anträge sind bis zum 31. März 2027 einzureichen.", "31.03.2027"),
        ("award", "maximal 45.000 Euro je Ortsteil", "45.000 € je Ortsteil"),
        ("rate", "eine Förderung von bis zu 80 Prozent", "80 %"),
        ("kind", "ein Satz ohne Belang", ""),
    ],
)
def test_selected_words_suggest_their_value(subject: str, words: str, value: str) -> None:
    """By the reader where it can, else by the parser; else there is none."""
    assert value in shown_typed(suggested(Subject(subject), words, KNOWN))
