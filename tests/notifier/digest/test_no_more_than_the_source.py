"""No more than the source: what cards once said beyond their texts, each as its whole kind."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from db.statements import Case, Evidence, Field, Standing, Statement, Unit
from db.terms import Fit, Place, Reader, fit
from db.values import Deadline
from db.vocabulary import DeadlineKind
from notifier.digest.card import Card, make_card
from notifier.digest.cases import case_called
from notifier.digest.wording import sentences
from notifier.news.match import NewsIndex
from notifier.news.select import Wish
from pipeline.reading import read as reading
from tests.conftest import TODAY
from tests.notifier.samples import TREE, fixed, news
from tests.stating import said

DAY = timedelta(days=1)
VILLAGE = Place(name="Antrifttal", population=1_900)
TOWN = Place(name="Grebenhain", population=4_585)
DISTRICT = Reader(applicants=("district",))
CLUB = Reader(applicants=("association",))


def mayor(*places: Place) -> Reader:
    """Who reads for one municipality, or for several."""
    population = places[0].population if len(places) == 1 else None
    return Reader(applicants=("municipality",), population=population, places=places)


MAYOR = mayor(TOWN)


def card(reader: Reader = MAYOR, **facts: Any) -> Card:
    """The card of an item for a reader."""
    return make_card("key", news(1, **facts), TODAY, reader=reader)


def line(shown: Card, label: str) -> str:
    """What stands under a label, the lines that go on with it included."""
    found, current = [], ""
    for fact in shown.facts:
        current = fact.label or current
        found += [fact.value] if current == label else []
    return " | ".join(found)


def read(field: Field, value: object, quote: str, **more: Any) -> Statement:
    """A statement read from these words."""
    return said(field, value, evidence=Evidence(quote=quote), **more)


@pytest.mark.parametrize(
    ("quote", "reader", "judged"),
    [
        ("Orten mit bis zu 2.500 Einwohnern", mayor(TOWN), "je Ort bitte prüfen"),
        ("Ortsteile unter 2.500 Einwohner", mayor(TOWN), "je Ort bitte prüfen"),
        ("Orten mit bis zu 2.500 Einwohnern", mayor(VILLAGE), "trifft auf Antrifttal zu (1.900)"),
        ("Orten mit bis zu 2.500 Einwohnern", mayor(VILLAGE, TOWN), "je Ort bitte prüfen"),
        ("2.500 Einwohnern", mayor(TOWN), "trifft auf Grebenhain nicht zu (4.585)"),
    ],
)
def test_villages_are_not_their_municipality(quote: str, reader: Reader, judged: str) -> None:
    """Whether a limit for villages holds is told of a municipality only where all of it is below
    it; one that is larger hears of the item all the same."""
    limit = read(Field.POPULATION_MAX, 2_500, quote)
    item = {"applicants": ("municipality",), "more": (limit,)}
    assert line(card(reader, **item), "Wer").partition(": ")[2] == judged
    wish = Wish(area="06535011", applicants=("municipality",), population=4_585)
    told = NewsIndex([news(1, **item)], TREE.covers).fits(wish, news(1, **item))
    assert told is ("Ort" in quote)


@pytest.mark.parametrize(
    ("case", "reader", "fits"),
    [
        (Case(words="Private in Orten", population_max=2_500), mayor(TOWN), Fit.PERHAPS),
        (Case(words="Gemeinden", population_max=2_500), mayor(TOWN), Fit.NO),
        (Case(words="Orte", population_min=5_000), mayor(TOWN), Fit.NO),
        (Case(words="öffentliche Träger", applicants=("public_body",)), mayor(TOWN), Fit.PERHAPS),
        (Case(words="Gemeinnützige", applicants=("nonprofit",)), CLUB, Fit.PERHAPS),
        (Case(words="Vereine", applicants=("association",)), mayor(TOWN), Fit.NO),
        (Case(words="Kommunen in Not", applicants=("municipality",)), DISTRICT, Fit.PERHAPS),
        (Case(words="Städte", applicants=("municipality",)), DISTRICT, Fit.NO),
    ],
)
def test_a_case_that_may_be_the_readers_is_not_others(
    case: Case, reader: Reader, fits: Fit
) -> None:
    """Who may be a public body, a club that may be charitable, a district that is a "Kommune"."""
    assert fit(case, reader) is fits


@pytest.mark.parametrize(
    ("code", "quote", "reader", "who"),
    [
        ("municipality", "Kommunen", mayor(TOWN), "Städte und Gemeinden: trifft auf Sie zu"),
        (
            "municipality",
            "ländliche Gemeinden",
            mayor(TOWN),
            "Städte und Gemeinden (genannt: „ländliche Gemeinden“): Bedingungen bitte prüfen",
        ),
        ("association", "Vereine", CLUB, "Vereine und Verbände: Bedingungen bitte prüfen"),
        (
            "association",
            "Sportvereine",
            CLUB,
            "Vereine und Verbände (genannt: „Sportvereine“): Bedingungen bitte prüfen",
        ),
        ("public_body", "öffentliche Träger", mayor(TOWN), "Öffentliche Einrichtungen"),
        (
            "public_body",
            "Kirchengemeinden",
            mayor(TOWN),
            "Öffentliche Einrichtungen (genannt: „Kirchengemeinden“);"
            " Städte und Gemeinden nicht genannt",
        ),
        ("municipality", "Kommunen", DISTRICT, "Städte und Gemeinden"),
        ("municipality", "Gemeinden", DISTRICT, "Städte und Gemeinden; Landkreise nicht genannt"),
    ],
)
def test_who_may_apply_is_no_wider_than_the_text(
    code: str, quote: str, reader: Reader, who: str
) -> None:
    """A label that says more has the text's word beside it, only a town is what it is by its name,
    and nobody is called "not named" who may be among those that are."""
    named = read(Field.APPLICANT, code, quote)
    assert line(card(reader, applicants=(), more=(named,)), "Wer") == who


@pytest.mark.parametrize("field", [Field.AREA, Field.POPULATION_MAX])
def test_what_is_in_doubt_lets_no_verdict_stand(field: Field) -> None:
    """Where it is asked which places are meant, or how large, nobody is told that it fits."""
    doubt = said(
        field, "055" if field is Field.AREA else 3_000, standing=Standing.ASKED, question="?"
    )
    shown = card(applicants=("municipality",), more=(doubt,))
    assert line(shown, "Wer") == "Städte und Gemeinden: Bedingungen bitte prüfen"


@pytest.mark.parametrize(
    ("code", "quote", "barred"),
    [
        (
            "company",
            "wirtschaftlich orientierte Unternehmen",
            "„wirtschaftlich orientierte Unternehmen“",
        ),
        ("education", "Hochschulen", "„Hochschulen“"),
        ("individual", "Privatpersonen", "Privatpersonen"),
    ],
)
def test_who_is_left_out_is_named_in_the_texts_words(code: str, quote: str, barred: str) -> None:
    """That some are left out is not told of all of their kind."""
    out = read(Field.EXCLUDED_APPLICANT, code, quote)
    assert line(card(more=(out,)), "Wer").endswith(f"; nicht antragsberechtigt: {barred}")


@pytest.mark.parametrize(
    ("deadlines", "until"),
    [
        (
            (
                fixed(TODAY + 100 * DAY),
                Deadline(kind=DeadlineKind.ROLLING, quote="fortlaufend bis"),
            ),
            "Dienstag, 2. März 2027",
        ),
        (
            (
                Deadline(kind=DeadlineKind.MONTH, value="2027-03", quote="bis Anfang März"),
                fixed(TODAY + 100 * DAY),
            ),
            "Dienstag, 2. März 2027",
        ),
        (
            (Deadline(kind=DeadlineKind.MONTH, value="2027-04"), fixed(TODAY + 100 * DAY)),
            "Dienstag, 2. März 2027 | April 2027; der Tag steht nicht fest",
        ),
        (
            (Deadline(kind=DeadlineKind.RELATIVE, quote="mindestens acht Wochen vor Beginn"),),
            "mit Vorlauf, nicht erst zu Beginn des Vorhabens",
        ),
        (
            (Deadline(kind=DeadlineKind.RELATIVE, quote="frühestens drei Monate vor Beginn"),),
            "vor Beginn des Vorhabens",
        ),
    ],
)
def test_no_line_contradicts_the_one_above(deadlines: tuple[Deadline, ...], until: str) -> None:
    """No "ohne feste Frist" below a day, no month "ohne Tag" beside its day, and no "vor Beginn"
    where weeks must lie between."""
    assert line(card(deadlines=deadlines), "Bis wann") == until


def test_weeks_before_the_start_are_no_mere_start() -> None:
    """Where a rule wants weeks its words stand beside the day, and no step says less."""
    weeks = Deadline(kind=DeadlineKind.RELATIVE, quote="acht Wochen vor der Veranstaltung")
    shown = card(deadlines=(fixed(TODAY + 100 * DAY), weeks))
    assert line(shown, "Zuerst") == ""
    assert weeks.quote in [fact.quote for fact in shown.facts]


def test_a_day_that_ends_it_does_not_begin_it() -> None:
    """One day read as beginning and as end is told as the end."""
    shown = card(opens_on=TODAY + 100 * DAY, deadlines=(fixed(TODAY + 100 * DAY),))
    assert (line(shown, "Ab wann"), shown.until) == ("", "bis 2. März")
    later = card(opens_on=TODAY + 50 * DAY, deadlines=(fixed(TODAY + 100 * DAY),))
    assert line(later, "Ab wann") == "11. Januar 2027"


@pytest.mark.parametrize(
    ("more", "few"),
    [
        (
            (
                said(Field.AWARD_MIN, 3_000),
                said(Field.AWARD_MAX, 150_000, units=(Unit.PROJECT,), unit_words="je Vorhaben"),
            ),
            "bis 150.000 € je Vorhaben",
        ),
        ((said(Field.AWARD_MIN, 3_000),), ""),
        ((said(Field.AWARD_MIN, 3_000), said(Field.AWARD_MAX, 9_000)), "3.000 € bis 9.000 €"),
        ((said(Field.RATE_MAX, 40, Case(words="Anschlussvorhaben")),), "bis 40 %"),
        (
            (
                said(Field.RATE_MAX, 40, Case(words="Anschlussvorhaben")),
                said(Field.RATE_MAX, 70, standing=Standing.ASKED, question="Wofür?"),
            ),
            "",
        ),
    ],
)
def test_a_line_of_the_overview_tells_how_much_there_is(
    more: tuple[Statement, ...], few: str
) -> None:
    """Not the least that is granted, nor the sum of one case where another one is in doubt."""
    assert card(award_max=None, rate_max=None, more=more).amount == few


@pytest.mark.parametrize(
    ("title", "share"), [("Förderkredit Wasser", False), ("Zuschuss für Wasser", True)]
)
def test_what_is_lent_leaves_no_own_share(title: str, share: bool) -> None:
    """A part of a loan that is remitted says nothing of what the applicant pays."""
    shown = line(card(title=title, rate_max=15, summary=""), "Wie viel")
    assert ("Eigen- oder Drittmittel" in shown) is share


def test_a_sum_has_the_base_that_the_text_gives_it() -> None:
    """Costs are not called eligible, and "/kWp" is read aloud."""
    per = said(Field.AWARD_MAX, 100, units=(Unit.ITEM,), unit_words="/kWp")
    costs = said(Field.COST_MIN, 1_000), said(Field.COST_MAX, 20_000)
    shown = line(card(award_max=None, more=(per, *costs)), "Wie viel")
    assert shown == (
        "bis 100 € je kWp · bis 80 % der Kosten · mindestens 20 % Eigen- oder Drittmittel"
        " · bei Kosten von 1.000 € bis 20.000 €"
    )


@pytest.mark.parametrize(
    ("funders", "shown"),
    [
        (("Bürgerstiftung", "Bürgerstiftung Vechta"), "Bürgerstiftung Vechta"),
        (("Land Hessen", "Bund"), "Land Hessen; Bund"),
    ],
)
def test_a_funder_is_named_by_its_whole_name(funders: tuple[str, ...], shown: str) -> None:
    """The beginning of a name is no second funder."""
    assert line(card(funders=funders), "Förderer") == shown


@pytest.mark.parametrize(
    ("title", "summary", "kept"),
    [
        (
            "Regionalbudget 2027",
            "Regionalbudget 2027\nGefördert werden Läden.",
            "Gefördert werden Läden.",
        ),
        (
            "Heimat-Scheck",
            "Heimat-Scheck unterstützt Vereine im Ort.",
            "Heimat-Scheck unterstützt Vereine im Ort.",
        ),
        (
            "Bau",
            "- Wege im Ort bauen.\n* Plätze im Ort bauen.\nDas Land stärkt Orte.",
            "Das Land stärkt Orte.",
        ),
        (
            "Bau",
            "1. Melden Sie sich bitte an.\n2. Warten Sie bitte ab.\nDas Land stärkt Orte.",
            "Das Land stärkt Orte.",
        ),
        (
            "Bau",
            "1. Februar 2027 beginnt es im Ort.\nDas Land stärkt Orte.",
            "Das Land stärkt Orte.",
        ),
        (
            "Bau",
            "Sie sind hier: Startseite > Themen > Bau\nDas Land stärkt Orte.",
            "Das Land stärkt Orte.",
        ),
        ("Bau", "Das Land stärkt Orte.\nstreckt die Mittel lange vor.", "Das Land stärkt Orte."),
        (
            "Bau",
            "Ein Rechtsanspruch auf Förderung besteht nicht. Das Land stärkt Orte.",
            "Das Land stärkt Orte.",
        ),
        (
            "Bau",
            "Anträge sind schriftlich beim Amt einzureichen. Das Land stärkt Orte.",
            "Das Land stärkt Orte.",
        ),
        (
            "Bau",
            "Personalkosten werden nicht gefördert. Das Land stärkt Orte.",
            "Das Land stärkt Orte.",
        ),
        ("Bau", "Haben Sie eine Idee? Bei uns sind Sie richtig.", "Bei uns sind Sie richtig."),
        (
            "Bau",
            "„Das ist ein guter Tag“, sagte der Minister. Das Land stärkt Orte.",
            "Das Land stärkt Orte.",
        ),
        (
            "Bau",
            "Eine Antragstellung ist derzeit nicht möglich.",
            "Eine Antragstellung ist derzeit nicht möglich.",
        ),
    ],
)
def test_a_purpose_is_what_is_paid_for(title: str, summary: str, kept: str) -> None:
    """Not the title again, the way to the page, an item of a list, half a sentence, how one
    applies, what is not funded, a question or a speech; what can be had at present stays."""
    assert card(title=title, summary=summary).summary == kept


def test_a_name_of_sentences_is_not_cut() -> None:
    """A name in quotation marks may have full stops in it."""
    name = "Das Programm „Ehrenamt gewinnen. Engagement binden. Vielfalt leben.“ läuft weiter."
    assert sentences(name) == [name]
    assert sentences("Es läuft. Das Land hilft.") == ["Es läuft.", "Das Land hilft."]


@pytest.mark.parametrize(
    ("words", "called"),
    [
        ("Sind Hochschulen berechtigt?, Anschlussvorhaben", "Anschlussvorhaben"),
        ("Bau und Umbau, Anschlussvorhaben", "Bau und Umbau, Anschlussvorhaben"),
    ],
)
def test_a_question_is_no_case(words: str, called: str) -> None:
    """A heading that asks does not name what stands below it."""
    assert case_called(Case(words=words)) == called


@pytest.mark.parametrize(
    ("field", "value", "quote", "rule", "shown"),
    [
        (Field.AWARD_MAX, 200, "200 Euro", "amounts.award-fixed", "200 €"),
        (Field.AWARD_MAX, 200, "200 Euro", "amounts.award-max", "bis 200 €"),
        (Field.AWARD_MAX, 200, "rund 200 Euro", "amounts.award-fixed", "rund 200 €"),
        (Field.AWARD_MAX, 200, "bis zu etwa 200 Euro", "amounts.award-max", "bis etwa 200 €"),
        (Field.RATE_MAX, 65, "In der Regel 65 %", "rates.rate-max", "in der Regel 65 % der Kosten"),
        (
            Field.RATE_MAX,
            65,
            "in der Regel höchstens 65 %",
            "rates.rate-max",
            "in der Regel bis 65 % der Kosten",
        ),
        (
            Field.BUDGET,
            100_000,
            "voraussichtlich ein Gesamtbudget von 100.000 €",
            "amounts.budget",
            "insgesamt voraussichtlich 100.000 €",
        ),
        (Field.OWN_SHARE, 10, "mindestens 10 %", "rates.own-share", "mindestens 10 % Eigenanteil"),
    ],
)
def test_a_sum_is_as_exact_as_its_text(
    field: Field, value: int, quote: str, rule: str, shown: str
) -> None:
    """A fixed sum is no limit, and what a text hedges is told with its hedge."""
    statement = read(field, value, quote, rule=rule)
    assert line(card(award_max=None, rate_max=None, more=(statement,)), "Wie viel") == shown


def test_what_is_hedged_is_read_with_its_hedge() -> None:
    """The words before a number that make it inexact are part of its quote."""
    text = (
        "Insgesamt stehen für die Kommunen rund 5 Millionen Euro bereit. Der Zuschuss beträgt in"
        " der Regel 65 Prozent der förderfähigen Kosten, ein Vorhaben erhält bis zu 2.000 Euro."
    )
    quotes = {one.field: one.quote for one in reading(text)}
    assert quotes[Field.BUDGET] == "rund 5 Millionen Euro"
    assert quotes[Field.RATE_MAX] == "in der Regel 65 Prozent"
    assert quotes[Field.AWARD_MAX] == "2.000 Euro"


def test_prizes_in_all_are_no_prize() -> None:
    """What all winners get together is nobody's prize; what each gets is."""
    shared, own = (
        [one for one in reading(text) if one.field is Field.AWARD_MAX]
        for text in (
            "Das Preisgeld von zusammen 5.000 Euro wird unter den Siegern verteilt.",
            "Das Preisgeld von 5.000 Euro geht an den Sieger.",
        )
    )
    assert [bool(one.doubt) for one in (*shared, *own)] == [True, False]


@pytest.mark.parametrize(
    ("quote", "value", "short"),
    [
        (
            "spätestens sechs Monate nach dem Erwerb",
            "richtet sich nach Ihrem Vorhaben",
            "je nach Vorhaben",
        ),
        ("Antrag ist vor Beginn zu stellen", "vor Beginn des Vorhabens", "vor Beginn"),
        ("Nicht förderfähig sind begonnene Vorhaben", "vor Beginn des Vorhabens", "vor Beginn"),
        (
            "sechs Wochen, bevor die Fahrt beginnt",
            "mit Vorlauf, nicht erst zu Beginn des Vorhabens",
            "mit Vorlauf",
        ),
    ],
)
def test_a_rule_is_told_as_it_counts(quote: str, value: str, short: str) -> None:
    """What counts from the purchase is not told as before the start, nor weeks as its eve."""
    rule = Deadline(kind=DeadlineKind.RELATIVE, value="", quote=quote)
    shown = card(deadlines=(rule,))
    assert (line(shown, "Bis wann"), shown.until) == (value, short)


@pytest.mark.parametrize(("opens", "told"), [(DAY, True), (40 * DAY, False), (90 * DAY, False)])
def test_another_rounds_opening_is_not_told(opens: timedelta, told: bool) -> None:
    """Where one may apply until a day, what opens on it or later is a round to come."""
    shown = card(deadlines=(fixed(TODAY + 40 * DAY),), opens_on=TODAY + opens)
    assert bool(line(shown, "Ab wann")) is told
    assert shown.until.startswith("bis ") is not told


@pytest.mark.parametrize(
    ("quote", "shown"),
    [
        (
            "Antragsverfahren\n4.1 Der Antrag muss bis zum 1. Februar 2027 im Amt vorliegen",
            "Der Antrag muss bis zum 1. Februar 2027 im Amt vorliegen",
        ),
        ("Der Antrag ist bis zum 1. Februar 2027 möglich",) * 2,
        ("Eingang am 1.2. Februar 2027",) * 2,
    ],
)
def test_a_heading_is_no_part_of_a_quote(quote: str, shown: str) -> None:
    """The heading and the number of a section are left out, and nothing else."""
    deadline = replace(fixed(TODAY + 70 * DAY), quote=quote)
    quotes = [fact.quote for fact in card(deadlines=(deadline,)).facts if fact.quote]
    assert quotes == [shown]


@pytest.mark.parametrize(
    ("words", "called"),
    [
        ("Wird das Verhältnis für mindestens ein weiteres Jahr", "in bestimmten Fällen"),
        (
            "Vereinen überzeugte der SV, der sein Flutlicht umrüstete und dafür",
            "in bestimmten Fällen",
        ),
        ("Baustein 2, konkrete Digitalisierungs", "in bestimmten Fällen"),
        ("Antragsteller nach Nr. 3.2", "in bestimmten Fällen"),
        ("Ja, für Wärmenetzanschlüsse", "für Wärmenetzanschlüsse"),
        ("Gemeinden unter 20.000 Einwohner\nZweck", "Gemeinden unter 20.000 Einwohner"),
        ("Bau und Generalsanierung, Markt", "Bau und Generalsanierung, Markt"),
    ],
)
def test_a_fragment_is_no_name_of_a_case(words: str, called: str) -> None:
    """What was cut out of a sentence, or points into the text, names nothing."""
    assert case_called(Case(words=words)) == called


def test_no_sum_of_one_unit_stands_for_another() -> None:
    """Where cases have sums of two units, or one has none, the overview names no widest one."""
    flats = read(
        Field.AWARD_MAX,
        60_000,
        "60.000 €",
        case=Case(words="Wohnen"),
        units=(Unit.BUILDING,),
        unit_words="je Wohneinheit",
    )
    open_end = read(Field.RATE_MAX, 50, "50 %", case=Case(words="Umbau"))
    rest = read(Field.AWARD_MAX, 200_000, "200.000 €", case=Case(words="Arbeiten"))
    assert card(award_max=None, rate_max=None, more=(flats, rest)).amount == ""
    assert card(award_max=None, rate_max=None, more=(flats, open_end)).amount == "bis 50 %"
    assert (
        card(award_max=None, rate_max=None, more=(flats,)).amount == "bis 60.000 € je Wohneinheit"
    )


@pytest.mark.parametrize(
    ("named", "quote", "standing"),
    [
        ("initiative", "Gruppen", Standing.SURE),
        ("nonprofit", "Träger der freien Jugendhilfe", Standing.SURE),
        ("individual", "natürliche und juristische Personen", Standing.SURE),
        ("association", "Vereine", Standing.ASKED),
    ],
)
def test_who_may_be_meant_is_not_told_as_left_out(
    named: str, quote: str, standing: Standing
) -> None:
    """A club may be a group, a carrier of youth work or a legal person, or stand in doubt."""
    towns = read(Field.APPLICANT, "municipality", "Gemeinden")
    other = read(
        Field.APPLICANT,
        named,
        quote,
        standing=standing,
        question="" if standing is Standing.SURE else "Wer?",
    )
    assert "nicht genannt" not in line(card(CLUB, applicants=(), more=(towns, other)), "Wer")
    assert "nicht genannt" in line(card(CLUB, applicants=(), more=(towns,)), "Wer")


@pytest.mark.parametrize(
    ("summary", "kept"),
    [
        ("Private Gastgeber mit neun Betten sowie kleine Unternehmen im Saarland.", ""),
        ("Die Labs sollen im Juli 2027 mit Angeboten starten.", ""),
        ("Für Anträge der Heimatpflege ist der Landesheimatbund zuständig.", ""),
        ("Die Ortsräte entscheiden im II. Quartal.", "Die Ortsräte entscheiden im II. Quartal."),
        ("1.1 Die Stadt hilft Dörfern und Orten.", "Die Stadt hilft Dörfern und Orten."),
    ],
)
def test_a_purpose_is_a_sentence_of_its_own(summary: str, kept: str) -> None:
    """No fragment, no timetable and no number of a section; "II." ends no sentence."""
    assert card(summary=summary).summary == kept


@pytest.mark.parametrize(
    ("quote", "left_out"),
    [("Einrichtungen in öffentlicher Hand", False), ("Kirchengemeinden", True)],
)
def test_a_district_may_be_a_public_body(quote: str, left_out: bool) -> None:
    """Public bodies in general may be districts; a parish is none."""
    named = (read(Field.APPLICANT, "public_body", quote), read(Field.APPLICANT, "company", "KMU"))
    who = line(card(DISTRICT, applicants=(), more=named), "Wer")
    assert ("nicht genannt" in who) is left_out


@pytest.mark.parametrize(("words", "amount"), [("Thüringen", ""), ("Neubau", "bis 9.000 €")])
def test_a_case_of_a_land_gives_no_sum_of_the_overview(words: str, amount: str) -> None:
    """A sum for one Land stands under its name, and not in a line where nobody sees whose it is."""
    award = read(Field.AWARD_MAX, 9_000, "9.000 €", case=Case(words=words))
    shown = card(award_max=None, rate_max=None, more=(award,))
    assert (shown.amount, line(shown, "Wie viel")) == (amount, f"{words}: bis 9.000 €")


def test_a_quote_ends_with_a_whole_word() -> None:
    """Where a rule reads the beginning of a word, all of it is quoted."""
    text = (
        "Nach Ausschöpfen des jährlichen Budgets können keine Anträge mehr berücksichtigt werden."
    )
    quotes = [one.quote for one in reading(text) if one.field is Field.DEADLINE_RULE]
    assert quotes
    assert all(text[text.find(quote) + len(quote)] in " ." for quote in quotes)


@pytest.mark.parametrize(
    ("reader", "summary", "left_out"),
    [
        (
            CLUB,
            "Gefördert wird Handwerk. Ausgeschlossen: Vereine, Land- und Forstwirtschaft.",
            False,
        ),
        (CLUB, "Gefördert wird Handwerk.", True),
        (MAYOR, "Das bleibt Städten vorbehalten, wenn sie Handwerk fördern.", False),
        (MAYOR, "Die Stadt fördert Handwerk.", True),
        (DISTRICT, "Das Land hilft Kreisen und fördert Handwerk.", False),
        (DISTRICT, "Das Land fördert Handwerk in ländlichen Kreisen.", True),
    ],
)
def test_whom_the_text_mentions_is_not_called_unnamed(
    reader: Reader, summary: str, left_out: bool
) -> None:
    """A kind of applicant that the text has a word for is not "nicht genannt", read or not."""
    named = read(Field.APPLICANT, "company", "Handwerk")
    who = line(card(reader, applicants=(), summary=summary, more=(named,)), "Wer")
    assert ("nicht genannt" in who) is left_out


@pytest.mark.parametrize(
    ("quote", "step"),
    [
        ("Projektideen sind bis 1. Februar 2027 willkommen", "Projektvorschlag einreichen"),
        ("Skizzen sind bis 1. Februar 2027 willkommen", "Skizze einreichen"),
    ],
)
def test_an_idea_is_no_sketch(quote: str, step: str) -> None:
    """What is handed in first is called a sketch only where the text does so."""
    first = replace(fixed(TODAY + 70 * DAY), stage="sketch", quote=quote)
    assert line(card(deadlines=(first,)), "Zuerst") == step


def test_a_budget_is_told_once() -> None:
    """A sum that stands twice, once with its year, is one, and its adjective can stand alone."""
    budgets = (
        read(Field.BUDGET, 3_200_000, "3,2 Mio. €", units=(Unit.YEAR,), unit_words="jährliche"),
        read(Field.BUDGET, 3_200_000, "3,2 Mio. €"),
    )
    shown = line(card(award_max=None, rate_max=None, more=budgets), "Wie viel")
    assert shown == "insgesamt 3,2 Mio. € jährlich"
