"""Amounts that are none of the opportunity: given already, per unit, de minimis, examples."""

from __future__ import annotations

import re

# Money already given: news, not an opportunity.
GRANTED = re.compile(
    r"\b(?:erhielt(?:en)?|bekam(?:en)?|überreich\w+|übergab(?:en)?|übergeben|geflossen"
    r"|flossen|profitierte\w*|investierte\w*|bewilligte[n]?(?! \w)|bewilligten? (?=(?:das|der"
    r"|die|den|dem|ihm|ihr) )|(?:mit|durch) Bescheid vom|beschied\w+|förderte(?:n)?"
    r"|unterstützte(?:n)?|[\w-]*bescheide?s?(?:n)?\b (?:über|in Höhe|von)|Scheck"
    r"|(?:wurden?|worden)\b[^;]{0,140}\b(?:gefördert|bewilligt|ausgezahlt|unterstützt"
    r"|beschieden|investiert|vergeben|ausgeschüttet|bezuschusst|verausgabt|ausgereicht|abgegeben"
    r"|eingereicht|gewährt|dotiert|ausgezeichnet|prämiert|verliehen|geehrt|gespendet|zugesagt"
    r"|überwiesen|übernommen)"
    r"|gewann(?:en)?\b|gewonnen (?:hat|haben|hatten?)\b|gingen? [^;.]{0,60}\b(?:an|nach)\b"
    r"|(?:[Gg]efördert|[Bb]ewilligt|[Aa]usgezahlt|[Uu]nterstützt|[Ii]nvestiert|[Aa]usgereicht"
    r"|[Gg]ewährt|[Vv]ergeben|[Aa]usgeschüttet) (?:wurden?|worden)"
    r"|(?:erhält|bekommt) (?:der|die|das) (?:[A-ZÄÖÜ]{2,}|[A-ZÄÖÜ][\w-]+ [A-ZÄÖÜ])"
    r"|(?:zur Verfügung|bereit) standen"
    r"|\d (?:[a-zäöüß]+ )?(?:Projekte|Vorhaben|Maßnahmen|Anträge)n? (?:mit|in Höhe von|über)"
    r" [^;]{0,40}(?:gefördert|bewilligt)"
    r"|(?:bislang|bisher|seit (?:19|20)\d\d|in den (?:letzten|vergangenen))\b[^;]{0,90}"
    r"\b(?:bereitgestellt|ausgeschüttet|ausgegeben|vergeben|investiert|freigegeben)"
    r"|(?:hat|haben|hatte|hatten)\b[^;]{0,140}\b(?:erhalten|bewilligt|investiert|gefördert"
    r"|bekommen|unterstützt|ausgezahlt)"
    r"|(?:Die (?:Stadt|Gemeinde)|Der (?:Landkreis|Kreis|Verein|Markt|Ort)) [A-ZÄÖÜ][\w-]+"
    r"(?: [a-z]+)? (?:erhält|bekommt)|freu(?:t|en) sich über"
    r"|standen?\b[^;]{1,140}\b(?:zur Verfügung|bereit)"
    r"|(?:was|were|have been|has been) (?:awarded|granted|funded|selected)|received)\b"
)
# Beginning with letters, not with a condition, the expression is found many times faster.
DE_MINIMIS = re.compile(
    r"(?:D[Ee]|d[Ee])[- ][Mm]inimis\b|Steuerjahr|letzten (?:zwei|drei) \w*[Jj]ahre"
    r"|(?:in|von|binnen|innerhalb|within|over|jeweils) (?:drei|3|three)"
    r" (?:aufeinander ?folgende\w* )?(?:Steuer|Kalender|Wirtschafts|fiscal )?-?"
    r"(?:[Jj]ahren?|years)\b"
)
# Words that make a sum per hour, head or area a wage or a price.
PRICED = re.compile(
    r"\b(?:angerechnet|anerkannt|anzurechnen|angesetzt|vergütet|[\w-]*(?:leistungen|arbeit|lohn"
    r"|löhne)\b"
    r"|Stundens[aä]tz\w*|Tagess[aä]tz\w*|[Hh]onorar\w*|[\w-]*gebühr\w*|[\w-]*entgelt\w*|kostet"
    r"|kosten\b"
    r"|[Pp]reis|[Mm]iete\w*|[\w-]*beiträge?|Eintritt|Verpflegung\w*|Reisekosten|Pauschal\w*)"
)
# What leads from a rate to the sum that caps it, and what tells that the sum is one of costs.
CAP = re.compile(
    r"(?:%|\b(?:Prozent|v\. ?H\.|vH|Hälfte|(?:Dritt|Viert|Fünft)eln?))"
    r"(?: [^.;%€\d]{0,100}?)?(?:[,(]| –| bis(?= (?:höchstens|maximal"
    r"|max\.))) ?(?:(?:aber|jedoch|also|d\. ?h\.|und) )?"
    r"(?:höchstens|maximal|max\.|bis zu|begrenzt auf)(?: (?:aber|jedoch|insgesamt|bis zu|auf))* \Z"
)
COST_BEHIND = re.compile(
    r" (?:[a-zäöüß]+e[nr]? )?(?:[\w-]*(?:[Kk]osten|[Aa]usgaben|[Aa]ufwendungen|[Ii]nvestition\w*)"
    r"|zuwendungsfähig|förderfähig)"
)
# Thresholds of the procedure: what is asked above them, not what can be had.
PROCEDURE = re.compile(
    r"\b(?:Nachweis|Verwendungsnachweis\w*|Vergabe(?:recht|verfahren|vorschrift)\w*|Angebote\b"
    r"|Vergleichsangebot\w*|Zwischenschritt\w*|Baufachlich\w*|Gutachten|öffentlich bekannt"
    r"|Veröffentlich\w*|Direktauftrag|Testat|Wirtschaftsprüfer\w*|Zweckbindung\w*"
    r"|Transparenz\w*|Ausschreibung erforderlich|gelten für"
    r"|vorliegen|vorzulegen|nachzuweisen|vereinfacht\w*)\b",
    re.IGNORECASE,
)
EXAMPLE = re.compile(
    r"\b(?:Beispiel|beispielsweise|z\. ?B\.|Beispielrechnung|for example|e\.g\."
    r"|würden?)",
    re.IGNORECASE,
)
# In reported speech "würden" is no example: "…, teilte das Amt mit".
REPORTED = re.compile(r"\b(?:teilte|sagte|erklärte|hieß|so der|so die|berichtete)\b")
# Means describe what others got.
MEAN = re.compile(r"\b(?:durchschnittlich\w*|im Schnitt|im Mittel|on average|average)\b")
# From here on a sentence speaks of what holds now.
NOW = re.compile(r"\b(?:[Kk]ünftig|in Zukunft|[Aa]b sofort|nunmehr|ab jetzt)\b")
# A sentence that begins so tells of one case.
CASE_IN_POINT = re.compile(r"(?:Ein |Zum |Als )?(?:Rechen|Fall)?[Bb]eispiel\b|For example")
# "um bis zu 5.000 Euro erhöht" is a step, not a limit; "statt bisher 5.000 Euro" holds no more.
STEP = re.compile(
    r"\b(?:(?:statt|von|anstelle von|als)? ?(?:bisher|zuvor|vorher|ehemals) (?:maximal |bis zu )?"
    r"|statt |um (?:jährlich |rund |etwa |bis zu |maximal |höchstens |weitere |jeweils )*"
    r"|die zusätzlichen |[Vv]on (?:je |jeweils )?100 (?:Euro|€|EUR)[^.;\d]{0,60})\Z"
)
# Below these words stands from where on something is granted, not how much.
FLOOR = re.compile(
    r"bagatell|schwellenwert|\bmindest(?!ens)|untergrenze|einkommensgrenze", re.IGNORECASE
)
# A sum by which a grant is only reckoned, with its limit: "80 € je kWp, max. 900 €".
RECKONED = re.compile(
    r" ?(?:/|je|pro|für jede[nrs]?) ?(?:[a-zäöüß]+e[nrms]? )?(?:kW[hp]?|qm|m[²2³]|Watt|Wp)(?!\w)"
    r"[^\n€]{0,40}?(?:max\.?|maximal|höchstens|bis zu|gedeckelt)"
)
