"""The words of polarity: what is said of the funding, and what denies it."""

from __future__ import annotations

import re

# What is said of whom or what gets the money, or who may ask for it.
_FUNDED = (
    r"gefördert|förderungs?(?:fähig|würdig)|förder(?:fähig|bar|würdig|berechtigt)"
    r"|(?:zuwendungs|zuschuss|beihilfe|antrags|bezugs|teilnahme|leistungs|bewilligungs)"
    r"(?:fähig|berechtigt)|berechtigt|bezuschusst|unterstützt|unterstützen"
    r"|fördern|fördert|bewilligt|bewilligen|gewährt|gewähren|berücksichtigt|berücksichtigen"
    r"|angenommen|finanziert|finanzieren|ausgezahlt|ausgereicht|vergeben|zugelassen|zulässig"
    r"|möglich|statthaft|vorgesehen|beantragt|beantragen|gestellt|stellen|einreichen|eingereicht"
    r"|bewerben|teilnehmen|aufgenommen|anerkannt|akzeptiert|bearbeitet|entgegengenommen|erfasst"
    r"|(?:in )?Betracht|[Ii]nfrage|in Frage|Gegenstand|erhalten|erhält|bekommen|bekommt"
    r"|partizipieren"
    r"|profitieren|zum Zuge|umfasst|bedacht|begünstigt|Anspruch|Anwendung|zugute|teil"
    r"|gilt als|gelten als|erstattet|übernommen|honoriert|genehmigt"
    r"|eligible|funded|supported|fund|support|considered|accepted|awarded|granted|possible"
    r"|admissible|apply|applied|receive|covered|entitled|qualify"
)
_GRANTED = (
    r"(?:[\w-]*(?:förder|zuwendung|zuschuss|zuschüss|beihilfe|unterstützung|bewilligung"
    r"|finanzierung"
    r"|anträg|antrag|auszahlung|berücksichtigung|bezuschussung|gewährung)\w*|mittel|geld(?:er)?"
    r"|anspruch|möglichkeit|funding|grants?|support|aid|applications?)"
)
_OUT = (
    r"ausgeschlossen|ausgenommen|abgelehnt|unberücksichtigt|unzulässig|ausgeklammert|verwehrt"
    r"|versagt"
    r"|zurückgewiesen|außer Betracht|außen vor|leer aus\b|nichtig|entfällt|entfallen|unstatthaft"
    r"|scheid(?:et|en)(?=[^;]{0,200}\baus\b)|schließ(?:t|en)(?=[^;]{0,200}\baus\b)"
    r"|nimmt(?=[^;]{0,200}\baus\b)|nehmen(?=[^;]{0,200}\baus\b)|lehn(?:t|en)(?=[^;]{0,200}\bab\b)"
    r"|fallen(?= (?:aus|heraus))|Förderausschluss\w*|[Aa]usschl(?:uss|üsse)\w*|[Nn]egativliste"
    r"|nicht(?:förder|zuwendungs|antrags)\w+|excluded|ineligible|inadmissible|rejected|refused"
    r"|declined|disqualified"
    r"|exclusions?|ruled out|barred"
)
_NOT = (
    r"nicht|kein(?:e[nrsm]?|erlei)?|keinesfalls|keineswegs|nie(?:mals)?|weder|niemand|not|no"
    r"|cannot|never|neither|nor|don't|doesn't|isn't|aren't|won't"
)
NEGATION = re.compile(rf"\b(?:(?P<out>{_OUT})|(?P<no>{_NOT}))(?![\w-])", re.IGNORECASE)
# Behind a negation: what makes it one of a limit, of an attribute or of nothing.
OF_LIMIT = re.compile(
    r" (?:(?:mit|von|bei|auf|zu|um|für|in Höhe von|einen|eine|der|die|den) )?(?:mehr|weniger"
    r"|unter\b|über\b|höher|größer|kleiner"
    r"|geringer|niedriger|länger|unterhalb|oberhalb|more|less|fewer|above|below|over|under"
    r"|exceed\w*|later|mindestens|wenigstens|höchstens|maximal|at least|at most"
    r"|zu (?:über|unter)(?:schreit|steig)\w*|(?:über|unter)(?:schreit|schritt|steig|stieg)\w*"
    r"|hinaus\w*|erreich\w*|hinter)",
    re.IGNORECASE,
)
LIMIT_VERB = re.compile(
    r"\d[^,;•|]{0,40}?\b(?:zu )?(?:(?:über|unter)(?:schreit|schritt|steig|stieg)\w*|hinaus\w*"
    r"|erreich\w*"
    r"|unterbiet\w*|überbiet\w*)",
)
OF_ATTRIBUTE = re.compile(
    r"[ -](?:[a-zäöüß-]+(?:bar|iv|isch|lich|iell|ell|fähig|orientiert|verbraucht|gebunden"
    r"|zweckgebunden)"
    r"(?:e[nrms]?)? [A-ZÄÖÜ]|rückzahlbar|mehr zurückzuzahlen)"
)
DECIDES_NOTHING = re.compile(
    r" (?:nur|allein|unbedingt|zwingend|notwendig|notwendigerweise|immer|ausschließlich|vorrangig"
    r"|automatisch|zuletzt|selten|only|necessarily|always)\b"
)
NARROWED = re.compile(
    r"\b(?:nur|lediglich|ausschließlich|ausnahmsweise|[Ee]inzelfall\w*|Ausnahmef[aä]ll\w*"
    r"|nachrangig"
    r"|vorrangig|bevorzugt|priorisiert|teilweise|begründeten|only|exceptionally|priority)\b"
)
EVEN = re.compile(r"\b(?:[Aa]uch|[Ss]elbst|[Ss]ogar|[Ee]ven|also)\b(?! nicht\b)")
CONTRAST = re.compile(r"\b(?:dagegen|hingegen|schon|dafür|jedoch|allerdings)\b")
AUXILIARY = re.compile(r"\b(?:werden|wird|sind|ist|können|kann|dürfen|darf|are|is|be) \Z")
# Words that tell a limit of their own: "dürfen … nicht überschreiten", "liegen über".
LIMITS = re.compile(
    r"\b(?:beträgt|betragen|liegt|liegen|umfasst|umfassen|belaufen|beläuft|begrenzt|beschränkt"
    r"|gedeckelt|(?:über|unter)(?:schreit|steig)\w*|erreich\w+|aufweisen|ausmachen"
    r"|(?:Einwohner\w*|Euro|EUR|€)(?: \w+)? (?:haben|hat|zählen|zählt|kosten|sein)"
    r"|(?:müssen|muss|dürfen|darf|sollen|soll)\b[^;]{0,80}\b(?:sein|kosten)|(?:richte"
    r"|wende)[nt] sich"
    r"|(?:gilt|gelten) (?:nur )?für|leben|wohnen|Voraussetzung\w*|exceed\w*|between|range"
    r"|(?:must|shall|may|should) (?:not )?(?:be|have))\b"
)
VERB = re.compile(
    r"(?<![\w-])(?:ist|sind|wird|werden|kann|können|darf|dürfen|muss|müssen|soll|sollen|sollte"
    r"|sollten|hat"
    r"|haben|erhält|erhalten|bekommt|bekommen|beträgt|betragen|liegt|liegen|gibt|gilt|gelten"
    r"|fördert"
    r"|fördern|unterstützt|unterstützen|bleibt|bleiben|scheidet|scheiden|fällt|fallen|kommt|kommen"
    r"|entfällt|entfallen|besteht|bestehen|steht|stehen|gewährt|vergibt|lehnt|lehnen|schließt"
    r"|schließen|nimmt|nehmen|übersteigt|übersteigen|überschreitet|überschreiten|unterschreitet"
    r"|unterschreiten|erfolgt|erfolgen|geht|gehen|bedarf|bedürfen|benötigt|benötigen|brauchen"
    r"|braucht"
    r"|erfordert|erfordern|unterliegt|unterliegen|genügt|genügen|reicht|reichen|trägt|tragen|zahlt"
    r"|zahlen|findet|finden|richtet|richten|erhöht|sinkt|steigt|wurden?|war|waren|hatten?"
    r"|profitieren"
    r"|is|are|will|can|cannot|may|must|shall|has|have|do|does|was|were|should)(?![\w-])"
)
MARK = re.compile(
    r",(?!\d) ?|; ?|: | – | - |[•·▪●] ?| \| | (?=(?:und|sowie|oder|and|or|but|aber|sondern) )"
)
SUBORDINATE = re.compile(
    r"(?:(?:und|oder|sowie|and|or) )?(?:wenn|sofern|soweit|falls|weil|da\b|dass|wobei|damit|obwohl"
    r"|deren|dessen|denen|(?:in|bei|mit|an|von|für|aus|unter|auf) (?:denen|deren|dem|der|dessen)\b"
    r"|welche[rsmn]?|wo\b|um\b|indem|bei (?:denen|welchen)|es sei denn|außer wenn"
    r"|ausgenommen,? wenn"
    r"|if|where|which|who|whose|that|unless|provided|(?:die|der|das|den|dem"
    r"|wer)\b(?! (?:[a-zäöüß-]+ )*"
    r"[A-ZÄÖÜ][\w-]+ (?:ist|sind|wird|werden|kann|können|darf|dürfen|muss|müssen|liegt|liegen"
    r"|beträgt|betragen|gilt|gelten|soll|sollen)\b))",
)
UNLESS = re.compile(r"(?:und |oder )?(?:es sei denn|außer wenn|ausgenommen,? wenn|unless|except)\b")
BUT_NOT = re.compile(
    r"(?:(?:aber|jedoch|allerdings|hingegen|dagegen|und|but) )?(?:auch |ebenfalls )?(?:nicht|not)"
    r"(?: (?:aber|jedoch|hingegen|dagegen|dazu|so))?\b(?! (?:mehr|weniger|unter|über|more|less))"
)
BUT = re.compile(r"(?:sondern|but rather)\b")
EXCEPT = re.compile(
    r"\b(?:(?:mit )?Ausnahme(?: von| der| des)?|außer(?! Betracht| Kraft)"
    r"|ausgenommen(?! (?:sind|ist|werden|bleiben))"
    r"|abgesehen von|bis auf (?=[A-ZÄÖÜa-z])(?!max|höchst|weiteres)|except(?: for)?|other than"
    r"|excluding)\b",
    re.IGNORECASE,
)
JOINED = re.compile(r"(?:und|sowie|oder|and|or) ")
HAS_FUNDED = re.compile(rf"\b(?:{_FUNDED})\b", re.IGNORECASE)
TITLED = re.compile(
    rf"\b(?:{_FUNDED}|[\w-]*(?:fähig|berechtigt)\w*|geförderte[rnsm]?|[Ff]örderung)\b",
    re.IGNORECASE,
)
HAS_GRANTED = re.compile(rf" (?:[a-zäöüß-]+ )?{_GRANTED}(?!\w)", re.IGNORECASE)
