"""Topics by discovery: every file's own examples hold, and how hits are weighed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from crawlers.foerderdatenbank.vocabulary import SUBJECTS
from pipeline.themes import FOLDER, TopicFileError, is_subject, load_topics, topics_of

TOPICS = load_topics()
IDS = [topic.id for topic in TOPICS]
MATCHING = [(topic.id, text) for topic in TOPICS for text in topic.examples_match]
FOREIGN = [(topic.id, text) for topic in TOPICS for text in topic.examples_not]
# Names of the export's list under which anything may stand.
SAYING_LITTLE = {
    "Beratung",
    "Corona-Hilfe",
    "Forschung & Innovation (themenspezifisch)",
    "Infrastruktur",
}
# The plan's own words. A topic beyond it says "", and several may serve one of its fields.
HANDLUNGSFELDER = {
    "Beruf und Familie: Betreuung, Bildung und Arbeit",
    "Gemeinsam stark: sozialer Zusammenhalt, Integration und Sport",
    "Gesund durchs Leben: medizinische Versorgung",
    "Gute Verbindung: digitale Infrastruktur ausbauen",
    "Kreativ und vielfältig: Kultur abseits der Ballungsgebiete",
    "Lebenswerte Landschaften und regional erzeugte Nahrungsmittel",
    "Ländliche Räume gemeinsam gestalten",
    "Tatkräftig durch kommunale Finanzen und Kooperationen",
    "Unterwegs in ländlichen Räumen: Mobilität",
}


def ids(title: str, text: str = "") -> list[str]:
    """Return the ids of the topics of an entry."""
    return [match.topic for match in topics_of(title, text, TOPICS)]


def test_every_file_is_a_topic() -> None:
    """Each theme stands in a file of its name, and no two are called the same."""
    assert sorted(path.stem for path in FOLDER.glob("*.toml")) == IDS
    assert len(IDS) == len({topic.label for topic in TOPICS}) >= 2


@pytest.mark.parametrize("topic", TOPICS, ids=IDS)
def test_every_topic_brings_examples(topic: object) -> None:
    """A theme without at least four examples of each kind is not finished."""
    found = next(known for known in TOPICS if known is topic)
    assert len(found.examples_match) >= 4
    assert len(found.examples_not) >= 4
    assert found.terms


@pytest.mark.parametrize(("topic", "text"), MATCHING)
def test_an_example_is_recognised(topic: str, text: str) -> None:
    """A sentence given as example belongs to its theme."""
    assert topic in ids("", text)


@pytest.mark.parametrize(("topic", "text"), FOREIGN)
def test_a_counterexample_is_not(topic: str, text: str) -> None:
    """A sentence given as counterexample does not belong to the theme, as text or as title."""
    assert topic not in ids("", text)
    assert topic not in ids(text)


def test_every_field_of_the_aktionsplan_is_served() -> None:
    """Each of the nine Handlungsfelder has a theme, and no theme names one that is none."""
    assert {topic.handlungsfeld for topic in TOPICS} - {""} == HANDLUNGSFELDER


def test_the_title_weighs_more_than_the_text() -> None:
    """What the title says comes before what the text mentions."""
    assert ids("Neue Radwege", "Auch ein Museum liegt am Weg.") == ["mobilitaet", "kultur"]
    assert ids("Ein Museum im Dorf", "Radwege führen hin.")[0] == "kultur"


def test_a_long_text_is_not_tagged_by_one_passing_word() -> None:
    """A single word far down a long text makes no theme."""
    legal = "Die Zuwendung wird auf Antrag gewährt und ist zweckgebunden zu verwenden. " * 40
    assert ids("Ein Vorhaben", legal + "Auch Museen können Geräte leihen.") == []
    assert ids("Ein Vorhaben", "Auch Museen können Geräte leihen. " + legal) == ["kultur"]


def test_legal_boilerplate_tags_nothing() -> None:
    """Budget law, procedure and Sparkassen stand in every guideline and mean nothing."""
    legal = (
        "Es gelten die §§ 23 und 44 der Landeshaushaltsordnung, die Verwaltungsvorschriften "
        "hierzu und das Verwaltungsverfahrensgesetz. Die Zuwendung wird aus Haushaltsmitteln "
        "gezahlt. Ein Rechtsanspruch besteht nicht. Die Sparkasse prüft den Businessplan. "
    )
    assert ids("Richtlinie zur Förderung", legal * 30) == []


def test_the_name_of_a_ministry_is_no_subject() -> None:
    """Ministries carry many themes in their names; none of them is the entry's."""
    text = (
        "Das Bundesministerium für Bildung, Familie, Senioren, Frauen und Jugend gibt bekannt: "
        "Neue Radwege werden gebaut."
    )
    assert ids("", text) == ["mobilitaet"]


def test_applicants_alone_make_no_theme() -> None:
    """A list of who may apply says little about what is funded."""
    assert ids("", "Antragsberechtigt sind Vereine, Genossenschaften und Unternehmen.") == []


def test_compounds_are_understood() -> None:
    """Long stems are found inside words, short ones only as words."""
    assert ids("Elektromobilitätskonzepte") == ["mobilitaet"]
    assert ids("Businessplan und Omnibus") == ["mobilitaet"]
    assert ids("Businessplan") == []


def test_no_more_than_four_topics() -> None:
    """An entry about everything gets its four weightiest themes, the same every time."""
    title = "Mobilität, Kultur, Tourismus, Gesundheit, Wohnraum, Breitband und Klimaschutz"
    assert len(ids(title)) == 4
    assert ids(title) == ids(title)


def test_a_match_shows_where_it_stands() -> None:
    """The quote stands in the text to the letter and holds the term."""
    text = "Die Gemeinde errichtet öffentliche Lade\u00adsäulen am Markt und am Bahnhof."
    (match,) = topics_of("", text, TOPICS)
    assert match.quote in text
    assert "Lade\u00adsäulen" in match.quote


@drawn(st.text(max_size=80), st.text(max_size=300))
def test_any_text_is_taken(title: str, text: str) -> None:
    """Whatever an entry holds, themes come in order of weight with true quotes."""
    found = topics_of(title, text, TOPICS)
    assert [match.weight for match in found] == sorted(
        (match.weight for match in found), reverse=True
    )
    assert all(match.quote in title or match.quote in text for match in found)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ('id = "neu"\nlabel = "Neu"\n', "neu.toml: 'handlungsfeld' is missing"),
        ('id = "neu', "neu.toml: "),
    ],
)
def test_a_broken_file_is_named(tmp_path: Path, content: str, problem: str) -> None:
    """A topic file that lacks a key or is no TOML raises with its name."""
    (tmp_path / "neu.toml").write_text(content, encoding="utf-8")
    with pytest.raises(TopicFileError, match=problem):
        load_topics(tmp_path)


def test_a_topic_must_be_called_like_its_file(tmp_path: Path) -> None:
    """A copied file whose id was not changed is refused."""
    copied = (FOLDER / "kultur.toml").read_text(encoding="utf-8")
    (tmp_path / "kunst.toml").write_text(copied, encoding="utf-8")
    with pytest.raises(TopicFileError, match=r"kunst\.toml: the id 'kultur'"):
        load_topics(tmp_path)


def given(title: str, *subjects: str, text: str = "") -> list[str]:
    """Return the ids of the topics of an entry whose publisher gives its subjects."""
    return [match.topic for match in topics_of(title, text, TOPICS, subjects)]


@pytest.mark.parametrize(
    ("subject", "topic"),
    [
        ("Mobilität", "mobilitaet"),
        ("Wohnungsbau & -modernisierung", "wohnen"),
        ("Existenzgründung & -festigung", "wirtschaft-arbeit"),
    ],
)
def test_a_subject_that_the_publisher_gives_is_a_topic(subject: str, topic: str) -> None:
    """A clear name of the publisher's own list counts, whatever the title says."""
    assert given("Sonderprogramm 2027", subject) == [topic]
    assert topic in given("Ein Museum im Ort", subject)


@pytest.mark.parametrize("subject", ["Infrastruktur", "Beratung", "Corona-Hilfe"])
def test_a_subject_that_says_little_is_none(subject: str) -> None:
    """Advice may be about anything."""
    assert given("Sonderprogramm 2027", subject) == []


def test_a_subject_of_several_themes_counts_only_where_nothing_says_more() -> None:
    """Under "Kultur, Medien & Sport" a sports ground is no culture."""
    subject = "Kultur, Medien & Sport"
    assert given("Sonderprogramm 2027", subject) == ["kultur"]
    assert given("Neue Sportplätze", subject) == ["zusammenhalt"]


@pytest.mark.parametrize("subject", sorted(SUBJECTS.values()))
def test_no_subject_of_the_export_is_read_as_text(subject: str) -> None:
    """Each is known to a topic, or holds no word of any: a list of subjects is no sentence."""
    assert is_subject(subject, TOPICS) or subject in SAYING_LITTLE
    assert not (subject in SAYING_LITTLE and ids("", subject))


def test_no_subject_belongs_to_two_topics() -> None:
    """What a publisher's name means is said once."""
    names = [name for one in TOPICS for name in (*one.subjects, *one.weak_subjects)]
    assert len(names) == len(set(names)) > 2


def test_what_the_title_names_stays_beside_what_weighs_more() -> None:
    """A title of two themes has both, however often the text speaks of one."""
    text = "Radwege, Radverkehr und Fahrräder: Gehwege und Bürgerbusse. " * 5
    assert set(ids("Radwege zum Museum", text)) == {"mobilitaet", "kultur"}


def test_weak_terms_give_way_to_what_the_title_names() -> None:
    """Where a funding is for is no theme beside what it is for."""
    assert ids("Hausarztpraxen im ländlichen Raum") == ["gesundheit"]
    assert ids("Kleine Vorhaben im ländlichen Raum") == ["gestaltung"]


def test_weak_terms_in_the_text_count_where_nothing_says_more() -> None:
    """An entry for enterprises in general belongs to the economy, one for paths does not."""
    assert ids("Sonderprogramm", "Wenn Ihr Unternehmen wachsen will, hilft das Land.") == [
        "wirtschaft-arbeit"
    ]
    assert ids("Sonderprogramm", "Ein Unternehmen pflastert den Radweg.") == ["mobilitaet"]


@pytest.mark.parametrize(
    "applicants",
    [
        "Antragsberechtigt sind Sportvereine und Museen.",
        "Wer wird gefördert?: Bildungseinrichtung, Hochschule, Kommune",
        "Gemeinden, Schulen und gemeinnützige Stiftungen",
    ],
)
def test_who_may_apply_is_no_theme(applicants: str) -> None:
    """A list of applicants says nothing of what is funded."""
    assert ids("", applicants) == []
    assert ids("", f"Radwege werden gebaut. {applicants}") == ["mobilitaet"]


@pytest.mark.parametrize(
    "office",
    [
        "Die Kultusministerin und das Umweltministerium laden ein.",
        "Das Jugendamt und die Landwirtschaftskammer beraten.",
        "Der Beauftragte der Bundesregierung für Kultur und Medien lädt ein.",
    ],
)
def test_whoever_gives_the_money_is_no_subject(office: str) -> None:
    """The name of an office is no theme, in one word or in many."""
    assert ids("", office) == []
    assert ids("", f"Radwege werden gebaut. {office}") == ["mobilitaet"]


@pytest.mark.parametrize("place", ["im Museum", "in der Turnhalle", "im Schottener Museum"])
def test_where_people_meet_is_no_subject(place: str) -> None:
    """A place in the text is where something happens; in the title it is what it is about."""
    assert ids("Radwege", f"Die Gemeinde stellt sie {place} vor.") == ["mobilitaet"]
    assert ids(f"Neue Heizung {place}", "") != ids("Neue Heizung", "")


@pytest.mark.parametrize(
    "title", ["Reisestipendien für eine Konferenz", "Preis für junge Forschende", "Travel Grants"]
)
def test_what_scholars_study_is_no_theme_of_their_grant(title: str) -> None:
    """A grant for study or research takes a theme from its title or from more than one word."""
    assert ids(title, "Gefördert werden Arbeiten über Museen.") == []
    assert ids(f"{title}: Museen", "Gefördert werden Arbeiten.") == ["kultur"]


def test_what_is_touched_upon_gives_way_to_what_the_title_names() -> None:
    """One word in the first lines is little beside a title and a text about another theme."""
    text = "Radwege und Radverkehr werden ausgebaut. Ein Museum am Weg wird gefördert."
    assert ids("Radwege, Gehwege und Bürgerbusse", text) == ["mobilitaet"]
    assert set(ids("Wege zum Ziel", text)) == {"mobilitaet", "kultur"}


@pytest.mark.parametrize(
    "aside",
    [
        "Familien mit zwei Kindern unter 60.000 Euro erhalten mehr.",
        "Die Museum Verwaltung GmbH nimmt Anträge an.",
        "Es antworten Träger von Einrichtungen der Bildung und der Pflege.",
    ],
)
def test_incomes_companies_and_their_kind_are_no_subject(aside: str) -> None:
    """Whose income is limited, what a company is called and what it runs is not what is funded."""
    assert ids("", aside) == []
    assert ids("", f"Radwege werden gebaut. {aside}") == ["mobilitaet"]


_RULES = "Der Zuschuss beträgt 500 Euro. Anträge nimmt das Büro an. "


@pytest.mark.parametrize(
    "text",
    [
        "Nicht gefördert werden Feuerwehrfahrzeuge.",
        "Radwege sind nicht förderfähig.",
        "Eine Jury aus Kultur und Sport wählt aus.",
        "Das Programm wird finanziert von der Gesundheitskasse.",
        "Neben diesem Programm gibt es eines für Radwege und Glasfaser.",
        "Bitte reisen Sie mit der Bahn oder dem Fahrrad an.",
        "Der Antrag kommt per Post oder digital.",
        "Ausgaben für Software können wir leider nicht übernehmen.",
        "Die Mittel stammen von der Klimastiftung.",
        "Vom Bahnhof sind es fünf Minuten mit dem Bus.",
    ],
)
def test_the_margin_of_a_text_is_no_theme(text: str) -> None:
    """What is denied, who judges or pays, what else there is and how to get there is no subject."""
    assert ids("Ideenfonds", _RULES + text) == []
    assert ids("Bau von Proberäumen", _RULES + text) == ["kultur"]


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("Gefördert werden Radwege, nicht jedoch Gehwege.", ["mobilitaet"]),
        ("Gefördert werden Radwege. Eine Jury wählt aus.", ["mobilitaet"]),
        ("Gefördert werden Proberäume, Instrumente werden nicht gefördert.", ["kultur"]),
        ("Eine Fachjury bewertet die Skizzen für bessere Krankenpflege.", ["gesundheit"]),
    ],
)
def test_a_theme_stays_beside_the_margin(text: str, topics: list[str]) -> None:
    """The subject of a sentence counts beside a denial, and what a jury judges by hints at it."""
    assert ids("Ideenfonds", text) == topics


@pytest.mark.parametrize(
    "section",
    [
        "Voraussetzungen\n- Ärztliches Gutachten\n- Nachweis über Ansteckendes und Krankheiten",
        "Wer kann beantragen?\nMuseen, Chöre und Feuerwehren.",
        "## Unterlagen\nDigitales Passbild\nImpfung laut Hausarzt",
        "Kontakt\nGesundheitsamt, Haus der Kultur",
    ],
)
def test_what_stands_below_a_heading_of_requirements_is_no_theme(section: str) -> None:
    """Who may apply, with what papers, and whom to ask says nothing of what is paid for."""
    text = f"Gefördert werden Radwege.\n{section}\nWas wird gefördert?\nAuch Radstationen."
    assert ids("Aufruf 2027", text) == ["mobilitaet"]


@pytest.mark.parametrize("own", ["Theater und Chöre", "Museen auf dem Land"])
def test_a_section_of_requirements_speaks_where_nothing_else_does(own: str) -> None:
    """A text that says its theme only below such a heading still has one."""
    assert ids("Aufruf 2027", f"Voraussetzungen\nNur {own} machen mit.") == ["kultur"]


@pytest.mark.parametrize(
    "rate",
    [
        "Als Unternehmen der gewerblichen Wirtschaft erhalten Sie 50 Prozent.",
        "- Als Museum oder Theater erhalten Sie 90 Prozent.",
    ],
)
def test_the_rate_of_a_kind_of_applicant_is_no_theme(rate: str) -> None:
    """How much whom is given says nothing of what for."""
    assert ids("Aufruf 2027", f"Wir fördern den Naturschutz.\n{rate}") == ["landschaft-ernaehrung"]


@pytest.mark.parametrize(
    ("title", "text", "topics"),
    [
        ("Stipendium", "Studierende im ersten Semester erhalten 300 Euro.", ["familie-bildung"]),
        ("Sprachreisen-Stipendium", "Für Schüler ab 16 Jahren.", ["familie-bildung"]),
        ("Stipendien für Promotionen", "Die Stiftung fördert Promotionen aller Fächer.", []),
        ("Aufruf 2027", "Das Stipendium läuft sechs Monate.", []),
    ],
)
def test_a_grant_to_students_is_for_their_education(
    title: str, text: str, topics: list[str]
) -> None:
    """A Stipendium has a theme only with those who study beside it."""
    assert ids(title, text) == topics


@pytest.mark.parametrize("word", ["Wasser", "gemeinnützig"])
def test_weak_words_of_a_long_text_are_no_theme(word: str) -> None:
    """A word that hints at a theme says nothing in the middle of a long text."""
    assert ids("Fotowettbewerb", f"Bilder mit {word} sind erlaubt. " + "Bitte lesen. " * 90) == []


@pytest.mark.parametrize(
    "aside",
    [
        "Gefeiert wird abends im Garten, und ein Kammerchor tritt auf.",
        "Das Büro liegt unweit der Apotheke.",
        "Den Bescheid schicken wir digital per E-Mail.",
        "Strom liefert das Solarmodul auf dem Dach.",
        "Zuletzt hat eine Grundschule Brennnesseln gezählt.",
        "1. Preis: 400 Euro (Grundschule Au), 2. Preis: 200 Euro (Musikverein Berg)",
        "Über die Vergabe entscheidet der Ausschuss für Kultur, Schule und Tourismus.",
        "Für Museen und Wärmepumpen gibt es andere Programme.",
    ],
)
def test_what_is_said_beside_the_object_is_no_theme(aside: str) -> None:
    """A word of the way, the venue, the procedure or a winner says nothing of what is funded."""
    text = f"Die Gemeinde bezuschusst neue Radwege mit 500 Euro. {aside}"
    assert ids("Zuschuss für Radwege", text) == ["mobilitaet"]
    assert ids("Zuschuss 2027", f"Die Gemeinde bezuschusst alles Gute. {aside}") == []


@pytest.mark.parametrize(
    ("said", "theme"),
    [
        ("Ebenso hilft der Kreis einem Kammerchor und Theatern.", "kultur"),
        ("Gefördert werden auch Apotheken und Arztpraxen.", "gesundheit"),
        ("Was zählt:\n- Solarmodule und Wärmepumpen\n- Windräder", "klima-energie"),
    ],
)
def test_what_is_said_of_the_object_stays_a_theme(said: str, theme: str) -> None:
    """The same words in a sentence or a list of what is funded tell a theme."""
    text = f"Die Gemeinde bezuschusst neue Radwege mit 500 Euro. {said}"
    assert set(ids("Aufruf 2027", text)) == {"mobilitaet", theme}
