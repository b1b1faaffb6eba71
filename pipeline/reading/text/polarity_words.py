"""The words of polarity: what is said of the funding, and what denies it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

_WORD = re.compile(r"[^\W\d_][\w'-]*|€")


class Phrase:
    """An expression that is tried only where a word stands that may begin it.

    Texts are made of few different words, so what a word may begin is remembered.
    """

    def __init__(self, first: str, whole: str = "") -> None:
        self._first = re.compile(first, re.IGNORECASE)
        self._whole = re.compile(whole or rf"(?:{first})(?![\w-])", re.IGNORECASE)
        self._begins = lru_cache(maxsize=1 << 14)(self._fits)

    def finditer(self, words: str, start: int = 0) -> Iterator[re.Match[str]]:
        """Yield the matches behind `start`, in order."""
        for word in _WORD.finditer(words, start):
            if self._begins(word.group()) and (match := self._whole.match(words, word.start())):
                yield match

    def search(self, words: str, start: int = 0) -> re.Match[str] | None:
        """Return the first match behind `start`."""
        return next(self.finditer(words, start), None)

    def _fits(self, word: str) -> bool:
        return self._first.fullmatch(word) is not None


# What is said of whom or what gets the money, or who may ask for it.
_FUNDED = (
    r"gefördert|förderungs?(?:fähig|würdig)|förder(?:fähig|bar|würdig|berechtigt)"
    r"|(?:zuwendungs|zuschuss|beihilfe|antrags|bezugs|teilnahme|leistungs|bewilligungs)"
    r"(?:fähig|berechtigt)|berechtigt|bezuschusst|unterstützt|unterstützen"
    r"|fördern|fördert|bewilligt|bewilligen|gewährt|gewähren|berücksichtigt|berücksichtigen"
    r"|angenommen|finanziert|finanzieren|ausgezahlt|ausgereicht|vergeben|zugelassen|zulässig"
    r"|möglich|statthaft|vorgesehen|beantragt|beantragen|gestellt|stellen|einreichen|eingereicht"
    r"|bewerben|teilnehmen|aufgenommen|anerkannt|akzeptiert|bearbeitet|entgegengenommen|erfasst"
    r"|Betracht|infrage|Frage|Gegenstand|erhalten|erhält|bekommen|bekommt"
    r"|partizipieren"
    r"|profitieren|Zuge|umfasst|bedacht|begünstigt|Anspruch|Anwendung|zugute|teil"
    r"|erfolgt|umgesetzt|durchgeführt|realisiert|mitmachen|mitwirken"
    r"|arbeiten|ansässig|angesiedelt|gesucht|ausgewählt|angesprochen|eingeladen|erstattet|übernommen|honoriert|genehmigt"
    r"|attention|aimed|addressed|directed|eligible|funded|supported|fund|support|considered|accepted|awarded|granted|possible"
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
    r"|fallen(?= (?:aus|heraus))"
    r"|nicht(?:förder|zuwendungs|antrags)\w+|excluded|ineligible|inadmissible|rejected|refused"
    r"|declined|disqualified"
    r"|ruled out|barred"
)
# These name what is left out in a heading, but in a sentence something else as well.
_HEAD_OUT = r"[\w-]*ausschl(?:uss|üsse)\w*|negativliste|exclusions|exclusion criteria"
_FIRST_OUT = (
    r"ausgeschlossen|ausgenommen|abgelehnt|un[\w-]+|ausgeklammert|verwehrt|versagt|zurückgewiesen"
    r"|außer|außen|leer|nichtig|entf\w+|scheid\w+|schließ\w+|nimmt|nehmen|lehn\w+|fallen"
    r"|[\w-]*ausschl\w+|negativliste|nicht\w+|ex\w+|in\w+|re\w+|declined"
    r"|disqualified|ruled|barred"
)
# What denies a verb or a limit; whoever asks for a denial asks for these.
DENIAL = (
    r"(?:nicht|nie(?:mals)?|nirgend(?:s|wo)|keinesfalls|keineswegs|keine[mn] Falle?"
    r"|keinen Umständen|not|never)"
)
_NOT = (
    rf"{DENIAL}|kein(?:e[nrsm]?|erlei)?|weder|niemand|no"
    r"|cannot|neither|nor|don't|doesn't|isn't|aren't|won't"
)
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
    r"[ -](?!(?:förder|zuwendungs|zuschuss|antrags|beihilfe)\w*fähig)"
    r"(?:[a-zäöüß-]+(?:bar|iv|isch|lich|iell|ell|fähig|orientiert|verbraucht|gebunden"
    r"|zweckgebunden)"
    r"(?:e[nrms]?)? [A-ZÄÖÜ]|rückzahlbar|mehr zurückzuzahlen)"
)
DECIDES_NOTHING = re.compile(
    r" (?:nur|allein|unbedingt|zwingend|notwendig|notwendigerweise|immer|ausschließlich|vorrangig"
    r"|automatisch|zuletzt|selten|only|necessarily|always)\b"
)
NEGATION = Phrase(
    rf"{_FIRST_OUT}|{_NOT}",
    rf"(?:(?P<out>{_OUT})|(?P<head>{_HEAD_OUT})|(?P<no>{_NOT}))(?![\w-])",
)
NARROWED = Phrase(
    r"höchstens|maximal|nur|lediglich|ausschließlich|ausnahmsweise|Einzelfall\w*|Ausnahmef[aä]ll\w*|nachrangig"
    r"|vorrangig|bevorzugt|priorisiert|teilweise|begründeten|only|exceptionally|priority",
    r"(?:(?:höchstens|maximal) (?:\d|ein|zwei|drei)\w* (?:Antr|Proj|Vorh|Maßn)\w*|nur|lediglich"
    r"|ausschließlich|ausnahmsweise|einzelfall\w*|ausnahmef[aä]ll\w*|nachrangig|vorrangig"
    r"|bevorzugt|priorisiert|teilweise|begründeten|only|exceptionally|priority)(?![\w-])",
)
EVEN = Phrase(r"auch|selbst|sogar|even", r"(?:auch|selbst|sogar|even)\b(?! nicht\b)")
CONTRAST = Phrase(r"dagegen|hingegen|schon|dafür")
AUXILIARY = re.compile(r"\b(?:werden|wird|sind|ist|können|kann|dürfen|darf|are|is|be) \Z")
# Words that tell a limit of their own: "dürfen … nicht überschreiten", "liegen über".
LIMITS = Phrase(
    r"beträgt|betragen|liegt|liegen|umfasst|umfassen|belaufen|beläuft|begrenzt|beschränkt|gedeckelt"
    r"|(?:über|unter)(?:schreit|steig)\w*|erreich\w+|aufweisen|ausmachen|einwohner\w*|euro|eur|€"
    r"|müssen|muss|dürfen|darf|sollen|soll|richte[nt]|wende[nt]|gilt|gelten|leben|wohnen"
    r"|voraussetzung\w*|find(?:et|en)|exceed\w*|between|range|must|shall|may|should",
    r"(?:beträgt|betragen|liegt|liegen|umfasst|umfassen|belaufen|beläuft|begrenzt|beschränkt"
    r"|gedeckelt|(?:über|unter)(?:schreit|steig)\w*|erreich\w+|aufweisen|ausmachen"
    r"|(?:einwohner\w*|euro|eur|€)(?: \w+)? (?:haben|hat|zählen|zählt|kosten|sein)"
    r"|(?:müssen|muss|dürfen|darf|sollen|soll)\b[^;]{0,80}\b(?:sein|kosten)"
    r"|(?:richte|wende)[nt] sich"
    r"|find(?:et|en)\b[^;]{0,120}\bstatt|(?:gilt|gelten) (?:nur )?für|leben|wohnen"
    r"|voraussetzung\w*|exceed\w*|between|range"
    r"|(?:must|shall|may|should) (?:not )?(?:be|have))\b",
)
VERB = Phrase(
    r"ist|sind|wird|werden|kann|können|darf|dürfen|muss|müssen|soll|sollen|sollten?|hat|haben"
    r"|erhält|erhalten|bekommt|bekommen|beträgt|betragen|liegt|liegen|gibt|gilt|gelten|fördert"
    r"|fördern|unterstützt|unterstützen|bleibt|bleiben|scheidet|scheiden|fällt|fallen|kommt|kommen"
    r"|entfällt|entfallen|besteht|bestehen|steht|stehen|gewährt|vergibt|lehnt|lehnen|schließt"
    r"|schließen|nimmt|nehmen|übersteigt|übersteigen|überschreitet|überschreiten|unterschreitet"
    r"|unterschreiten|erfolgt|erfolgen|geht|gehen|bedarf|bedürfen|benötigt|benötigen|brauchen"
    r"|braucht|erfordert|erfordern|unterliegt|unterliegen|genügt|genügen|reicht|reichen|trägt"
    r"|tragen|zahlt|zahlen|findet|finden|richtet|richten|erhöht|sinkt|steigt|wurden?|war|waren"
    r"|hatten?|profitieren|is|are|will|can|cannot|may|must|shall|has|have|do|does|was|were|should"
)
MARK = re.compile(
    r"(?=[,;:•·▪● ])(?:,(?!\d) ?|; ?|: | – | - |[•·▪●] ?| \| "
    r"| (?=(?:und|sowie|oder|and|or|but|aber|sondern) "
    r"(?!(?:(?:maximal|höchstens|bis zu|max\.|up to) )?[\d€E])))"
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
UNLESS = re.compile(
    r"(?:und |oder )?(?:[Ee]s sei denn|außer wenn|ausgenommen,? wenn|unless|except)\b"
)
BUT_NOT = re.compile(
    r"(?:(?:aber|jedoch|allerdings|hingegen|dagegen|und|but) )?(?:auch |ebenfalls )?(?:nicht|not)"
    r"(?: (?:aber|jedoch|hingegen|dagegen|dazu|so))?\b(?! (?:mehr|weniger|unter|über|more|less))"
)
BUT = re.compile(r"(?:sondern|but rather)\b")
EXCEPT = Phrase(
    r"mit|ausnahme|außer|ausgenommen|abgesehen|bis|except|other|excluding",
    r"(?:(?:mit )?Ausnahme(?: von| der| des)?|außer(?! Betracht| Kraft)"
    r"|ausgenommen(?! (?:sind|ist|werden|bleiben))|abgesehen von"
    r"|bis auf (?=[A-ZÄÖÜa-z])(?!max|höchst|weiteres)|except(?: for)?|other than|excluding)\b",
)
JOINED = re.compile(r"(?:und|sowie|oder|and|or) ")
HAS_FUNDED = Phrase(_FUNDED)
TITLED = Phrase(rf"{_FUNDED}|[\w-]*(?:fähig|berechtigt)\w*|geförderte[rnsm]?|förderung")
HAS_GRANTED = re.compile(rf" (?:[a-zäöüß-]+ )?{_GRANTED}(?!\w)", re.IGNORECASE)
