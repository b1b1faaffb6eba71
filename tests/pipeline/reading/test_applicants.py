"""Applicants: who may apply, who may not, and what limits hold for places and partners."""

from __future__ import annotations

import pytest

from pipeline.reading.text.prose import Prose
from pipeline.reading.who.applicants import read_applicants
from pipeline.reading.who.nouns import NOUN, find_nouns

SHORT = {"applicant": "+", "excluded_applicant": "-"}


def stated(text: str, language: str = "de") -> set[str]:
    """Return the certain readings: "+type", "-type" or "field=value"."""
    found = set()
    for claim in read_applicants(Prose.of(text), language):
        name = claim.field.value
        if not claim.doubt:
            short = SHORT.get(name)
            found.add(f"{short}{claim.value}" if short else f"{name}={claim.value}")
    return found


ENTITLED = [
    ("Antragsberechtigt sind Gemeinden, Städte und Landkreise.", "+municipality +district"),
    ("Antragsberechtigt sind Kommunen, deren Zusammenschlüsse und kommunale Unternehmen.",
     "+municipality +municipal_association +municipal_company"),
    ("Zuwendungsempfänger sind kommunale Gebietskörperschaften und Zweckverbände.",
     "+municipality +district +municipal_association"),
    ("Zuwendungsberechtigt sind gemeinnützige Träger und Stiftungen.", "+nonprofit +foundation"),
    ("Vereine und Initiativen sind antragsberechtigt.", "+association +initiative"),
    ("Neben Vereinen sind auch Kirchengemeinden und Schulen antragsberechtigt.",
     "+association +public_body +education"),
    ("Förderberechtigt sind natürliche Personen und Unternehmen.", "+individual +company"),
    ("Antragsberechtigt: Hochschulen und Forschungseinrichtungen", "+education +research"),
    ("Antragstellende können Privatpersonen, Vereine und Gewerbebetriebe sein.",
     "+individual +association +company"),
    ("Als Antragsteller kommen Körperschaften des öffentlichen Rechts in Betracht.",
     "+public_body"),
    ("Antragsberechtigt sind Lokale Aktionsgruppen (LAG).", "+leader_group"),
    ("Antragsberechtigt sind Vereine, die in den Gemeinden des Kreises tätig sind.",
     "+association"),
    ("Antragsberechtigt sind Vereine aus den Städten und Gemeinden der Region.", "+association"),
    ("Antragsberechtigt sind alle Kommunen mit Ausnahme der kreisfreien Städte.",
     "+municipality"),
    ("Antragsberechtigt sind Vereine, nicht jedoch Unternehmen.", "+association -company"),
    ("Anträge stellen können Vereine, Stiftungen und Kommunen.",
     "+association +foundation +municipality"),
    ("Anträge können von Gemeinden und Landkreisen gestellt werden.", "+municipality +district"),
    ("Bewerben können sich alle Gemeinden im Land.", "+municipality"),
    ("Mitmachen können Vereine, Kommunalverwaltungen und Privatpersonen.",
     "+association +municipality +individual"),
    ("Kommunen können einen Zuschuss für ihre Bücherei beantragen.", "+municipality"),
    ("Wer kann gefördert werden? Kommunen, Vereine und Genossenschaften. Was wird gefördert?",
     "+municipality +association +company"),
    ("Wer ist antragsberechtigt? Nur gemeinnützige Organisationen.", "+nonprofit"),
    ("Gefördert werden alle Städte, Gemeinden und Landkreise.", "+municipality +district"),
    ("Das Programm fördert Verbände, öffentliche Einrichtungen und Kommunen.",
     "+association +public_body +municipality"),
    ("Das Programm richtet sich an kleine und mittlere Unternehmen.", "+company"),
    ("Als Hochschule können Sie einen Antrag stellen.", "+education"),
    ("Wenn Sie als Kommune eine Bücherei betreiben, können Sie einen Zuschuss erhalten.",
     "+municipality"),
    ("Vereine und Privatpersonen sind eingeladen, sich zu bewerben.", "+association +individual"),
    ("Antragsberechtigt sind rechtlich selbständige Betriebe mit kommunaler Beteiligung.",
     "+municipal_company"),
    ("Zuwendungsempfängerin ist die Gemeinde.", "+municipality"),
    ("Zuwendungsempfänger müssen juristische Personen des öffentlichen Rechts sein.",
     "+public_body"),
    ("Ein Preis, um den sich Vereine und Initiativen bewerben können.",
     "+association +initiative"),
    ("Auf Antrag kann Sportvereinen eine Zuwendung zum Bau bewilligt werden.", "+association"),
    ("Fördermittel beantragen können Verbände und Hochschulen.", "+association +education"),
    ("Antragsberechtigt sind Gründerzentren, Start-up-Zentren und Vereine.", "+association"),
    ("Antragsberechtigt und damit förderfähig sind in erster Linie Kommunen.", "+municipality"),
    ("Beantragt werden kann der Zuschuss beim Land von Kommunen, Vereinen und Privatpersonen.",
     "+municipality +association +individual"),
    ("Zuwendungen kann die Stiftung auch an Träger wie Kommunen gewähren.", "+municipality"),
    ("Damit haben auch private Eigentümer die Möglichkeit, einen Zuschuss zu beantragen.",
     "+individual"),
    ("Jeder Verein hat die Möglichkeit, einen Antrag einzureichen.", "+association"),
    ("Antragsteller sollten sein: gemeinnützige Vereine und Stiftungen",
     "+association +foundation"),
    ("Wer einen Antrag stellt, muss eine der folgenden Rechtsformen haben: • Eingetragener Verein"
     " • Stiftung", "+association +foundation"),
    ("Zuwendungsempfänger sind • Lokale Aktionsgruppen (LAG). • Natürliche Personen und Vereine.",
     "+leader_group +individual +association"),
    ("Den Antrag stellt die Kommune beim Land.", "+municipality"),
    ("Der Bonus richtet sich ausdrücklich an Unternehmen.", "+company"),
    ("So richten sich die neuen Förderangebote im Land nur an Vereine.", "+association"),
    ("Nach der Richtlinie sind Verbände, Kirchen und Kommunen zur Antragstellung berechtigt.",
     "+association +public_body +municipality"),
    ("Unterstützung erhalten Kommunen und freie Träger.", "+municipality +nonprofit"),
    ("Kommunale Unternehmen mit mehrheitlich kommunalen Gesellschaftern sind antragsberechtigt.",
     "+municipal_company"),
    ("Gefördert werden Unternehmen mit mehrheitlich kommunalen Gesellschaftern.",
     "+municipal_company"),
    ("Antragsberechtigt sind Betriebe, an denen Gemeinden mehrheitlich beteiligt sind.",
     "+municipal_company"),
    ("Zwölf Gemeinden am Fluss können Zuschüsse für ihre Brücken abrufen.", "+municipality"),
    ("Gefördert werden Modellvorhaben von Städten und Landkreisen.", "+municipality +district"),
    ("Das Ministerium unterstützt Projekte von Vereinen zur Pflege der Bäche.", "+association"),
    ("Das Land unterstützt Projekte von Betrieben. Antragsberechtigt sind Vereine.",
     "+association"),
    ("Vorhaben von Stiftungen in Dörfern werden mit bis zu 70 Prozent gefördert.", "+foundation"),
    ("Das Amt teilt mit, dass Gemeinden ab sofort Anträge für Brunnen stellen können.",
     "+municipality"),
    ("Kommunen erhalten auf Antrag eine Beratung.", "+municipality"),
    ("Private Bauherren erhalten bis zu 35 Prozent der Kosten.", "+individual"),
    ("Mit dem Programm sollen Gemeinden beim Bau von Radwegen unterstützt werden.",
     "+municipality"),
    ("Das Programm hilft Vereinen, ihre Halle barrierefrei umzubauen.", "+association"),
    ("Der Antrag ist von der Gemeinde bis Mai zu stellen.", "+municipality"),
    ("Zuwendungsempfänger können sein: 1. eingetragene Vereine 2. Hochschulen",
     "+association +education"),
    ("Wenn Sie als Gemeinde die Bürgerinnen und Bürger beteiligen möchten, können Sie einen"
     " Zuschuss erhalten.", "+municipality"),
    ("Förderanträge können durch Gemeinden und Zweckverbände eingereicht werden.",
     "+municipality +municipal_association"),
    ("Bis zu 5.000 Euro können sich Vereine sichern, wenn sie Bäume pflanzen.", "+association"),
    ("Vereine können sich jetzt Fördermittel sichern.", "+association"),
    ("Das Stipendium richtet sich an Studierende.", "+individual"),
    ("Der Wettbewerb ist offen für Schulen und Kitas.", "+education"),
    ("Anspruch auf Förderung haben Mieterinnen und Mieter.", "+individual"),
    ("Die Stadt gewährt Vereinen einen Zuschuss für Trikots.", "+association"),
    ("Nur für Privathaushalte in der Gemeinde.", "+individual"),
    ("Bewerben können sich Samtgemeinden und Verbandsgemeinden.",
     "+municipality +municipal_association"),
    ("Einen Zuschuss beantragen können Schulträger und Träger von Kitas.", "+education"),
    ("Teilnahmeberechtigt sind Freiwillige Feuerwehren und Kirchengemeinden.", "+public_body"),
    ("Gefördert werden Kreisverbände und Sportvereine.", "+association"),
    ("Zum Kreis der Antragsberechtigten gehören Vereine und Stiftungen.",
     "+association +foundation"),
    ("Antragsberechtigt sind Gesellschaften in kommunalem Eigentum.", "+municipal_company"),
    ("Mitmachen können Gruppen, Vereine und Einzelpersonen.",
     "+initiative +association +individual"),
    ("Die Mittel können von Ortsgemeinden abgerufen werden.", "+municipality"),
    ("Wir fördern Vereine und Initiativen im ländlichen Raum.", "+association +initiative"),
    ("Um den Preis bewerben können sich Schulen, Horte und Jugendgruppen.",
     "+education +initiative"),
    ("Einreichen können: Genossenschaften, Vereine, Stiftungen.",
     "+company +association +foundation"),
    ("Projektskizzen dürfen Hochschulen und außeruniversitäre Forschungseinrichtungen vorlegen.",
     "+education +research"),
    ("Die Förderung wird Vereinen gewährt, die ihre Halle dämmen.", "+association"),
    ("Kommunen, die im Vorjahr leer ausgingen, dürfen erneut einen Antrag stellen.",
     "+municipality"),
    ("Berechtigt zur Antragstellung sind Städte und Kreise.", "+municipality +district"),
    ("Mitmachen darf jede Gemeinde mit Schule.", "+municipality"),
    ("Mit bis zu 5.000 Euro unterstützt die Stiftung Dorfvereine.", "+association"),
    ("Der Antrag wird vom Landkreis gestellt.", "+district"),
    ("Wir laden Kommunen ein, sich mit ihren Projekten zu bewerben.", "+municipality"),
    ("Landwirtschaftliche Betriebe erhalten auf Antrag eine Prämie.", "+company"),
    ("Zugelassen sind Bewerbungen von Schulen und Kitas.", "+education"),
    ("Vereine können nur dann gefördert werden, wenn sie gemeinnützig sind.", "+association"),
    ("Die förderfähigen kleinen Träger sind: Vereine, Kommunen.", "+association +municipality"),
    ("Fünf Millionen Euro stehen für alle Verbandsgemeinden bereit.", "+municipality"),
    ("Die Stiftung fördert nur Organisationen, die als gemeinnützig anerkannt sind.",
     "+nonprofit"),
    ("Antragsberechtigt sind Personengesellschaften (z. B. Vereine; ausgenommen Parteien).",
     "+company +association"),
    ("Antragsberechtigt sind - für Teil A: - Gemeinden. - für Teil B - Vereine",
     "+municipality +association"),
    ("Die Stiftung vergibt Reisebeihilfen an Postdocs und junge Forschende.", "+individual"),
    ("Die Stadt verleiht den Preis alle zwei Jahre an Vereine, die viel geleistet haben.",
     "+association"),
    ("Der Preis ist mit 2.000 Euro dotiert und kann an Einzelpersonen oder an Chöre vergeben"
     " werden.", "+individual +association"),
    ("Einmal im Jahr wird ein Förderbetrag von 900 Euro an eine Initiative vergeben.",
     "+initiative"),
    ("Die Fördermittel sind für gemeinnützige Träger aus dem Landkreis vorgesehen.", "+nonprofit"),
    ("Eine Förderung für Vereine oder Privatpersonen ist möglich.", "+association +individual"),
    ("Der Fonds bietet jungen Filmemacher/-innen ein Stipendium.", "+individual"),
    ("Ausgezeichnet werden Schulen, die einen Garten pflegen.", "+education"),
    ("Das Stipendium für Autor*innen dauert ein Jahr.", "+individual"),
    ("Wettbewerb für Verlage und Buchhandlungen", "+company"),
    ("Zuwendungen an Träger der freien Wohlfahrtspflege und an Kirchengemeinden.",
     "+nonprofit +public_body"),
    ("Die Stiftung nimmt Anträge von gemeinnützigen Organisationen (Vereine, Stiftungen)"
     " entgegen.", "+nonprofit +association +foundation"),
    ("Je Haushalt kann nur ein Antrag gestellt werden.", "+individual"),
    ("Pro Verein ist eine Bewerbung möglich.", "+association"),
    ("Nur Mieterinnen und Mieter, die hier gemeldet sind.", "+individual"),
    ("Bürgerstiftungen fördern Vereine und Schulen.", "+association +education"),
    ("Bei den Gesuchstellenden muss es sich um juristische Personen wie Chöre handeln.",
     "+association"),
    ("Gesuchsberechtigt sind Musikschulen.", "+education"),
    ("Bewerbungsberechtigt sind Doktorand:innen und Professor_innen.", "+individual"),
    ("Antragsberechtigt sind weder Betriebe noch Privatpersonen.", "-company -individual"),
    ("Weder Stiftungen noch Vereine können Anträge stellen.", "-foundation -association"),
    ("Stiftungen können nie einen Antrag stellen.", "-foundation"),
    ("Betriebe werden niemals gefördert.", "-company"),
    ("Vereine sind keinesfalls antragsberechtigt.", "-association"),
    ("Vereine können so leicht wie nie einen Antrag stellen.", "+association"),
    ("Vereine, die noch nie gefördert wurden, sind antragsberechtigt.", "+association"),
    ("Antragsberechtigt sind Vereine. Sie dürfen nie Gewinne ausschütten.", "+association"),
    ("Beantragen kann den Zuschuss jede natürliche oder juristische Person.", "+individual"),
    ("Einreichen können Teams von SchülerInnen.", "+individual"),
    ("Teilnahmeberechtigt sind alle zur Oberstufe führenden Schulen.", "+education"),
    ("Antragsberechtigt sind im Landkreis ansässige Vereine.", "+association"),
    ("Anträge dürfen nur von als gemeinnützig anerkannten oder kirchlichen Trägern gestellt"
     " werden.", "+nonprofit +public_body"),
    ("Bewerben können sich an der Hochschule eingeschriebene Student(inn)en und Lehrkräfte.",
     "+individual"),
    ("Der Wettbewerb ist offen für Studierende aller Hochschulen, Akademien und Universitäten.",
     "+individual"),
    ("Bewerben können sich Einrichtungen der kulturellen und politischen Bildung und kommunale"
     " Stellen.", "+education +municipality"),
    ("Eine nicht eingetragene Gruppe oder Initiative kann einen Zuschuss beantragen.",
     "+initiative"),
    ("Antragsberechtigt sind steuerbegünstigte Körperschaften.", "+nonprofit"),
    ("Zielgruppe: privat, Verein, Kommune", "+individual +association +municipality"),
    ("Gefördert werden Landesfachverbände und AI-Startups.", "+association +company"),
    ("Es können Projekte von Vereinen und Genossenschaften gefördert werden.",
     "+association +company"),
    ("Das Projekt muss beigelegt werden: Nachweis der Gemeinnützigkeit des Projektträgers.",
     "+nonprofit"),
    ("Voraussetzungen: gemeinnützige Organisation", "+nonprofit"),
]  # fmt: skip
EXCLUDED = [
    ("Unternehmen sind nicht antragsberechtigt.", "-company"),
    ("Der Träger braucht eine Rechtsform (Verein, Gemeinde) – Einzelpersonen können nicht"
     " gefördert werden.", "-individual"),
    ("Nicht antragsberechtigt sind • Einzelpersonen • Politische Stiftungen • Kommunen",
     "-individual -municipality"),
    ("Antragsberechtigt sind alle mit einer Rechtspersönlichkeit (ausgenommen staatliche"
     " Behörden).", "-public_body"),
    ("Nicht förderfähig: natürliche Personen, Feste, Reisen", "-individual"),
    ("Nicht antragsberechtigt sind Privatpersonen und Vereine.", "-individual -association"),
    ("Kommunen sind von der Förderung ausgeschlossen.", "-municipality"),
    ("Anträge von Privatpersonen werden nicht angenommen.", "-individual"),
    ("Mitmachen können Träger der Jugendhilfe (keine Unternehmen).", "-company"),
    ("Körperschaften des öffentlichen Rechts sowie anerkannte gemeinnützige Organisationen sind"
     " nicht antragsberechtigt.", "-public_body -nonprofit"),
    ("Privatpersonen können leider nicht berücksichtigt werden.", "-individual"),
    ("Unternehmen erhalten keine Förderung.", "-company"),
    ("Vereine haben keinen Anspruch auf den Zuschuss.", "-association"),
    ("Parteien und Unternehmen dürfen keine Anträge stellen.", "-company"),
    ("Kommunen kommen nicht in Betracht.", "-municipality"),
    ("Nicht zum Kreis der Antragsberechtigten gehören Unternehmen.", "-company"),
    ("Keinen Antrag stellen können Privatpersonen.", "-individual"),
    ("Antragsberechtigt sind Vereine, Privatpersonen hingegen nicht.",
     "+association -individual"),
    ("Anträge von Unternehmen werden abgelehnt.", "-company"),
    ("Eine Förderung von Unternehmen ist ausgeschlossen.", "-company"),
    ("Antragsberechtigt sind Forschungseinrichtungen, nicht aber Hochschulen.",
     "+research -education"),
    ("Von der Teilnahme ausgenommen sind Privatpersonen.", "-individual"),
    ("Antragsberechtigt sind Vereine. Nicht unterstützt werden Unternehmen.",
     "+association -company"),
    ("Antragsberechtigt sind Vereine; Unternehmen sind ausgeschlossen.", "+association -company"),
    ("Keine Privatpersonen oder Auslandsreisen.", "-individual"),
    ("Läden mit fremden Zielen oder Vereine können daher nicht unterstützt werden.",
     "-association"),
]  # fmt: skip
PAGES = [
    ("Wer darf mitmachen?\n\n- Sportvereine\n- Schulen\n- Feuerwehren\n\n"
     "Was wird gefördert?\n\n- Bälle der Gemeinden", "+association +education +public_body"),
    ("Antragsberechtigte\nGemeinden\nVereine\nHöhe der Förderung\nBetriebe zahlen mit",
     "+municipality +association"),
    ("3.1 Zuwendungsempfänger\n\nKommunen, Landkreise und deren Zusammenschlüsse.\n\n"
     "3.2 Kosten\n\nPrivatpersonen haften nicht.",
     "+municipality +district +municipal_association"),
    ("Antragsberechtigt:\n• Landwirtinnen und Landwirte\n• Genossenschaften\n"
     "Ansprechpartner:\n• Stadt Fulda", "+company"),
    ("Förderberechtigt | Vereine, Stiftungen\nFördersatz | 50 Prozent für Kommunen",
     "+association +foundation"),
    ("## Wer kann gefördert werden?\n\n### Modul A\n\n- Kommunen\n\n### Modul B\n\n"
     "- Hochschulen\n\n## Wie hoch ist der Zuschuss?\n\nBis 500 Euro.",
     "+municipality +education"),
    ("Anträge stellen können:\n1. Gemeinden,\n2. Kirchengemeinden,\n3. gemeinnützige Vereine.",
     "+municipality +public_body +association"),
    ("Für wen?\nUnternehmen\nVereine\nFörderinhalt\nGebäude von Kommunen",
     "+company +association"),
    ("Nicht antragsberechtigt sind:\n- Privatpersonen\n- Parteien\n- Unternehmen",
     "-individual -company"),
    ("Wer kann sich bewerben?\n- Vereine\n- Initiativen\n- keine Unternehmen",
     "+association +initiative -company"),
    ("Wer wird nicht gefördert?\n- Unternehmen\n- Parteien", "-company"),
    ("Wer? Vereine und Initiativen\nWas? Bäume und Hecken der Kommunen",
     "+association +initiative"),
    ("Wer wird beteiligt?\n- Bürgerinnen und Bürger\n- Vereine", ""),
    ("Fördersätze\n- Gebäude der Kommunen: 40 Prozent", ""),
    ("Bedingungen:\n- Antragsberechtigt sind Mieter\n- Alternativ zahlt die Stadt den Händler",
     "+individual"),
    ("Jury\n\nVertreter der Kommunen\n\nTeilnahme\n\nMitmachen können Vereine.", "+association"),
    ("Ansprechpartner\n- Landkreis Fulda\n- Stadt Kassel", ""),
    ("Partner\n- Stiftungen\n- Vereine", ""),
    ("Was wird gefördert?\n- Gebäude von Vereinen\n- Schulen und Kitas umbauen", ""),
]  # fmt: skip
ITEMS = [
    ("- Kommunen und kommunale Zweckverbände", "+municipality +municipal_association"),
    ("Eingetragene Vereine", "+association"),
    ("Gemeinnützige Organisationen, Stiftungen", "+nonprofit +foundation"),
    ("kleine und mittlere Unternehmen in Hessen", "+company"),
    ("Kommunen", "+municipality"),
]
ENGLISH = [
    ("Eligible applicants are municipalities and non-profit organisations.",
     "+municipality +nonprofit"),
    ("The call is open to local authorities and their groupings.",
     "+municipality +municipal_association"),
    ("Applicants must be public bodies or universities.", "+public_body +education"),
    ("Proposals must be submitted by a consortium of at least three partners.",
     "partners_min=3"),
    ("Small companies are not eligible.", ""),
    ("Individuals are not eligible.", "-individual"),
    ("Grants are available to not for profit organisations.", "+nonprofit"),
    ("Any not-for-profit community or voluntary group can apply.", "+nonprofit"),
    ("Groupings of municipalities are eligible to apply.", "+municipal_association"),
    ("Applicants have to belong to one of the following: schools; universities.", "+education"),
]  # fmt: skip
LIMITS = [
    ("Gefördert werden Vorhaben in Orten mit bis zu 10.000 Einwohnern.", "population_max=10000"),
    ("Antragsberechtigt sind Kommunen, die nicht mehr als 25.000 Einwohner haben.",
     "+municipality population_max=25000"),
    ("für Gemeinden zwischen 3.000 und 15.000 Einwohnern",
     "population_min=3000 population_max=15000"),
    ("Städte mit mindestens 20.000 Einwohnern können sich bewerben.",
     "+municipality population_min=20000"),
    ("in Orten unter 5.000 Einwohnerinnen und Einwohnern", "population_max=5000"),
    ("towns with fewer than 50,000 inhabitants", "population_max=50000"),
    ("Das Projekt braucht mindestens zwei Partner.", "partners_min=2"),
    ("Eine Kooperation aus mindestens drei Kommunen ist nötig.", "partners_min=3"),
    ("The consortium must include at least four independent entities.", "partners_min=4"),
    ("Gesucht werden Orte mit einer Einwohnerzahl unter 20.000.", "population_max=20000"),
    ("Teilnehmen können Dörfer mit bis zu 3.000 Bewohnern.", "population_max=3000"),
    ("The project must involve at least three partner organisations.", "partners_min=3"),
]  # fmt: skip
PAID = "Dazu kommen Zuschüsse für Vereine."
DECOYS = [
    "Die Stiftung bietet Studierenden eine Beratung.",
    "Der Verein gibt Kindern und Eltern die Möglichkeit, Musik zu hören.",
    "Ausgezeichnet wurden Schulen und Vereine aus der Region.",
    "Die Stadt vergibt Grundstücke an Familien.",
    "Die Jury besteht aus Autorinnen, Wissenschaftlern und Lehrkräften.",
    "Die Stiftung fördert Menschen mit wenig Geld und Eltern ohne Arbeit.",
    "Zuschüsse an Vereine wurden im Vorjahr gekürzt.",
    "Der Wettbewerb für Schulen hat im Mai geendet.",
    "Der Preis ist nach einem Künstler benannt.",
    "Die Hochschule Musterstadt kann einen Antrag stellen lassen.",
    "Die Universität Musterstadt bietet einen Fonds, den man beantragen kann.",
    "Nur Vereine haben sich gemeldet.",
    "Keine Vereine haben sich beworben.",
    "Je Gemeinde wird ein Konzert gespielt.",
    "Bewerbungen werden von der Stadt entgegengenommen.",
    "Im Sommer stehen Kindern und Jugendlichen viele Räume offen.",
    "Der Preis wird von der Bürgermeisterin an die Schule überreicht.",
    "Die Antragstellenden müssen an der Universität beschäftigt sein.",
    "Prämiert werden Ideen von Schülern.",
    "Gefördert werden Lesungen mit Autorinnen und Autoren.",
    "Die Gemeinnützigkeit der Organisation ist nicht erforderlich.",
    "Die Anlage muss fünf Jahre betrieben werden und kann gefördert werden.",
    "Die Gemeinde Musterdorf liegt im Landkreis Beispielkreis.",
    "Das Programm soll die Bürgerinnen und Bürger an der Zukunft des Ortes beteiligen.",
    "Gastronomiebetriebe sind nicht antragsberechtigt.",
    "Partner des Wettbewerbs sind Stiftungen und Unternehmen.",
    "In der Jury sitzen Vertreter von Vereinen und Kommunen.",
    "Zielgruppe des Projekts sind Jugendliche und Familien.",
    "Der Verein unterstützt Familien im Alltag und wurde dafür gefördert.",
    "Gefördert werden Kurse für Jugendliche.",
    "Bürgerinnen und Bürger können sich an der Umfrage beteiligen.",
    "Die Stadt lädt Vereine zum Fest ein.",
    "Für die Prüfung der Anträge fördert die Gemeinde Schulungen.",
    "Preisträger waren Schulen, Vereine und eine Genossenschaft.",
    "Die Mittel kommen Familien und Jugendlichen zugute.",
    "Anträge werden von der Gemeinde geprüft und vom Landkreis bewilligt.",
    "Der Zuschuss wird an die Kommune ausgezahlt, die ihn weitergibt.",
    "Wer hilft bei Fragen?\n- Landkreise\n- Verbände",
    "Ein Bürgerverein hat den Antrag gestellt und 5.000 Euro erhalten.",
    "Haushalte können von niedrigen Stromkosten profitieren.",
    "Kommunen können an dem Webinar am Freitag teilnehmen.",
    "Der Kreis teilt mit, dass Vereine das Hallenbad wieder nutzen können.",
    "Die Gemeinden erhalten ihre Bescheide im Mai.",
    "Der Antrag ist von der Gemeinde zu prüfen.",
    "Die Vereine unternehmen im Sommer Reisen in den Kreis.",
    "Im vergangenen Jahr wurden Projekte von Vereinen gefördert.",
    "Der Verein lädt zum Sommerfest in die Stadthalle ein.",
    "Gefördert werden Projekte in Gemeinden und Städten.",
    "Gefördert werden Moderations- und Beratungsleistungen in Kommunen.",
    "Der Antrag ist bei der Gemeinde einzureichen.",
    "Die Landkreise beraten bei der Antragstellung.",
    "Das Vorhaben muss den Vereinen vor Ort zugutekommen.",
    "Die Servicestelle unterstützt bei Fragen von Unternehmen.",
    "Unternehmen in Schwierigkeiten sind von der Förderung ausgeschlossen.",
    "Wirtschaftlich tätige Vereine sind ausgeschlossen.",
    "Ausgeschlossen sind Unternehmen, die eine Rückforderung nicht bezahlt haben.",
    "Die Region umfasst 16 Kommunen und den Landkreis.",
    "Ihre Beratung richtet sich an Vereine und Kommunen.",
    "Kommunen im Wandel",
    "Viele Stiftungen vergeben ihre Mittel nur selten.",
    "Unternehmen für morgen",
    "Rein vereinsinterne Projekte können nicht gefördert werden.",
    "Die Wirtschaftsförderung berät Unternehmen und Gründer.",
    "Bewerbungen sind an die Stiftung zu richten.",
    "Stadt Musterstadt mit den Ortsteilen Nord und Süd",
    "Die Stadt hat 12.000 Einwohner.",
    "Gefördert werden 2 Euro je Einwohner.",
    "Der Landkreis zählt rund 250.000 Einwohner.",
    "Mindestens drei Angebote sind einzuholen.",
    "The project is located in several municipalities.",
    "The school was opened by the mayor.",
    "Up to 120 guests take part, of whom at least 25 are invited from partner towns.",
    "At least 30 participants must come from partner schools.",
    "Mindestens 25 Gäste aus den Partnerstädten werden eingeladen.",
    "At least two partner countries are involved.",
    "Für Orte unter 2.000 Einwohnern erhöht sich der Fördersatz auf 85 Prozent.",
    "Die Einwohnerzahl betrug 9.000.",
    "Sind Gemeinden mit bis zu 9.000 Einwohnern auch dabei?",
]


@pytest.mark.parametrize(("text", "expected"), ENTITLED + EXCLUDED + ITEMS)
def test_german_applicants_are_read_where_a_text_says_who_may_apply(
    text: str, expected: str
) -> None:
    """Applicants and exclusions are exactly those that the frame of the sentence governs."""
    assert stated(text) == set(expected.split())


@pytest.mark.parametrize(("text", "expected"), PAGES)
def test_what_stands_above_a_line_says_whether_it_names_applicants(
    text: str, expected: str
) -> None:
    """Below a heading that asks or names who may apply each line answers, until the next one."""
    assert stated(text) == set(expected.split())


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Antragsberechtigt sind Imkerinnen und Imker.", "„Imkerinnen und Imker“"),
        ("Teilnahmeberechtigt sind Tierheime.", "„Tierheime“"),
    ],
)
def test_a_body_that_nobody_knows_is_asked_about(text: str, word: str) -> None:
    """In the place of an applicant an unknown word is a question, not silence."""
    (claim,) = read_applicants(Prose.of(text), "de")
    assert word in claim.doubt


@pytest.mark.parametrize("text", ["Förderung für Vereine", "Ein Zuschuss für Dorfvereine"])
def test_for_whom_there_is_money_is_asked_about(text: str) -> None:
    """Money may be for those who apply or for those it helps."""
    (claim,) = read_applicants(Prose.of(text), "de")
    assert claim.value == "association"
    assert claim.doubt


@pytest.mark.parametrize(
    "text",
    [
        "Antragsberechtigt sind Stiftungen erst ab 2031.",
        "Stiftungen sind erst nach der Anerkennung antragsberechtigt.",
        "Zum Festakt sind Stiftungen eingeladen.",
        "Am Infoabend können Stiftungen teilnehmen.",
        "Vorschlagsberechtigt sind Stiftungen.",
        "Als Sponsoren können sich Stiftungen bewerben.",
        "Stiftungen können ohne eigene Förderung teilnehmen.",
        "Letztempfänger sind Stiftungen.",
        "Auch Stiftungen können vom Förderprogramm profitieren.",
        "Projektträger ist die Stiftung Musterland.",
    ],
)
def test_guests_proposers_and_those_of_another_time_are_asked_about(text: str) -> None:
    """Who stands in the frame of an applicant, but in another part or time, is a question."""
    claims = list(read_applicants(Prose.of(text), "de"))
    assert [(claim.value, bool(claim.doubt)) for claim in claims] == [("foundation", True)]


@pytest.mark.parametrize(
    "text",
    [
        "Mindestens vier Partner sind nicht mehr erforderlich.",
        "Wünschenswert sind mindestens vier Partner.",
        "Die Regel, dass mindestens vier Partner mitwirken, entfällt.",
        "Orte mit weniger als 7.000 Einwohnern im Umkreis sind antragsberechtigt.",
        "Das Einzugsgebiet muss mindestens 7.000 Einwohner haben.",
        "Gemeinden mit zusammen mindestens 7.000 Einwohnern sind antragsberechtigt.",
    ],
)
def test_a_limit_that_is_no_condition_or_of_others_is_asked_about(text: str) -> None:
    """A wish, a rule that is gone, and the inhabitants of something else state no limit."""
    claims = [one for one in read_applicants(Prose.of(text), "de") if "_m" in one.field.value]
    assert [bool(claim.doubt) for claim in claims] == [True]


def test_a_target_group_and_who_is_paid_are_asked_about() -> None:
    """Who is only said to be meant, or to be paid, may still be none who can apply."""
    group = list(read_applicants(Prose.of("Zielgruppe\n- Vereine\n- Kommunen"), "de"))
    paid = list(read_applicants(Prose.of("Seit Mai gibt es neue Regeln. " * 5 + PAID), "de"))
    assert [(claim.value, bool(claim.doubt)) for claim in group] == [
        ("association", True),
        ("municipality", True),
    ]
    assert [(claim.value, bool(claim.doubt)) for claim in paid] == [("association", True)]


@pytest.mark.parametrize(("text", "expected"), ENGLISH)
def test_english_applicants_are_read(text: str, expected: str) -> None:
    """English frames govern the same types."""
    assert stated(text, "en") == set(expected.split())


@pytest.mark.parametrize(("text", "expected"), LIMITS)
def test_limits_of_population_and_partners_are_read(text: str, expected: str) -> None:
    """A limit needs a number, its unit, and a word that makes it a limit."""
    assert stated(text) == set(expected.split())


@pytest.mark.parametrize("text", DECOYS)
def test_whoever_is_merely_mentioned_is_no_applicant(text: str) -> None:
    """A mention without a frame, or a restricted exclusion, states nothing."""
    assert stated(text) == set()
    assert stated(text, "en") == set()


@pytest.mark.parametrize(
    "text",
    [
        "Anträge aus Orten mit weniger als 4.000 Einwohnern werden bevorzugt.",
        "Städte unter 20.000 Einwohnern haben Vorrang.",
    ],
)
def test_a_preference_for_small_places_is_a_question(text: str) -> None:
    """A number of inhabitants that only prefers is asked, not stated."""
    assert stated(text) == set()
    assert [claim.doubt[-1] for claim in read_applicants(Prose.of(text), "de")] == ["?"]


def test_a_type_that_is_both_included_and_excluded_is_a_question() -> None:
    """The second of two contradicting statements asks staff what holds."""
    text = "Antragsberechtigt sind Vereine. Vereine sind nicht antragsberechtigt."
    claims = list(read_applicants(Prose.of(text), "de"))
    assert [bool(claim.doubt) for claim in claims] == [False, True]


def test_looking_at_likely_words_only_misses_no_noun() -> None:
    """The shortcut by first words finds each noun that searching everywhere finds."""
    texts = (*(row[0] for row in ENTITLED + EXCLUDED + ITEMS + ENGLISH + LIMITS), *DECOYS)
    for text in texts:
        everywhere = [match.span() for match in NOUN.finditer(text)]
        assert [match.span() for match in find_nouns(text)] == everywhere


def test_every_claim_quotes_the_text() -> None:
    """Quote and offsets fit the publisher's own characters."""
    text = "Antrags\u00adberechtigt sind  Ge\u00admeinden\nund\u00a0Land\u00adkreise."
    claims = list(read_applicants(Prose.of(text), "de"))
    assert [claim.quote for claim in claims] == ["Ge\u00admeinden", "Land\u00adkreise"]
    for claim in claims:
        assert text[claim.start : claim.end] == claim.quote
        assert claim.rule.startswith("applicants.")


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Gefördert werden Vorhaben in Orten mit bis zu 2.500 Einwohnern.",
         "Orten mit bis zu 2.500 Einwohnern"),
        ("Für Ortsteile zwischen 200 und 6.000 Einwohnern.",
         "Ortsteile zwischen 200 und 6.000 Einwohnern"),
        ("Antragsberechtigt sind Gemeinden mit bis zu 2.500 Einwohnern.", "2.500 Einwohnern"),
        ("Wir stärken Orte. Gemeinden bis 2.500 Einwohner sind antragsberechtigt.",
         "2.500 Einwohner"),
    ],
)  # fmt: skip
def test_the_quote_of_a_limit_says_whose_inhabitants_they_are(text: str, quote: str) -> None:
    """A limit for villages has them in its quote, one for municipalities its number alone."""
    limits = [
        one for one in read_applicants(Prose.of(text), "de") if one.field.startswith("population")
    ]
    assert {one.quote for one in limits} == {quote}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nicht antragsberechtigt sind Parteien und Wählervereinigungen.", set()),
        ("Nicht antragsberechtigt sind Vereinigungen.", {"-association"}),
    ],
)
def test_who_stands_for_election_is_no_association(text: str, expected: set[str]) -> None:
    """Where parties and lists of voters are left out no association is."""
    assert stated(text) == expected
