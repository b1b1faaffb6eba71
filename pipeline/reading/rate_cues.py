"""The words of percentages: which speak for a funding rate, an own share, or neither."""

from __future__ import annotations

import re

from pipeline.reading.evidence import Lexicon

_COST = (
    r"[\w-]*(?:kosten|ausgaben|aufwendungen|investition|investitionen|investitionssumme|volumens?"
    r"|arbeitsentgelts?|gehalts|lohns|bemessungsgrundlage|aufwands|lohnkosten|projektsumme"
    r"|gesamtsumme|betrags)"
)

LEXICON = Lexicon.of(
    (
        (
            "veto",
            5.0,
            r"(?:(?<=% )|(?<=Prozent ))(?:der|des|of the) (?:[\w-]+ )?(?:[Gg]esamt)?(?:zuwendung"
            r"|fördersumme|zuschusses|fördermittel|förderung|co-?financing|(?:öffentlichen )?Haushalte)\b",
        ),
        # Own shares.
        (
            "own",
            4.0,
            r"Eigenanteil\w*|[\w-]*eigenmittel\w*|Eigenbeteiligung\w*|Eigenleistung\w*"
            r"|Eigenbeitrag\w*|Eigenbetrag\w*|Eigenfinanzierung\w*|Selbstbeteiligung\w*|aus eigenen Mitteln"
            r"|eigene[nr]? (?:Mitteln?|Anteil|Beitrag)|Ko-?finanzierungsanteil\w*"
            r"|(?:nationale|kommunale|öffentliche|eigene|private)[nr]? Ko-?finanzierung\w*"
            r"|(?:own|self)[- ](?:contribution|funding|financing|resources|funds)|own share"
            r"|match(?:ed|ing)?[- ]funding|selbst (?:tragen|aufbringen|erbringen|zu tragen)"
            r"|(?:die )?(?:übrigen|restlichen|verbleibenden)|(?:the )?remaining",
        ),
        # Vetoes.
        (
            "veto",
            4.2,
            r"Mehrwertsteuer\w*|MwSt|Umsatzsteuer\w*|USt\b|Vorsteuer\w*|Steuersatz\w*|VAT\b"
            r"|[\w-]*zins\w*|p\. ?a\.|effektiv\w*|nominal\w*|interest|Bonität\w*|Rendite\w*"
            r"|[\w-]*(?:steigerung|erhöhung|reduktion|reduzierung|einsparung|minderung|senkung)\w*"
            r"|Rückgang\w*|Zuwachs\w*|Wachstum\w*|einspar\w*|reduzier\w*|gesenkt\w*|senken|sank"
            r"|sinken|gestiegen|gesunken|reduc\w+|savings?|increase[sd]?|decrease[sd]?|CO2\w*"
            r"|Emission\w*|[\w-]*emissionen|Wirkungsgrad\w*|Effizienz\w*|Energie(?:verbrauch"
            r"|bedarf)\w*|Anteil(?: an)?(?: erneuerbare\w*)|Frauenanteil\w*|Flächenanteil\w*"
            r"|[\w-]*fläche\b|Bevölkerung|Einwohner\w*|Haushalte\b|Beschäftigt\w*|Mitarbeite\w*"
            r"|Arbeitszeit\w*|Beschäftigungsumfang\w*|Teilzeit\w*|Stellenanteil\w*|Stimm\w*"
            r"|Gesellschafter\w*|(?:kommunale\w*|öffentliche\w*|Mehrheits|Kapital|Minderheits"
            r"|städtische\w*) ?-?beteiligung\w*|kommunaler Beteiligung|beteiligt\b|Anteilseigner\w*"
            r"|Anteile[n]?\b|[\w-]*pauschale\w*|pauschaliert\w*|Gemeinkosten\w*|overheads?"
            r"|indirekte[nr]? (?:Kosten|Ausgaben)|indirect costs|flat[- ]rate"
            r"|Vorschuss\w*|Vorschüsse\w*|Abschlag\w*|Abschläge\w*|Vorauszahlung\w*"
            r"|Vorfinanzierung\w*|Vorabauszahlung|Schlusszahlung\w*|Schlussrate\w*|Rate\b"
            r"|pre-?financing|advance|zusätzlich\w*|zuzüglich|Bonus\w*|Zuschlag\w*|bonus"
            r"|durchschnitt\w*|im Schnitt|average|Haftung\w*|[\w-]*haftungs\w*|Ausfall\w*"
            r"|Rückzahl\w*|Teilnehme\w*|Teilnehmer\w*|Projekte der|der Projekte|Antragsteller\b"
            r"|der Anträge|der Befragten|respondents|Auslastung\w*|Abweich\w*|überschritten"
            r"|Überschreit\w*|Punkte[n]?\b|Gewichtung\w*|weight(?:ing)?|score|threshold"
            r"|Schulabgänge\w*|Schüler\w*|Arbeitslos\w*|des (?:Budgets|Fördertopfs"
            r"|Gesamtbudgets|Mittelvolumens)|der (?:Mittel|Fläche|Stimmen|Kommunen|Bürger\w*"
            r"|Gemeinden|Unternehmen|Landkreisfläche)|of the (?:budget|population|total budget"
            r"|municipalities)|Grad der|GdB|Ausbauziel\w*|Klimaschutzziel\w*|Stellplätze\w*"
            r"|Kürzung\w*|gekürzt|Abzug\w*|abgezogen|Kapital\b|Stammkapital\w*|kumul\w*",
        ),
        # Funding rates.
        (
            "rate",
            4.0,
            r"[\w-]*förder(?:satz|sätze|sätzen|satzes|quote|quoten|anteil|intensität|rate|raten)\b"
            r"|Zuschusssatz\w*|Zuschusssätze\w*|Zuschussquote\w*|Zuschusshöhe\w*"
            r"|[\w-]*ko-?finanzierungs(?:satz|sätze|rate|raten|quote)\w*|Beihilfe(?:intensität"
            r"|höchstintensität|satz|sätze|höhe)\w*|Finanzierungsanteil\w*|Interventionssatz\w*"
            r"|Regelförder\w*|Höchstförder\w*|(?:co-?financing|funding|grant|aid|support) rates?"
            r"|aid intensit\w+|rate of co-?financing|EU-?Anteil\w*|Beteiligungssatz\w*",
        ),
        (
            "rate",
            3.4,
            r"[\w-]*zuschuss\w*|[\w-]*zuschüsse\w*|Zuwendung(?:en|s\w*)?\b"
            r"|[\w-]*förder(?:ung|ungen|höhe|mittel|mitteln|summe|betrag|höchstbetrag)\b"
            r"|Anteil(?:s)?finanzierung|[\w-]*beihilfe\w*|bezuschusst|gefördert|fördert|fördern"
            r"|übernimmt|übernommen|erstattet|Erstattung|gewährt|Vollfinanzierung|Darlehen\w*"
            r"|Ko-?finanzierung aus|EU-Ko-?finanzierung\w*|grants?\b|subsid\w+|funded|funding"
            r"|co-?finance[sd]?|co-?financing|contribution|covers?|reimburse\w*|Unterstützung"
            r"|Förderspanne|Spannweite",
        ),
        (
            "rate",
            3.0,
            rf"(?:der|des|von|aller|die|of)(?: the)?(?: [\w/*.,-]+){{0,5}}? ?{_COST}\b"
            r"|(?:of )?(?:the )?(?:total |eligible |project )+(?:costs?|expenditures?)",
        ),
        ("rate", 1.6, r"erhalten|möglich|finanziert|beantragt|beantragen|receive"),
    )
)

# "um 10 Prozent" is a step on the way to a rate, never the rate.
STEP = re.compile(
    r"(?:\bum|\bby|\bplus|\+|weitere[nr]?|zusätzliche[nrs]? (?:Zuschuss|Zuschüsse|Förderung|Bonus)"
    r" (?:von|in Höhe von)|zusätzliche[nr]?|additional)"
    r"(?: (?:bis zu|maximal|weitere|jeweils|zusätzlich|jährlich|mindestens|up to|further|rund"
    r"|höchstens|a|another))*[ (]*\Z",
    re.IGNORECASE,
)
GAINED = re.compile(
    r" ?(?:-?punkte?\b|points?\b|mehr\b|weniger\b|more\b|less\b|höher\w*|niedriger\w*)",
    re.IGNORECASE,
)
# Sentences that report figures instead of stating conditions.
REPORT = re.compile(
    r"\b(?:[Ii]m Schnitt|gestiegen|gesunken|stieg|sank|Laut (?:dem|der|einer)|Studie|Umfrage"
    r"|Statistik|according to|survey)\b"
)
