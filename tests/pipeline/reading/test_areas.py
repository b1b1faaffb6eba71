"""Reading where funding applies, and leaving alone what only names a place."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.area_tree import load_area_tree
from pipeline.claim import Claim, Field
from pipeline.reading.text.prose import Prose
from pipeline.reading.where.areas import Gazetteer, read_areas

GAZETTEER = Gazetteer.of(load_area_tree(date(2026, 11, 22)))


def read(text: str, within: str = "de") -> list[Claim]:
    """Return the area claims of a text."""
    return list(read_areas(Prose.of(text), GAZETTEER, within))


def certain(text: str, within: str = "de") -> list[str | int | float]:
    """Return the area keys that a text states without doubt."""
    return [claim.value for claim in read(text, within) if not claim.doubt]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Antragsberechtigt sind Kommunen in Hessen.", ["06"]),
        ("Gefördert werden hessische Städte und Gemeinden.", ["06"]),
        ("Hessische kleine und mittlere Unternehmen erhalten einen Zuschuss.", ["06"]),
        ("Das Land Hessen bezuschusst den Umbau von Scheunen.", ["06"]),
        ("Das Programm wird hessenweit angeboten.", ["06"]),
        ("Vereine in Nordrhein-Westfalen und Rheinland-Pfalz dürfen mitmachen.", ["05", "07"]),
        ("Der Freistaat Sachsen fördert, ebenso das Land Sachsen-Anhalt.", ["14", "15"]),
        ("Sächsische Kommunen reichen ihre Skizzen ein.", ["14"]),
        ("Niedersächsische Kommunen reichen ihre Skizzen ein.", ["03"]),
        ("Fördergebiet: Thüringen", ["16"]),
        ("Projekte im Land Berlin können gefördert werden.", ["11"]),
        ("Unterstützt werden bayerische Musikvereine mit einem Zuschuss.", ["09"]),
        ("Rheinland-pfälzische Ortsgemeinden erhalten 60 Prozent Zuschuss.", ["07"]),
        ("Thüringer Gemeinden können Zuwendungen für Brunnen beantragen.", ["16"]),
        ("Die Förderung gibt es in ganz Bayern.", ["09"]),
        ("Sachsen-Anhalt fördert den Kauf von Lastenrädern.", ["15"]),
        ("Niedersachsens Kommunen erhalten Fördermittel für Radwege.", ["03"]),
        ("Gefördert werden Projekte in ländlichen Räumen Hessens.", ["06"]),
        ("Förderwegweiser\nHessen\nAntragsberechtigt sind Gaststätten.", ["06"]),
    ],
)
def test_laender_are_read(text: str, keys: list[str]) -> None:
    """A Land is read from its name after a preposition, from its adjective, or as a label."""
    assert certain(text) == keys


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Förderfähig sind Vorhaben in Gemeinden des Regierungsbezirks Gießen.", ["065"]),
        ("Kommunen in Niederbayern und in der Oberpfalz können sich bewerben.", ["092", "093"]),
        ("Antragsberechtigt sind Betriebe im Landkreis Fulda.", ["06631"]),
        ("Vereine aus dem Vogelsbergkreis können Anträge stellen.", ["06535"]),
        ("Der Landkreis Groß-Gerau fördert Feste im Dorf.", ["06433"]),
        ("Antragsberechtigt sind Kommunen im Landkreis Rheingau-Taunus.", ["06439"]),
        ("Bewerben können sich Vereine im Werra-Meissner-Kreis.", ["06636"]),
        ("Gefördert werden Vereine im Kreis Euskirchen.", ["05366"]),
        ("Gefördert werden Projekte in Hanau sowie im Landkreis Fulda.", ["06435014", "06631"]),
        (
            "Gefördert werden Projekte in den Landkreisen Fulda, Gießen und Kassel "
            "sowie im Schwalm-Eder-Kreis.",
            ["06631", "06531", "06633", "06634"],
        ),
        ("Fördergebiet\nLandkreis Fulda", ["06631"]),
        (
            "Das Fördergebiet umfasst die Landkreise:\n- Fulda\n- Gießen\n- Vogelsbergkreis",
            ["06631", "06531", "06535"],
        ),
        (
            "Förderkulisse sind die Landkreise:\n• Fulda (mit Ausnahme der Stadt Hünfeld),\n"
            "• Kassel und\n• Wetterau-Kreis",
            ["06631", "06633", "06440"],
        ),
        ("Zuschüsse für Hecken im Landkreis Nienburg/Weser", ["03256"]),
        ("Förderrichtlinie des Odenwaldkreises für Kulturvereine", ["06437"]),
        ("Die Maßnahme muss im Landkreis Göttingen umgesetzt werden: Zuschuss!", ["03159"]),
    ],
)
def test_regions_and_districts_are_read(text: str, keys: list[str]) -> None:
    """Districts are read in their spellings and in lists, Regierungsbezirke by title."""
    assert certain(text) == keys


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Die Stadt Bensheim fördert Balkonkraftwerke.", ["06431002"]),
        ("Zuschüsse für Betriebe mit Sitz in Marburg, Antrag beim Magistrat.", ["06534014"]),
        ("Einwohner in Frankfurt am Main können den Bonus beantragen.", ["06412000"]),
        ("Gefördert werden Projekte aus Lautertal (Vogelsbergkreis).", ["06535012"]),
        ("Gefördert werden Vereine der Gemeinde Wald im Landkreis Sigmaringen.", ["08437118"]),
        ("Vereine im Main-Kinzig-Kreis und in Hanau dürfen sich bewerben.", ["06435", "06435014"]),
        ("Gefördert werden Vereine in Limburg an der Lahn.", ["06533009"]),
        ("Antragsberechtigt sind Einwohner von Bensheim.", ["06431002"]),
    ],
)
def test_municipalities_are_read(text: str, keys: list[str]) -> None:
    """A town counts as the giver of the money or as the home of those who may apply."""
    assert certain(text) == keys


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Der Landkreis Fulda vergibt Zuschüsse an Vereine für Blühwiesen.", ["06631"]),
        ("Auch 2027 lobt der Lahn-Dill-Kreis einen Preis für Pflegende aus.", ["06532"]),
        ("Die Stadt Wetzlar hat ein Förderprogramm für Lastenräder aufgelegt.", ["06532023"]),
        ("Mit dem Förderprogramm der Gemeinde Hosenfeld leben Höfe auf.", ["06631014"]),
        ("Den Ehrenamtspreis vergibt die Gemeinde Künzell alle zwei Jahre.", ["06631017"]),
        ("Der Main-Kinzig-Kreis stellt für Projekte 50.000 Euro bereit.", ["06435"]),
        ("Der Zuschuss wird vom Landkreis Gießen gewährt.", ["06531"]),
        ("Fördergeber: Landkreis Limburg-Weilburg", ["06533"]),
        ("Die Stadt Hanau unterstützt Vereine mit bis zu 1.000 Euro.", ["06435014"]),
        ("Energiebonus\nWetteraukreis\nZuschuss für Speicher", ["06440"]),
        ("Zuschuss für Lastenräder – Stadt Gießen", ["06531005"]),
        ("Die Stadt Fulda und der Landkreis Gießen fördern Jugendclubs.", ["06631009", "06531"]),
        ("Förderung für die Stadt Fulda: 2 Millionen für das Schloss", []),
        ("Anders als in Bensheim gibt es hier Zuschüsse.", []),
        ("Solarzuschuss\nStadt Gießen\n100 Euro je kWp", ["06531005"]),
        ("Klimaschutzprogramm Maintal", ["06435019"]),
        ("Partner des Förderprogramms ist die Stadt Fulda.", []),
        ("Die Stadt Marburg hat einen Zuschuss erhalten.", []),
        ("Die Stadt Gießen stellt einen Antrag auf Förderung.", []),
        ("Der Landkreis Kassel berät Vereine bei der Antragstellung.", []),
        ("Der Landkreis Fulda ruft Vereine auf, sich beim Bundespreis zu bewerben.", []),
        ("Die Stadt Kassel übernimmt den Eigenanteil der Förderung.", []),
        ("Die Stadt Bensheim bietet Beratung zu Förderprogrammen an.", []),
        ("Die Wirtschaftsförderung des Landkreises Fulda erklärt das Programm.", []),
        ("Zum Beispiel fördert die Stadt Hanau Lastenräder.", []),
        ("Land gibt 20.000 Euro Zuschuss für den Dorfladen in Hosenfeld.", []),
        ("Dorfladen in Hosenfeld: So gelingt die Förderung", []),
        ("Der Verein mit Sitz in Fulda vergibt Stipendien.", []),
    ],
)
def test_who_gives_locally_gives_for_its_own_place(text: str, keys: list[str]) -> None:
    """A district or town that funds states its area; one that takes part or advises does not."""
    assert certain(text, within="06") == keys


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Aufruf der Leader-Region Werra-Meißner: Projektideen gesucht", ["leader:werra-meissner"]),
        ("Die Aktionsgruppe Knüll sucht Projekte für das Regionalbudget.", ["leader:knuell"]),
        ("Förderfähig sind Projekte in der Region Kassel Land.", ["leader:kassel-land"]),
        ("Die LAG Vogelsberg lädt zum Stammtisch.", []),
        ("Regionalbudget der LEADER-Region Wetterau/Oberhessen", ["leader:wetterau-oberhessen"]),
        ("Aufruf des Vereins LAG Burgwald-Ederbergland", ["leader:burgwald-ederbergland"]),
        ("Kleinprojekte in der Region Kassel-Land werden gefördert.", ["leader:kassel-land"]),
        ("Start für das Regionalbudget 2027 Schwalm-Aue", ["leader:schwalm-aue"]),
        (
            "Die LEADER-Regionen Knüll, Schwalm-Aue und Mittleres Fuldatal rufen auf.",
            ["leader:knuell", "leader:schwalm-aue", "leader:mittleres-fuldatal"],
        ),
        ("Der Aufruf der LEADER-Region Hoher Taunus läuft.", ["leader:hoher-taunus"]),
    ],
)
def test_leader_regions_are_read(text: str, keys: list[str]) -> None:
    """A LEADER region is read by its title, alone and in lists, the longest name first."""
    assert certain(text) == keys


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Gefördert werden bundesweit Modellvorhaben.", ["de"]),
        ("Kommunen in ganz Deutschland können am Wettbewerb teilnehmen.", ["de"]),
        ("Fördergebiet: bundesweit", ["de"]),
        ("Das bundesweite Förderprogramm endet im Mai.", ["de"]),
        ("Antragsberechtigt sind Vereine in Deutschland.", ["de"]),
        ("Das Programm fördert bundesweite Fachstellen.", []),
        ("Die Servicestelle ist ein bundesweit einmaliges Angebot zur Förderung.", []),
        ("Träger, die bundesweit tätig sind, werden nicht gefördert.", []),
    ],
)
def test_nationwide_is_read_only_of_the_funding(text: str, keys: list[str]) -> None:
    """What is nationwide must be the funding, not a network or a record."""
    assert certain(text) == keys


@pytest.mark.parametrize(
    "text",
    [
        "Wiesbaden, 12.11.2026 – Der Minister stellt das Förderprogramm vor.",
        "Anträge nimmt das Regierungspräsidium Kassel, 35037 Marburg, entgegen.",
        "Regierungspräsidium Gießen, Landgraf-Philipp-Platz 1, 35390 Gießen",
        "Der Wettbewerb endet mit einer Feier in Fulda.",
        "Die Veranstaltung zum Förderprogramm für Vereine in Stadtallendorf ist ausgebucht.",
        "Die Auftaktveranstaltung findet im Landkreis Fulda statt.",
        "Für Anträge aus dem Landkreis Fulda ist das Amt für Bodenmanagement zuständig.",
        "Den Bescheid für das Projekt in Hosenfeld übergab die Staatssekretärin.",
        "Projekte in Hosenfeld und Hilders wurden im Vorjahr gefördert.",
        "Gewinner sind Vereine aus dem Vogelsbergkreis.",
        "Gefördert werden Maßnahmen in Wald und Flur.",
        "Gefördert werden Kommunen mit Ausnahme der Stadt Wiesbaden.",
        "Förderprogramm für Kommunen außer in Hessen.",
        "Das Hessische Ministerium für Städte und die Landesbank Hessen-Thüringen beraten.",
        "Vereine können sich bewerben, z. B. aus dem Landkreis Fulda.",
        "Der Preis wird in Berlin verliehen.",
        "Die Universität Marburg und die Hochschule Fulda begleiten das Programm.",
        "Gemeinde Hosenfeld, Kirchpfad 1, 36154 Hosenfeld, Antrag auf Förderung",
        "Das Fördermittelportal der Fulda-Galerie in Neu-Ulm",
        "In Hessen leben sechs Millionen Menschen.",
        "Bayerische Kommunen treffen sich zum Austausch.",
    ],
)
def test_places_that_only_occur_state_nothing(text: str) -> None:
    """Venues, addresses, offices, winners, exceptions and common words narrow nothing."""
    assert read(text) == []


def test_an_ambiguous_name_is_a_question() -> None:
    """A name of several places is asked about, with the area around all of them as value."""
    (claim,) = read("Gefördert werden Vereine in Homberg.", within="06")
    assert claim.value == "06"
    assert "Homberg (Efze)" in claim.doubt
    assert "Homberg (Ohm)" in claim.doubt
    assert claim.review


def test_a_source_of_one_land_means_its_own_places() -> None:
    """Namesakes outside the area a source speaks for are left out."""
    text = "Gefördert werden Vereine in Neukirchen."
    assert len(read(text)) == 1
    assert read(text)[0].review
    assert certain(text, within="066") == ["06634017"]


@pytest.mark.parametrize(
    ("text", "within", "said"),
    [
        ("Die Stadt Rosenheim fördert Vereine mit 500 Euro.", "06", "nicht in Hessen"),
        ("Antragsberechtigt sind Vereine im Landkreis Göttingen.", "06631", "nicht in Hessen"),
        ("Die Verbandsgemeinde Montabaur fördert Obstbäume.", "07", "Gemeindeverband"),
        (
            "Im Landkreis Fulda beträgt der Fördersatz für Vereine im Kreis Fulda 60 Prozent.",
            "06",
            "nur dieser Satz",
        ),
        ("Aufruf der LEADER-Region Musterland: Projekte gesucht", "05", "nicht im Verzeichnis"),
    ],
)
def test_a_place_of_another_land_is_a_question(text: str, within: str, said: str) -> None:
    """A source of one Land seldom speaks of a place elsewhere, nor of a union by its seat."""
    (claim,) = read(text, within=within)
    assert said in claim.doubt


def test_a_title_tells_namesakes_apart() -> None:
    """Of many places called Roth only one is a town."""
    assert certain("Die Stadt Roth fördert Erdwärme.") == ["09576143"]
    assert certain("Die Gemeinde Roth fördert Erdwärme.") == []


@pytest.mark.parametrize(
    ("text", "within", "keys"),
    [
        ("Das Programm läuft landesweit; Kommunen können sich bewerben.", "06", ["06"]),
        ("Vereine im Freistaat können einen Zuschuss beantragen.", "09", ["09"]),
        ("Das Programm läuft landesweit; Kommunen können sich bewerben.", "de", []),
    ],
)
def test_the_whole_land_is_that_of_the_source(text: str, within: str, keys: list[str]) -> None:
    """ "Landesweit" says a Land only where the source speaks for one."""
    assert certain(text, within) == keys


def test_a_region_that_is_also_a_landscape_is_a_question() -> None:
    """ "Region Rhön" may mean more than the LEADER region, "LEADER-Region Rhön" does not."""
    (asked,) = read("Projekte in der Region Rhön können gefördert werden.")
    assert asked.value == "leader:rhoen"
    assert "Bitte prüfen" in asked.doubt
    assert certain("Aufruf der LEADER-Region Rhön") == ["leader:rhoen"]


@pytest.mark.parametrize(
    "text",
    [
        "Kommunen innerhalb der Gebietskulisse Ländlicher Raum sind förderfähig.",
        "Betriebe in der Gebietskulisse „Ländlicher Raum“ erhalten Geld.",
        "Das gilt in der Gebietskulisse des ländlichen Raums.",
    ],
)
def test_a_gebietskulisse_without_a_list_is_a_question(text: str) -> None:
    """Nobody has the list of the Gebietskulisse, so a text that names it is asked about."""
    (claim,) = read(text)
    assert claim.value == "06"
    assert claim.doubt.startswith("Gebietskulisse prüfen")
    assert read(text, within="09") == []


def test_every_area_is_claimed_once_with_its_words() -> None:
    """The first mention is quoted to the letter, soft hyphens and line breaks included."""
    text = "Aufruf:\nVereine im Land\u00adkreis\nFulda und Kommunen im Landkreis Fulda: Förderung!"
    (claim,) = read(text)
    assert claim.field is Field.AREA
    assert claim.quote == text[claim.start : claim.end] == "Land\u00adkreis\nFulda"
    assert claim.rule == "area_district"


_PIECES = st.sampled_from(
    [
        "Gefördert werden ",
        "Kommunen in ",
        "Vereine aus ",
        "der Stadt ",
        "Landkreis ",
        "Hessen",
        "Fulda",
        "Kassel",
        "LEADER-Region ",
        "Knüll",
        ", ",
        ". ",
        " und ",
        "\n\n",
        "(",
        ")",
        "\u00ad",
        "Homberg",
        "bundesweit ",
        "hessische ",
        "Gebietskulisse ",
        "Ländlicher Raum",
        "35037 ",
    ]
)


@given(st.lists(_PIECES, max_size=25).map("".join))
def test_any_text_is_read_with_true_quotes(text: str) -> None:
    """However words are mixed, every quote stands in the text and every key is known."""
    claims = read(text)
    for claim in claims:
        assert text[claim.start : claim.end] == claim.quote
        assert GAZETTEER.tree.knows(str(claim.value))
    assert len({(claim.value, claim.doubt) for claim in claims}) == len(claims)


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        (
            "Zuschuss für grüne Dächer\nTräger: Gemeinde Lohfelden\nFördersätze: 20 %, max. 500 €",
            ["06633017"],
        ),
        ("Hitzefonds\nGroße Kreisstadt Bad Krozingen\nZuschuss je Baum", ["08315006"]),
        ("Zuschuss zum Dach\nKlimastiftung / Stadt Mainz\nJe Anlage 100 €", ["07315000"]),
        ("Zuschuss zum Dach\nMainz\nRheinland-Pfalz\nJe Anlage 100 €", ["07315000"]),
        ("Bürgerstiftung Bensheim\nDie Stiftung wurde 2001 errichtet. Sie fördert.", ["06431002"]),
        ("Stiftungen der Stadt Bensheim\nZuschüsse für die Altenhilfe.", ["06431002"]),
        ("DigitalFonds Schule\nMinisterium für Schule und Sport NRW\nZuschuss 80 %", ["05"]),
        ("Förderprogramm Niedersachsen – Neue Höfe", ["03"]),
        ('name = "Fahrtzuschuss"\nregion = "Berlin"\nhints = "Antrag vor der Fahrt"', ["11"]),
    ],
)
def test_records_and_headlines_name_the_giver(text: str, keys: list[str]) -> None:
    """The giver or region in the first lines or a field of a record says where it applies."""
    assert certain(text) == keys


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Sächsische Spielplatzverordnung\nDie Höhe beträgt 100 Euro.", ["14"]),
        ("SächsSpielVO, § 3 Höhe", ["14"]),
        ("Richtlinie des Hessischen Ministeriums für Sport über Zuschüsse", ["06"]),
        ("Die Hessische Landesregierung fördert Dorfläden.", ["06"]),
        ("Ihren Antrag stellen Sie beim Niedersächsischen Landesamt für Sport.", ["03"]),
        ("Mitgliedsvereine des Landessportbunds Berlin können Zuschüsse beantragen.", ["11"]),
        ("Der Antrag geht an die Investitionsbank Schleswig-Holstein.", ["01"]),
        ("Zuschüsse im Vergleich:\n- Bayern (Hofbonus): bis zu 50 Prozent Zuschuss", ["09"]),
        ("Gefördert werden alle Schulen der Bundesrepublik Deutschland.", ["de"]),
        ("Bewerben können sich Vereine aus allen Mitgliedstaaten der EU.", ["eu"]),
    ],
)
def test_a_land_is_known_by_its_laws_and_offices(text: str, keys: list[str]) -> None:
    """What a Land rules, gives, or takes applications for, holds there."""
    assert certain(text) == keys


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Die Förderung ist auf Bensheim begrenzt.", ["06431002"]),
        ("Ein Bezug zu Bensheim ist Voraussetzung der Förderung.", ["06431002"]),
        ("Gefördert werden Vereine Bensheims.", ["06431002"]),
        ("Alle Bensheimer Vereine können Zuschüsse beantragen.", ["06431002"]),
        ("Zuschüsse (z. B. für Bänke) gibt es für Vereine in Bensheim.", ["06431002"]),
    ],
)
def test_a_town_is_named_by_what_ties_funding_to_it(text: str, keys: list[str]) -> None:
    """A limit, a genitive or an adjective of those who may apply names their town."""
    assert certain(text) == keys


@pytest.mark.parametrize(
    "text",
    [
        "Steg am See\nTräger: Gemeinde Lohfelden\nGesamtkosten: 40.000 Euro, Förderung bewilligt",
        "Bürgerstiftung Bensheim ausgezeichnet\nDer Preis für Förderung geht an den Verein.",
        "Ein Bensheimer Unternehmen erhielt eine Förderung.",
        "Den Zuschuss gab es für Vereine, z. B. in Bensheim.",
        "Das Berliner Programm\nEs gilt als Vorbild der Förderung.",
        "Zuschüsse im Blick\nDer Landessportbund Berlin informiert in einer Veranstaltung.",
        "Bericht aus Mainz\nDie Förderung der Räder wird vorgestellt.",
    ],
)
def test_projects_winners_and_examples_name_no_area(text: str) -> None:
    """A project's owner, a winner, an example or a venue is not where funding applies."""
    assert certain(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Vereine aus der Stadt Hanau sind nicht antragsberechtigt.",
        "Projekte in der Stadt Hanau werden nicht gefördert.",
        "Kommunen im Landkreis Fulda können leider keine Anträge stellen.",
        "Vereine aus Hanau, die größer sind, können keinen Zuschuss beantragen.",
        "Keine Förderung für Vereine aus Hanau\nAlle anderen können einen Antrag stellen.",
        "Nicht gefördert werden Vereine aus Hanau.",
        "Nicht gefördert werden:\n- Vereine aus Hanau\n- Betriebe aus dem Landkreis Fulda",
        "Förderung in Hanau: nicht mehr möglich",
        "Anträge von Vereinen aus Hanau werden abgelehnt.",
        "Betriebe im Landkreis Fulda gehen bei der Förderung leer aus.",
    ],
)
def test_who_is_left_out_names_no_area(text: str) -> None:
    """The place of those who get nothing is no area, in a headline no more than in a sentence."""
    assert read(text, within="06") == []


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Vereine aus Hanau, die nicht werben, können einen Zuschuss beantragen.", ["06435014"]),
        ("Vereine aus Hanau erhalten nicht mehr als 500 Euro Zuschuss.", ["06435014"]),
        ("Kommunen im Landkreis Fulda brauchen für die Förderung keine Eigenmittel.", ["06631"]),
        ("Betriebe im Landkreis Fulda können nicht investive Projekte einreichen.", ["06631"]),
        ("Nicht gefördert werden Autos. Antragsberechtigt sind Vereine in Hanau.", ["06435014"]),
        ("Zuschüsse für Vereine in Hanau, nicht für einzelne Personen.", ["06435014"]),
    ],
)
def test_a_denial_of_something_else_leaves_the_area(text: str, keys: list[str]) -> None:
    """A limit, a quality or another sentence that is denied says nothing against the place."""
    assert certain(text, within="06") == keys


@pytest.mark.parametrize(
    "text",
    [
        "Bayern fördert bereits seit 2020 Lastenräder.",
        "Bayerische Kommunen erhalten einen Zuschuss.",
        "Thüringens Kommunen erhalten Fördermittel.",
        "Antragsberechtigt sind Kommunen in Sachsen.",
    ],
)
def test_another_land_than_that_of_the_source_is_a_question(text: str) -> None:
    """A source of one Land that speaks of another is asked about, however it names it."""
    (claim,) = read(text, within="06")
    assert "liegt nicht in Hessen" in claim.doubt
    assert certain(text)


@pytest.mark.parametrize(
    "text",
    [
        "Wie zuvor in Bayern und Thüringen fördert nun auch das Nachbarland Dorfläden.",
        "Antragstellende aus Rheinland-Pfalz wenden sich an ihre Kreisverwaltung.",
        "Gefördert werden Projekte mit Partnern aus Bayern.",
        "Gefördert werden Begegnungen mit Partnergemeinden in Thüringen.",
        "Gefördert werden Fahrten von Schulklassen zu Gedenkstätten in Thüringen.",
        "Gefördert werden Fahrten zu Museen in Thüringen.",
        "Zuschüsse für Ferienfreizeiten in Bayern",
        "Gefördert werden Messeauftritte in Sachsen.",
        "Das Land Bayern steuert 20 Prozent der Förderung bei.",
        "Der Bund fördert ein Modellprojekt in Sachsen.",
        "Vereine aus Hanau haben im Vorjahr 40 Anträge gestellt.",
        "Rund 30 Prozent der Vereine in Hanau nutzen die Förderung.",
        "Drei Kommunen aus dem Landkreis Fulda erhalten Fördermittel.",
        "Der Förderpreis geht an Künstler aus Hanau.",
        "Vereine aus Hanau müssen sich für einen Zuschuss an den Kreis wenden.",
        "Im Jahr 2025 gingen 20 Anträge von Vereinen aus Hanau ein.",
        "Das Programm wird vom Land Bayern kofinanziert.",
        "Vereine aus Hanau gewannen beim Wettbewerb.",
        "Anträge sind für Kommunen im Landkreis Fulda bis 1. März einzureichen, "
        "für die übrigen bis 1. Mai.",
    ],
)
def test_a_place_named_in_passing_is_no_area(text: str) -> None:
    """Partners, trips, fairs, single projects, figures, winners and shares narrow nothing."""
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Zuschüsse für Fahrten von Schulen aus Hessen", ["06"]),
        ("Bis zu 10 Kommunen in Hessen werden gefördert.", ["06"]),
        ("Drei Kommunen aus dem Landkreis Fulda können sich bewerben.", ["06631"]),
        ("Vereine in Hanau erhalten Zuschüsse, wenn sie einen Antrag stellen.", ["06435014"]),
        ("Ein Unternehmen in Hessen kann einen Zuschuss beantragen.", ["06"]),
        ("Gefördert wird der Austausch von Vereinen in Hessen.", ["06"]),
        ("Vereine aus Hanau haben die Möglichkeit, Zuschüsse zu erhalten.", ["06435014"]),
        ("Vereine in Hanau können Förderung erhalten, Privatpersonen nicht.", ["06435014"]),
        ("Offen für Teams aus Hessen: Die Förderung beträgt 500 Euro.", ["06"]),
        ("Kommunen im Landkreis Fulda stellen den Antrag bis 1. März.", ["06631"]),
    ],
)
def test_those_who_may_apply_name_their_area_beside_such_words(text: str, keys: list[str]) -> None:
    """Who travels, how many are chosen and when they apply leave the place what it is."""
    assert certain(text) == keys
