"""Titles taken apart, addresses in one spelling, areas, groups."""

from __future__ import annotations

from datetime import UTC, datetime
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.vocabulary import Relation
from pipeline.duplicates import Bond, Member, Said, candidates, compare, grouped, ranked, read_title
from pipeline.duplicates.places import Reach, reach
from pipeline.duplicates.profile import address
from pipeline.duplicates.titles import same_words
from tests.pipeline.duplicates.samples import SOURCES, profile


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Förderung von Projekten zum Thema ?Universum?", "Universum"),
        ("Dorfmoderation (RL-DoMo)", "Förderprogramm „Dorfmoderation“ des Landes Hessen"),
        ("KMU-innovativ: Bioökonomie", "Förderung von KMU – innovativ – Bioökonomie"),
        ("Kulturelle Bildung – Dorf", "Dorf: kulturelle Bildung"),
        ("Richtlinie zur Förderung der Nahmobilität", "Nahmobilitätsrichtlinie"),
        ("Dorfladenförderung", "Förderprogramm Dorfläden"),
        ("Energie-Netzwerke für Kommunen", "Kommunale Energienetzwerke"),
        ("Markt und Stadt (ESF+)", "ESF Plus: Stadt und Markt"),
        ("Bundesförderprogramm „Junge Höfe“", "Junge Höfe (Neuauflage 2027)"),
        ("Brachflächenrecycling", "Förderung des Recyclings von Brachflächen"),
        ("Modernisierung kommunaler Turnhallen", "Kommunale Turnhallen modernisieren"),
        ("Hochwasserschutzmaßnahmen", "Zuschüsse für Hochwasserschutz"),
    ],
)
def test_the_usual_words_do_not_tell_titles_apart(one: str, other: str) -> None:
    """Boilerplate, order, quotation marks and hyphens do not matter."""
    assert same_words(read_title(one), read_title(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Wohnraumförderung – Neubau", "Wohnraumförderung – Umbau"),
        ("Kredit Altersgerecht Umbauen", "Zuschuss Altersgerecht Umbauen"),
        ("Sportstätten der Vereine", "Sportstätten der Kommunen"),
        ("Brachflächenrecycling", "Recycling von Baustoffen"),
        ("Wohngebäude", "Nichtwohngebäude"),
        ("", "Förderprogramm"),
    ],
)
def test_other_words_do(one: str, other: str) -> None:
    """One word of substance is enough."""
    assert not same_words(read_title(one), read_title(other))


def test_a_title_says_year_round_and_period() -> None:
    """The year of a deadline is no round, a funding period neither."""
    title = read_title("3. Förderaufruf 2026 „Smarte Orte II“ (2021–2027), Frist 1. März 2027")
    assert (title.years, title.period, title.round) == (frozenset({2026}), (2021, 2027), True)
    assert {"3", "ii"} <= title.marks
    assert "smarte orte ii" in title.names
    assert read_title("Zweite Runde").marks == read_title("2. Runde").marks


def test_the_name_of_the_programme_above_is_not_the_entrys_own() -> None:
    """Two measures under one roof share its name and are two."""
    one = read_title("Postdoc-Stipendien im Förderschwerpunkt „Zukunft eHealth“")
    other = read_title("Forschungsgruppen im Förderschwerpunkt „Zukunft eHealth“")
    assert not one.names and not other.names


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("Hilfen für Marktorte (HiMa)", {"hima"}),
        ("KLAR – Kleine Anlagen im Ort", {"klar"}),
        ("Zuwendungen für Markthallen (Markthallenrichtlinie)", {"markthall"}),
        ("Markthallen (ELER)", set()),
        ("Markthallen (alle Orte)", set()),
    ],
)
def test_a_title_says_what_it_is_called_for_short(title: str, short: set[str]) -> None:
    """An abbreviation or a compound in brackets is a name; where the money comes from is none."""
    assert read_title(title).short == short


def test_a_name_for_short_has_three_words_at_most() -> None:
    """They are counted; a bracket of any length is read, and one that is long is no name."""
    assert read_title("Märkte (KIP Kita Süd)").short == {"kip kita sued"}
    assert not read_title("Märkte (die KIP Kita Süd)").short
    assert not read_title(f"Märkte ({'a' * 20_000} b c d)").short


def test_a_bracket_that_tells_a_part_tells_it_apart() -> None:
    """ "(Teil II)" counts like "Teil II", a number inside other words does not."""
    assert read_title("Märkte (Teil II)").marks == read_title("Märkte, Teil II").marks == {"ii"}
    assert read_title("Märkte (nach § 3 Marktgesetz)").marks == frozenset()


@pytest.mark.parametrize(
    ("fund", "named"),
    [("ESF+", ()), ("ESF Plus", ()), ("Erasmus+", ("erasmu",)), ("Erasmus plus", ("erasmu",))],
)
def test_the_plus_of_a_fund_is_no_round(fund: str, named: tuple[str, ...]) -> None:
    """Only the plus goes: the new social fund is in many titles, Erasmus stays in its own."""
    title = read_title(f"Markt und Stadt, {fund}")
    assert not title.marks
    assert title.tokens == ("markt", "stadt", *named)
    assert read_title("Markt und Stadt+").marks == {"+"}


def test_who_names_no_funder_may_use_a_short_name() -> None:
    """One long word is enough for a question then, and only then."""
    title = "Investitionsprogramm der MARKTHALLENKASSE"
    whole = profile(1, **{"in": "fdb", "title": title, "area": "06", "funder": "HMLU"})
    silent = profile(2, **{"in": "hsgb", "title": "Markthallenkasse"})
    other = profile(3, **{"in": "hsgb", "title": "Markthallenkasse", "funder": "Sparkassenverein"})
    assert compare(whole, silent).relation is Relation.LIKELY
    assert compare(whole, other).relation is Relation.DIFFERENT


def test_a_quoted_name_is_found_inside_a_title() -> None:
    """As it stands, with no naming word beside it: "Neue Hof und Garten" is another name."""
    quoting = read_title("Sonderprogramm „Hof und Garten“")
    assert read_title("Stauden: Programm Hof und Garten geht weiter").says(quoting.names)
    assert not read_title("Stauden: Schöner Hof und Garten").says(quoting.names)


def test_what_follows_a_colon_is_a_name_where_a_source_names_no_funder() -> None:
    """Two measures of known funders may have one subject."""
    one = profile(1, **{"in": "hsgb", "title": "Landesinitiative Höfe: Alte Scheunen im Ort"})
    facts = {"in": "wibank", "title": "Alte Scheunen im Ort – Beratung"}
    assert compare(one, profile(2, **facts)).relation is Relation.LIKELY
    known = profile(3, **{"in": "pages", "title": one.title.text, "funder": "Hofverein"})
    other = profile(4, **facts, funder="Scheunenverein")
    assert compare(known, other).relation is Relation.DIFFERENT


def test_a_name_in_capitals_needs_one_more_common_word() -> None:
    """A programme's name inside a title may be that of the one above it."""
    whole = profile(1, **{"in": "wibank", "title": "Markthallen-Programm (MAHA)"})
    same = profile(2, **{"in": "hsgb", "title": "Neue Markthallen: MAHA kommt"})
    other = profile(3, **{"in": "hsgb", "title": "Neue Brunnen: MAHA kommt"})
    assert compare(whole, same).relation is Relation.LIKELY
    assert compare(whole, other).relation is Relation.DIFFERENT


def test_a_compound_alone_merges_nothing() -> None:
    """ "Gartenmarktrichtlinie" is probably about garden markets: that is asked."""
    facts = {"funder": "HMLU"}
    one = profile(1, **{"in": "wibank", "title": "Gartenmarktrichtlinie", **facts})
    other = profile(2, **{"in": "lhz", "title": "Richtlinie Gartenmarkt", **facts})
    alike = profile(3, **{"in": "lhz", "title": "Gartenmarktrichtlinie", **facts})
    assert compare(one, other).relation is Relation.LIKELY
    assert compare(one, alike).relation is Relation.SAME


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://www.Example.org/Foo/;jsessionid=A1.1_cid3?nn=47&fbclid=x", "example.org/foo"),
        ("http://example.org/foo/#top", "example.org/foo"),
        ("https://example.org/list?event=7&utm_source=mail", "example.org/list?event=7"),
        ("https://example.org/", ""),
        ("", ""),
        ("https://[broken/", ""),
    ],
)
def test_an_address_has_one_spelling(url: str, expected: str) -> None:
    """Session, tracking, case and a last slash go; a home page proves nothing."""
    assert address(url) == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({"06"}, {"06"}, Reach.EQUAL),
        ({"06"}, {"06535"}, Reach.NESTED),
        ({"de"}, {"leader:knuell"}, Reach.NESTED),
        ({"06"}, {"leader:knuell"}, Reach.NESTED),
        ({"06"}, {"09"}, Reach.APART),
        ({"leader:vogelsberg"}, {"leader:knuell"}, Reach.APART),
        ({"09"}, {"leader:knuell"}, Reach.APART),
        ({"09"}, {"leader:ammersee"}, Reach.NESTED),
        ({"09188"}, {"leader:ammersee"}, Reach.NESTED),
        ({"06"}, {"leader:ammersee"}, Reach.APART),
        ({"06"}, {"leader:nobody-knows"}, Reach.APART),
    ],
)
def test_areas_are_equal_nested_or_apart(one: set[str], other: set[str], expected: Reach) -> None:
    """The keys alone say how two areas lie to each other, either way round."""
    assert reach(frozenset(one), frozenset(other)) is expected
    assert reach(frozenset(other), frozenset(one)) is expected


def bond(one: int, other: int, said: Said = Said.BY_RULES, better: int = 0) -> Bond:
    """A bond between two entries; the larger `better` the earlier it counts."""
    pair = (min(one, other), max(one, other))
    return Bond(pair=pair, said=said, order=(-better, pair))


@pytest.mark.parametrize(
    ("funder", "known"),
    [
        ("Land Hessen", frozenset()),
        ("Freistaat Bayern", frozenset()),
        ("Bund", frozenset()),
        ("Hessische Staatskanzlei", frozenset({"he_staatskanzlei"})),
    ],
)
def test_a_land_as_such_proves_nothing(funder: str, known: frozenset[str]) -> None:
    """Each ministry is the Land: its name neither joins two entries nor parts them."""
    facts = {"in": "hsgb", "title": "Dorfplatz", "funder": funder}
    assert profile(1, **facts).funders == known


def test_a_third_entry_never_merges_two_rounds() -> None:
    """A bond of the rules is left out where it brings together what is not the same."""
    bonds = [bond(1, 2), bond(2, 3)]
    assert grouped(bonds, (), lambda *pair: pair == (1, 3)) == (frozenset({1, 2}),)
    assert grouped(bonds, (), lambda *_: False) == (frozenset({1, 2, 3}),)


def test_of_two_bonds_that_clash_the_better_one_counts() -> None:
    """Not the one of the entries that were stored first; and what is sure before what is asked."""

    def apart(*pair: int) -> bool:
        return pair == (1, 3)

    assert grouped([bond(1, 2), bond(2, 3, better=1)], (), apart) == (frozenset({2, 3}),)
    asked = bond(1, 2, Said.ASKED, better=1)
    assert grouped([asked, bond(2, 3)], (), apart) == (frozenset({2, 3}),)


def test_staff_decide_before_the_rules_and_against_them() -> None:
    """A merge by staff holds whatever the rules say; what they separate never meets."""
    staff, rules = bond(2, 3, Said.BY_STAFF), bond(1, 2)
    assert grouped([rules, staff], (), lambda *_: True) == (frozenset({2, 3}),)
    assert grouped([rules, staff], {(1, 3)}, lambda *_: False) == (frozenset({2, 3}),)


@given(
    st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12), st.sampled_from(Said)), max_size=25),
    st.sets(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=8),
    st.randoms(use_true_random=False),
)
def test_groups_never_overlap_and_never_join_what_staff_separated(
    drawn: list[tuple[int, int, Said]], refused: set[tuple[int, int]], chance: Random
) -> None:
    """Whatever the bonds and their order, an entry is in one group, and a refused pair in none."""
    refused = {(min(pair), max(pair)) for pair in refused if pair[0] != pair[1]}
    bonds = [
        bond(a, b, said) for a, b, said in drawn if a != b and (min(a, b), max(a, b)) not in refused
    ]
    groups = grouped(bonds, refused, lambda *_: False)
    members = [member for group in groups for member in group]
    assert len(members) == len(set(members))
    assert all(len(group) > 1 for group in groups)
    assert not any(set(pair) <= group for pair in refused for group in groups)
    assert grouped(chance.sample(bonds, len(bonds)), refused, lambda *_: False) == groups


def test_who_takes_the_application_leads_then_the_funder_then_the_most_recent() -> None:
    """A relay never leads a funder, however new it is, and neither the body that decides."""
    old, new = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 9, 1, tzinfo=UTC)

    def member(id: int, slug: str, news_at: datetime) -> Member:
        return Member(id=id, source=SOURCES[slug], key=str(id), news_at=news_at)

    relay, first, second = member(1, "hsgb", new), member(2, "press", old), member(3, "lhz", new)
    bank = member(4, "wibank", old)
    assert ranked([relay, first, second]) == (3, 2, 1)
    assert ranked([relay, first, bank, second]) == (4, 3, 2, 1)


def test_only_pairs_with_something_fresh_are_compared() -> None:
    """What was compared before is not compared again."""
    entries = [
        profile(1, **{"in": "wibank", "title": "Dorfmoderation"}),
        profile(2, **{"in": "fdb", "title": "Dorfmoderation", "area": "06"}),
        profile(3, **{"in": "lhz", "title": "Dorfmoderation"}),
    ]
    pairs = {frozenset((one.id, other.id)) for one, other in candidates(entries, {3})}
    assert pairs == {frozenset({1, 3}), frozenset({2, 3})}
    assert list(candidates(entries, ())) == []


def test_what_one_source_lists_under_two_titles_is_two() -> None:
    """It is compared with its own entries of the same title, and with those of others."""
    entries = [
        profile(1, **{"in": "fdb", "title": "Radwege und Dorfplätze", "area": "06"}),
        profile(2, **{"in": "fdb", "title": "Radwege und Dorfplätze", "area": "16"}),
        profile(3, **{"in": "fdb", "title": "Dorfplätze und Radwege", "area": "06"}),
        profile(4, **{"in": "wibank", "title": "Radwege, Dorfplätze", "area": "06"}),
    ]
    pairs = {tuple(sorted((one.id, other.id))) for one, other in candidates(entries, {1, 3})}
    assert pairs == {(1, 2), (1, 4), (3, 4)}


def test_sixteen_twins_are_one_family_and_stay_sixteen() -> None:
    """One federal programme, one entry for each Land: every two of them are relatives."""
    twins = [
        profile(n, **{"in": "fdb", "title": "Sonderprogramm „Stadt und Land“", "area": f"{n:02}"})
        for n in range(1, 17)
    ]
    pairs = list(candidates(twins, {twin.id for twin in twins}))
    assert len(pairs) == 16 * 15 // 2
    assert {compare(*pair).relation for pair in pairs} == {Relation.FAMILY}


ONE_PAGE = "https://www.example.org/programm"


@pytest.mark.parametrize(
    ("one", "other", "relation"),
    [
        ("Klimafonds", "Klimafonds", Relation.SAME),
        ("Klimafonds", "Klimafonds für Kommunen", Relation.LIKELY),
        ("Dorfbudget", "Dorfbudget Jugend", Relation.LIKELY),
    ],
)
def test_a_word_more_on_one_page_is_a_question(one: str, other: str, relation: Relation) -> None:
    """One page may tell of a programme and of its sister for others."""
    pair = [
        profile(number, **{"in": source, "title": title, "url": ONE_PAGE})
        for number, (source, title) in enumerate((("pages", one), ("hsgb", other)), start=1)
    ]
    assert compare(*pair).relation is relation


@pytest.mark.parametrize(
    ("one", "other", "relation"),
    [
        ("6. Aufruf", "Sechster Projektaufruf gestartet", Relation.LIKELY),
        ("Aufruf im Herbst: Hofläden", "Hofläden: Aufruf", Relation.LIKELY),
        ("Aufruf: Hofläden", "Aufruf: Radwege", Relation.DIFFERENT),
    ],
)
def test_calls_that_close_on_one_day_are_asked_about(
    one: str, other: str, relation: Relation
) -> None:
    """One deadline in one region is a proof where one title has no word of its own."""
    pair = [
        profile(
            number,
            **{
                "in": source,
                "title": title,
                "kind": "call",
                "area": "leader:knuell",
                "deadline": "2027-05-07",
            },
        )
        for number, (source, title) in enumerate((("leader_knuell", one), ("gazette", other)), 1)
    ]
    assert list(candidates(pair, {1}))
    assert compare(*pair).relation is relation
