"""Sentences with dates that are no deadlines, written for these tests."""

from __future__ import annotations

from tests.pipeline.reading.reader import rows

VALIDITY = """
Die Gültigkeit dieser Richtlinie endet am 31. Dezember 2027.
Diese Förderrichtlinie tritt am 1. Januar 2026 in Kraft und mit Ablauf des 31. Dezember 2030 außer Kraft.
Die Richtlinie gilt vom 1. Juli 2025 bis zum 30. Juni 2028.
Das Merkblatt ist gültig bis 31.12.2026.
Die Förderung ist bis zum 31.12.2027 befristet.
Die Geltungsdauer dieser Grundsätze ist bis zum 30. Juni 2026 begrenzt.
Ab dem 1. Januar 2026 gelten neue Fördersätze.
Bis zum Inkrafttreten der neuen Satzung am 1. März 2026 ist die bisherige Fassung anzuwenden.
Das Programm läuft vom 1.1.2025 bis zum 31. 12.2029.
Das Programm endet am 31.12.2027.
Seit dem 1. Januar 2025 ist die Landesbank für das Programm zuständig.
"""
PROJECTS = """
Der Projektzeitraum erstreckt sich vom 01.01.2027 bis zum 31.12.2029.
Der Durchführungszeitraum endet am 30.06.2028.
Bewilligungszeitraum: 01.03.2026 – 28.02.2029
Das Vorhaben muss bis spätestens 30. Juni 2027 abgeschlossen und abgerechnet sein.
Die Maßnahmen sind bis zum 31. Oktober 2026 umzusetzen.
Die Laufzeit der Vorhaben ist bis zum 31.12.2027 begrenzt.
Projektbeginn ist frühestens der 1. September 2026, Projektende spätestens der 31. August 2029.
Die Projekte sollen zwischen dem 1. Juli 2026 und dem 31. Dezember 2027 durchgeführt werden.
Das Projekt startet am 1. April 2026 und endet am 31. März 2029.
Förderfähig sind Ausgaben, die ab dem 1. Januar 2026 entstanden sind.
Vorhaben, die vor dem 1. Januar 2026 begonnen wurden, sind nicht förderfähig.
Die Bauarbeiten müssen bis Ende 2027 fertiggestellt sein.
Die Fördermittel sind bis 30.11.2026 zu investieren.
In der Förderperiode 2023-2027 stehen 4,2 Millionen Euro bereit.
Zuwendungen werden bis zum 31.12.2026 gewährt.
Projects will run from 1 January 2027 to 31 December 2029.
Projects must start no earlier than 1 January 2027 and end by 31 December 2028.
"""
MONEY = """
Der Verwendungsnachweis ist bis zum 31.03.2027 bei der Bewilligungsbehörde einzureichen.
Auszahlungsanträge sind bis spätestens 15. November 2026 zu stellen.
Der Antrag auf Auszahlung ist bis zum 15.11.2026 einzureichen.
Die Mittel müssen bis zum 15. Dezember 2026 abgerufen sein.
Die Schlussrechnung ist bis 30.09.2028 vorzulegen.
Die Belege sind bis zum 31.12.2036 aufzubewahren.
Die Zweckbindungsfrist endet am 31. Dezember 2035.
Ein Sachbericht ist jeweils bis zum 1. März vorzulegen.
Mittelabruf: bis zum 30.03.2027
Abrechnung: bis zum 30.06.2027
Beneficiaries must submit the final report by 31 March 2028.
Payment claims must be submitted by 30 September 2027.
"""
PUBLICATION = """
Bekanntmachung vom 12.03.2025 (BAnz AT 20.03.2025 B3)
Die Richtlinie vom 1. Juli 2023 wurde zuletzt am 15. Januar 2025 geändert.
Mit Bescheid vom 12. März 2025 wurde die Förderung bewilligt.
Die De-minimis-Verordnung (EU) 2023/2831 vom 13. Dezember 2023 ist zu beachten.
Veröffentlicht am 3. Februar 2026
Eingestellt am 12.01.2026 von der Geschäftsstelle
Pressemitteilung Nr. 12/2026 vom 3. März 2026
Stand: 12.03.2026
Letzte Aktualisierung: 04.02.2026
Beschluss des Kreistags vom 17. Februar 2026
Die Ausschreibung wird am 1. März 2026 veröffentlicht.
The guidelines were published on 3 May 2025.
Last updated: 12 January 2026
The regulation entered into force on 1 January 2021.
"""
DECISIONS = """
Die Entscheidung über die Förderung fällt bis Ende Juni 2026.
Die Auswahl der Projekte erfolgt bis zum 30. Juni 2026.
Die Jury tagt am 12. Juni 2026 und entscheidet über die Anträge.
Die Bewilligung erfolgt voraussichtlich ab 1. September 2026.
Am 30. Juni 2026 gibt der Landkreis die Gewinner bekannt.
Results will be announced by 30 June 2026.
The grant agreement will be signed by 31 December 2026.
"""
CONDITIONS = """
Bei Antragstellung bis zum 30.06.2026 erhöht sich der Fördersatz um 10 Prozentpunkte.
Wer seinen Antrag bis zum 30. Juni 2026 stellt, erhält einen Bonus von 5 Prozent.
Für Anträge, die bis zum 31.12.2025 gestellt wurden, gilt die alte Regelung.
Bis zum 31. März 2026 sind 48 Anträge eingegangen.
Am 15. Juli 2025 haben die Aktionsgruppen ihre Strategien beim Ministerium eingereicht.
Maßgeblich ist die Einwohnerzahl zum 31.12.2024.
Stichtag für die Einwohnerzahl ist der 30. Juni 2025.
Zum Stichtag 1. Oktober 2025 zählte der Verband 212 Mitglieder.
Antragsberechtigt sind Vereine, die am 1. Januar 2025 ihren Sitz in Hessen hatten.
"""
NUMBERS = """
Näheres regelt Nummer 4.1.10 der Richtlinie.
Die Sprechstunde beginnt um 17.00 Uhr.
Gefördert werden Orte mit 2.000 bis 20.000 Einwohnern.
Die Richtlinie in der Fassung vom 00. November 2020
Das Angebot läuft bis 31.12.20207.
Maßnahmen nach den Nummern 2.0 bis 9.0 werden bezuschusst.
Die 2. Staffel geht in die 3. Runde.
Version 2.1.26 des Formulars
Der Zuschuss beträgt 12.500 Euro, höchstens 30.06 Prozent.
Rückfragen unter 0000 12.05.26-0
"""


def sentences(*groups: str) -> list[str]:
    """Return the decoys of some groups, all of them without arguments."""
    chosen = groups or (VALIDITY, PROJECTS, MONEY, PUBLICATION, DECISIONS, CONDITIONS, NUMBERS)
    return [text for group in chosen for text, _ in rows(group)]
