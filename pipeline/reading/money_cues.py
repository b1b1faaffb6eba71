"""The words of funding money: which speak for an award, a cost, a budget, or against all.

A question mark after a role means: speaks for it only together with a limit ("bis zu").
"""

from __future__ import annotations

from pipeline.reading.evidence import Lexicon

_COST_NOUN = (
    r"(?:kosten|ausgaben|aufwendungen|aufwand|investitionen|investition|investitionsvolumen"
    r"|investitionssumme|bruttokosten|nettokosten)"
)
_PER_PROJECT = (
    r"(?:je|pro|für jede[sn]?|für ein(?:e|en|zelne)?|jede[sm]?|per|for each|for one) (?:\w+ )?"
    r"(?:[\w-]*(?:projekt|vorhaben|maßnahme|antrag|antragsteller|antragstellende|verein"
    r"|organisation|gemeinde|kommune|betrieb|unternehmen|einrichtung|initiative|quartier"
    r"|förderansatz|konzept|zuwendungsempfänger|standort|gebäude|objekt|wohneinheit)\w*"
    r"|project|applicant|beneficiary|grant|consortium|proposal|action)"
)

LEXICON = Lexicon.of(
    (
        # A share of the cost is a grant, although it names the cost.
        (
            "award",
            2.4,
            r"(?:(?<=% )|(?<=Prozent )|(?<=H\. )|(?<=Hundert )|(?<=cent ))(?:der|des|von|aller|of)"
            r"(?: the| the action’s| the action's)?"
            rf"(?: [\w/*-]+){{0,5}}? ?[\w-]*(?:{_COST_NOUN}|costs?)\b",
        ),
        ("award", 2.0, rf"(?:zu den|zu|an den) (?:[\w/-]+ )?[\w-]*{_COST_NOUN}\b"),
        # Vetoes.
        (
            "veto",
            4.0,
            r"(?:Jahres|Gesamt|Netto|Vorjahres)?umsatz(?!steuer)\w*|Umsätze\w*|Umsatzerlös\w*"
            r"|[\w-]*bilanzsumme\w*|(?:annual )?turnover|balance sheet|Einzelwert\w*"
            r"|Anschaffungswert\w*|Einzelpreis\w*|Stückpreis\w*|Listenpreis\w*|Kaufpreis\w*"
            r"|Bußgeld\w*|Geldbuße\w*|Strafe\w*|Stundensatz\w*|Stundensätze\w*|Tagessatz\w*"
            r"|Tagessätze\w*|Honorar\w*|Gebühr\w*|[\w-]*gebühr(?:en)?|Entgelt\w*"
            r"|Teilnahmebeitrag\w*|Mitgliedsbeitrag\w*|Eintritt\w*|Miete\w*|[\w-]*einkommen\w*"
            r"|Eigenkapital\w*|Stammkapital\w*|Auftragswert\w*|Schwellenwert\w*|Vermögen\w*"
            r"|Haftung\w*|Zinse?n?\b|Rückzahl(?!bar)\w*|Rückforder\w*|Tilgung\w*|Eigenmittel\w*"
            r"|Eigenanteil\w*|Eigenleistung\w*|Eigenbeteiligung\w*|Eigenbeitrag\w*|davon"
            r"|um weitere|aufgestockt|Drittmittel\w*|Spende\w*|own contribution|fee|Schaden\w*"
            r"|Schäden|Sachleistung\w*|Erlös\w*|Einnahme\w*|Ersparnis\w*|Wertgrenze\w*"
            r"|Auftragssumme\w*|Verkehrswert\w*|(?:Strom|Energie|Gas|Markt|Verkaufs|Einkaufs|Miet|Bezugs)preis\w*|Haushalt von|Ko-?finanzierung|Grundstückswert\w*|Jahresmiete\w*|Mehrkosten"
            r"|kofinanziert durch|zusätzliche\w*|weitere[nr]?|bereits|bisher\w*",
        ),
        # Costs: only they bear a value-added tax.
        (
            "cost",
            5.2,
            r"(?:inklusive|inkl\.|einschließlich|zuzüglich|including) (?:Umsatzsteuer|Mehrwertsteuer"
            r"|MwSt|USt|VAT)",
        ),
        (
            "cost",
            3.4,
            r"Bagatellgrenze\w*|Mindestinvestition\w*|Mindestkosten|Mindestausgaben"
            r"|Mindestvolumen|Mindestprojektvolumen|Mindestprojektgröße|Kosten(?:ober)?grenze\w*"
            r"|Ausgaben(?:ober)?grenze\w*|Kostenrahmen\w*|Bemessungsgrundlage"
            r"|[\w-]*investitions(?:volumen|summe|kosten|bedarf)\w*|Projektvolumen\w*|Projektbudget"
            r"|(?:Projekte?|Vorhaben|Maßnahmen?)(?: [\w-]+){0,2} mit (?:einem|einer) (?:[\w-]+ )?"
            r"[\w-]*volumen|Gesamtfinanzierungsvolumen|Finanzierungsvolumen"
            r"|project (?:budget|size|volume)s?|(?:eligible|total|project|overall) costs?"
            r"|eligible expenditure|brutto\b|[\w-]*projektsumme\w*|Gesamtinvestition\w*|Projektgröße"
            r"|(?:Gesamt|Projekt)?volumen (?:der|des|eines|von) (?:\w+ )?(?:Vorhaben|Projekt)\w*"
            r"|(?:Projekten?|Vorhaben)(?: \w+){0,2},? deren (?:Gesamt)?volumen|Gesamtsumme(?=[^;]{0,30}brutto)",
        ),
        (
            "cost",
            3.2,
            rf"(?:[\w-]*(?:{_COST_NOUN}))\b|Gesamtfinanzierung|costs\b|investments?\b"
            r"|expenditure",
        ),
        (
            "cost",
            3.6,
            r"(?:Projekte|Vorhaben|Maßnahmen|Anträge|Investitionen und Anschaffungen"
            r"|Anschaffungen)(?= (?:ab|unter|unterhalb|über|von mindestens|mit mindestens"
            r"|von weniger als) )",
        ),
        # Budgets.
        ("award", 4.6, rf"{_PER_PROJECT}(?= (?:steh|könn|sind|werden))"),
        (
            "award",
            4.6,
            rf"steh(?:en|t)(?= (?:[\w-]+ ){{0,3}}{_PER_PROJECT} [^;]{{1,120}}\bzur Verfügung)",
        ),
        (
            "budget",
            4.6,
            r"(?:Preisgelde?r?n?|Preise|dotiert|Preisen)[^.;\d]{0,40}insgesamt"
            r"|insgesamt(?= [\d. ]+(?:€|Euro|EUR) (?:Preisgeld|dotiert))",
        ),
        ("veto", 4.4, r"standen?(?=[^;]{1,140}\b(?:zur Verfügung|bereit)\b)"),
        (
            "award?",
            2.4,
            r"werden(?=[^;]{0,160}\b(?:gefördert|bezuschusst|unterstützt|gewährt|finanziert)\b)"
            r"|(?:können|kann|möglich ist)(?=[^;]{0,160}\b(?:erhalten|beantrag\w+|gewährt"
            r"|gefördert)\b)",
        ),
        (
            "budget",
            4.4,
            r"(?:steh(?:en|t)|stell(?:en|t))(?=[^;]{1,140}\b(?:zur Verfügung|bereit)\b)",
        ),
        (
            "budget",
            3.2,
            r"[\w-]*budgets?\b"
            r"|[\w-]*fördervolumen\w*|Programmvolumen\w*|Gesamtvolumen\w*|Fördertopf\w*"
            r"|Mittelansatz\w*|Haushaltsansatz\w*|Haushaltsmittel\w*|Finanzausstattung\w*"
            r"|Mittelausstattung\w*|Bewilligungsrahmen\w*|Fördermittelvolumen\w*|Kontingent\w*"
            r"|ausgestattet|(?:Bundes|Landes|EU-|EFRE-|ESF-|Gesamt)mittel[ns]?|bereit(?:gestellt|stell\w*|steh\w*)"
            r"|stehen(?: \w+){0,4} Mittel|(?:total|overall|indicative|available) (?:budget|funding"
            r"|amount|envelope)|budget|envelope|earmarked|available|allocated|set aside"
            r"|total amount of support|funds available(?=[^;]{0,100} amount)",
        ),
        (
            "budget",
            3.5,
            r"(?:fördert|unterstützt|investiert)(?: [\w-]+){0,4}? mit (?:insgesamt|rund|über)"
            r"|insgesamt(?= (?:bis zu )?[\d,.]+ Mi)",
        ),
        ("budget", 1.8, r"Gesamtsumme|Gesamtbetrag|allocations?"),
        ("budget", 2.4, r"zur Verfügung|Volumen|vorgesehen\w*|veranschlagt|eingeplant|ausgelobt"),
        # Awards.
        (
            "award",
            3.4,
            r"Zuschuss\w*|Zuschüsse\w*|[\w-]+zuschuss\w*|[\w-]+zuschüsse\w*|Zuwendung(?:en|s\w*)?\b"
            r"|[\w-]*förder(?:ung|ungen|summe|summen|betrag|beträge|beträgen|höhe|mittel|mitteln"
            r"|gelder|geldern|höchstsumme|höchstbetrag|höchstgrenze|obergrenze|hilfe|leistung)\b"
            r"|Förderhöchst\w*|[\w-]*höchst(?:betrag|beträge|grenze|förderung|summe|zuwendung"
            r"|zuschuss|satz)\w*|Maximal(?:betrag|förderung|summe)\w*|Mindest(?:förder|zuwend"
            r"|zuschuss|betrag)\w*|Darlehen\w*|[\w-]*darlehen\w*|[\w-]*kredit(?:e|en|s|betrag)?\b"
            r"|Bürgschaft(?:en)?\b|Beteiligung(?:en)?\b|Preisgeld\w*|Prämie\w*|[\w-]+prämie\w*"
            r"|[\w-]*stipendi(?:um|en|ums)\b|Finanzhilfe\w*|Beihilfe\w*|[\w-]+beihilfe\w*"
            r"|Festbetrag\w*|Fest(?:betrags)?finanzierung|Pauschalbetrag\w*|Anteil(?:s)?finanzierung"
            r"|Anschubfinanzierung|dotiert"
            r"|Beträge(?:n)?\b|Unterstützung|Mikroförder\w*|grants?\b|subsid(?:y|ies)"
            r"|contribution|award(?:s|ed)?\b|prizes?\b|loans?\b|lump sum|financial support"
            r"|maximum (?:amount|support)|Einzelförder\w*|Projektförder\w*|(?:[A-ZÄÖÜ][\w-]*)?preis(?:e|es|en|geld\w*)?\b"
            r"|Bonus|Förderquote|Fördersatz|Fördersätze\w*|Zuschusshöhe|Antragssumme",
        ),
        (
            "cost",
            5.0,
            r"(?:(?<=€ )|(?<=Euro )|(?<=EUR ))(?:für die|der) (?:[\w-]+ )?[\w-]*(?:kosten|ausgaben)",
        ),
        (
            "award",
            2.4,
            r"Deckelung|gedeckelt|[\w-]*(?:obergrenze|höchstgrenze|höchstsatz|höchstwert)\w*"
            r"|Mindesthöhe",
        ),
        ("award", 1.7, _PER_PROJECT),
        (
            "award?",
            2.2,
            r"beantrag\w*|gefördert|fördern|fördert|erhalten|gewährt|gewähren|bezuschusst"
            r"|unterstützt|finanziert|funding|funded|supported|receive|bewilligt|ausgezahlt"
            r"|vergeben|möglich|Zahlung\w*|Mittel\b(?<=Mittel)",
        ),
    )
)
