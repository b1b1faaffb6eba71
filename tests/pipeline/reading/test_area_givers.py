"""Reading where funding applies on pages as local givers write them."""

from __future__ import annotations

import pytest

from tests.pipeline.reading.test_areas import certain, read


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        (
            "Förderprogramm Zisternen\n"
            "Seit 1992 fördert die Gemeinde den Bau von Regenwasserzisternen mit 150 Euro.\n"
            "Antrag\n"
            "Der Antrag ist vor Baubeginn zu stellen.\n"
            "Kontakt\n"
            "Gemeinde Rosengarten\n"
            "Bremer Straße 42\n"
            "21224 Rosengarten",
            ["03353029"],
        ),
        (
            "Förderung von Regenwasserzisternen\n"
            "Sie denken über den Bau einer Zisterne nach? Die Gemeinde unterstützt Sie mit "
            "einem Zuschuss von 10 % der Kosten, höchstens 255 Euro.\n"
            "Gemeindeverwaltung Leutenbach, Rathausplatz 1, 71397 Leutenbach",
            ["08119042"],
        ),
        (
            "Einbau von Zisternen wird gefördert\n"
            "Ober-Mörlen. Die Gemeindevertretung hat beschlossen: Pro gebauter Zisterne werden "
            "höchstens 400 Euro über den Gemeindehaushalt gefördert.\n"
            "Die Anträge werden nach Eingang bearbeitet.\n"
            "Gemeinde Ober-Mörlen, Frankfurter Straße 31, 61239 Ober-Mörlen",
            ["06440018"],
        ),
        (
            "Startseite | Rathaus | Leben in Schotten\n"
            "Jugendförderung\n"
            "Die Stadt gewährt Vereinen auf Antrag 5 Euro je Mitglied unter 18 Jahren.\n"
            "Anträge nimmt das Ordnungsamt entgegen.\n"
            "© Stadt Schotten",
            ["06535016"],
        ),
        (
            "Zuschuss für Dachbegrünung\n"
            "Unsere Stadt wird grüner: Wer sein Dach begrünt, erhält von uns 25 Euro je "
            "Quadratmeter.\n"
            "Magistrat der Stadt Bruchköbel, Innerer Ring 1, 63486 Bruchköbel",
            ["06435006"],
        ),
        (
            "Ehrenamtskarte und Ehrenamtsfonds\n"
            "Der Landkreis unterstützt Vereine mit bis zu 500 Euro aus dem Ehrenamtsfonds.\n"
            "Anträge an:\n"
            "Landkreis Uelzen\n"
            "Albrecht-Thaer-Straße 101\n"
            "29525 Uelzen",
            ["03360"],
        ),
        (
            "Sportförderung\n"
            "Der Kreis bezuschusst den Bau vereinseigener Sportstätten mit 20 Prozent der "
            "Kosten.\n"
            "Kreis Plön | Die Landrätin | Amt für Schule und Kultur | Hamburger Straße 17/18 | "
            "24306 Plön",
            ["01057"],
        ),
        (
            "Gesetz zur Förderung der Jugendarbeit\n"
            "§ 3 Das Land fördert die im Landesjugendring Baden-Württemberg "
            "zusammengeschlossenen Verbände mit jährlichen Zuwendungen.",
            ["08"],
        ),
        (
            "Förderung der Gedenkstätten\n"
            "Das Land gewährt Zuwendungen für Projekte zur Erinnerungskultur.\n"
            "Anträge sind an die Stiftung niedersächsische Gedenkstätten zu richten.\n"
            "Rd.Erl. d. Niedersächsischen Kultusministeriums",
            ["03"],
        ),
        (
            "Pressemitteilung\n"
            "Ratingen, 12. März 2027\n"
            "Die Stadtverwaltung legt das Förderprogramm für Lastenräder neu auf. Gefördert "
            "werden 30 Prozent der Kosten, maximal 1.000 Euro.\n"
            "Anträge können alle Haushalte im Stadtgebiet stellen.",
            ["05158028"],
        ),
        (
            "Förderung für Regenwasserzisternen ab 1. Juni\n"
            "Ab dem 1. Juni können Zuschüsse der Gemeinde für den Bau von Zisternen bewilligt "
            "werden. Der Gemeinderat hatte im Mai ein Förderprogramm mit 10.000 € beschlossen.\n"
            "Gemeinde Wettringen, Kirchstraße 19, 48493 Wettringen",
            ["05566096"],
        ),
        (
            "Richtlinien für die Ehrung von besonderen Leistungen\n"
            "GEMEINDE BAD BOLL\n"
            "Die Gemeinde ehrt jährlich Sportler und verdiente Bürger mit einem Preisgeld von "
            "200 Euro.",
            ["08117012"],
        ),
        (
            "Heimat-Preis\n"
            "Bereits zum fünften Mal verleiht die Stadt Soest den mit 5.000 Euro dotierten "
            "Heimat-Preis.",
            ["05974040"],
        ),
        (
            "Richtlinie der Großen Kreisstadt Freital zur Förderung der freien Jugendhilfe\n"
            "§ 1 Zweck der Förderung",
            ["14628110"],
        ),
        (
            "Richtlinie über die Förderung des Ehrenamtes in der Gemeinde Bispingen\n"
            "1. Allgemeines\n"
            "Zuschüsse können Vereine erhalten.",
            ["03358002"],
        ),
        (
            "Vereinszuschüsse\n"
            "Mit den Zuschüssen würdigt die Stadt Monheim am Rhein die Arbeit der örtlichen "
            "Vereine. Antragsschluss ist der 31. März.",
            ["05158026"],
        ),
        (
            "Förderprogramm Energieeinsparung\n"
            "Gefördert werden Maßnahmen an Gebäuden im Gemeindegebiet Grünwald.",
            ["09184122"],
        ),
        (
            "Klimafonds\n"
            "Der Klimafonds der Stadt Kamen steht Vereinen, Schulen und Nachbarschaften offen.",
            ["05978020"],
        ),
        (
            "Bürgerbudget Bocholt 2027\n"
            "Reichen Sie Ihren Vorschlag ein! 100.000 Euro stehen bereit.",
            ["05554008"],
        ),
        (
            "Kulturförderung im Landkreis Mansfeld-Südharz\n"
            "Zuwendungen erhalten Träger kultureller Projekte.",
            ["15087"],
        ),
        (
            "Förderung der Naturschutzvereine durch den Rhein-Sieg-Kreis\n"
            "Es werden Zuschüsse bis 2.000 Euro gewährt.",
            ["05382"],
        ),
        (
            "Bürgerstiftung Osnabrück\n"
            "Wir fördern Projekte für Kinder und Jugendliche. Anträge sind jederzeit möglich.",
            ["03404000"],
        ),
        (
            "Förderung durch die Investitionsbank Schleswig-Holstein (IB.SH)\n"
            "Zuschüsse für den Umbau von Bädern",
            ["01"],
        ),
        (
            "Kunststiftung des Landes Sachsen-Anhalt: Arbeitsstipendien\n"
            "Bewerben können sich Künstlerinnen und Künstler mit Wohnsitz in Sachsen-Anhalt.",
            ["15"],
        ),
        (
            "Standort Bayern\n"
            "Sitz oder wesentliche Betriebsstätte im Freistaat Bayern.\n"
            "Bewerbungsschluss: 30. Juni 2027 für den Mittelstandspreis",
            ["09"],
        ),
        (
            "Bürgerpreis\n"
            "Das Bündnis Recke verleiht den mit 1.000 Euro dotierten Bürgerpreis an Menschen, "
            "die sich in der Gemeinde Recke ehrenamtlich einsetzen.",
            ["05566072"],
        ),
        (
            "Fördermöglichkeiten\n"
            "Dachbegrünung\n"
            "Begrünte Dächer kühlen. Die Kommune gibt je Quadratmeter 20 Euro dazu, höchstens "
            "1.500 Euro je Objekt.\n"
            "Das Formular senden Sie an die Gemeindeverwaltung Wachtberg, Rathausstraße 34, "
            "53343 Wachtberg.",
            ["05382072"],
        ),
        (
            "Stadt Bad Vilbel\n"
            "Vereinsförderung\n"
            "Vereine, die Jugendarbeit leisten, erhalten einen jährlichen Zuschuss.",
            ["06440003"],
        ),
        (
            "Bezirksfonds\n"
            "Wer im Stadtgebiet eine Idee für sein Viertel hat, kann bis zu 2.000 Euro "
            "bekommen.\n"
            "Stadt Herne, Fachbereich Öffentliche Ordnung\n"
            "44623 Herne",
            ["05916000"],
        ),
        (
            "Zuschuss für Stoffwindeln\n"
            "Der Markt Bad Abbach bezuschusst den Kauf von Mehrwegwindeln mit 100 Euro pro "
            "Kind.",
            ["09273116"],
        ),
        (
            "Denkmalpflege: Mittel für private Eigentümer\n"
            "Im Haushalt der Stadt Xanten stehen 2027 für kleine Denkmalmaßnahmen 30.000 Euro "
            "zur Verfügung.",
            ["05170052"],
        ),
        (
            "Kulturförderung\n"
            "Der Landkreis Hameln-Pyrmont fördert kulturelle Aktivitäten von Vereinen und "
            "freien Gruppen.",
            ["03252"],
        ),
        (
            "Zuwendungen zur Jugendpflege\n"
            "Gewährt werden Zuschüsse zu Freizeiten für Teilnehmende aus dem Rhein-Lahn-Kreis.",
            ["07141"],
        ),
        (
            "Ehrenamtspreis 2027\nDer Kreis Steinfurt lobt erneut einen Preis für Vereine aus.",
            ["05566"],
        ),
        (
            "Schallschutzfensterprogramm der Stadt Norderstedt\n"
            "Eigentümer bekommen 50 Prozent der Kosten erstattet.",
            ["01060063"],
        ),
        (
            "Baumpflanzaktion\n"
            "Gemeinsam mit Ihnen wollen wir unsere Gemeinde begrünen: Für jeden gepflanzten "
            "Obstbaum zahlen wir 40 Euro Zuschuss.\n"
            "Gemeinde Seevetal – Der Bürgermeister – Kirchstraße 11, 21218 Seevetal",
            ["03353031"],
        ),
        (
            "Ludwigsburger Energetika\n"
            "Mit dem Programm bezuschusst die Stadt die Sanierung von Altbauten.\n"
            "Landratsamt und Handwerk beraten gern.",
            ["08118048"],
        ),
        (
            "Freie Kulturförderung\n"
            "Die Stadt Halle (Saale) vergibt Zuwendungen an freie Träger. Antragsfrist: 30. "
            "September",
            ["15002000"],
        ),
        (
            "Offenburg – Stadtmarketing\n"
            "Zuschuss für Vereinsjubiläen\n"
            "Die Stadt Offenburg unterstützt Vereine bei runden Jubiläen mit 10 Euro je Jahr "
            "des Bestehens.",
            ["08317096"],
        ),
        (
            "Bürgerbudgets in Cottbus\n"
            "Jeder Ortsteil entscheidet selbst, welche Projekte gefördert werden.",
            ["12052000"],
        ),
        (
            "Zuschüsse für Sportvereine\n"
            "Antragsberechtigt sind gemeinnützige Sportvereine, die ihren Sitz in Bernau bei "
            "Berlin haben.",
            ["12060020"],
        ),
        (
            "Ehrenamtsförderung des Ilm-Kreises\nAnträge sind bis zum 31.03. einzureichen.",
            ["16070"],
        ),
        (
            "Chemnitz fördert Bürgerprojekte\nPro Stadtteil stehen 30.000 Euro zur Verfügung.",
            ["14511000"],
        ),
        (
            "Sparkasse Hanau – Stiftung\n"
            "Gefördert werden Vorhaben von Vereinen, deren Projekt in Hanau umgesetzt wird.",
            ["06435014"],
        ),
        (
            "Kulturstiftung des Freistaates Sachsen\n"
            "Stipendien für Künstlerinnen und Künstler, die in Sachsen leben",
            ["14"],
        ),
        (
            "Vereinspauschale\nDer Freistaat Bayern gewährt seinen Sportvereinen eine Pauschale.",
            ["09"],
        ),
        (
            "Richtlinie über die Gewährung von Zuwendungen zur Förderung der "
            "Erwachsenenbildung in Niedersachsen\n"
            "RdErl. d. MWK",
            ["03"],
        ),
        (
            "Das Land fördert den Bau von Radwegen.\n"
            "Ministerium für Wirtschaft, Verkehr, Arbeit, Technologie und Tourismus des Landes "
            "Schleswig-Holstein",
            ["01"],
        ),
        (
            "Verein Natur- und Lebensraum Rhön e. V. – LEADER-Aktionsgruppe Rhön\n"
            "Projektaufruf 2027",
            ["leader:rhoen"],
        ),
        (
            "Klimaschutz vor Ort\n"
            "Was fördert die Gemeinde?\n"
            "Zuschüsse gibt es für Zisternen und Gründächer.\n"
            "Gemeinde Nottuln\n"
            "Stiftsplatz 7/8\n"
            "48301 Nottuln\n"
            "Telefon 02502 942-0",
            ["05558032"],
        ),
        (
            "Richtlinie zur Vereinsförderung\n"
            "§ 1 Die Stadt Sangerhausen gewährt nach Maßgabe dieser Richtlinie Zuwendungen.\n"
            "§ 2 Ein Rechtsanspruch besteht nicht.",
            ["15087370"],
        ),
        (
            "Amtliche Bekanntmachung der Gemeinde Trebur\n"
            "Förderung der Jugendarbeit in Vereinen\n"
            "Die Anträge für das laufende Jahr sind bis 31. Mai einzureichen.",
            ["06433014"],
        ),
        (
            "Kulturförderung\n"
            "Projektmittel können alle in Bamberg tätigen Kulturschaffenden beantragen.\n"
            "Kulturamt der Stadt Bamberg",
            ["09461000"],
        ),
        (
            "Flecken Ottersberg\nDer Flecken gewährt Zuschüsse für Reparaturen von Elektrogeräten.",
            ["03361008"],
        ),
        (
            "Heimatpreis des Kreises Soest – jetzt bewerben!\n"
            "Vorschläge nimmt die Kreisverwaltung bis 30. Juni entgegen.",
            ["05974"],
        ),
        (
            "Stadtverwaltung Görlitz\n"
            "Amt für Stadtentwicklung\n"
            "Fassadenprogramm: Zuschuss von 20 Prozent",
            ["14626110"],
        ),
        (
            "Wirtschaftsförderung Ahlen\n"
            "Gründungszuschuss der Stadt Ahlen: 3.000 Euro für neue Ladengeschäfte",
            ["05570004"],
        ),
        (
            "Förderung nachhaltiger Mobilität\n"
            "Voraussetzungen: Hauptwohnsitz in Speyer, Kauf bei einem Händler vor Ort\n"
            "Zuschuss: 500 Euro je Lastenrad",
            ["07318000"],
        ),
        (
            "Die Bürgerstiftung Weimar fördert ehrenamtliche Projekte.\nAntrag stellen",
            ["16055000"],
        ),
        (
            "Stiftung der Sparkasse\n"
            "Förderung von Sport und Jugend im Landkreis Cuxhaven\n"
            "Einsendeschluss ist der 1. Oktober.",
            ["03352"],
        ),
        (
            "Bingo! Umweltlotterie\nGefördert werden Umweltprojekte in Schleswig-Holstein.",
            ["01"],
        ),
        (
            "Region Burgwald-Ederbergland e. V.\nAufruf: LEADER-Förderung für Kleinprojekte",
            ["leader:burgwald-ederbergland"],
        ),
    ],
)
def test_a_page_is_of_the_body_that_it_names(text: str, keys: list[str]) -> None:
    """Letterhead, address, title or footer name the body that "the town" is."""
    assert certain(text) == keys


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        (
            "Der Rat der Stadt Emden hat eine Richtlinie über die Gewährung von Zuschüssen an "
            "Kulturvereine beschlossen.",
            ["03402000"],
        ),
        (
            "Richtlinien der Hansestadt Buxtehude über die Vergabe von Zuschüssen an Sportvereine",
            ["03359010"],
        ),
        (
            "Satzung der Gemeinde Hosenfeld über die Förderung von Vereinen",
            ["06631014"],
        ),
        (
            "Auch in diesem Jahr können sich Initiativen um Mittel aus dem Regionalfonds "
            "bewerben, den der Landkreis Tirschenreuth eingerichtet hat.",
            ["09377"],
        ),
        (
            "Eberswalder Vereine können bis 31. Oktober Zuschüsse für das kommende Jahr "
            "beantragen.",
            ["12060052"],
        ),
        (
            "Wer in Konstanz wohnt und sein Auto abmeldet, erhält von der Stadt 500 Euro Prämie.",
            ["08335043"],
        ),
        (
            "Voraussetzung für den Zuschuss: Der Erstwohnsitz der antragstellenden Person "
            "liegt in Rheine.",
            ["05566076"],
        ),
        (
            "Antragsberechtigt sind alle Eigentümerinnen und Eigentümer von Grundstücken "
            "innerhalb der Stadt Gotha.",
            ["16067029"],
        ),
        (
            "Die Gemeindevertretung Barsbüttel stellt für 2027 insgesamt 20.000 Euro für "
            "Lastenräder bereit; Anträge nimmt das Bauamt entgegen.",
            ["01062009"],
        ),
        (
            "Sportförderrichtlinien des Main-Kinzig-Kreises",
            ["06435"],
        ),
        (
            "Die Niedersächsische Lotto-Sport-Stiftung fördert Projekte im Breiten- und "
            "Leistungssport in Niedersachsen.",
            ["03"],
        ),
        (
            "Ein Antrag auf Förderung kann bei der Sächsischen Aufbaubank (SAB) gestellt werden.",
            ["14"],
        ),
        (
            "Anträge auf Zuwendung nimmt die Thüringer Aufbaubank entgegen.",
            ["16"],
        ),
        (
            "Das Ministerium für Heimat, Kommunales, Bau und Digitalisierung des Landes "
            "Nordrhein-Westfalen vergibt Heimat-Schecks von 2.000 Euro.",
            ["05"],
        ),
        (
            "Das rheinland-pfälzische Ministerium der Finanzen fördert den Bau von Mietwohnungen.",
            ["07"],
        ),
        (
            "Mit dem Programm fördert das Ministerium für Wirtschaft, Arbeit und Energie des "
            "Landes Brandenburg Betriebe beim Markteintritt.",
            ["12"],
        ),
        (
            "Die Landesregierung des Saarlandes unterstützt Vereine mit einem Zuschuss von 500 "
            "Euro.",
            ["10"],
        ),
        (
            "Der Bayerische Kulturfonds unterstützt Projekte von überregionaler Bedeutung in "
            "Bayern.",
            ["09"],
        ),
        (
            "Die Ehrenamtsstiftung MV fördert Vereine in Mecklenburg-Vorpommern mit bis zu "
            "3.000 Euro.",
            ["13"],
        ),
        (
            "Die Baden-Württemberg Stiftung schreibt das Programm „Nachhaltigkeit lernen“ aus. "
            "Antragsberechtigt sind Einrichtungen mit Sitz in Baden-Württemberg.",
            ["08"],
        ),
        (
            "Fördermittel sind für gemeinnützige Organisationen aus Friesland, Ammerland und "
            "Vechta zu vergeben.",
            ["03455", "03451", "03460"],
        ),
        (
            "Die Stiftung fördert Maßnahmen, die zum Wohle der Bürgerinnen und Bürger "
            "Würzburgs und Umgebung sind.",
            ["09663000"],
        ),
        (
            "Zweck ist die Förderung der in Erlangen lebenden Menschen. Mit umfasst sind die "
            "Gemeinden Buckenhof und Spardorf.",
            ["09562000", "09572120", "09572154"],
        ),
        (
            "Gefördert werden ausschließlich Projekte, die Kindern aus Kempten zugutekommen.",
            ["09763000"],
        ),
        (
            "Die Oberfrankenstiftung fördert soziale Projekte im Regierungsbezirk Oberfranken.",
            ["094"],
        ),
        (
            "Stadtwerke Leipzig: Unser Fonds unterstützt Vereine aus Leipzig und Umgebung mit "
            "500 Euro.",
            ["14713000"],
        ),
        (
            "Die Sparkassenstiftung vergibt Stipendien an Schülerinnen und Schüler, deren "
            "Wohnort im Landkreis Elbe-Elster liegt.",
            ["12062"],
        ),
        (
            "Die Lokale Aktionsgruppe Vogelsberg e. V. ruft zur Einreichung von Kleinprojekten "
            "auf.",
            ["leader:vogelsberg"],
        ),
        (
            "Projektaufruf der LAG Limburg-Weilburg: Skizzen bis 31. März einreichen",
            ["leader:limburg-weilburg"],
        ),
        (
            "In der Förderregion Knüll stehen 2027 noch 200.000 Euro LEADER-Mittel bereit.",
            ["leader:knuell"],
        ),
        (
            "Regionalbudget 2027 der LEADER-Region Wetterau/Oberhessen: Anträge bis 28. Februar",
            ["leader:wetterau-oberhessen"],
        ),
        (
            "Der Wettbewerb richtet sich an alle Frauen, die sich in einem Studium in "
            "Deutschland befinden.",
            ["de"],
        ),
        (
            "Studierende aus ganz Deutschland werden dazu aufgerufen, ein Konzept einzureichen.",
            ["de"],
        ),
        (
            "Bewerben können sich Schülerinnen, Studenten und Erwachsene aus Deutschland, "
            "Österreich und der Schweiz.",
            ["de"],
        ),
        (
            "Das Programm ist in der Region verwurzelt und offen für Teams aus ganz Deutschland.",
            ["de"],
        ),
        (
            "Alle Wissenschaftlerinnen in Deutschland können sich mit einem Vorhaben bewerben.",
            ["de"],
        ),
        (
            "Deutschlandweit können sich Dorfvereine um den Förderpreis bewerben.",
            ["de"],
        ),
        (
            "Teilnehmen dürfen alle Personen mit Wohnsitz in Deutschland.",
            ["de"],
        ),
        (
            "Die Stiftung fördert bundesweit Projekte der Jugendhilfe.",
            ["de"],
        ),
        (
            "Fördergebiet: bundesweit",
            ["de"],
        ),
        (
            "Am Wettbewerb können Schulen in Deutschland teilnehmen.",
            ["de"],
        ),
        (
            "Wir fördern gemeinnützige Organisationen mit Sitz in der Bundesrepublik Deutschland.",
            ["de"],
        ),
        (
            "Der Preis wird EU-weit ausgeschrieben.",
            ["eu"],
        ),
        (
            "Antragsberechtigt sind Rechtspersonen mit Sitz in einem Mitgliedstaat der "
            "Europäischen Union.",
            ["eu"],
        ),
        (
            "Kölner Schulen können für Klassenfahrten einen Zuschuss von 300 Euro beantragen.",
            ["05315000"],
        ),
        (
            "Gefördert werden Würzburger Vereine, die sich in der Jugendarbeit engagieren.",
            ["09663000"],
        ),
        (
            "Mit dem Kasseler Klimafonds fördert die Stadt Projekte der Bürgerschaft.",
            ["06611000"],
        ),
        (
            "Dresdner Vereine und Initiativen können Kleinprojekte zur Förderung einreichen.",
            ["14612000"],
        ),
        (
            "Münchner Künstlerinnen und Künstler können sich um ein Stipendium bewerben.",
            ["09162000"],
        ),
        (
            "Kleinprojektefonds Lokale Agenda: Bis zu 500 Euro für Ihr Projekt in Jena",
            ["16053000"],
        ),
        (
            "Jede Neubiberger Familie erhält für ein Lastenrad 25 Prozent Zuschuss.",
            ["09184146"],
        ),
        (
            "Die Richtlinien zur Förderung der Aalener Vereine gelten ab 1. Januar. Vereine "
            "mit Sitz in Aalen können Anträge stellen.",
            ["08136088"],
        ),
        (
            "Die Hansestadt Lüneburg unterstützt mit dem Klimafonds private Haushalte.",
            ["03355022"],
        ),
        (
            "Der Freiwilligenfonds der Stadt Hof unterstützt Vereine bei Anschaffungen.",
            ["09464000"],
        ),
        (
            "Satzung zur Förderung von Kunst und Kultur in der Hansestadt Wismar",
            ["13074087"],
        ),
        (
            "Der Kreistag Oberhavel hat die Richtlinie zur Förderung des Sports beschlossen.",
            ["12065"],
        ),
        (
            "Förderfonds Wolfsberater? Nein: Der Heckenfonds! Landwirte im Kreis Celle "
            "erhalten 3 Euro je Meter Hecke.",
            ["03351"],
        ),
        (
            "Förderrichtlinie Vereine im Burgenlandkreis",
            ["15084"],
        ),
        (
            "Das Kulturbüro der Stadt Neumünster fördert Projekte freier Künstlerinnen und "
            "Künstler mit bis zu 3.000 Euro.",
            ["01004000"],
        ),
        (
            "Neue Förderung in Ulm: Zuschuss für Regentonnen",
            ["08421000"],
        ),
        (
            "Die Bürgerstiftung unterstützt gemeinnützige Einrichtungen im Landkreis Gifhorn "
            "und in der Stadt Wolfsburg.",
            ["03151", "03103000"],
        ),
        (
            "Der Fonds der badenova fördert Projekte. Voraussetzung ist, dass das Projekt in "
            "Freiburg im Breisgau durchgeführt wird.",
            ["08311000"],
        ),
        (
            "Zweck der Stiftung ist die Unterstützung bedürftiger Menschen in Heilbronn. "
            "Anträge sind formlos möglich.",
            ["08121000"],
        ),
        (
            "Unsere Stiftung vergibt Stipendien an junge Menschen aus Wuppertal.",
            ["05124000"],
        ),
        (
            "Die hessische Lotteriestiftung fördert Vorhaben in Hessen, die dem Gemeinwohl dienen.",
            ["06"],
        ),
        (
            "Ehrenamt in Thüringen: Die Thüringer Ehrenamtsstiftung vergibt Mittel an Vereine "
            "und Initiativen.",
            ["16"],
        ),
        (
            "Die NRW.BANK fördert Kommunen und Betriebe in NRW mit zinsgünstigen Darlehen.",
            ["05"],
        ),
        (
            "„Ich tu's“ – Land Rheinland-Pfalz fördert kleine Projekte des Ehrenamts mit 2.000 "
            "Euro",
            ["07"],
        ),
        (
            "Bewerben können sich Betriebe mit einer Betriebsstätte im Land Brandenburg.",
            ["12"],
        ),
        (
            "Die Senatsverwaltung für Kultur fördert Projekte von in Berlin lebenden "
            "Künstlerinnen und Künstlern.",
            ["11"],
        ),
        (
            "Die Behörde für Kultur und Medien der Freien und Hansestadt Hamburg vergibt "
            "Stipendien an Hamburger Künstlerinnen und Künstler.",
            ["02"],
        ),
        (
            "Das Land Bremen bezuschusst den Kauf von Lastenrädern mit 500 Euro.",
            ["04"],
        ),
        (
            "Antragsberechtigt sind saarländische Städte und Gemeinden.",
            ["10"],
        ),
        (
            "Das Landesförderinstitut Mecklenburg-Vorpommern nimmt Anträge auf Zuschüsse für "
            "Klärschlammanlagen entgegen.",
            ["13"],
        ),
        (
            "Förderprogramm des Ministeriums für Soziales, Gesundheit und Integration "
            "Baden-Württemberg: Quartiersimpulse",
            ["08"],
        ),
        (
            "LAG Schwalm-Aue: Neuer Förderaufruf für Kleinprojekte gestartet",
            ["leader:schwalm-aue"],
        ),
        (
            "Im Regionalbudget der Region Diemelsee-Nordwaldeck stehen 200.000 Euro für "
            "Kleinprojekte bereit.",
            ["leader:diemelsee-nordwaldeck"],
        ),
        (
            "Mitmachen können alle Grundschulen in Deutschland.",
            ["de"],
        ),
        (
            "Der Förderpreis wird bundesweit ausgeschrieben.",
            ["de"],
        ),
        (
            "Teilnahmeberechtigt sind Studierende aller deutschen Hochschulen mit Wohnsitz in "
            "Deutschland.",
            ["de"],
        ),
        (
            "Vereine aus dem gesamten Bundesgebiet können Projekte einreichen.",
            ["de"],
        ),
        (
            "Gesucht werden Start-ups mit Sitz in Deutschland. Preisgeld: 10.000 Euro",
            ["de"],
        ),
        (
            "Eingereicht werden können Arbeiten von Nachwuchsforschenden an Universitäten in "
            "Deutschland.",
            ["de"],
        ),
        (
            "Wir unterstützen Projekte in ganz Deutschland mit bis zu 5.000 Euro.",
            ["de"],
        ),
        (
            "Teilnehmen können Unternehmen aus allen EU-Mitgliedstaaten.",
            ["eu"],
        ),
        (
            "Bewerbungen sind für Vereine aus ganz Deutschland möglich.",
            ["de"],
        ),
        (
            "Sie möchten Ihr Haus im Sanierungsgebiet modernisieren? Die Stadt Wolfenbüttel "
            "beteiligt sich mit 30 Prozent an den Kosten.",
            ["03158037"],
        ),
        (
            "Das Landratsamt Nordsachsen reicht für das Jahr 2027 Zuwendungen an Träger der "
            "freien Jugendhilfe aus.",
            ["14730"],
        ),
        (
            "Der Oberbürgermeister der Stadt Emden schreibt den Umweltpreis für Schulen aus. "
            "Das Preisgeld beträgt 3.000 Euro.",
            ["03402000"],
        ),
        (
            "Die Gemeinde Michendorf stellt den Ortsbeiräten Mittel für Feste und Vereine zur "
            "Verfügung.",
            ["12069397"],
        ),
        (
            "Für Landwirte im Landkreis Ebersberg gibt es jetzt 200 Euro je Hektar Blühfläche.",
            ["09175"],
        ),
        (
            "Coburger Vereine aufgepasst: Der Zuschuss zum Ehrenamtstag kann bis März "
            "beantragt werden.",
            ["09463000"],
        ),
        (
            "In Lippstadt ansässige Betriebe können eine Prämie von 1.000 Euro je "
            "Ausbildungsplatz erhalten.",
            ["05974028"],
        ),
        (
            "Menden (Sauerland). Mit dem Programm „Jung kauft Alt“ zahlt die Stadt jungen "
            "Familien einen Zuschuss von 6.000 Euro.",
            ["05962040"],
        ),
        (
            "Der Stadtrat von Zwickau hat die Förderrichtlinie Kultur beschlossen. Anträge "
            "sind ab sofort möglich.",
            ["14524330"],
        ),
        (
            "Mit einem eigenen Förderprogramm unterstützt die Gemeinde Uetze junge Familien "
            "beim Kauf alter Häuser.",
            ["03241018"],
        ),
        (
            "Zweck der Stiftung ist die Förderung der Jugendhilfe, vornehmlich in Hildesheim. "
            "Es werden Projekte bezuschusst, die in Hildesheim stattfinden.",
            ["03254021"],
        ),
        (
            "Die Stiftung unterstützt soziale Einrichtungen in Regensburg mit Zuschüssen.",
            ["09362000"],
        ),
        (
            "Wir unterstützen Menschen in Ingolstadt, die in Not geraten sind, mit einer "
            "einmaligen Beihilfe.",
            ["09161000"],
        ),
        (
            "Gefördert werden können Projekte, wenn sie einen Bezug zu Braunschweig haben.",
            ["03101000"],
        ),
        (
            "NRW fördert Ganztag: Kommunen erhalten Zuwendungen für neue Räume.",
            ["05"],
        ),
        (
            "Land Hessen unterstützt Kommunen bei der Hitzevorsorge mit 2 Millionen Euro.",
            ["06"],
        ),
        (
            "Förderprogramm des Bayerischen Staatsministeriums für Digitales: Kommunen werden "
            "Heimat digital",
            ["09"],
        ),
        (
            "Antragsberechtigt sind Städte und Gemeinden des Landes Sachsen-Anhalt.",
            ["15"],
        ),
        (
            "Die L-Bank nimmt Anträge auf Förderung für den Kauf von E-Autos entgegen. Das "
            "Land Baden-Württemberg zahlt 1.000 Euro.",
            ["08"],
        ),
        (
            "Wer in Thüringen einen Meisterbrief erwirbt, erhält 1.000 Euro.",
            ["16"],
        ),
        (
            "Für niedersächsische Schulen: Zuschüsse zu Gedenkstättenfahrten",
            ["03"],
        ),
        (
            "Berliner Schulen können bis zu 5.000 Euro für Kulturprojekte beantragen.",
            ["11"],
        ),
        (
            "Die Hamburger Stiftung fördert Kinderprojekte in Hamburg.",
            ["02"],
        ),
        (
            "Der Brandenburgische Kulturpreis wird vom Land Brandenburg ausgelobt.",
            ["12"],
        ),
        (
            "Rheinland-pfälzische Betriebe, die klimafreundlich investieren, bekommen einen "
            "Zuschuss.",
            ["07"],
        ),
        (
            "An dem Wettbewerb können sich alle Studierenden deutscher Hochschulen beteiligen. "
            "Teilnahmegebiet: Deutschland",
            ["de"],
        ),
        (
            "Teilnahmeberechtigt: Jugendliche mit Hauptwohnsitz in Deutschland",
            ["de"],
        ),
        (
            "Jedes Jahr vergeben wir Stipendien an junge Menschen in ganz Deutschland.",
            ["de"],
        ),
        (
            "Der Preis richtet sich an gemeinnützige Vereine in Deutschland.",
            ["de"],
        ),
        (
            "Wir suchen bundesweit Schulen, die bei dem Projekt mitmachen und einen Zuschuss "
            "erhalten wollen.",
            ["de"],
        ),
        (
            "Antragsberechtigt sind Einrichtungen aus den Mitgliedstaaten der Europäischen Union.",
            ["eu"],
        ),
        (
            "Die LEADER-Region Darmstadt-Dieburg startet ihren dritten Projektaufruf.",
            ["leader:darmstadt-dieburg"],
        ),
        (
            "Der Bezirk Oberbayern fördert Heimat- und Trachtenvereine mit Zuschüssen.",
            ["091"],
        ),
        (
            "Die Region Hannover fördert den Austausch alter Fenster.",
            ["03241"],
        ),
        (
            "Das Referat für Umwelt der Stadt Fürth bezuschusst die Begrünung von Höfen.",
            ["09563000"],
        ),
    ],
)
def test_who_gives_or_may_apply_names_the_place(text: str, keys: list[str]) -> None:
    """Givers, councils, programmes, seats, homes and adjectives say where funding applies."""
    assert certain(text) == keys


@pytest.mark.parametrize(
    "text",
    [
        (
            "Die Auftaktveranstaltung zum Förderprogramm findet am 3. Mai im Rathaus der Stadt "
            "Fulda statt."
        ),
        "Rückfragen beantwortet Frau Meier, Stadt Bensheim, Telefon 06251 123.",
        "Partner der Ausschreibung ist der Landkreis Göttingen.",
        "Zu den geförderten Projekten gehört der Bürgerbus der Gemeinde Hosenfeld.",
        "Die Stiftung mit Sitz in Hamburg fördert Umweltprojekte.",
        "Fördermittel der EU erhielt zuletzt die Stadt Gotha.",
        "Die Stadt Hanau hat sich erfolgreich um Fördermittel beworben.",
        "Der Verein aus Köln gewann den Preis im vergangenen Jahr.",
        (
            "Impressum\n"
            "Verantwortlich: Agentur Müller, Marktplatz 1, 97070 Würzburg\n"
            "Das Förderprogramm richtet sich an Vereine."
        ),
        (
            "Anschrift des Projektträgers: Forschungszentrum Jülich, 52425 Jülich. Der "
            "Projektträger nimmt Anträge entgegen."
        ),
        (
            "Die Bewilligungsbehörde ist das Regierungspräsidium Kassel. Gefördert werden "
            "Wanderwege."
        ),
        (
            "Projektträger Jülich\n"
            "Der Bund fördert Vorhaben der Energieforschung. Anträge nimmt der Projektträger "
            "entgegen."
        ),
        "Wie die Stadt Münster fördern inzwischen viele Kommunen Lastenräder.",
        ("Bescheid überreicht: Die Gemeinde Grebenhain bekommt 200.000 Euro für ihr Bürgerhaus."),
        ("Der Preis wird bei einem Festakt in Berlin verliehen. Bewerben können sich Vereine."),
        "Die Universität Leipzig bietet einen Publikationsfonds für ihre Mitglieder.",
        "Die Jury trifft sich in der Stadt Weimar. Einsendeschluss ist der 1. Mai.",
        ("Das Institut für Baustoffe in Stuttgart begleitet das Förderprogramm wissenschaftlich."),
        (
            "Vorbild ist die Richtlinie der Stadt Freiburg im Breisgau zur Förderung von "
            "Tauschbörsen."
        ),
        (
            "Der Antrag ist beim Amtsgericht Fulda nicht erforderlich; der Verein legt den "
            "Auszug vor, um die Förderung zu erhalten."
        ),
        (
            "Zuständig ist die KfW, Palmengartenstraße 5-9, 60325 Frankfurt am Main. Gefördert "
            "werden Wohngebäude."
        ),
        (
            "Die Gemeinden der Region, darunter die Gemeinde Künzell, haben das Förderprogramm "
            "des Landes im letzten Jahr genutzt."
        ),
        ("Bürgermeisterin Schmidt (Stadt Alsfeld) begrüßt das neue Förderprogramm des Bundes."),
        "Kölner Architekten haben die Pläne für das Programm entworfen.",
        "Eine Delegation aus Bayern informierte sich über das Förderprogramm.",
        "Beispiel: Die Gemeinde Weyarn fördert Bürgerwerkstätten.",
        "Das Wiesbadener Institut wertet die Anträge aus.",
        ("Anfahrt: Vom Bahnhof Gießen sind es zehn Minuten. Die Preise werden vor Ort verliehen."),
        "Vereine aus ganz Europa nahmen an der Tagung zum Förderprogramm teil.",
        "Die Agentur ist bundesweit tätig und berät zu Fördermitteln.",
        "Wir sind deutschlandweit Ihr Ansprechpartner für Fördermittelberatung.",
        (
            "Der Verband vertritt die Interessen von Unternehmen in Deutschland. Die Förderung "
            "beträgt 500 Euro."
        ),
        "Die Kosten der Wärmewende in Deutschland steigen. Der Zuschuss beträgt 30 Prozent.",
        (
            "Die Gemeinde muss den Antrag befürworten. Ein Muster hat die Gemeinde Burghaun "
            "erstellt. Das Land fördert."
        ),
        (
            "Gefördert wurden 2024 unter anderem: Stadt Kirchhain, Gemeinde Cölbe, Stadt "
            "Rauschenberg."
        ),
        (
            "Das Land fördert Dorfläden. Der Dorfladen der Gemeinde Ottrau ist ein gelungenes "
            "Beispiel."
        ),
        "Stellenausschreibung: Die Stadt Viernheim sucht eine Fördermittelmanagerin.",
        "Der Kreis der Antragsberechtigten umfasst Vereine und Kirchen.",
        "Die Stadt Offenbach am Main beteiligt sich am Förderprogramm des Bundes.",
        "Fotonachweis: Stadt Bad Hersfeld. Die Zuwendung beträgt höchstens 5.000 Euro.",
        (
            "Die Antragsteller müssen ihre Gemeinde um eine Stellungnahme bitten. Das Formular "
            "gibt es beim Landesamt in Dresden."
        ),
        "Das Projekt wird in Kooperation mit der Stadt Marburg gefördert.",
        (
            "Die Gemeinde muss dem Vorhaben zustimmen. Das Land fördert 50 Prozent der Kosten.\n"
            "Regierungspräsidium Gießen, Landgraf-Philipp-Platz 1-7, 35390 Gießen"
        ),
        (
            "Einwohner der Gemeinde können über den Standort abstimmen. Das Land fördert die "
            "Anlage.\n"
            "Regierung von Schwaben, Fronhof 10, 86152 Augsburg"
        ),
        (
            "Die Kommune stellt den Antrag beim Land. Zuständig ist die Bezirksregierung "
            "Münster, Domplatz 1-3, 48143 Münster. Der Zuschuss beträgt 30 Prozent."
        ),
        (
            "Fördermittelberatung für Vereine\n"
            "Wir finden für Sie Zuschüsse.\n"
            "Agentur Fördergeld GmbH\n"
            "Hauptstraße 3\n"
            "55116 Mainz"
        ),
        (
            "Unsere Stadt soll schöner werden – unter diesem Motto steht ein Fachartikel über "
            "Förderprogramme. Darin kommt auch die Stadt Gera vor, die 2019 Mittel erhielt."
        ),
        ("Die Deutsche Stiftung Denkmalschutz fördert Denkmale.\nSchlegelstraße 1, 53113 Bonn"),
        (
            "Bundesamt für Wirtschaft und Ausfuhrkontrolle, Frankfurter Straße 29-35, 65760 "
            "Eschborn\n"
            "Das BAFA fördert Energieberatungen."
        ),
        (
            "Der Bund fördert Breitbandausbau. Der Projektträger PwC sitzt in Berlin, "
            "Kapelle-Ufer 4, 10117 Berlin."
        ),
        ("Das Land stellt Mittel bereit. Ein Pressefoto zeigt Bürgermeister Klein aus Bad Orb."),
        "Sieger Wettbewerb: Die Gemeinde Weyhe gewinnt den Klimapreis des Bundes.",
        (
            "Am Pilotprojekt nehmen die Städte Bonn, Gera und Lübeck teil. Der Bund fördert es "
            "mit 3 Millionen Euro."
        ),
        "Der Landkreis Harz hat aus dem Förderprogramm 2 Millionen Euro erhalten.",
        (
            "Die Hochschule Fulda sucht Teilnehmende für eine Studie. Der Aufwand wird mit 20 "
            "Euro erstattet."
        ),
        "Die Ausstellung ist bis 3. Mai in Weimar zu sehen. Die Kulturstiftung fördert sie.",
        ("Die Ministerin kam eigens nach Bad Wildungen, um den Förderbescheid zu überreichen."),
        ("Teilnahmebedingungen: Gerichtsstand ist Köln. Die Preise im Wettbewerb werden verlost."),
        ("Für Fragen zur Förderung wenden Sie sich an die Wirtschaftsförderung der Stadt Kassel."),
        "Nach dem Vorbild der Stadt Konstanz fördern Kommunen private Photovoltaik.",
        "In der Jury des Förderpreises sitzen Vertreter der Städte Ulm und Aalen.",
        "Die Förderung ergänzt das Programm der Stadt Freiburg nicht.",
        "Der Sitz der Bewilligungsstelle ist Gießen. Gefördert werden Radwege.",
        "Mehr Förderprogramme in Bayern und Sachsen finden Sie in der Förderdatenbank.",
        "Ein Praxisbeispiel aus Hameln: So wurde die Turnhalle mit Fördermitteln saniert.",
        "Das Programm läuft in zwölf Modellkommunen, unter ihnen Bensheim und Gotha.",
        ("Die Unternehmen in Deutschland geben immer mehr für Energie aus. Der Zuschuss hilft."),
        "Wir beraten bundesweit zu Förderprogrammen.",
        "Ein Kind aus Kempten schrieb uns: Der Zuschuss kam pünktlich.",
        "Schüler aus Gotha gewannen den Förderpreis 2025.",
        "Der Kölner Verein freut sich über den Zuschuss der Stiftung.",
        "Der Frankfurter Zoo erhielt eine Förderung.",
        "Münchner Forscher haben das Förderprogramm untersucht.",
        (
            "Autor: Redaktion, Stadt Lahr (Pressestelle). Die KfW stellt ein neues "
            "Förderprogramm vor."
        ),
        "Über das Programm informiert das Rathaus Gotha an einem Infostand. Die EU fördert.",
        "Die Stadt Lemgo war eine der ersten Kommunen, die vom Bund Fördermittel erhielten.",
        "Redaktionsschluss für das Amtsblatt der Gemeinde Trebur ist der 5. Mai.",
        "Der Vorstand des Fördervereins wohnt in Hof. Die Lotterie fördert den Verein.",
        "Universitätsstadt Tübingen: Professorin erhält Forschungspreis der DFG.",
        (
            "Das Stipendium ermöglicht einen Aufenthalt in Weimar. Bewerben können sich "
            "Autorinnen weltweit."
        ),
        "Die Preisverleihung des Förderpreises ist am 9. Juni in Leipzig.",
        "Vertrag mit der Stadt Köln: Der Verein erhält 20.000 Euro jährlich.",
        "Ein Antrag auf Förderung an das Land ist über die Kreisverwaltung zu stellen.",
        "Amtsgericht Stendal, Registernummer VR 123. Wir fördern Jugendprojekte.",
        "Die Jury besuchte 2025 die Städte Ahlen und Hamm. Der Preis wird erneut ausgelobt.",
        "Sponsor des Wettbewerbs ist die Sparkasse Jena.",
        (
            "Die Regionalgruppe München trifft sich monatlich. Der Bundesverband fördert die "
            "Treffen."
        ),
        "Zum Sommercamp in Kiel erhalten Teilnehmende einen Fahrtkostenzuschuss.",
        "Das Förderprogramm wurde 2019 in Bayern erfunden und läuft jetzt überall.",
        "Der Bund fördert 30 Modellprojekte, darunter drei in Sachsen.",
        "Die KfW mit Sitz in Frankfurt am Main gewährt Kredite.",
        "Unsere Agentur aus Mainz hilft beim Antrag auf Förderung.",
        "In der Stadt fördert der Bund neuen Wohnraum, sagte die Abgeordnete aus Kassel.",
        "Nach der Veranstaltung in der Stadt Gera können Förderanträge gestellt werden.",
        (
            "Die Gemeinde Schönau fiel durch ein besonders schönes, vom Land gefördertes "
            "Rathaus auf."
        ),
        "Bericht: Wie der Landkreis Görlitz 2 Millionen Euro Fördermittel verbaute",
        (
            "Datenschutz: Verantwortlich ist die Hochschule Harz, Friedrichstraße 57-59, 38855 "
            "Wernigerode. Die Förderung wird elektronisch beantragt."
        ),
        (
            "Die Gesellschaft fördert junge Forschende. Geschäftsstelle: Universität Bonn, "
            "53113 Bonn"
        ),
        ("Kontakt: Bundesverwaltungsamt, 50728 Köln. Das Bundesprogramm fördert Sportvereine."),
        "Der Verein in Erfurt wird vom Land gefördert und sucht Helfer.",
        "Die Fahrt nach Dresden wird mit 50 Euro bezuschusst.",
        "Im Landkreis Gießen haben 20 Vereine die Förderung genutzt.",
        "Eltern aus Bochum klagten gegen den Zuschuss.",
        "Das Buch zum Förderpreis ist bei einem Verlag in Stuttgart erschienen.",
        "Unternehmen in Deutschland beklagen zu viel Bürokratie bei Förderanträgen.",
        "Studierende in Deutschland leben oft von Stipendien und BAföG.",
        (
            "Die Kommune sucht Partner. Die Kommune kann dafür Mittel des Bundes beantragen. "
            "Kontakt: NOW GmbH, 10623 Berlin"
        ),
        (
            "Unsere Gemeinde lebt vom Ehrenamt, sagt Pfarrer Lutz aus Aalen. Die Landeskirche "
            "fördert Jugendarbeit."
        ),
    ],
)
def test_a_place_beside_the_funding_is_no_area(text: str) -> None:
    """Offices, addresses, examples, winners, juries and authors neither state nor ask."""
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (
            "Wer in der Wetterau einen Dorfladen gründet, kann beim Wetteraukreis einen "
            "Zuschuss von 5.000 Euro beantragen.",
            "06440",
        ),
        (
            "Der Bremerhavener Kulturfonds unterstützt Projekte der freien Szene.",
            "04012000",
        ),
        (
            "Pforzheim\n"
            "Bürgerfonds\n"
            "Vereine können bis 15. Oktober einen Zuschuss aus dem Bürgerfonds beantragen. Die "
            "Stadt entscheidet im Dezember.",
            "08231000",
        ),
    ],
)
def test_who_only_takes_applications_is_asked(text: str, key: str) -> None:
    """A body that takes applications, and a fund with a town's name, are a question."""
    (claim,) = read(text)
    assert claim.value == key
    assert claim.review


@pytest.mark.parametrize(
    "text",
    [
        "Der Landkreis Fulda und die Stadt Hanau vergeben ebenfalls Preise an Vereine.",
        "Auch der Landkreis Fulda fördert Vereine mit 500 Euro, wir dagegen Feste.",
        "Das Land Hessen fördert den Radweg in Au mit 90.000 Euro.",
        "Der Fonds, gegründet in Kassel und in Hanau ansässig, fördert Vereine auf dem Land.",
        "Antragsberechtigt sind Kommunen in Deutschland mit Ausnahme von Bayern.",
        "Für Vorhaben in Hanau gilt ein anderes Förderprogramm.",
        "Bundesweit anerkannte Träger können gefördert werden.",
        "Europaweit einmalig fördert der Kreis Wiesen.",
    ],
)
def test_others_supporters_seats_and_exceptions_state_no_area(text: str) -> None:
    """Who does the same, pays for one thing, sits elsewhere or is left out is no place stated."""
    assert [claim for claim in read(text) if not claim.review] == []


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Der Landkreis Fulda vergibt Preise an Vereine, die sich um Wiesen kümmern.", ["06631"]),
        ("Zuschüsse für Freizeiten\nKreisjugendamt Fulda\nJe Tag gibt es 4 Euro.", ["06631"]),
        ("Richtlinien des Kreisjugendrings Fulda\nJe Tag gibt es 4 Euro Zuschuss.", ["06631"]),
        ("Theater und Festivals in ganz Deutschland können sich bewerben.", ["de"]),
    ],
)
def test_those_who_give_and_those_who_may_apply_state_it(text: str, keys: list[str]) -> None:
    """The body itself, its youth office and the place of those who may apply state the area."""
    assert certain(text) == keys
