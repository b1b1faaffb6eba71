"""The words of funding money: which speak for an award, a cost, a budget, or against all.

A question mark behind a role means: it speaks for it only together with a limit ("bis zu").
"""

from __future__ import annotations

from pipeline.reading.money.number_roles import Lexicon

_COSTS = (
    r"[\w-]*(?:kosten(?:umfang|volumen|summe)?|gesamtwertumfang|ausgaben|aufwendungen"
    r"|aufwand|investition(?:en)?)"
)
_PROJECTS = (
    r"[\w-]*(?:projekt|vorhaben|maßnahme|antrag|antragsteller|antragstellende|verein|organisation"
    r"|gemeinde|kommune|betrieb|unternehmen|einrichtung|initiative|quartier|förderansatz|konzept"
    r"|zuwendungsempfänger|aktion|veranstaltung|schule|fall|gründer|standort|gebäude|objekt|wohneinheit"
    r"|dorf(?:laden)?\b|ortsteil|ortschaft)\w*"
)
_PER_PROJECT = (
    r"(?:(?:je|pro|für jede[sn]?|für ein(?:e|en|zelne)?|jede[sm]?) (?:[a-zäöüß]+ )?"
    rf"{_PROJECTS}|(?:per|for each|for one) (?:\w+ )?(?:project|applicant|beneficiary|grant"
    r"|consortium|proposal|action))"
)
_PER = r"je|pro|für|jede[sm]?|per"
_AVAILABLE = r"\b(?:zur Verfügung|bereit)\b"

# Role, weight, the words that a phrase begins with, the phrase.
_PHRASES = (
    # A share of the cost is a grant, although it names the cost.
    (
        "award",
        2.4,
        r"der|des|von|aller|of",
        r"(?:(?<=% )|(?<=Prozent )|(?<=H\. )|(?<=Hundert )|(?<=cent ))(?:der|des|von|aller|of)"
        rf"(?: the| the action’s| the action's)?(?: [\w/*-]+){{0,5}}? (?:{_COSTS}|costs?)\b",
    ),
    ("award", 2.0, r"zu|an", rf"(?:zu den|zu|an den) (?:[\w/-]+ )?{_COSTS}\b"),
    (
        "award",
        4.4,
        r"zuwendung|zuschuss|förderung",
        r"(?:Zuwendung|Zuschuss|Förderung) (?:für|zu) (?:\w+ )?[\w-]*(?:ausgaben|kosten)\b",
    ),
    # "Die Ausgaben müssen für Zuwendungen mindestens … betragen" limits the costs.
    (
        "",
        0.0,
        r"für",
        r"für (?:eine |die )?(?:Zuwendung(?:en)?|Förderung)(?: des Landes)?"
        r"(?= (?:mindestens|höchstens|maximal|mehr als|über|unter) )",
    ),
    ("award", 3.4, r"förderbedarf", r"Förderbedarf(?= (?:muss|darf|soll|beträgt) )"),
    # Only costs bear a value-added tax; a limit "für die Kosten" is no limit of the grant.
    (
        "cost",
        5.2,
        r"inkl(?:usive)?|einschließlich|zuzüglich|including",
        r"(?:inklusive|inkl\.|einschließlich|zuzüglich|including) (?:Umsatzsteuer|Mehrwertsteuer"
        r"|MwSt|USt|VAT)",
    ),
    (
        "cost",
        5.0,
        r"für|der",
        r"(?:(?<=€ )|(?<=Euro )|(?<=EUR ))(?:für die|der)"
        rf" (?:(?:Summe|Höhe|Gesamtheit) (?:der|aller) )?(?:[\w-]+ )?{_COSTS}\b",
    ),
    (
        "cost",
        3.6,
        r"[\w-]*projekte?n?s?|[\w-]*vorhabens?|[\w-]*maßnahmen?|anträgen?|investitionen"
        r"|anschaffungen|projects?",
        r"(?:[\w-]*Projekte?n?s?|[\w-]*Vorhabens?|[\w-]*Maßnahmen?|Anträgen?|Investitionen und"
        r" Anschaffungen|Anschaffungen|projects?)"
        r"(?= (?:ab|unter|unterhalb|oberhalb|über|von mindestens|mit mindestens|von weniger als"
        r"|von mehr als|mit mehr als|mit weniger als|below|above|under|over|of less than"
        r"|of more than) )",
    ),
    (
        "cost",
        3.4,
        r"[\w-]*(?:projekte?n?|vorhaben|maßnahmen?)|(?:gesamt|projekt)?volumen|gesamtsumme|project"
        r"|operation|eligible|total|overall",
        r"[\w-]*(?:Projekte?n?|Vorhaben|Maßnahmen?)(?: [\w-]+){0,2}"
        r" (?:mit|dürfen|müssen|haben|sollen) (?:einem|einer|eine?) (?:[\w-]+ )?"
        r"[\w-]*volumen|(?:Gesamt|Projekt)?volumen (?:der|des|eines|von) (?:\w+ )?(?:Vorhaben"
        r"|Projekt)\w*|Projekten?,? deren (?:Gesamt)?volumen|Gesamtsumme(?=[^;]{0,30}brutto)"
        r"|(?:project|operation) (?:budget|size|volume)s?|(?:eligible|total|project|overall) costs?"
        r"|eligible expenditure",
    ),
    (
        "veto",
        4.0,
        r"annual|balance|own|um|haushalt|kofinanziert|durch",
        r"annual turnover|balance sheet|own contribution|um weitere|Haushalt von"
        r"|kofinanziert durch|durch zusätzliche\w*",
    ),
    ("award", 6.5, _PER, rf"{_PER_PROJECT}(?= (?:steh|könn|sind|werden))"),
    (
        "award",
        6.0,
        r"steh(?:en|t)|stell(?:en|t)|werden|wird",
        rf"(?:steh(?:en|t)|stell(?:en|t)|werden|wird)(?=[^;]{{1,140}}?\b{_PER_PROJECT}[^;]{{1,120}}{_AVAILABLE})",
    ),
    (
        "budget",
        4.6,
        r"preisgelde?r?n?|preisen?|dotiert|insgesamt|in|funds",
        r"(?:Preisgelde?r?n?|Preise|Preisen|dotiert)[^.;\d]{0,40}insgesamt"
        r"|(?:insgesamt|in Summe) mit(?= (?:rund )?[\d. ]+(?:€|Euro|EUR) dotiert)"
        r"|insgesamt(?= [\d. ]+(?:€|Euro|EUR) (?:Preisgeld|dotiert))"
        r"|funds available(?=[^;]{0,100} amount)",
    ),
    (
        "award?",
        2.2,
        r"mit",
        r"mit (?:jeweils |je )?(?:bis zu[mr]?|maximal|max\.|höchstens) (?=[\d€])",
    ),
    (
        "award?",
        2.4,
        r"werden|können|kann|möglich|gibt",
        r"werden(?=[^;]{0,160}\b(?:gefördert|bezuschusst|unterstützt|gewährt|finanziert)\b)"
        r"|(?:können|kann|möglich ist)(?=[^;]{0,160}\b(?:gewährt|gefördert)\b)|gibt es",
    ),
    (
        "award",
        2.4,
        r"können|kann",
        r"(?:können|kann)(?=[^;]{0,260}\b(?:erhalten|bekommen|beantrag\w+)\b)",
    ),
    (
        "budget",
        3.6,
        r"soll(?:en)?|werden|wird|will|wollen",
        r"(?:soll(?:en)?|werden|wird|will|wollen)(?=[^;]{1,200}\b(?:bereitstehen|bereitgestellt"
        r"|bereitstellen|bereithalten|bereitgehalten|ausgeschüttet|ausschütten|freigegeben"
        r"|freigeben|zur Verfügung (?:gestellt|stellen|stehen))\b)",
    ),
    (
        "budget",
        4.4,
        r"st(?:eh|ünd)(?:en|t)|stell(?:en|t)|hält|halten",
        rf"(?:st(?:eh|ünd)(?:en|t)|stell(?:en|t)|hält|halten)(?=[^;]{{1,220}}{_AVAILABLE})",
    ),
    # What a project has is its costs, not the programme's budget.
    (
        "cost",
        5.4,
        r"[\w-]*projekte?n?|[\w-]*vorhaben|[\w-]*maßnahmen|projects?|applications?|proposals?",
        r"[\w-]+(?: (?!st[eü]\w+|stellt|gibt|hat\b|haben|ist\b|sind|erhalten|werden|wird|umfasst"
        r"|verfügt)[\w-]+){0,9}? (?:[\w-]*budgets?|[\w-]*volumen)"
        r"(?= (?:von|of|zwischen|between|über|unter|bis|below|above))",
    ),
    # A sum of grants that is used up is all there is, and so is one for a year.
    (
        "budget",
        5.0,
        r"fördersumme|förderung|fördermittel|mittel",
        r"\w+(?= (?:von|in Höhe von) (?:rund |insgesamt )?[\d.,]+ (?:(?:Mio\.?|Millionen) )?"
        r"(?:€|Euro|EUR) (?:für das (?:laufende |Jahr )|[^.;]{0,60}\b(?:aus|er)ge?schöpft"
        r"|[^.;]{0,40}aufgebraucht))",
    ),
    # "8 Millionen Euro Förderung bereit": what is held ready is no grant.
    (
        "budget",
        4.4,
        r"förder(?:ung|mitteln?|geldern?)|zuschüssen?|mitteln?",
        rf"(?:(?<=€ )|(?<=Euro )|(?<=EUR ))\w+ {_AVAILABLE[2:]}",
    ),
    (
        "budget",
        3.8,
        r"gibt|geben",
        r"(?:gibt|geben)(?=[^;]{1,140}?(?:\d|Milli)[^;]{1,120}\b(?:aus|frei)\b)",
    ),
    (
        "budget",
        3.4,
        r"fließ(?:en|t)|vergibt|vergeben",
        r"(?:fließ(?:en|t)|vergibt|vergeben)(?=[^;]{0,60}? [\d.,]+ (?:Mi|Mrd))",
    ),
    (
        "budget",
        3.8,
        r"[\w-]*(?:fonds|programm|topf|region|budget|lag)",
        r"[\w-]+ (?:verfügt|verfügen) (?:\w+ ){0,2}über",
    ),
    (
        "budget",
        4.6,
        r"insgesamt",
        r"insgesamt(?= (?:rund |etwa |bis zu |knapp )?[\d.,]+ (?:(?:Mio\.?|Millionen) )?"
        r"(?:€|Euro|EUR)(?! (?:je|pro) )[^;.]{0,80}\b(?:vergeben|ausgereicht|verteilt"
        r"|eingeplant|vorgesehen|ausgeschüttet)\b)",
    ),
    (
        "budget",
        3.5,
        r"fördert|unterstützt|investiert|insgesamt",
        r"(?:fördert|unterstützt|investiert)(?: [\w-]+){0,7}? mit (?:insgesamt|rund|über)"
        r"|insgesamt(?= (?:bis zu )?[\d,.]+ Mi)",
    ),
    (
        "budget",
        3.2,
        r"total|overall|indicative|available|set",
        r"(?:total|overall|indicative|available) (?:budget|funding|amount|envelope)|set aside"
        r"|total amount of support",
    ),
    ("budget", 3.6, r"public", r"public expenditure"),
    # "Höhe der Landesmittel für private Vorhaben: 80.000 Euro"
    (
        "budget",
        5.6,
        r"höhe|umfang",
        r"(?:Höhe|Umfang) (?:der|des) (?:verfügbaren |bereitgestellten )?"
        r"(?:(?:Landes|Bundes|EU-|ELER-|EFRE-|ESF-|GAK-|Haushalts|Gesamt)-?(?:[Mm]ittel|[Bb]udgets?)|Budgets?)"
        r"(?![^:.;]*\b(?:je|pro) )",
    ),
    (
        "budget",
        4.0,
        r"[\w-]*(?:programm|fonds|paket|programme|fund|scheme)s?",
        r"[\w-]+ (?:in Höhe von|im Umfang von|mit einem Volumen von|worth|of) (?=[\w.]{0,12}"
        r" ?[\d€])",
    ),
    ("budget", 3.6, r"umfasst", r"umfasst (?:jährlich|insgesamt|rund|ein (?:Volumen|Budget))"),
    (
        "budget",
        2.6,
        r"mit",
        r"(?:(?<![\w,] )mit (?:\w+ ){0,2}|mit (?:insgesamt|rund|über|knapp) )"
        r"(?=[\d.,]+ (?:Mio|Mrd|Milli))",
    ),
    ("award", 2.4, r"mit", r"mit jeweils (?=[\d€])"),
    (
        "cost",
        4.0,
        r"investitionen|ausgaben|kosten|anschaffungen",
        r"\w+(?= (?:werden |sind |können )?(?:nur )?bis zu einer?m? (?:Betrag|Höhe|Summe) von)",
    ),
    ("budget", 2.4, r"zur", r"zur Verfügung"),
    (
        "award",
        3.4,
        r"lump|financial|maximum",
        r"lump sum|financial support|maximum (?:amount|support)",
    ),
    ("award", 1.7, _PER, _PER_PROJECT),
)

_WORDS = (
    (
        "veto",
        4.0,
        r"(?:jahres|gesamt|netto|vorjahres)?umsatz(?!steuer)\w*|umsätze\w*|umsatzerlös\w*"
        r"|[\w-]*bilanzsumme\w*|turnover|[\w-]*(?:einzel|beschaffungs|anschaffungs|auftrags|schwellen"
        r"|verkehrs|grundstücks|richt|material|neu|zeit|sach|markt)wert\w*|(?:einzel|stück|listen|kauf|strom|energie|gas|markt|verkaufs"
        r"|einkaufs|miet|bezugs|quadratmeter|boden|bau|grundstücks|immobilien|wasser|holz)preis\w*|bußgeld\w*|geldbuße\w*|strafe\w*|(?:stunden|tages)s[aä]tz"
        r"\w*|honorar\w*|[\w-]*gebühr(?:en)?|entgelt\w*|(?:teilnahme|mitglieds)beitr[aä]g\w*"
        r"|eintritt\w*|(?:jahres)?miete\w*|[\w-]*einkommen\w*|[\w-]*einkommensgrenze\w*|eigenkapital\w*|stammkapital\w*"
        r"|vermögen\w*|haftung\w*|zinse?n?|rückzahl(?!bar)\w*|rückforder\w*|tilgung\w*"
        r"|eigen(?:mittel|anteil|leistung|beteiligung|beitrag|betrag)\w*|davon|aufgestockt"
        r"|drittmittel\w*|spende\w*|fee|schaden\w*|schäden|sachleistung\w*|erlös\w*|einnahme\w*"
        r"|ersparnis\w*|wertgrenze\w*|auftragssumme\w*|mehrkosten|ko-?finanzierung",
    ),
    (
        "cost",
        3.4,
        r"bagatellgrenze\w*|mindest(?:investition\w*|kosten|ausgaben|volumen|projektvolumen"
        r"|projektgröße)|(?:kosten|ausgaben)(?:ober)?grenze\w*|kostenrahmen\w*"
        r"|bemessungsgrundlage|[\w-]*investitions(?:volumen|summe|kosten|bedarf)\w*"
        r"|projekt(?:volumen|budget|größe)\w*|(?:gesamt)?finanzierungsvolumen"
        r"|[\w-]*projektsumme\w*|gesamtinvestition\w*",
    ),
    ("cost", 0.7, r"brutto"),
    ("award?", 1.4, r"betrag"),
    (
        "cost",
        3.2,
        rf"{_COSTS}|gesamtfinanzierung|(?:gesamt)?finanzierungsbedarf|costs|investments?|expenditure",
    ),
    (
        "budget",
        3.2,
        r"[\w-]*budgets?|[\w-]*fördervolumen\w*|(?:programm|gesamt|fördermittel)volumen\w*"
        r"|(?:[\w-]*förder|jahres|gesamt|mittel|geld)?topf|förder[\w-]*topf\w*|(?:mittel|haushalts)ansatz\w*|haushaltsmittel\w*|(?:finanz|mittel)"
        r"ausstattung\w*|(?:bewilligungs|budget|finanz|förder|mittel|haushalts|gesamt)rahmen\w*"
        r"|[\w-]*(?:finanz|mittel)volumen\w*|kontingent\w*|(?:förder|programm|landes|haushalts)?etats?|ausgestattet|gesamtmittel[ns]?"
        r"|bereit(?:stell\w*|steh\w*)|envelope|earmarked"
        r"|available|allocated",
    ),
    ("budget", 2.0, r"(?:bundes|landes|eu-|efre-|esf-)mittel[ns]?"),
    ("budget", 4.2, r"bereitgestellt|ausgeschüttet|freigegeben|bereitgehalten"),
    ("budget", 2.4, r"volumen|vorgesehen\w*|veranschlagt|eingeplant|ausgelobt"),
    ("budget", 1.8, r"gesamtsumme|gesamtbetrag|allocations?"),
    (
        "award",
        2.4,
        r"deckelung|gedeckelt|[\w-]*(?:obergrenze|höchstgrenze|höchstsatz|höchstwert)\w*"
        r"|mindesthöhe",
    ),
    (
        "award",
        3.4,
        r"[\w-]*zuschuss\w*|[\w-]*zuschüsse\w*|zuwendung(?:en|s\w*)?|[\w-]*förder(?:ung|ungen"
        r"|summen?|betrag|beträgen?|höhe|höchstsumme|höchstbetrag|hilfe"
        r"|leistung)|[\w-]*höchst(?:betrag|beträge|förderung|summe|zuwendung|zuschuss)\w*"
        r"|förderhöchst\w*|maximal(?:betrag|förderung|summe)\w*|mindest(?:förder|zuwend|zuschuss"
        r"|antrags(?:summe|höhe)|betrag)\w*|[\w-]*darlehen\w*|[\w-]*kredit(?:e|en|s|betrag|volumen|summe)?"
        r"|bürgschaft(?:en)?"
        r"|beteiligung(?:en)?|[\w-]*prämie\w*|[\w-]*stipendi(?:um|en|ums)|finanzhilfe\w*"
        r"|[\w-]*beihilfe\w*|festbetrag\w*|fest(?:betrags)?finanzierung|pauschalbetrag\w*"
        r"|anteils?finanzierung|anschubfinanzierung|dotiert|dotierung|beträgen?|unterstützung|mikroförder\w*"
        r"|grants?(?:-aid)?|subsid(?:y|ies)|contribution|award(?:s|ed)?|prizes?|loans?"
        r"|[\w-]*preis(?:e|es|en|geld\w*)?|bonus|förderquote|fördersatz|fördersätze\w*"
        r"|antragssumme|ko-?finanzierungs(?:satz|betrag|summe)\w*",
    ),
    ("award?", 3.2, r"[\w-]*förder(?:mitteln?|geldern?)"),
    (
        "award?",
        2.2,
        r"beantrag\w*|gefördert|fördern|fördert|unterstützen|erhalten|gewährt|gewähren|bezuschusst"
        r"|unterstützt|finanziert|funding|funded|supported|receive|bewilligt|ausgezahlt"
        r"|vergeben|möglich|zahlung\w*|bekommen",
    ),
)

LEXICON = Lexicon.of(_PHRASES, _WORDS)
