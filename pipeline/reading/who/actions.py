"""Frames of acting: who can apply, who is given something, whom a programme addresses."""

from __future__ import annotations

from pipeline.reading.who.frame import (
    APPLY,
    DO,
    MODALS,
    MONEY,
    MONEY_VERBS,
    NO_EVENT,
    ONLY,
    Side,
    frame,
)

_GIFT = (
    r"(?:[\w-]*(?:[Ss]tipendi(?:um|en)|[Bb]eihilfen?|[Zz]usch(?:uss|üsse)|[Ff]örder(?:ung|ungen"
    r"|preise?"
    r"|preis|mittel|gelder|betrag|beträge)|[Zz]uwendung(?:en)?|[Aa]uszeichnung(?:en)?|[Gg]rants?"
    r"|[Ff]ellowships?|[Ff]unding|[Ff]inanzhilfen?|[Pp]rämien?)|(?:[A-ZÄÖÜ][\w-]*)?[Pp]reise?"
    r"|Mittel|Gelder"
    r"|[Ff]unding"
    r"|Unterstützung|Residenz(?:en)?)"
)
_PAST = (
    r"(?![^;?,]*\b(?:wurden?|hat|haben|hatten|waren|stieg|stiegen|sank|sanken|bisher|zuletzt)\b)"
)


# "Hier können Gemeinden keinen Antrag stellen": another frame says who that shuts out.
_DENIED = (
    r"(?! [^.;?,]{3,120} (?:keine[nr]? (?:eigenen? )?(?:Antr|Förder|Zusch|Zuwend|Mittel|Bewerb)"
    r"|nicht (?:selbst |mehr )?(?:beantrag|bewerb|teilnehm|einreich|gefördert|mitmach|(?:Antrag"
    r"|Anträge)"
    r" stell)))"
)
ACTIONS = (
    frame(
        "awards-to",
        Side.HEAD,
        rf"\b(?:vergibt|vergeben|verleiht|verleihen|gewährt|gewähren|zahlt|leistet|reicht)\b{_PAST}"
        rf"(?:(?! an )[^;?]){{1,120}}?\b{_GIFT}(?:(?! an )[^;?]){{0,80}}? an\b",
        needs=("vergibt ", "vergeben ", "verleih", "gewähr", "zahlt ", "leistet ", "reicht "),
        also=(" an ",),
    ),
    frame(
        "awarded-to",
        Side.HEAD,
        rf"(?:\b{_GIFT}\b[^;?]{{0,80}}? (?:ist|sind|wird|werden|kann|können)\b{_PAST}"
        rf"|\b(?:wird|werden|kann|können)\b{_PAST}[^;?]{{0,60}}? {_GIFT}\b)"
        r"(?:(?! an )[^;?]){0,90} an\b(?=[^;?]{3,220} (?:vergeben|verliehen|gewährt|zu vergeben"
        r"|ausgereicht)\b(?! worden))",
        needs=("vergeben", "verliehen", "gewährt", "ausgereicht"),
        also=(" an ",),
    ),
    frame(
        "meant-for",
        Side.HEAD,
        rf"\b{_GIFT}\b[^;?]{{0,80}}? (?:ist|sind)\b(?:(?! für )[^;?]){{0,60}} für\b"
        r"(?=[^;?]{3,220} (?:bestimmt|gedacht|vorgesehen|zu vergeben|reserviert)\b)"
        rf"|\b(?:ist|sind) als {_GIFT} für\b(?=[^;?]{{3,220}} (?:bestimmt|gedacht|vorgesehen)\b)",
        needs=("bestimmt", "gedacht", "vorgesehen", "vergeben", "reserviert"),
        also=(" für ",),
    ),
    frame(
        "possible-for",
        Side.AFTER,
        r"\b(?:[\w-]*[Ff]örderung(?:en)?|Zuschüsse|Zuwendungen|[Aa]ntragstellung|Bewerbung"
        r"|Teilnahme) für"
        r"(?=[^;?]{3,160} (?:möglich (?:ist|sind)|(?:ist|sind) möglich)\b)",
        needs=("möglich",),
        also=(" für ",),
    ),
    frame(
        "offers",
        Side.HEAD,
        r"\b(?:bietet|bieten)\b(?! wir\b| Sie\b)"
        rf"(?=[^;?]{{3,140}} (?:eine?n? |finanzielle )(?:[\w-]+ )?{_GIFT}\b)",
        needs=("bietet ", "bieten "),
    ),
    frame(
        "offered-the-chance",
        Side.HEAD,
        r"\b(?:bietet|bieten|gibt|geben|ermöglicht|wollen wir|möchten wir|will)\b"
        r"(?=[^;?]{3,140} (?:die|eine) (?:Möglichkeit|Gelegenheit|Chance)\b[^;?]{0,160}"
        r"(?:[Ff]örder|bewerben|beantragen|einzureichen|[Ss]tipend|[Zz]usch|neu zu gestalten"
        r"|auszustellen))",
        needs=("möglichkeit", "gelegenheit", "chance"),
    ),
    frame(
        "for-them",
        Side.PHRASE,
        r"(?:\A|(?<=[.!:] )"
        r"|(?<=[•·▪–-] ))Für\b(?![^.;?]{3,110} kein)(?=[^.;?]{3,110} (?:vergeben|vergibt|stellt"
        r"|stellen"
        r"|gibt es|gewährt|gewähren|bietet|bieten|zahlt|zahlen)\b"
        rf"[^.;?]{{0,120}}\b{_GIFT}\b)",
        needs=("für ",),
        also=("vergeben", "vergibt", "stellt", "stellen", "gibt es", "gewähr", "biete", "zahl"),
    ),
    frame(
        "get-the-chance",
        Side.HEAD,
        r"\b(?:erhalten|bekommen|haben)\b(?=[^;?.]{3,140} die (?:Möglichkeit|Gelegenheit|Chance)\b"
        r"[^;?.]{3,200}(?:[Ff]örder|bewerben|beantragen|einzureichen|[Ss]tipend|[Zz]usch))",
        needs=("die möglichkeit", "die gelegenheit", "die chance"),
    ),
    frame(
        "are-given",
        Side.SUBJECT,
        r"(?<= )(?:wird|werden)(?=[^;?.]{3,200}\b(?:[\w-]*[Pp]auschale|[\w-]*[Zz]uweisung"
        rf"|[\w-]*[Zz]ahlung|{_GIFT})\b[^;?.]{{0,140}}\b(?:gewährt|gezahlt|zugewiesen|bewilligt"
        r"|ausgereicht|bereitgestellt|zur Verfügung gestellt)\b(?! worden))",
        needs=("gewährt", "gezahlt", "zugewiesen", "bewilligt", "ausgereicht", "gestellt"),
    ),
    frame(
        "that-address",
        Side.HEAD,
        rf"\b(?:{_GIFT}|[\w-]*[Ww]ettbewerb|[\w-]*[Aa]usschreibung"
        rf"|[\w-]*[Pp]rogramm)\b[^;?.]{{0,80}},"
        r" (?:die|der|das|welche[rs]?) sich (?:nur |vor allem |speziell |insbesondere )?an\b"
        r"(?=[^;?.]{3,200} (?:richte[nt]|wende[nt]))",
        needs=(" sich ",),
        also=("richtet", "richten", "wendet", "wenden"),
    ),
    frame(
        "gives-to",
        Side.HEAD,
        rf"\b(?:kann|können|wird|werden)\b{_PAST}[^;?.]{{0,90}}? an"
        rf"(?= [^;?.]{{3,160}} (?:{_GIFT}|Darlehen|Hilfen?)\b[^;?.]{{0,40}}"
        r" (?:vergeben|ausgeben|gewähren|ausreichen|zahlen|auszahlen|verleihen)\b(?! worden))",
        needs=("vergeben", "ausgeben", "gewähren", "ausreichen", "zahlen", "verleihen"),
        also=(" an ",),
    ),
    frame(
        "may-get-it",
        Side.HEAD,
        rf"\b(?:Den|Die|Das|Dieses|Diesen|Diese|Einen?|Eine) (?:[a-zäöüß]+e[ns]? )?"
        rf"(?:{_GIFT}|Darlehen)(?: [^;?.,]{{0,60}})? (?:können|kann)\b"
        r"(?=[^;?.]{3,220} (?:erhalten|bekommen|gewinnen|beantragen|in Anspruch nehmen)\b)",
        needs=("erhalten", "bekommen", "gewinnen", "beantragen", "anspruch"),
        also=(" können ", " kann "),
    ),
    frame(
        "honoured-with",
        Side.HEAD,
        rf"\b[Mm]it (?:dem|der|diesem|dieser|einem|einer) [^;?.,]{{0,40}}{_GIFT}[^;?.,]{{0,40}}"
        rf" (?:werden|wird)\b{_PAST}(?=[^;?.]{{3,200}} (?:ausgezeichnet|geehrt|gewürdigt|prämiert)"
        r"\b(?! worden))",
        needs=("ausgezeichnet", "geehrt", "gewürdigt", "prämiert"),
    ),
    frame(
        "honoured",
        Side.HEAD,
        r"\b(?:Ausgezeichnet|Prämiert|Geehrt|Gewürdigt|Prämiiert) (?:werden|wird)(?: können"
        r"| sollen)?\b"
        r"(?: (?:dabei|jährlich|alljährlich))?",
        needs=("ausgezeichnet w", "prämi", "geehrt w", "gewürdigt w"),
    ),
    frame(
        "contest-for",
        Side.HEAD,
        r"(?:\A|(?<=[.!:)] )|(?<=[•·▪|–-] )|\b(?:[Dd]ie|[Dd]er|[Dd]as|[Ee]in|[Ee]ine|[Ee]inen"
        r"|stehen"
        r"|mehrere|unser|[a-zäöü]+liche[rsn]?) )"
        r"[\w-]*(?:[Ss]tipendi(?:um|en)|[Ww]ettbewerb|[Aa]uszeichnung|[Aa]usschreibung"
        r"|[Ff]örderpreis"
        r"|[Rr]eisebeihilfen?|[Ff]ellowships?|[Gg]rants?|[Ff]örderprogramm"
        r"|[Rr]esidenz)(?: speziell| nur)? für\b"
        rf"{_PAST}",
        needs=(
            "stipendi",
            "wettbewerb",
            "auszeichnung",
            "ausschreibung",
            "förderpreis",
            "beihilfe",
            "fellowship",
            "grant",
            "förderprogramm",
            "residenz",
        ),
        also=(" für ",),
    ),
    frame(
        "funding-for-or-to",
        Side.AFTER,
        r"(?:\A|(?<=[•·▪|–-] ))(?:(?:Gewährung|Vergabe|Ausreichung) von )?"
        r"(?:Zuwendung(?:en)?|Zuschüsse|[\w-]*[Bb]eihilfen"
        r"|[\w-]*[Ss]tipendien(?: für [^;?]{3,80}?)?"
        r"|Förderung(?=en an)"
        rf"|Fördermittel) an\b{_PAST}",
        needs=(" an ",),
    ),
    frame(
        "taken-from",
        Side.HEAD,
        r"(?:[\w-]*[Aa]nträge|[\w-]*[Aa]nfragen|Bewerbungen|Gesuche|Projektvorschläge|Vorschläge"
        r"|Einreichungen)"
        r" (?:(?:(?:können|dürfen|sind) )?(?:nur |ausschließlich |auch )?|werden (?:nur"
        r"|ausschließlich|auch) )von"
        r"(?= [^;?]{3,200} (?:möglich\b|entgegen\b|entgegengenommen\b|angenommen\b|berücksichtigt\b"
        r"|eingereicht (?:werden\b|\.|\Z)|gestellt werden\b|willkommen\b))"
        r"(?![^;?]{3,200} nicht (?:möglich|entgegen|angenommen|berücksichtigt))",
        needs=("anträge", "anfragen", "bewerbungen", "gesuche", "vorschläge", "einreichungen"),
        also=(" von ",),
    ),
    frame(
        "each-one",
        Side.PHRASE,
        r"\b(?=(?:Je|Pro|je|pro) [^.;?,]{3,50} (?:kann|wird|werden|können|darf|ist"
        r"|sind)\b[^.;?]{0,60}"
        r"(?:Antrag|Anträge|Bewerbung|Projekt|Förderung|Einreichung|Zuschuss)\b[^.;?]{0,60}"
        r"(?:gefördert|gestellt|eingereicht|möglich|zulässig|bewilligt|gewährt|bezuschusst"
        r"|beantragt)\b)"
        r"|(?:Antrag|Anträge|Bewerbung|Bewerbungen|Förderung|Zuschuss)"
        r"(?= (?:je|pro) [^.;?,]{3,50} (?:möglich|zulässig|gestellt|erlaubt|gefördert|bewilligt))",
        agent="je pro",
        needs=("je ", "pro "),
        also=("antrag", "anträge", "bewerbung", "projekt", "förderung", "einreichung", "zuschuss"),
    ),
    frame(
        "money-for",
        Side.HEAD,
        r"\A(?:(?:Eine )?[\w-]*[Ff]örderung|(?:Ein )?[\w-]*[Zz]uschuss|[\w-]*[Zz]uschüsse"
        r"|[\w-]*[Ff]ördermittel"
        rf"|Unterstützung|Geld) (?:speziell |nur )?für\b{_PAST}",
        needs=("förder", "zusch", "unterstützung", "geld "),
        also=(" für ",),
        people=False,
    ),
    frame(
        "only-those-who",
        Side.HEAD,
        r"(?:\A|(?<=[•·▪–-] ))Nur (?=[^.;?,]{3,80}, (?:die|der|das|welche)\b"
        r"|(?:(?:[a-zäöü]+e|und|oder|sowie|bzw\.|[A-ZÄÖÜ][\w*:/-]+),? ?){1,8}\.?\Z)",
        needs=("nur ",),
    ),
    frame(
        "funds-plural",
        Side.HEAD,
        r"\b(?:[\w-]*[Ss]checks?|[\w-]*[Ss]tiftungen|[\w-]*[Mm]ittel|[\w-]*[Pp]rogramme"
        r"|[\w-]*[Ff]onds"
        r"|[\w-]*[Zz]uschüsse|[\w-]*[Ss]tipendien|[\w-]*[Kk]assen)"
        r" (?:fördern|unterstützen|bezuschussen)\b",
        needs=(" fördern", " unterstützen", " bezuschussen"),
    ),
    frame(
        "given-to",
        Side.AFTER,
        r"(?:Zuwendung|Förderung|Zuschüsse|Fördermittel|Finanzhilfen)\w*"
        r"(?: (?:ist|sind|werden|wird|können|kann) [^;?,]{0,40}?\ban(?=[^;?]{3,200} (?:möglich"
        r"|gewährt|vergeben|gezahlt|ausgereicht|gewähren|vergeben)\b)"
        rf"| (?:gewähren|vergeben)(?: [a-zäöü]+)? an\b) ?{ONLY}",
        needs=(" an ",),
    ),
    frame(
        "granted-to",
        Side.HEAD,
        r"(?:kann|können|wird|werden|gewährt)\b(?=[^;?]{5,260}(?:Zuwendung|Zuschuss|Zuschüsse"
        r"|Förderung"
        r"|Beihilfe)\w*[^;?]{0,120}(?:bewilligt|gewährt|gezahlt)\b)",
        needs=("bewilligt", "gewährt", "gezahlt"),
    ),
    frame(
        "may-receive",
        Side.HEAD,
        rf"{MONEY} (?:können|kann|dürfen|darf)(?=[^;?]{{3,220}}? {DO}\b)"
        r"|(?:Zuwendungen|[\w-]*[Ss]tipendi(?:en|um)|Fördergelder|[\w-]*[Ff]örderung|Fördermittel"
        r"|[\w-]*[Zz]uschüsse|Unterstützung"
        r"|[\w-]*[Zz]uschuss|[\w-]*[Bb]ezuschussung|[\w-]*[Pp]rämie) (?:erhalten|bekommen)",
        needs=("können", "kann", "dürfen", "darf", " erhalten ", " bekommen "),
        also=MONEY_VERBS,
    ),
    frame(
        "may-apply",
        Side.AFTER,
        rf"{MONEY}[^.;:?,]{{0,40}}? (?:(?:können|kann|dürfen|darf)[^.;:?,]{{0,40}}? {DO}"
        rf"|{DO},? (?:können|kann|dürfen|darf))\b:? ?{ONLY}",
        needs=MODALS,
    ),
    frame(
        "may-join-in",
        Side.AFTER,
        r"(?:Mitmachen|Teilnehmen|Bewerben|Beantragen|Beteiligen|Antragstellen|Einreichen"
        r"|(?:Antrag|Anträge|Bewerbung|Skizze|Skizzen) (?:stellen|einreichen|abgeben|vorlegen)"
        r"|(?:[Uu]m|[Ff]ür|[Aa]n|[Aa]m|[Bb]eim?) [^.;?,]{3,60} (?:bewerben|teilnehmen|beteiligen))"
        rf" (?:können|kann|dürfen|darf)(?: sich)?:? ?{ONLY}",
        needs=MODALS,
    ),
    frame(
        "applied-by",
        Side.AFTER,
        rf"{MONEY}[^.;:?,]{{0,60}}? (?:können|kann|dürfen|darf) (?:[a-zäöü]+[. ] ?){{0,3}}(?:von"
        rf"|durch)"
        r"(?= [^;?]{3,220} (?:gestellt|eingereicht|beantragt|abgerufen|in Anspruch genommen"
        r"|erfolgen)\b)",
        agent="von durch",
        needs=(" von ", " durch "),
        also=MODALS,
    ),
    frame(
        "be-applied-for-by",
        Side.AFTER,
        r"Beantragt werden (?:kann|können)[^.;:?]{0,20}[^;:?]{0,120}? von\b(?: u\. ?a\.)?",
        agent="von",
        needs=("beantragt werden",),
    ),
    frame(
        "have-the-chance",
        Side.HEAD,
        r"(?:haben|hat)(?=[^;?]{3,90} die (?:Möglichkeit|Chance)[^;?]{5,200} zu (?:erhalten"
        r"|beantragen|bewerben)\b)",
        needs=(" die möglichkeit", " die chance"),
    ),
    frame(
        "addressed",
        Side.AFTER,
        r"(?:\b(?:[\w-]*[Ff]örder\w*|[\w-]*[Pp]rogramm\w*|[\w-]*[Aa]ufruf\w*|[\w-]*[Ww]ettbewerb\w*"
        r"|Zuschuss|Kredit|Darlehen|[\w-]*[Pp]reis|Bekanntmachung|Richtlinie|Handlungsfeld|Call|Er"
        r"|[\w-]*[Bb]onus|[\w-]*[Ff]onds|[\w-]*[Pp]rämie|Angebot|[\w-]*[Aa]usschreibung|Modul"
        r"|[\w-]*[Ll]inie|[\w-]*[Ss]tipendium|[\w-]*[Ss]tipendien|[\w-]*[Bb]udget|Komponente"
        r"|Landesinitiative|Baustein|[\w-]*[Mm]aßnahme|[\w-]*[Zz]uschüsse|Mittel"
        r"|Es|Sie)\b[^;?]{0,60}? (?:richte[nt]|wende[nt]) sich (?:[^;?,]{0,30}? )??an\b"
        r"|(?:[Rr]ichte[nt]|[Ww]ende[nt]) sich (?:der|die|das|diese[rs]?) (?:[\w-]+ )?"
        r"[\w-]*(?:[Ff]örder|[Pp]rogramm|[Aa]ufruf|[Ww]ettbewerb|[Pp]reis)\w*[^;?,]{0,60}? an\b"
        r"|Zielgruppen? (?:des Programms|der Förderung|des Wettbewerbs)(?: \w+)? (?:sind|ist)\b"
        r"|Zielgruppen?:"
        r"|(?:[Bb]ewerbung|[Aa]ntragstellung|[Tt]eilnahme|Förderung|[\w-]*[Pp]rogramm"
        r"|[\w-]*[Ww]ettbewerb|[\w-]*[Aa]usschreibung|[\w-]*[Pp]reis)\b[^.;?]{0,40}?"
        r" (?:ist|sind|steht) (?:nur )?(?:möglich|offen|geöffnet|gedacht|bestimmt"
        r"|zugänglich) (?:nur )?"
        r"für\b|[Oo]ffen (?:nur )?für:?"
        r"|\b(?:[\w-]*[Ff]örder(?:ung|programm|angebot)|[\w-]*[Pp]rogramm|[\w-]*[Zz]uschuss"
        r"|[\w-]*[Pp]rämie|(?:Dieses|Das) Angebot) gilt (?:nur )?für(?= (?:[a-zäöüß-]+e[nr]? )?"
        r"(?:[A-ZÄÖÜ][\w-]*(?:te|de|ner|mer|ten|nde|triebe|haften|eine|KMU))\b)"
        r"|(?:[Bb]ewerbung|[Aa]ntragstellung|[Tt]eilnahme|Förderung) (?:ist|steht) (?:nur"
        r"|ausschließlich) für(?=[^.;?]{3,120} (?:möglich|offen|vorgesehen|geöffnet)\b)"
        r"|(?:[\w-]*(?:[Ff]örder|[Pp]rogramm|[Ww]ettbewerb|[Aa]usschreibung|[Pp]reis|[Bb]ewerbung"
        r"|[Ss]tipend"
        r"|[Tt]eilnahme|[Aa]ntrag|[Zz]uschuss|[Ff]onds)\w*[^.;?]{0,60}? (?:steht|stehen)"
        r"|(?:steht|stehen)(?=[^;?]{3,120}(?:[Ff]örder|[Pp]rogramm|[Ww]ettbewerb|[Aa]usschreibung"
        r"|[Pp]reis"
        r"|[Ss]tipend|[Tt]eilnahme|[Zz]uschuss|[Ff]onds)\w* offen\b)) (?=[^;?]{3,120} offen\b))"
        rf" ?{ONLY}",
        agent="für",
        needs=(
            "gedacht für",
            "nur für",
            "gilt für",
            "ausschließlich für",
            "bestimmt für",
            "möglich für",
            "zugänglich für",
            "geöffnet für",
            "richtet sich",
            "richten sich",
            "wendet sich",
            "wenden sich",
            "zielgruppe",
            "offen",
        ),
    ),
    frame(
        "funded",
        Side.HEAD,
        r"(?:Gefördert|Unterstützt|Bezuschusst) (?:werden|wird)(?: können)?|Förderfähig sind"
        r"|\b(?:fördert|unterstützt|bezuschusst)(?: (?:das Land|der Bund|die EU|das Programm"
        r"|der Freistaat|(?:das|die|der) (?:[\w-]*[Ss]tiftung|[\w-]*[Mm]inisterium"
        r"|[\w-]*[Bb]ezirk|[\w-]*[Rr]egion|Stadt|Gemeinde"
        r"|Landkreis|Kreis|Sparkasse|Bank)(?: (?!\w+ (?:mit|bei|beim|in|im|und|für|auf|oder)\b)"
        r"[A-ZÄÖÜ][\w-]+(?= (?:[a-zäöü]+ )?[A-ZÄÖÜ]))?(?= (?:[a-zäöü]+ )?[A-ZÄÖÜ])))?"
        r"(?! (?:die|der|das) (?:Stadt|Gemeinde|Landkreis|Kreis|Kommune|Verein|Verband|Stiftung)\b)"
        r"|\b(?:[Ff]ördern wir|[Ww]ir fördern)\b",
        needs=("fördert ", "unterstützt ", "bezuschusst ", "förderfähig", "fördern"),
    ),
    frame(
        "funded-subject",
        Side.SUBJECT,
        r"(?<= )werden(?=[^;?]{3,140} (?:gefördert|unterstützt|bezuschusst)\b)",
        needs=("werden ",),
    ),
    frame(
        "may-subject",
        Side.BEFORE,
        r"(?:können|kann|dürfen|darf)\b(?! von| Sie\b| wir\b)"
        rf"(?![^;?,.]{{0,60}}(?:,? aber)? ?\b(?:nicht(?! nur)"
        rf"|kein\w*)\b){NO_EVENT}(?=[^;?]{{1,220}}?{APPLY})",
        needs=MODALS,
    ),
    frame(
        "may-inverted",
        Side.HEAD,
        rf"(?:können|kann|dürfen|darf)(?: sich)?{NO_EVENT}{_DENIED}(?=[^;?]{{3,340}}?{APPLY})",
        needs=MODALS,
    ),
    frame(
        "projects-of",
        Side.PHRASE,
        r"(?:(?:[Gg]efördert|[Uu]nterstützt|[Bb]ezuschusst) (?:werden|wird)|[Ff]örderfähig sind"
        r"|(?:fördert|unterstützt|bezuschusst))(?! wurde)[^.;:?]{0,60}? (?:[\w-]*[Vv]orhaben"
        r"|[\w-]*[Pp]rojekten?|[\w-]*[Mm]aßnahmen|[\w-]*[Ii]nvestitionen|[\w-]*[Ii]deen|Konzepten?)"
        r"(?: von(?= )|(?= (?:öffentlich|gemeinnützig|kommunal|kirchlich|frei|eingetragen|örtlich"
        r"|regional)er ))",
        needs=("gefördert w", "unterstützt", "bezuschusst", "förderfähig", "fördert "),
        also=(" von ", "er "),
    ),
    frame(
        "projects-of-subject",
        Side.PHRASE,
        r"(?:[Ww]erden|[Kk]önnen) (?:[a-zäöü]+ ){0,2}(?:[\w-]*[Vv]orhaben|[\w-]*[Pp]rojekte"
        r"|[\w-]*[Mm]aßnahmen) von"
        r"(?= [^.;?]{3,240} (?:gefördert|unterstützt|bezuschusst)\b(?! worden))"
        r"|(?:[\w-]*[Vv]orhaben|[\w-]*[Pp]rojekte|[\w-]*[Mm]aßnahmen|[\w-]*[Ii]nvestitionen) von"
        r"(?= [^.;?]{3,160}? (?:werden|können)\b[^.;?]{0,140}(?:gefördert|unterstützt"
        r"|bezuschusst)\b"
        r"(?! worden))",
        needs=(" von ",),
        also=("gefördert", "unterstützt", "bezuschusst"),
    ),
    frame(
        "that-may",
        Side.HEAD,
        r"\bdass (?=[^;?]{3,220}? (?:Anträge?|Förder\w+|Zuschüsse?|Zuschuss|Projekt\w*|Skizzen"
        r"|Mittel|Bewerbungen)\b[^;?]{0,60}?(?:stellen|einreichen|beantragen|abrufen|erhalten)"
        r" (?:können|kann|dürfen|darf)\b)",
        needs=("dass ",),
    ),
    frame(
        "receive-subject",
        Side.SUBJECT,
        r"(?<= )(?:erhalten|bekommen)(?= [^;?]{0,120}?(?:\bauf Antrag\b|\beinen? (?:\w+ )?"
        r"(?:Zuschuss|Förderung|Zuwendung|Prämie|[\w-]*[Pp]auschale|[\w-]*[Zz]uweisung)\b"
        r"|\bbis zu\b|maximal|höchstens|%|Prozent))",
        needs=("erhalten ", "bekommen "),
    ),
    frame(
        "is-granted-to",
        Side.HEAD,
        r"(?:[\w-]*[Zz]usch[uü]ss\w*|Zuwendung(?:en)?|[\w-]*[Ff]örderung|Fördermittel|Finanzhilfen?"
        r"|[\w-]*[Pp]rämie) (?:wird|werden|kann|können)(?! an\b)"
        r"(?=[^;?.:]{3,140}\b(?:gewährt|bewilligt|gezahlt)\b)",
        needs=("gewährt", "bewilligt", "gezahlt"),
    ),
    frame(
        "profit",
        Side.HEAD,
        r"[Vv](?:on|om) [^.;?,]{0,50}(?:[Ff]örder|[Pp]rogramm|[Zz]usch[uü]ss|[Pp]rämie|[Ff]onds"
        r"|[Bb]udget)\w* profitieren(?: können)?",
        needs=(" profitieren ",),
    ),
    frame(
        "grants",
        Side.HEAD,
        r"\b(?:gewährt|bewilligt|zahlt|vergibt)(?: das Land| der Bund| der Freistaat)?"
        r"(?=[^;?.:]{3,140} (?:einen? |\w*e )?(?:[\w-]*[Zz]usch[uü]ss|Zuwendung|Förder|Finanzhilfe"
        r"|[\w-]*[Pp]rämie|Zuweisung|Beihilfe))",
        needs=("gewährt ", "bewilligt ", "zahlt ", "vergibt "),
    ),
    frame(
        "only-for",
        Side.HEAD,
        r"(?:\A|(?<=[•·▪–-] )|(?<=[.!] ))(?:[Nn]ur|Ausschließlich) für\b",
        needs=("nur für ", "ausschließlich für "),
    ),
    frame(
        "may-secure",
        Side.BEFORE,
        r"(?:können|kann|dürfen|darf)\b sich(?=[^;?]{0,100}(?:[Ff]örder|[Zz]usch[uü]ss|Mittel"
        r"|Euro|€"
        r"|Prämie)"
        r"[^;?]{0,60}? sichern\b)",
        needs=("sichern",),
    ),
    frame(
        "may-secure-inverted",
        Side.HEAD,
        r"(?:Euro|€|[Ff]örder\w*|[Zz]uschuss|[Zz]uschüsse|Mittel|Prämie)[^.;?]{0,30}?"
        r" (?:können|kann|dürfen|darf) sich(?=[^;?]{3,160} sichern\b)",
        needs=("sichern",),
    ),
    frame(
        "have-a-claim",
        Side.AFTER,
        rf"\bAnspruch[^.;?]{{0,60}}? haben\b ?{ONLY}",
        needs=("anspruch",),
    ),
    frame(
        "sought",
        Side.HEAD,
        r"(?:Gesucht (?:werden|sind)|[Ww]ir suchen)\b",
        needs=("gesucht werden", "gesucht sind", "wir suchen"),
    ),
    frame(
        "shall-be-funded",
        Side.HEAD,
        r"(?:sollen|soll)(?=[^;?]{3,160} (?:unterstützt|gefördert|bezuschusst) werden\b)",
        needs=("sollen ", "soll "),
        people=False,
    ),
    frame(
        "helps",
        Side.HEAD,
        r"(?:[\w-]*[Pp]rogramm|[\w-]*[Ff]örderung|[\w-]*[Zz]uschuss|[Ff]örderangebot) hilft(?= )",
        needs=(" hilft ",),
        people=False,
    ),
    frame(
        "to-be-applied-for-by",
        Side.PHRASE,
        r"(?:[\w-]*[Aa]ntrag|[\w-]*[Aa]nträge|Bewerbung|Bewerbungen) (?:ist|sind|wird|werden|muss"
        r"|müssen) (?:[a-zäöü]+ ){0,2}(?:von|vom|durch)(?= [^;?]{3,100} (?:zu stellen|zu beantragen"
        r"|einzureichen|gestellt|eingereicht)\b)",
        needs=("antrag", "anträge", "bewerbung"),
        also=(" von ", " vom ", " durch "),
    ),
    frame(
        "welcome",
        Side.PHRASE,
        r"(?:[Ww]ir freuen uns (?:auf|über) (?:zahlreiche )?(?:Bewerbungen|Anträge|Einreichungen"
        r"|Beiträge) von"
        r"|(?:[Zz]ugelassen|[Mm]öglich|[Ww]illkommen|[Ee]rwünscht) sind (?:Bewerbungen|Anträge"
        r"|Einreichungen) von|(?:Bewerbungen|Anträge|Einreichungen) von(?=[^.;?]{3,120} sind"
        r" (?:zugelassen|möglich|willkommen|erwünscht)))",
        needs=("zugelassen", "möglich", "willkommen", "erwünscht", "freuen uns"),
    ),
    frame(
        "provided-for",
        Side.PHRASE,
        r"(?:Euro|€|[\w-]*[Mm]ittel|Fördergelder|Budget|Zuschüsse)\b[^.;?]{0,40}? für"
        r"(?= [^.;?]{3,120} (?:zur Verfügung|bereit)\b)",
        needs=(" zur verfügung", " bereit"),
        also=(" für ",),
    ),
    frame(
        "called-upon",
        Side.PHRASE,
        r"(?:[Aa]ufgerufen|[Ee]ingeladen|[Aa]ngesprochen) sind(?! wir)",
        needs=("aufgerufen sind", "eingeladen sind", "angesprochen sind"),
    ),
    frame(
        "may-join",
        Side.HEAD,
        r"\bsich(?= [^;?]{3,160} (?:bewerben|beteiligen) (?:können|kann|dürfen|darf)\b)",
        needs=("bewerben", "beteiligen"),
    ),
    frame(
        "files",
        Side.HEAD,
        r"(?:Den Antrag|Anträge|Förderanträge) (?:stellt|stellen|beantragt|beantragen)\b",
        needs=("antrag", "anträge"),
    ),
    frame(
        "called",
        Side.HEAD,
        r"(?:[\w-]*[Pp]rogramm|[\w-]*[Ww]ettbewerb)\b[^.;?]{0,120}? (?:ruft|lädt|fordert)"
        r"(?=[^;?]{3,200} (?:auf|ein)\b)"
        r"|(?:ruft|lädt|fordert|bittet|rufen|laden|fordern|bitten)(?: wir)?(?=[^;?]{3,200} (?:auf"
        r"|ein)\b)"
        r"(?=[^;?]*(?:[Bb]ewerb|[Aa]ntr[aä]g|[Pp]rojekt|[Ii]deen|[Ww]ettbewerb|[Ee]inreich|Skizzen"
        r"|einzureichen|[Ff]örder|mitzumachen|[Tt]eil))",
        needs=(
            "ruft ",
            "lädt ",
            "fordert ",
            "bittet ",
            "rufen ",
            "laden ",
            "fordern ",
            "bitten ",
        ),
    ),
    frame(
        "as-you",
        Side.NAMED,
        r"(?:\bSie als|\b[Ss]ich als|\b[Ee]uch als|\b[Dd]ich als|\bAls)(?= )",
        needs=("als ",),
    ),
)
