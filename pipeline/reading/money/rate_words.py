"""The words of percentages: which speak for a funding rate, an own share, or neither."""

from __future__ import annotations

import re

from pipeline.reading.money.number_roles import Lexicon

_COST = (
    r"[\w-]*(?:kosten|ausgaben|aufwendungen|investition(?:en)?|investitionssumme|volumens?"
    r"|arbeitsentgelts?|gehalts|lohns|bemessungsgrundlage|aufwands|lohnkosten|projektsumme|summe"
    r"|gesamtsumme|betrags|preises)"
)

# Role, weight, the words that a phrase begins with, the phrase.
_PHRASES = (
    # Who gives takes part with the rate; an applicant who takes part does so with his own share.
    (
        "rate",
        4.4,
        r"bund|land|freistaat|eu|union|stiftung|ministerium|landkreis",
        r"(?:Bund|Land(?:kreis)?(?: [A-ZÄÖÜ][\w-]+)?|Freistaat [A-ZÄÖÜ]\w+|EU|Union|\w*Stiftung"
        r"|Ministerium) beteiligt sich(?: \w+)? mit",
    ),
    ("rate", 2.0, r"folgenden", r"folgenden Anteilen"),
    (
        "own",
        4.4,
        r"kommunen|gemeinden|städte|vereine|antragstell\w+|zuwendungsempf\w+|projektträger\w*",
        r"(?:Kommunen|Gemeinden|Städte|Vereine|Antragstell\w+|Zuwendungsempf\w+|Projektträger\w*)"
        r" (?:tragen|trägt) (?:die |den )?(?:restlichen |übrigen |verbleibenden )?(?=\d)",
    ),
    # "im vierten Jahr der Förderung" speaks of time.
    (
        "",
        0.0,
        r"[\w-]*(?:jahre?s?|dauer|laufzeit|zeitraum|beginn|ende)",
        r"[\w-]+ der (?:Förderung|Zuwendung|Finanzierung)",
    ),
    # A part of the costs that counts is no rate: "nur 10 % der Ausgaben sind förderfähig".
    (
        "veto",
        5.2,
        r"der",
        rf"der (?:[\w-]+ ){{0,2}}{_COST} (?:zuwendungsfähig|förderfähig|förderbar|anerkann\w+"
        rf"|ansetzbar)",
    ),
    (
        "veto",
        4.2,
        r"der|aller|ihrer",
        r"(?:(?<=% )|(?<=Prozent ))(?:der|aller|ihrer) (?:\w+ )?(?:Antragstell\w+|Einwohner\w*)\b",
    ),
    (
        "own",
        4.0,
        r"muss|müssen|hat|haben",
        r"(?:muss|müssen|hat|haben) sich(?=[^;]{0,110} (?:zu )?beteiligen)",
    ),
    (
        "rate",
        4.4,
        r"trägt|tragen",
        r"(?:trägt|tragen) (?:das|der|die) (?:Land|Bund|EU|Freistaat|Landkreis|Kreis|Union"
        r"|\w*[Ss]tiftung|\w*[Mm]inisterium)\b",
    ),
    (
        "own",
        5.0,
        r"ist|sind|muss|müssen|wird|werden",
        r"(?:ist|sind|muss|müssen|wird|werden)(?=[^;.\d]{0,60}\b(?:als Eigen(?:anteil|mittel"
        r"|leistung)|aus Eigenmitteln|selbst (?:zu|getragen|auf|erb)))",
    ),
    # Whose it is says no more of it: "Die Eigenleistung des Empfängers darf …".
    (
        "own",
        5.0,
        r"eigen(?:leistung|anteil|beteiligung)",
        r"Eigen\w+ (?:des|der) [A-ZÄÖÜ][\w*:-]+(?= (?:darf|muss|soll|beträgt) )",
    ),
    # What stays with an applicant is his share.
    (
        "own",
        6.0,
        r"beim|bei",
        r"(?:beim|bei (?:der|den|dem|ihm|ihr|ihnen|Ihnen)(?= ))(?: [A-ZÄÖÜ][\w*:-]+)?(?: selbst)?"
        r"(?= (?:verbleib|bleib)(?:t|en)\b)",
    ),
    ("own", 4.6, r"trägt|tragen|trage", r"(?:trägt|tragen|trage)(?=[^;.]{0,70}\bselbst\b)"),
    (
        "own",
        4.0,
        r"übrigen",
        r"übrigen(?= (?:\d|Kosten|Ausgaben|Mittel|Anteil|Betrag|Aufwendungen|[a-zäöü]+ (?:Prozent"
        r"|%)))",
    ),
    # "auf 5 Prozent gesenkt" says what holds now, so that "gesenkt" is no veto here.
    (
        "",
        0.0,
        r"auf",
        r"auf (?:nur |bis zu |maximal )?[\d,]+ ?(?:%|Prozent) (?:reduziert|gesenkt|verringert)",
    ),
    (
        "rate",
        2.2,
        r"können|kann|werden",
        r"(?:können|kann|werden)(?=[^;]{0,160}\b(?:gefördert|bezuschusst|übernommen|erstattet)\b)",
    ),
    (
        "veto",
        5.0,
        r"der|des|of",
        r"(?:(?<=% )|(?<=Prozent ))(?:der|des|of the) (?:[\w-]+ )?(?:[Gg]esamt)?(?:zuwendung"
        r"|fördersumme|zuschusses|fördermittel|förderung|co-?financing"
        r"|(?:öffentlichen )?Haushalte)\b",
    ),
    (
        "own",
        4.0,
        r"aus|eigen-|(?:eigene|nationale|kommunale|öffentliche|private)[nr]?|(?:own|self"
        r"|match(?:ed|ing)?)(?:-\w+)?|selbst",
        r"aus eigenen Mitteln|Eigen- (?:oder|und) Drittmitteln?"
        r"|eigene[nr]? (?:Mitteln?|Anteil|Beitrag)|(?:nationale|kommunale"
        r"|öffentliche|eigene|private)[nr]? Ko-?finanzierung\w*|(?:own|self)[- ](?:contribution"
        r"|funding|financing|resources|funds|share)|self[- ]fund|match(?:ed|ing)?[- ]fund(?:ing"
        r"|s|ed)?"
        r"|selbst (?:tragen|aufbringen|erbringen|zu tragen)",
    ),
    (
        "veto",
        4.2,
        r"p|durch|ring-?fenced?|anteil|(?:kommunale|öffentliche|städtische)\w*|indirekte[nr]?"
        r"|indirect"
        r"|flat(?:-rate)?|im|projekte|der|des|of|grad",
        r"p\. ?a\.|ring-?fenced?\b|durch (?:öffentliche|andere|weitere) Mittel|Anteil an"
        r" (?:erneuerbare\w*)?|(?:kommunale\w*|öffentliche\w*|städtische\w*)"
        r" Beteiligung|indirekte[nr]? (?:Kosten|Ausgaben)|indirect costs|flat[- ]rate|im Schnitt"
        r"|of the (?:\w+ ){0,2}(?:fund|pot)\b|Projekte der|der Projekte|der Anträge|der"
        r" Befragten|des (?:Budgets|Fördertopfs"
        r"|Gesamtbudgets|Mittelvolumens)|der (?:Mittel|Fläche|Stimmen|Kommunen|Bürger\w*|Gemeinden"
        r"|Unternehmen|Landkreisfläche)|of the (?:budget|population|total budget|municipalities)"
        r"|Grad der",
    ),
    (
        "rate",
        4.0,
        r"co-?financing|funding|grant|aid|support|rates?|intervention",
        r"(?:co-?financing|funding|grant|aid|support|intervention) rates?|rates? of aid|rate aid"
        r"|aid intensit\w+"
        r"|rate of co-?financing",
    ),
    (
        "rate",
        1.6,
        r"der|des|von|aller|die|of|the|total|eligible|project",
        r"(?:der|des|von|aller|die|of)(?: the)?"
        rf"(?: (?!Prozent|Hundert)[^\W\d][\w/*.,-]*){{0,5}}? {_COST}\b"
        r"|(?:of )?(?:the )?(?:(?:total|eligible|project) )+(?:costs?|expenditures?)",
    ),
)

_WORDS = (
    (
        "own",
        4.0,
        r"eigenanteil\w*|[\w-]*eigenmittel\w*|eigen(?:beteiligung|leistung|beitrag|betrag"
        r"|finanzierung)\w*|selbstbeteiligung\w*|ko-?finanzierungsanteil\w*|restlichen"
        r"|verbleibenden|remaining",
    ),
    (
        "veto",
        4.2,
        r"mehrwertsteuer\w*|mwst|umsatzsteuer\w*|ust|vorsteuer(?!abzugsberecht)\w*|steuersatz\w*|vat|[\w-]*zins\w*"
        r"|effektiv\w*|nominal\w*|interest|bonität\w*|rendite\w*|[\w-]*(?:steigerung|erhöhung"
        r"|reduktion|reduzierung|einsparung|minderung|senkung)\w*|rückgang\w*|zuwachs\w*"
        r"|wachstum\w*|einspar\w*|reduzier\w*|gesenkt\w*|senken|sank|sinken|gestiegen|gesunken"
        r"|reduc\w+|savings?|increase[sd]?|decrease[sd]?|co2\w*|[\w-]*emission(?:en)?"
        r"|wirkungsgrad\w*|effizienz\w*|energie(?:verbrauch|bedarf)\w*|frauenanteil\w*"
        r"|flächenanteil\w*|[\w-]*fläche|bevölkerung|haushalte|beschäftigt\w*"
        r"|mitarbeite\w*|arbeitszeit\w*|beschäftigungsumfang\w*|teilzeit\w*|stellenanteil\w*"
        r"|stimm\w*|gesellschafter\w*|(?:mehrheits|kapital|minderheits)beteiligung\w*|beteiligt"
        r"|anteilseigner\w*|anteilen?|[\w-]*pauschale\w*|pauschaliert\w*|gemeinkosten\w*"
        r"|overheads?|vorschuss\w*|vorschüsse\w*|abschlag\w*|abschläge\w*|vorauszahlung\w*"
        r"|vorfinanzierung\w*|schlusszahlung\w*|schlussrate\w*|rate|pre-?financing|advance"
        r"|zusätzlich\w*|zuzüglich|bonus\w*|zuschlag\w*|durchschnitt\w*|average|haftung\w*"
        r"|[\w-]*haftungs\w*|ausfall\w*|rückzahl(?!bar)\w*|teilnehme\w*|respondents"
        r"|auslastung\w*|abweich\w*|überschritten|punkten?|gewichtung\w*|weight(?:ing)?|score"
        r"|threshold|schulabgänge\w*|schüler\w*|arbeitslos\w*|gdb|ausbauziel\w*"
        r"|änderung\w*|anzuzeigen|mitzuteilen|grund(?:stücks)?erwerb\w*|(?:bau)?nebenkosten"
        r"|klimaschutzziel\w*|stellplätze\w*|kürzung\w*|gekürzt|abzug\w*|abgezogen|kapital"
        r"|stammkapital\w*|kumul\w*|bip|ermäßigung\w*|[\w-]*nachl(?:ass|ässe)\w*|[\w-]*rabatt\w*|skonto",
    ),
    (
        "rate",
        4.0,
        r"[\w-]*förder(?:satz|sätzen?|satzes|quoten?|anteil|intensität|raten?)|zuschuss(?:satz"
        r"|sätze|quote|höhe)\w*|[\w-]*ko-?finanzierungs(?:satz|sätze|rate|raten|quote)\w*"
        r"|beihilfe(?:intensität|höchstintensität|satz|sätze|höhe)\w*|finanzierungsanteil\w*"
        r"|interventionssatz\w*|regelförder\w*|höchstförder\w*|eu-?anteil\w*"
        r"|beteiligungssatz\w*",
    ),
    (
        "rate",
        3.4,
        r"[\w-]*zuschuss\w*|[\w-]*zuschüsse\w*|zuwendung(?:en|s\w*)?|[\w-]*förder(?:ung|ungen"
        r"|höhe|mitteln?|summe|betrag|höchstbetrag)|anteils?finanzierung|[\w-]*beihilfe\w*"
        r"|bezuschusst|gefördert|fördert|fördern|übernimmt|übernommen|erstattet|erstattung"
        r"|gewährt|vollfinanzierung|darlehen\w*|eu-ko-?finanzierung\w*|grants?|subsid\w+|funded"
        r"|funding|co-?finance[sd]?|co-?financing|contribution|covers?|reimburse\w*"
        r"|unterstützung|förderspanne|spannweite",
    ),
    ("rate", 1.6, r"erhalten|möglich|finanziert|beantragt|beantragen|receive"),
)

LEXICON = Lexicon.of(_PHRASES, _WORDS)

# "um 10 Prozent" is a step on the way to a rate, never the rate.
STEP = re.compile(
    r"(?:\b(?:bisher|zuvor|vorher|statt)|\bum|\bby|\bplus|\+|weitere[nr]?|zusätzliche[nrs]?"
    r" (?:Zuschuss|Zuschüsse|Förderung|Bonus)"
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
    r"\b(?:[Ii]m Schnitt|(?:mit|durch) Bescheid vom|gestiegen|gesunken|stieg|sank|Laut (?:dem"
    r"|der|einer)|Studie|Umfrage"
    r"|Statistik|kritisieren|nutzten|Vergangenheit|[Ii]m Durchschnitt"
    r"|(?:Prozent|%) der (?:Kommunen|Befragten|Gemeinden|Unternehmen|Bürger\w*|Deutschen|Menschen"
    r"|Haushalte|Vereine|Anträge|Fälle|Bevölkerung)|according to|survey)\b"
)

# Who pays how much of the programme's own means: "zu 75 Prozent vom Bund und zu 25 vom Land".
_GIVER = (
    r"(?:Bund(?:es)?|Land(?:es)?|Länder|EU|ELER|EFRE|ESF\+?|Union|GAK|Freistaat\w*|Kommunen?"
    r"|Gemeinden?|Landkreise?s?|Kreise?s?|Städte|Bundesmitteln?|Landesmitteln?|EU-Mitteln?"
    r"|ELER-Mitteln?|EFRE-Mitteln?)"
)
_SHARE = r"\d{1,3}(?:,\d+)? ?(?:%|Prozent|v\. ?H\.)"
SHARED = re.compile(
    rf"\b{_GIVER} und (?:[a-zäöüß]+ )?{_GIVER}"
    rf" (?:tragen|finanzieren|teilen|übernehmen|beteiligen)\b"
    rf"|\b(?:vom|von der|des|der|dem|das|die|durch den|durch das|aus|aus dem) {_GIVER}\b"
    rf"[^.;]{{0,40}}{_SHARE}[^.;]{{0,50}}\b(?:vom|von der|des|der|dem|das|die|den|aus) {_GIVER}\b"
    rf"|{_SHARE} (?:vom|von der|des|der|aus|aus dem|aus den|durch den|durch das|durch die)"
    rf" (?:der |Mitteln (?:des|der) )?{_GIVER}\b[^.;]{{0,60}}{_SHARE}"
    rf" (?:vom|von (?:der|den)|des|der|aus|aus dem|durch (?:den|das|die))(?: den)? {_GIVER}\b"
    rf"|\b(?:[Mm]ittel|Förderung|Programm|Finanzierung|Förderprogramm)\b[^.;]{{0,40}}{_SHARE}"
    rf" aus (?:Mitteln (?:des|der) |dem |den )?{_GIVER}\b"
)
