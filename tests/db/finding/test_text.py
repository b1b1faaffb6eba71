"""What is searched for is found, on both databases alike."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from bench.judged import fill
from db.engine import make_engine, reading, writing
from db.facts import Facts
from db.finding.fold import fold
from db.finding.lexicon import LINES
from db.finding.query import sought_for
from db.finding.text import TextFound, holding
from db.finding.word_index import WordIndex, read_words
from db.opportunities import Opportunity
from db.projection import rebuild, rebuild_all
from db.schema import upgrade
from db.search_texts import store_topic_names
from db.vocabulary import Visibility
from tests.conftest import NOW, TODAY
from tests.doses import dose
from tests.notifier.samples import change, publish, values

TITLES = (
    "Radwegeförderung der Landkreise",
    "Neubau von Feuerwehrgerätehäusern",
    "Förderung von Dorfläden",
    "Sanierung kommunaler Schwimmbäder",
    "Glasfaser für Gewerbegebiete",
    "Beratung zur Bioenergie",
    "EU-Programm für neue Wege",
    "Umbau von Räumen der Vereine",
    "Strassenbeleuchtung und Gebaeudesanierung",
)


@pytest.fixture
def stock(engine: Engine) -> Engine:
    """A database with some programmes, numbered as they stand above."""
    for number, title in enumerate(TITLES):
        publish(engine, str(number), values(title=title, summary="Für Orte auf dem Land."))
    return engine


def held(session: Session) -> WordIndex:
    """All texts in memory."""
    return read_words(session, session.scalars(select(Facts.opportunity_id)))


def titles(engine: Engine, words: str) -> list[str]:
    """What is found, the best first, whether the texts are held in memory or not."""
    with reading(engine) as session:
        found = holding(session, words)
        assert holding(session, words, held(session)) == found
        ranks = found.ranks
        named = dict(session.execute(select(Opportunity.id, Opportunity.title)).all())
    return [named[id] for id in sorted(ranks, key=lambda id: (ranks[id], id))]


MEANT = (
    ("Radweg", 0),
    ("radwege landkreis", 0),
    ("Zuschuss für Radwege", 0),
    ("Feuerwehr", 1),
    ("Feuerwehrhaus", 1),
    ("Häuser", 1),
    ("FEUERWEHRGERAETEHAUS", 1),
    ("Dorfladen", 2),
    ("Dorfladenförderung", 2),
    ("Geld für Dorfladen", 2),
    ("Schwimmbad", 3),
    ("Schwimbad", 3),
    ("Glasfasser", 4),
    ("Energie", 5),
    ("Bioenergie", 5),
    ("EU", 6),
    ('"neue Wege"', 6),
    ("Verein Raum", 7),
    ("Straße", 8),
    ("Gebäude", 8),
    ("wege -landkreise", 6),
)


def test_what_is_meant_is_found(stock: Engine) -> None:
    """However it is written, inflected or put together."""
    found = {words: titles(stock, words) for words, _number in MEANT}
    assert found == {words: [TITLES[number]] for words, number in MEANT}


@pytest.fixture(scope="module")
def on_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """A database with titles by which nothing can be told but whether it is searched at all."""
    engine = make_engine(f"sqlite:///{tmp_path_factory.mktemp('words') / 'words.db'}")
    upgrade(engine)
    fill(engine, [values(title=title) for title in (*TITLES, *(line.words[0] for line in LINES))])
    return engine


def test_words_that_mean_the_same_find_each_other() -> None:
    """And their kinds; nothing in the thesaurus is without use, and nothing leads nowhere."""
    missed = {}
    for line in LINES:
        found = sought_for(line.words[0])
        for word in (*line.words, *line.kinds):
            if found.step_in(fold(word)) is None:
                missed[line.words[0]] = word
        for word in (*line.kinds, *line.asked):
            if sought_for(word).widened(most=True).step_in(fold(line.words[0])) is None:
                missed[word] = line.words[0]
    assert not missed


def test_who_asks_for_a_kind_finds_it_and_then_the_whole(engine: Engine) -> None:
    """As long as no title names the kind; then whoever asks knows what there is."""
    publish(engine, "1", values(title="Brandschutzförderrichtlinie", summary=""))
    publish(engine, "2", values(title="Preis für Wehren", summary="Die Drehleiter von Alsfeld."))
    assert titles(engine, "Drehleiter") == ["Preis für Wehren", "Brandschutzförderrichtlinie"]
    assert titles(engine, "Hydranten") == ["Brandschutzförderrichtlinie"]
    publish(engine, "3", values(title="Neue Drehleitern", summary=""))
    assert titles(engine, "Drehleiter") == ["Neue Drehleitern", "Preis für Wehren"]


def test_a_compound_that_nobody_listed_is_known_by_its_parts(engine: Engine) -> None:
    """By its end, or by its beginning where its end says little or is not known."""
    publish(engine, "1", values(title="Öffentliche Büchereien", summary=""))
    publish(engine, "2", values(title="Warnung durch Sirenen", summary=""))
    publish(engine, "3", values(title="Hilfe für Wohnungslose", summary=""))
    assert titles(engine, "Kreisbücherei") == ["Öffentliche Büchereien"]
    assert titles(engine, "Sirenenreparatur") == ["Warnung durch Sirenen"]
    assert titles(engine, "Obdachlosenunterkünfte") == ["Hilfe für Wohnungslose"]


def test_what_is_sought_begins_and_ends_where_parts_of_a_word_do(engine: Engine) -> None:
    """So a word does not stand in others by its letters alone."""
    for number, title in enumerate(
        ("Gewalt an Frauen", "Umbauen", "Flussauen", "Fahrradparken", "Kurparks", "Wirtschaft")
    ):
        publish(engine, str(number), values(title=title, summary=""))
    assert titles(engine, "Auen") == ["Flussauen"]
    assert titles(engine, "Parks") == ["Kurparks"]
    assert titles(engine, "Wirt") == []


def test_a_ministry_is_found_by_name_and_not_for_what_it_is_there_for(engine: Engine) -> None:
    """Nobody who looks for families wants all that the ministry for families has."""
    ministry = "Bundesministerium für Familie"
    publish(engine, "1", values(title="Stärkung der Teilhabe", summary="", funders=(ministry,)))
    publish(engine, "2", values(title="Zentren für Familien", summary="", funders=()))
    assert titles(engine, "Familie") == ["Zentren für Familien"]
    assert titles(engine, "Familie Ministerium") == ["Stärkung der Teilhabe"]
    assert titles(engine, "Bundesministerium") == ["Stärkung der Teilhabe"]


def test_words_with_small_letters_beside_large_ones_are_not_required(engine: Engine) -> None:
    """They say how; what holds them as well comes first."""
    publish(engine, "1", values(title="Läden auf Rädern: der Supermarkt kommt", summary=""))
    publish(engine, "2", values(title="Rollende Supermärkte", summary=""))
    assert titles(engine, "rollender Supermarkt")[0] == "Rollende Supermärkte"
    assert len(titles(engine, "rollender Supermarkt")) == 2


def test_of_much_that_was_typed_the_most_telling_is_found(engine: Engine) -> None:
    """What the thesaurus knows, then what is rare, where nothing holds all; and it is said."""
    for number, title in enumerate(("Radweg", "Zwiebeln", "Zwiebelkuchen", "Glockenspiel")):
        publish(engine, str(number), values(title=title, summary=""))
    with reading(engine) as session:
        said = [
            holding(session, words).instead
            for words in ("Glockenspiel Radweg", "Zwiebel Glockenspiel")
        ]
    assert said == [("Radweg",), ("Glockenspiel",)]


def test_whole_words_come_first_and_titles_before_texts(engine: Engine) -> None:
    """The whole word, the start of one, inside of one; then the same in what else is said."""
    order = ("Museum Dorf", "Museumsnacht", "Heimatmuseum", "a Text", "b Text", "c Text")
    texts = ("", "", "", "Ein Museum.", "Die Museumsnacht.", "Das Heimatmuseum.")
    for number, (title, summary) in enumerate(reversed(list(zip(order, texts, strict=True)))):
        publish(engine, str(number), values(title=title, summary=summary))
    assert titles(engine, "Museum") == list(order)
    with reading(engine) as session:
        assert sorted(holding(session, "museum").ranks.values()) == [0, 1, 2, 3, 4, 5]


def test_what_is_found_follows_what_stands(stock: Engine) -> None:
    """A new title is found at once and the old one no more; what is hidden is not found."""
    with reading(stock) as session:
        first, second = session.scalars(select(Opportunity.id).order_by(Opportunity.id).limit(2))
    change(stock, first, values(title="Brücken"), NOW, "")
    with writing(stock) as session:
        session.get_one(Opportunity, second).visibility = Visibility.NEVER
        rebuild(session, [second], TODAY)
    assert titles(stock, "Radweg") == titles(stock, "Feuerwehr") == []
    with reading(stock) as session:
        assert set(holding(session, "Brücke").ranks) == {first}
    with writing(stock) as session:
        rebuild_all(session, TODAY)
    with reading(stock) as session:
        assert set(holding(session, "Brücke").ranks) == {first}
        assert holding(session, "Feuerwehr") == TextFound()


def test_what_was_searched_for_instead_is_told(stock: Engine) -> None:
    """Nobody is to wonder why something else was found; where nothing is like it, nothing is."""
    with reading(stock) as session:
        said = {
            words: holding(session, words).instead
            for words in ("Glasfaser", "Glasfasser", "Glasfaser Xylophon", "Xylophonquark")
        }
    assert said == {
        "Glasfaser": (),
        "Glasfasser": ("Glasfaser",),
        "Glasfaser Xylophon": ("Glasfaser",),
        "Xylophonquark": (),
    }


def test_words_that_say_little_are_left_out_where_nothing_holds_all(stock: Engine) -> None:
    """And so are those that say nothing, unless they are all that was typed."""
    assert titles(stock, "Anschaffung Feuerwehr") == titles(stock, "Feuerwehr") == [TITLES[1]]
    assert set(titles(stock, "Förderung")) == {TITLES[0], TITLES[2]}


def test_names_of_topics_are_found_where_no_text_says_so(engine: Engine) -> None:
    """A text that says so is enough."""
    with writing(engine) as session:
        store_topic_names(session, {"mobility": "Mobilität", "culture": "Kultur und Heimat"})
    publish(engine, "1", values(title="Rufbus", topics=("mobility",)))
    publish(engine, "2", values(title="Heimat", topics=("mobility",)))
    publish(engine, "3", values(title="Chor", topics=("culture",)))
    assert titles(engine, "Mobilität") == ["Rufbus", "Heimat"]
    assert titles(engine, "Kultur") == ["Chor"]
    assert titles(engine, "Heimat") == ["Heimat"]


@pytest.fixture(scope="module")
def texts(on_sqlite: Engine) -> WordIndex:
    """The same titles in memory."""
    with reading(on_sqlite) as session:
        return held(session)


SIGNS = ("a", "rad", '"', "-", "*", "%", "_", "\0", "NEAR(", "OR", "'", "💶", "{title}", ":")
ANYTHING = st.text(max_size=400) | st.lists(
    st.sampled_from((*SIGNS, "Haus der", "wege", "-schule", "museum"))
).map(" ".join)


@settings(max_examples=dose(20, 60))
@given(words=ANYTHING)
def test_whatever_is_typed_is_an_answer(on_sqlite: Engine, texts: WordIndex, words: str) -> None:
    """No sign means anything to the database, and what is held in memory answers the same."""
    with reading(on_sqlite) as session:
        found = holding(session, words)
        assert found.ranks.keys() <= set(session.scalars(select(Opportunity.id)))
        assert holding(session, words, texts) == found


def test_signs_of_a_database_are_signs(stock: Engine) -> None:
    """Nothing that is typed fails on either database."""
    signs = (
        "%",
        "_",
        '"',
        "' OR 1=1 --",
        "a" * 400,
        "wort " * 80,
        "\0rad\0",
        "💶 rad",
        "-rad",
        '""',
    )
    for words in signs:
        titles(stock, words)
    assert len(titles(stock, "-rad")) == len(TITLES) - 1
    assert titles(stock, "-") == titles(stock, "%") == []
