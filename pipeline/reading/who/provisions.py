"""Frames of provisions: who is admitted, invited, asked to apply or given, and who is shut out."""

from __future__ import annotations

from pipeline.reading.who.frame import ONLY, RECEIVER, Side, frame

_MAY = r"(?:können|kann|dürfen|darf|konnten|konnte|durften|durfte)"
_SHALL_APPLY = (
    r"(?:einreichen|beantragen|bewerben|teilnehmen|mitmachen|beanspruchen|abrufen|gewinnen|bemühen"
    r"|(?:gefördert|unterstützt|bezuschusst|berücksichtigt|bedacht|zugelassen|prämiert"
    r"|ausgezeichnet) werden|(?:Antrag|Anträge|Förderantrag|Förderanträge) stellen"
    r"|(?:Mittel|Förderung|Zuschuss|Zuschüsse|Zuwendungen?) (?:erhalten|bekommen))"
)
_NO_OTHER = r"(?![^.;?]{0,160}\b(?:Umfrage|Befragung|Stellungnahme|Meinung|Veranstaltung|Tagung))"
_GIVEN = (
    r"(?:[\w-]*[Zz]usch(?:uss|üsse)|Zuwendung(?:en)?|[\w-]*[Ff]örder(?:ung|mittel|gelder)|Mittel"
    r"|Finanzhilfen?|[\w-]*[Pp]rämien?|Beihilfen?|Gelder)"
)
_HANDED_IN = (
    r"(?:[\w-]*[Aa]nträge?|[\w-]*[Aa]ntrag|[\w-]*[Bb]ewerbung(?:en)?|[Aa]nmeldung(?:en)?"
    r"|[Aa]ntragstellung|[Bb]eantragung|[Ee]inreichung(?:en)?|[\w-]*[Ss]kizzen?)"
)
_WORK = (
    r"(?:[\w-]*[Vv]orhaben|[\w-]*[Pp]rojekten?|[\w-]*[Mm]aßnahmen|[\w-]*[Aa]nträgen?|Bewerbungen)"
)
_FIRST = r"(?:\A|(?<=[.!:;] )|(?<=[•·▪–-] )|(?<=\d ))"

_EXCLUDING = (
    frame(
        "shut-out-subject",
        Side.BEFORE,
        r"(?:(?:gehen|geht) (?:hier |dabei |leider )?leer aus\b"
        r"|(?:fallen|fällt) (?:leider |hier )?(?:raus|heraus|nicht darunter|nicht unter die \w+)\b"
        r"|(?:scheiden|scheidet)(?: als [A-ZÄÖÜ]\w+)?(?: leider| daher)? aus(?=\W*\Z|[.;])"
        r"|(?:bleiben|bleibt|sind|ist) (?:ebenfalls |leider |daher |auch |hingegen )?(?:außen vor"
        r"(?! der| dem)|unberücksichtigt)\b"
        r"|(?:waren|war|sind|ist) (?:leider |hier |daher )?nicht (?:zugelassen"
        r"|teilnahmeberechtigt)\b"
        r"|(?:sind|ist|waren|bleiben) (?:vom Wettbewerb|von der (?:Ausschreibung|Bewerbung"
        r"|Antragstellung)|vom Programm|von diesem Programm) (?:ausgenommen|ausgeschlossen)\b)",
        excludes=True,
        needs=("leer aus", "raus", "nicht ", "scheide", "außen vor", "unberücksichtigt",
               "ausgenommen", "ausgeschlossen"),
    ),
    frame(
        "shut-out-subject",
        Side.BEFORE,
        rf"(?:{_MAY} (?:sich )?[^.;?,]{{0,50}}?\bnicht (?:selbst |eigenständig |direkt )?"
        rf"(?:(?:um|am|an|für) [^.;?,]{{0,40}} )??{_SHALL_APPLY}\b"
        rf"|{_MAY} [^.;?,]{{0,40}}?\bkeine[nr]? (?:eigenen? )?(?:Antr[aä]ge?|Förderung\w*"
        rf"|Fördermittel"
        r"|Zusch\w+|Mittel|Bewerbung\w*) (?:stellen|einreichen|beantragen|erhalten|bekommen"
        r"|abrufen)\b"
        rf"|{_MAY} [^.;?,]{{3,50}}, aber (?:nicht|keine[nr]?) (?:selbst )?{_SHALL_APPLY}\b"
        rf"|{_MAY} (?:wir|die Stiftung|der Fonds)(?: [^.;?,]{{1,40}})? nicht (?:fördern|bedenken"
        r"|bedienen|unterstützen|berücksichtigen|bezuschussen))",
        excludes=True,
        needs=("nicht ", "keine"),
        also=("können ", "kann ", "dürfen ", "darf ", "konnte", "durfte"),
    ),
    frame(
        "shut-out-inverted",
        Side.PHRASE,
        r"\b(?:können|kann|dürfen|darf)(?: sich)?(?= [^.;?,]{3,120} (?:keine[nr]? (?:eigenen? )?"
        rf"(?:Antr[aä]ge?|Förder\w+|Zusch\w+|Zuwend\w+|Mittel|Bewerbung\w*)\b"
        rf"|nicht (?:selbst |mehr )?{_SHALL_APPLY}\b))",
        excludes=True,
        needs=("keine", "nicht "),
        also=("können ", "kann ", "dürfen ", "darf "),
    ),
    frame(
        "shut-out-for",
        Side.PHRASE,
        r"\b[Ff]ür(?= [^.;?,]{3,90} (?:(?:gibt es|gewähren wir|besteht|ist)(?: hier"
        r"| leider)? keine[nr]? "
        r"(?:Förder\w+|Zusch\w+|Zuwend\w+|Mittel|Unterstützung|Antrags\w+|Anspruch)"
        r"|ist (?:eine?|die|der) (?:Förderung|Antragstellung|Teilnahme|Bewerbung"
        r"|Zuschuss) (?:leider )?"
        r"(?:nicht möglich|ausgeschlossen|nicht vorgesehen)))",
        excludes=True,
        needs=("für ",),
        also=("keine", "nicht möglich", "ausgeschlossen", "nicht vorgesehen"),
    ),
    frame(
        "shut-out-partners",
        Side.BEFORE,
        r"können (?:nur |lediglich "
        r"|allenfalls )?als [^.;?,]{0,40}[Pp]artner\w*\b(?=[^.?]{3,140} (?:erhalten"
        r"|bekommen) (?:sie|diese) (?:selbst )?(?:nicht|keine))",
        excludes=True,
        needs=("partner",),
        also=("nicht", "keine"),
    ),
    frame(
        "shut-out-projects",
        Side.PHRASE,
        rf"{_WORK} von(?=[^.;?]{{3,140}} (?:sind|ist|werden|bleiben|schickt|schicken)\b"
        r"[^.;?]{0,60}\b(?:ausgenommen|ausgeschlossen|unberücksichtigt|zurück\w*)(?=\W*\Z|[.;,]))",
        excludes=True,
        needs=("ausgenommen", "ausgeschlossen", "unberücksichtigt", "zurück"),
        also=(" von ",),
    ),
    frame(
        "shut-out-by",
        Side.PHRASE,
        rf"{_HANDED_IN} (?:durch|von)(?=[^.;?]{{3,120}} (?:ist|sind) (?:daher |leider )?"
        r"(?:ausgeschlossen|nicht (?:möglich|zulässig|vorgesehen)))",
        excludes=True,
        needs=("ausgeschlossen", "nicht "),
        also=(" durch ", " von "),
    ),
)  # fmt: skip
_ADMITTING = (
    frame(
        "entitled",
        Side.AFTER,
        r"(?:[Aa]ntrags|[Ff]örder|[Zz]uwendungs|[Tt]eilnahme|[Bb]ewerbungs)berechtigt war(?:en)?\b"
        rf"(?<!nicht antragsberechtigt waren)(?<!Nicht antragsberechtigt waren) ?{ONLY}",
        needs=("berechtigt war",),
    ),
    frame(
        "admitted",
        Side.HEAD,
        rf"{_FIRST}(?:Zugelassen|Begünstigt|Teilnahmebefugt|Antragsbefugt) (?:sind|werden)\b",
        needs=("zugelassen ", "begünstigt ", "befugt "),
    ),
    frame(
        "entitled",
        Side.AFTER,
        r"[Bb]erechtigt,? [^.;?,]{3,60} zu (?:stellen|beantragen|bewerben),? (?:sind|ist)\b",
        needs=("berechtigt",),
    ),
    frame(
        "may-join-in",
        Side.AFTER,
        r"(?:Mitmachen|Teilnehmen|Bewerben|Beantragen|Beteiligen|Einreichen|Anträge stellen)"
        rf" (?:konnten|konnte|durften|durfte)(?: sich)?:? ?{ONLY}",
        needs=("konnte", "durfte"),
    ),
    frame(
        "handed-in-by",
        Side.AFTER,
        rf"{_HANDED_IN}(?: (?:zum|zur|für|auf|um) [^.;?,]{{2,40}})? (?:kann|können|darf|dürfen"
        rf"|muss|müssen|erfolgt|erfolgen)"
        r"(?: [a-zäöüß]+){0,2} (?:durch|von|vom)"
        r"(?=[^.;?]{3,200}(?:\b(?:erfolgen|gestellt|eingereicht)\b|[.;]|\Z))",
        agent="durch von vom",
        needs=(" durch ", " von ", " vom "),
        also=("erfolg", "gestellt", "eingereicht"),
    ),
    frame(
        "files",
        Side.HEAD,
        r"(?:Den|Die|Ihre) (?:[\w-]*[Aa]ntr[aä]ge?|Bewerbung(?:en)?) (?:reicht|reichen|stellt"
        r"|stellen"
        r"|bringt|bringen)\b(?! Sie\b)",
        needs=("reich", "stell", "bring"),
        also=("antr", "bewerbung"),
    ),
    frame(
        "receive-subject",
        Side.SUBJECT,
        r"(?<=[ ,])(?:erhalten|bekommen)(?![^;?.]{0,120} vom (?:Bund|Land|Kreis|Freistaat)\b)"
        r"(?= [^;?]{0,60}?\d[\d.,]* ?(?:Euro|€|EUR)\b)",
        needs=("erhalten ", "bekommen "),
        also=("eur", "€"),
    ),
    frame(
        "get",
        Side.HEAD,
        r"\b(?:erhalten|bekommen)(?= [^;?.]{3,120} (?:einen?|bis zu|je|jeweils|maximal|höchstens"
        r"|\d)"
        r"[^;?.]{0,50}(?:[Zz]usch|[Ff]örder|Zuwend|[Pp]rämie|Euro|€|%|Prozent))",
        needs=("erhalten ", "bekommen "),
        also=("zusch", "förder", "zuwend", "prämie", "euro", "€", "%", "prozent"),
    ),
    frame(
        "offered-openly",
        Side.AFTER,
        r"(?:\A|(?<=[.!] ))Offen (?:ist|steht) [^.;?,]{3,50}? für\b",
        agent="für",
        needs=("offen ",),
    ),
    frame(
        "taken-from",
        Side.PHRASE,
        r"(?:[\w-]*[Aa]nträge|Bewerbungen|Vorschläge) (?:nehmen|nimmt) [^.;?,]{2,40}? von"
        r"(?= [^.;?]{3,140} entgegen\b)",
        needs=("entgegen",),
    ),
    frame(
        "may-receive",
        Side.HEAD,
        r"\b(?:[Aa]us|[Ii]m Rahmen|[Mm]it) [^.;?,]{3,60} können(?=[^;?.]{3,160} (?:[\w-]*[Zz]usch"
        r"|Beihilfe|Fördermittel|Förderung|Zuwendung|Mittel)\w* (?:erhalten|bekommen"
        r"|beantragen)\b)",
        needs=("erhalten", "bekommen", "beantragen"),
        also=("können ",),
    ),
    frame(
        "funded",
        Side.HEAD,
        r"\b(?:(?:[Uu]nterstützen|[Ff]ördern|[Bb]ezuschussen|[Pp]rämieren) wir"
        r"|(?:Würdigen|Fördern|Unterstützen|Auszeichnen|Bezuschussen|Prämieren) (?:wollen"
        r"|möchten) wir"
        r"|[Ww]ir (?:bezuschussen|fördern|prämieren)"
        r"|(?:fördert|unterstützt|bezuschusst) mit (?:de[mnr]|diese[mnr]|eine[mr]|ihre[mnr]"
        r"|seine[mnr]) (?:[a-zäöüß]+en )?[A-ZÄÖÜ][\w-]+)(?=[ :])",
        needs=(" wir", "fördert mit", "unterstützt mit", "bezuschusst mit"),
    ),
    frame(
        "funded-with-it",
        Side.HEAD,
        r"(?:\A|(?<=[.!] ))(?:[Mm]it|[Aa]us|[Dd]urch|[Jj]ährlich|[Dd]amit"
        r"|[Dd]araus)\b[^.;?,]{0,70}?"
        r" ?\bwerden(?= [^;?.]{3,160} (?:unterstützt|gefördert|bezuschusst)\b(?! worden))",
        needs=("unterstützt", "gefördert", "bezuschusst"),
        also=("werden ",),
    ),
    frame(
        "bought-by",
        Side.PHRASE,
        r"\b(?:bezuschusst|fördert|unterstützt)\b[^.;?]{0,80}\b(?:Kauf|Anschaffung(?:en)?"
        r"|Beschaffung"
        r"|Erwerb|Bau|Sanierung)\b[^.;?]{0,60} durch(?: seine| ihre| die| örtliche)?(?= )",
        agent="durch",
        needs=(" durch ",),
        also=("bezuschusst ", "fördert ", "unterstützt "),
    ),
    frame(
        "put-at-their-disposal",
        Side.HEAD,
        r"\b(?:stellt|stellen)\b(?: das Land| der Bund| der Kreis| die Stiftung)?"
        r"(?! (?:die|der|das|eine?) )"
        rf"(?=[^;?.:]{{3,120}} (?<!zum )(?<!zur ){_GIVEN}\b[^;?.:]{{0,80}}"
        r" (?:zur Verfügung|bereit)\b)",
        needs=("zur verfügung", " bereit"),
        also=("stellt ", "stellen "),
    ),
    frame(
        "projects-of",
        Side.PHRASE,
        r"(?:[Zz]uwendungsfähig|[Ff]örderungsfähig|[Bb]egünstigt) sind (?:[a-zäöüß]+e )?"
        r"(?:[\w-]*[Vv]orhaben|[\w-]*[Pp]rojekte|[\w-]*[Mm]aßnahmen) (?:von|der)(?= )",
        needs=("fähig sind", "begünstigt sind"),
    ),
    frame(
        "asked-to-apply",
        Side.BEFORE,
        r"(?:werden|sind) (?:herzlich |hiermit |daher )?(?:gebeten|ersucht|aufgefordert)\b"
        r"(?=[^.;?]{3,160}(?:[Aa]ntr[aä]ge?\b(?! auf (?!Förder|Zu|Gew|Unterst))|[Bb]ewerbung"
        r"|[Ff]örder\w*antr|bewerben|Projektskizze"
        rf"|Projektvorschl)){_NO_OTHER}",
        needs=("gebeten", "ersucht", "aufgefordert"),
    ),
    frame(
        "asked-for-papers",
        Side.BEFORE,
        r"(?:werden|sind) (?:herzlich |hiermit |daher )?(?:gebeten|ersucht|aufgefordert)\b"
        r"(?=[^.;?]{3,160}(?:[Uu]nterlagen|[Bb]edarf|[Ii]nteresse|[Mm]aßnahmen?|[Vv]orhaben)\b"
        rf"[^.;?]{{0,120}}(?:einzureichen|anzuzeigen|zu melden|anzumelden|abzugeben)){_NO_OTHER}",
        needs=("gebeten", "ersucht", "aufgefordert"),
    ),
    frame(
        "welcome-with-applications",
        Side.BEFORE,
        r"sind (?:mit|als) [^.;?,]{0,40}(?:[Aa]nträgen|[Bb]ewerbung(?:en)?|[Pp]rojekten"
        r"|[Aa]ntragsteller\w*|[Ii]deen) (?:herzlich |ausdrücklich )?willkommen\b",
        needs=("willkommen",),
    ),
    frame(
        "welcome-guests",
        Side.BEFORE,
        r"sind (?:herzlich |ausdrücklich |ebenfalls )?willkommen(?=\W*\Z|\. )",
        needs=("willkommen",),
    ),
    frame(
        "has-access",
        Side.HEAD,
        r"Zugang zu[mr]? [^.;?,]{0,40}(?:[Ff]onds|[Ff]örder|[Pp]rogramm|[Mm]itteln?|[Bb]udget)\w*"
        r" (?:haben|hat)(?: nur)?\b",
        needs=("zugang",),
    ),
    frame(
        "has-some-access",
        Side.HEAD,
        r"(?:(?:Zugang|Zutritt|Anrecht) (?:haben|hat)|Zugreifen (?:können|dürfen))(?: nur)?\b",
        needs=("zugang ", "anrecht ", "zugreifen "),
    ),
    frame(
        "profit",
        Side.BEFORE,
        r"(?:sollen|können|dürfen)(?: [^.;?,]{0,60})? profitieren\b",
        needs=("profitieren",),
    ),
    frame(
        "form-users",
        Side.BEFORE,
        r"(?:können|dürfen) (?:den|dies\w+|das|unser\w*) [^.;?,]{0,30}?(?:[Vv]ordruck|[Ff]ormular"
        r"|[Aa]ntrag)\w* (?:verwenden|nutzen|benutzen|ausfüllen)\b"
        r"|(?:können|dürfen) sich (?:bei uns |beim \w+ |dafür )?(?:melden|anmelden"
        r"|vormerken lassen)\b",
        needs=("vordruck", "formular", "antrag", "melden", "vormerken"),
        also=("können d", "dürfen d", "können unser", "dürfen unser", "en sich "),
    ),
    frame(
        "goes-to",
        Side.HEAD,
        r"(?:[\w-]*[Mm]ittel|[\w-]*[Gg]elder|[\w-]*[Zz]uschüsse|[\w-]*[Pp]reise|Pakete|Euro"
        r"|Stipendien)"
        r" (?:gehen|fließen|sollen) an\b",
        needs=("gehen an", "fließen an", "sollen an"),
    ),
    frame(
        "reserved-for",
        Side.HEAD,
        r"(?:[Ff]örderung|[Ff]örderprogramm|[Pp]rogramm|[Aa]ntragstellung|[Tt]eilnahme|[Bb]ewerbung"
        r"|[Zz]uschuss|[Mm]ittel|[Ff]onds) (?:ist|sind|bleibt|bleiben)(?: nur| allein)?\b"
        r"(?=[^.;?]{3,140} vorbehalten\b)",
        needs=("vorbehalten",),
    ),
    frame(
        "something-reserved-for",
        Side.HEAD,
        r"(?:\A|(?<=[.!?] ))(?:Das|Dies|Diese) (?:ist|sind|bleibt|bleiben)\b"
        r"(?=[^.;?]{3,140} vorbehalten\b)",
        needs=("vorbehalten",),
    ),
    frame(
        "receiver-is-one",
        Side.HEAD,
        rf"(?:dass|wenn|sofern) (?:der|die|das) {RECEIVER}(?=[^.;?,]{{3,100}} (?:ist|sind)(?=\W"
        rf"|\Z))",
        needs=("dass ", "wenn ", "sofern "),
        also=("antrag", "empf", "träger", "bewerb"),
    ),
    frame(
        "for-in-a-list",
        Side.HEAD,
        r"\A(?:[•·▪*–-] ?)?[Ff]ür(?= [^.;?!:]{3,120}\Z)"
        r"(?=[^.;?!:]{3,90}(?:,| und | oder | sowie ))",
        needs=("für ",),
    ),
    frame(
        "money-for",
        Side.HEAD,
        rf"\A[^.:;?]{{3,50}}: {_GIVEN} für\b",
        needs=(" für ",),
        also=(": ",),
        people=False,
    ),
)
PROVISIONS = (*_EXCLUDING, *_ADMITTING)
