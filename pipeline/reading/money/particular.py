"""Particular: sums and rates of one project, body, prize or price, which nobody else can get.

"Für das Feuerwehrhaus gibt das Land 120.000 Euro" gives its sum the role of a grant, and so do
the names of winners behind the ranks of a prize. What is told of one thing alone is no maximum
for all; staff are asked.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from db.statements import SUBJECT_OF
from pipeline.claim import Case, Claim, Field, Unit
from pipeline.reading.money.doubts import IN_KIND, OF_WHAT, STILL_VALID
from pipeline.reading.money.headed import OF_MONEY
from pipeline.reading.money.prizes import RULE as PRIZE
from pipeline.reading.text.outline import Kind, outline
from pipeline.reading.text.prose import Prose
from pipeline.reading.text.sentences import sentence_at, sentences

_SHARES = frozenset({Field.RATE_MIN, Field.RATE_MAX, Field.OWN_SHARE})
_AWARDS = frozenset({Field.AWARD_MIN, Field.AWARD_MAX})
_GRANTS = _AWARDS | {Field.RATE_MIN, Field.RATE_MAX}
_COSTS = frozenset({Field.COST_MIN, Field.COST_MAX})
_REACH = 200  # characters before and behind a number
_ABOVE = 300  # characters
_BLANKS = re.compile(r"\s+")
_OF_FUNDING = re.compile(
    r"förder|zusch[uü]ss|zuwend|erstatt|übern[io]mm|prämie|beihilf", re.IGNORECASE
)

_SUBJECT_OF_PROGRAMME = re.compile(
    r"programm|förder|budget|fonds|aufruf|wettbewerb|projekt|jahr|periode|maßnahme|region|mittel"
    r"|zuwend|zusch|richtlin|call\b|runde|bereich|thema|schwerpunkt|handlungsfeld|ziel|leader"
    r"|vorhaben|initiativ|antr[aä]g|ausschreibung|preis|stipend|topf|tranche|säule|laufzeit"
    r"|zeitraum|unterstütz",
    re.IGNORECASE,
)
# Things of which a village has one.
_WORK = (
    r"[\w-]*(?:(?:[Rr]at|[Ff]euerwehr|[Gg]emeinschafts|[Bb]ürger|[Ww]irts|[Gg]emeinde|[Pp]farr"
    r"|[Gg]eräte|[Vv]ereins|[Dd]orf)haus(?:es)?|[Ff]euerwehr|[Kk]irche|[Kk]apelle|[Bb]rücke"
    r"|[Ss]chule|[Oo]rgel|[Hh]alle|[Bb]ad(?:es)?|[Rr]adweg(?:e?s)?|[Ss]traße|[Pp]latz(?:es)?|[Kk]ita"
    r"|[Kk]indergartens?|[Mm]useums?|[Ss]chloss(?:es)?|[Tt]urm(?:e?s)?|[Bb]ücherei|[Dd]orfladens?"
    r"|[Cc]afés?|[Hh]eim(?:e?s)?|[Dd]enkmals?|[Ff]riedhof(?:e?s)?|[Bb]runnens?|[Gg]artenschau"
    r"|[Ff]est(?:e?s)?|[Mm]arkt(?:e?s)?|[Vv]eranstaltung|[Bb]ühne|[Bb]ibliothek|[Mm]ühle"
    r"|[Ff]eier|[Kk]onzert(?:e?s)?|[Kk]linik|[Ww]interdienst(?:e?s)?|[Bb]auhof(?:e?s)?)"
)
_BODY = (
    r"[\w-]*(?:[Vv]erein(?:e?s)?|[Gg]emeinde|[Ss]tadt|[Kk]reis(?:es)?|[Kk]ommune|[Mm]arkt(?:es)?"
    r"|[Vv]erband(?:e?s)?|[Oo]rt(?:e?s)?|[Ss]chule|[Kk]ita|[Ff]euerwehr|[Cc]hor(?:e?s)?|[Kk]lub(?:s)?"
    r"|[Hh]of(?:e?s)?|[Pp]farrei|[Gg]enossenschaft|[Ss]tiftung|[Kk]irche)"
)
_ADJECTIVE = r"(?:[a-zäöüß]+e[nrms]? )?"
_NAME = r"(?:[A-ZÄÖÜ]{2,}|[A-ZÄÖÜ][\w-]+) [A-ZÄÖÜ][a-zäöüß]+"
# "für das Rathaus", "an das Tierheim", "für den TSV Au", "für den Umbau des Rathauses".
_FOR_ONE = re.compile(
    rf"\b(?:[Ff]ür|[Aa]n) (?:den|die|das) {_ADJECTIVE}(?:{_NAME}"
    rf"|(?:[A-ZÄÖÜ][\w-]+ (?:des|der) {_ADJECTIVE})?{_WORK})(?![\w-])"
)
_RECEIVES = (
    r"(?:erhält|bekommt|rechne(?:t|n) mit|hoff(?:t|en) auf|erwarte(?:t|n)|kassiert|plant mit)"
)
_ONE_RECEIVES = re.compile(
    rf"\b(?:Die|Der|Das|Unsere?) {_BODY}(?: [A-ZÄÖÜ][\w-]+)? {_RECEIVES}\b"
    rf"|\b(?:erhält|bekommt) (?:die|der|das|unsere?) {_BODY}\b"
)
_IS_FUNDED = re.compile(
    r"\b(?:Die|Das|Der|Unsere?) (?P<thing>[A-ZÄÖÜ][\w-]+)(?: (?:der|des|in|im) [A-ZÄÖÜ][\w-]+)?"
    r" wird "
    r"[^;]{0,60}\b(?:vom|von der|von dem|durch (?:den|das|die)) [^;]{0,60}"
    r"\b(?:gefördert|finanziert|bezuschusst|getragen|übernommen)\b"
)
_REFUNDED_TO_BODY = re.compile(
    rf"\b(?:des|der) {_BODY}\b[^;]{{0,40}}, von denen\b"
    r"|\b(?:[Dd]as Land|[Dd]er (?:Bund|Kreis|Landkreis|Freistaat)) erstattet\b"
)
_COVERS = re.compile(r"\b(?:[Zz]uschuss|Förderung|Zuwendung)\b[^;]{0,60}\bdeck(?:t|en)\b")
_GIVEN_BY = re.compile(
    r"\b(?:[\w-]*[Zz]uschuss(?:es)?|[\w-]*[Ff]örderung|[Zz]uwendung|[Bb]eihilfe|[Aa]nteil|[Bb]eitrag"
    r"|[Aa]ufwendungen|[Aa]usgaben|[Kk]osten) (?:des|der) \Z"
)
_GIVER = re.compile(
    r"(?:[\w-]*[Kk]reis(?:es)?|Landes|Bundes|Freistaat(?:e?s)?|Gemeinde|Stadt|Kommune|Region"
    r"|[\w-]*[Ss]tiftung|Bistums|Landeskirche|EU|Union|Ministeriums)(?: [A-ZÄÖÜ][\w-]+)?"
)
_PAYS_ITSELF = re.compile(
    r"[^.;]{0,40}\b(?:auf(?:zu)?bringen|bei(?:zu)?steuern|zu(?:zu)?schießen|drauf(?:zu)?legen|schultern"
    r"|stemmen|selbst (?:zu )?(?:tragen|zahlen|finanzieren))\b"
)

_COSTED = re.compile(
    r"\b[\w-]*[Kk]osten\b[^.;]{0,80} (?:sind|werden|wurden|ist|wird) (?:[a-z]+ )?mit "
    r"(?:rund |etwa |knapp |insgesamt )?\Z"
)
_PURSE = re.compile(
    r"\b[\w-]*(?:[Bb]udget|[Ee]tat)(?:s|e)? (?:de[sr]|für (?:den|die|das)|unsere[sr]|eine[sr])"
    rf" {_ADJECTIVE}(?P<thing>[A-ZÄÖÜ][\w-]+)"
    rf"|\b(?:Der|Die|Das|Unsere?) (?P<owner>{_BODY}|{_WORK})(?: [A-ZÄÖÜ][\w-]+)?"
    r" (?:verfügt|hat)\b[^;]{0,40}\b[Bb]udget"
)
_HELD_FOR = re.compile(
    rf"\b[Ff]ür (?:den|die|das) {_ADJECTIVE}(?P<thing>[A-ZÄÖÜ][\w-]+)(?P<more>[^;]{{0,40}}?)"
    r" (?:steh(?:en|t)|stell(?:en|t)|sind|werden|hat|haben)\b"
)
_OF_WORK = re.compile(rf"\b(?:des|der|am|im|zum|zur) {_ADJECTIVE}{_WORK}(?![\w-])")
_HELD_BY_ONE = re.compile(
    rf"\b(?:steh(?:en|t)|stell(?:en|t))\b[^;]{{0,40}}?\b(?:dem|der|unserem|unserer)"
    rf" {_ADJECTIVE}(?:{_BODY}|{_WORK})(?![\w-])"
    rf"|\b(?:Dem|Der|Unserem|Unserer) {_ADJECTIVE}(?:{_BODY}|{_WORK})(?: [A-ZÄÖÜ][\w-]+)?"
    r" steh(?:en|t)\b"
)

_WINNERS = re.compile(
    r"\s*(?:(?:Die|Unsere|Das sind die|Alle) )?(?:[\w-]*[Pp]reisträger|[\w-]*[Gg]ewinner"
    r"|[\w-]*[Ss]ieger)"
    r"(?:innen|\*innen|:innen|innen und [\w-]+|liste|in)?"
    r"(?: (?:des|der|im|beim|von)\b[^:|\n]{0,50})?"
    r"(?: (?:19|20)\d\d)?[:.]?\s*"
)
_TO_WINNER = re.compile(
    r"(?:€|Euro|EUR)[)\s,]*(?:\(|[–—-] |: |an (?:den|die|das) |für (?:den|die|das) )?\s*"
    r"(?!(?:Preis|Platz|Rang|Sonder|Kategorie|Alters|Klasse|Stufe|Preisgeld|Gut|Sach|Pro|Je|Für|Die"
    r"|Der|Das|Alle|Ein)\w*)"
    r"(?:(?:[A-ZÄÖÜ]{2,}|[A-ZÄÖÜ][a-zäöüß-]+) (?:der |des |am |im |in )?[A-ZÄÖÜ][a-zäöüß]+"
    r"|[A-ZÄÖÜ][\w-]*(?:verein|schule|chor|kita|gymnasium|feuerwehr|garten|gruppe)\b)"
)
_WON = re.compile(
    r"\b(?:vergab(?:en)?|teil(?:t|te|ten|en) sich|spendete[n]?|stiftete[n]?"
    r"|freu(?:t|en|te|ten) sich"
    r"|[Ll]etztmals|[Zz]uletzt|[Bb]eim letzten Mal|zugute (?:kam|gekommen))\b"
    r"|\b(?:will|wollen|möchten?|soll)\b[^.;]{0,90}\b(?:stecken|verwenden|investieren|nutzen"
    r"|anschaffen|ausgeben|kaufen|spenden|fließen)\b"
    r"|\b(?:steckt|investiert|verwendet|fließt|nutzt)\b[^.;]{0,60}\b(?:in|für)\b"
)
_OTHER_PRIZE = re.compile(
    r"\b(?:[Aa]nders als|[Ii]m (?:Gegensatz|Unterschied|Vergleich) zu[mr]?|undotiert|nicht dotiert"
    r"|(?:Preist|T)räger(?:in)? (?:des|der)|nominiert)\b"
)
_FORMER_PRIZE = re.compile(
    r"\bwar(?:en)?\b[^;]{0,80}\bdotiert\b|\bdotiert (?:war|gewesen)\b"
    r"|\bnicht (?:mehr )?(?:vergeben|verliehen|ausgelobt|ausgeschrieben)\b|\bpausiert\b"
    r"|\bfällt\b[^;]{0,30} aus\b"
)

_LIES = re.compile(
    r"\b(?:lag(?:en)?|lieg(?:t|en)|belief(?:en)? sich|belaufen sich|bewegt?en sich|betrugen)"
    r" (?:auf |bei )?(?:(?:zwischen|höchstens|maximal|mindestens|rund) )?\Z"
)
_REQUIRED = re.compile(r"fähig|grenze|schwelle|Mindest")
_ELSE_DECIDED = re.compile(
    r"[^.;]{0,50}, (?:sonst|andernfalls|ansonsten) (?:muss|entscheidet|ist|beschließt)\b"
)
_PRICE = re.compile(r"\bkoste(?:t|n|te|ten)\b(?P<between>[^;]{0,90})\Z")
_MIGHT = re.compile(r"\b(?:könnten?|dürfte(?:n)?)\b[^;]{0,60}\Z")
_MIGHT_BE = re.compile(r"[^;.\d]{0,40}\b(?:betragen|liegen|ausmachen|erreichen|belaufen|werden)\b")
_PAID_BACK = re.compile(
    r"[^,;.]{0,25}\b(?:zurück(?:zu)?(?:zahl|erstatt|forder|ge(?:zahlt|fordert))|zurückge)\w*"
)
_INSURED = re.compile(
    r"\b[\w-]*(?:[Vv]ersicherung|[Kk]rankenkasse|[Pp]flegekasse)"
    r" (?:zahlt|übernimmt|erstattet|leistet)\b"
    r"|\bSchadens?f[aä]ll|\bfür Beamt|\bBesoldung|\bKassenkredit|\bKredit(?:rahmen|aufnahme)\b"
    rf"|\b[Dd]arlehen(?:s(?:betrag|summe|höhe))? (?:des|der) {_BODY}\b"
)
_CREDITED = re.compile(
    r"\b(?:anerkannt|angerechnet|angesetzt|berücksichtigt|bewertet|ein Satz von)\b"
)
_SHARE_OF_OTHERS = re.compile(
    r"\b(?:Eigenanteil|Eigenbeitrag|Anteil|Selbstbehalt|Beteiligung)e?s? (?:der|des|eines|einer) "
    r"(?:Eltern|Patient|Versichert|Mitglied|Teilnehm|Besuch|Kund|Schüler|Mieter|Familien|Gäste"
    r"|Nutz|Fahrg|Anlieg|Anwohn)"
)
_SHARE_OF_ONE = re.compile(
    rf"\bEigenanteil (?:der|des) {_BODY}(?: [A-ZÄÖÜ][\w-]+)?"
    r" (?:beträgt|liegt bei|macht|betrug|lag bei) (?:rund |etwa )?\Z"
)
_ORIGIN = re.compile(r"\b(?:stamm(?:t|en)|komm(?:t|en)|speis(?:t|en) sich)\b[^;]{0,30}\Z")
_FROM = re.compile(r"[^;.]{0,30}\b(?:aus|von|vom)\b")
_SPENT = re.compile(
    r" (?:für|zur|zum|in) [^.;]{0,50}\b(?:verwendet|eingesetzt|ausgegeben|genutzt|verbraucht)\b"
)
_WITH = re.compile(
    r"\bmit (?:einem |einer )?(?:mindestens|höchstens|maximal|wenigstens|über|unter|mehr als"
    r"|weniger als)? ?\Z"
)
_QUALITY = re.compile(
    r" (?!(?:[\w-]*(?:[Ff]örder|[Zz]usch|[Zz]uwend|[Kk]osten|[Aa]usgaben|[Ee]igen|[Bb]eteilig"
    r"|[Ff]inanz|[Bb]eihilf|[Aa]nteils)))[A-ZÄÖÜ][\w-]+"
)

_ONE_PROJECT = re.compile(
    r"(?:Projekt(?:name|titel)?|Bauvorhaben|(?:Zuwendungs|Förder)?[Ee]mpfänger(?:in)?): "
    r"(?![^\n]*[Ff]örder)[A-ZÄÖÜ][^\n:]{2,60}"
)
_PLAN = re.compile(r"(?:Finanzierungsplan|Kosten- und Finanzierungsplan|Kostenplan)[:.]?\s*")
_OF_ROWS = re.compile(
    r"\s*(?:[\w-]*[Gg]emeinde|Ort(?:steil|schaft)?|Stadt|[\w-]*[Vv]erein|[\w-]*[Ee]mpfänger(?:in)?"
    r"|Projekt(?:name|titel|träger)|Träger|Jahr|[\w-]*[Bb]ußgeld|[\w-]*[Gg]ebühr(?:en)?|Verstoß|Tatbestand"
    r"|Vergehen|Ordnungswidrigkeit|Strafe|Tarif|[\w-]*[Ee]ntgelt)\s*\|"
)


class _Place(NamedTuple):
    left: str
    right: str
    own: str  # the words of the claim
    above: tuple[str, ...]  # lines, the nearest first
    head: str  # the first row of its table

    @property
    def whole(self) -> str:
        return f"{self.left}{self.own}{self.right}"


def asked_of_one(claims: Iterable[Claim], prose: Prose) -> Iterator[Claim]:
    """Yield claims, those of money as questions where they are told of one thing alone.

    Who gives a grant is no case of it: it is taken from the claim.
    """
    page: _Page | None = None
    for claim in claims:
        if SUBJECT_OF[claim.field] not in OF_MONEY or claim.doubt:
            yield claim
            continue
        page = page or _Page(prose)
        place = page.place(claim)
        doubt = _doubt(claim, place)
        yield replace(_without_giver(claim, place), doubt=doubt)


class _Page:
    def __init__(self, prose: Prose) -> None:
        self.prose = prose
        self.blocks = outline(prose.lined, prose.marks)
        self.starts = [one.start for one in self.blocks]
        self.spans = sentences(prose.plain)
        self.heads = list(self._heads())

    def _heads(self) -> Iterator[str]:
        """Yield for every block the first row of its table, or ""."""
        head = ""
        for block in self.blocks:
            if block.kind is not Kind.ROW:
                head = ""
            elif not head or block.fresh:
                head = self.prose.lined[block.start : min(block.end, block.start + _REACH)]
            yield head

    def place(self, claim: Claim) -> _Place:
        plain = self.prose.plain
        start = self.prose.place(claim.start)
        end = max(start + 1, self.prose.place(claim.end))
        at = max(0, bisect_right(self.starts, start) - 1)
        block = self.blocks[at]
        begin = max(sentence_at(plain, start)[0], block.start, start - _REACH)
        last = max(0, bisect_left(self.spans, (end, 0)) - 1)
        stop = min(self.spans[last][1], max(block.end, end), end + _REACH)
        above = self.prose.lined[max(0, start - _ABOVE) : start].split("\n")[:0:-1]
        first = self.prose.lined[max(0, start - _ABOVE) : start].split("\n")[0]
        lines = (*above, first) if start <= _ABOVE else tuple(above)
        return _Place(
            _BLANKS.sub(" ", plain[begin:start]),
            _BLANKS.sub(" ", plain[end:stop]),
            _BLANKS.sub(" ", plain[start : min(end, start + 2 * _REACH)]),
            tuple(line.strip() for line in lines),
            self.heads[at],
        )


def _without_giver(claim: Claim, place: _Place) -> Claim:
    words = claim.case.words
    if not words or not _GIVER.fullmatch(words):
        return claim
    at = place.left.rfind(words)
    given = at >= 0 and _GIVEN_BY.search(place.left, max(0, at - 60), at)
    return replace(claim, case=Case()) if given else claim


def _doubt(claim: Claim, place: _Place) -> str:
    if claim.rule.startswith(PRIZE) or "dotiert" in place.whole:
        return _doubt_about_prize(place)
    if _OF_ROWS.match(place.head) or _is_of_one_record(place):
        return OF_WHAT
    if _MIGHT.search(place.left) and _MIGHT_BE.match(place.right):
        return STILL_VALID
    if claim.field is Field.BUDGET:
        return OF_WHAT if _is_purse(place) else ""
    if claim.field in _COSTS:
        told = _LIES.search(place.left) and not _REQUIRED.search(place.left)
        return OF_WHAT if told or _ELSE_DECIDED.match(place.right) else ""
    if claim.field in _GRANTS and _is_grant_of_one(place):
        return OF_WHAT
    if claim.field in _AWARDS and _is_payment(claim, place):
        return OF_WHAT
    if claim.field in _SHARES and _is_other_share(claim, place):
        return OF_WHAT
    return ""


def _doubt_about_prize(place: _Place) -> str:
    told = (
        _WON.search(place.whole)
        or _FORMER_PRIZE.search(place.whole)
        or _TO_WINNER.search(f"{place.own}{place.right[:60]}")
        or _ends_with_winners(place.left)
        or any(_WINNERS.fullmatch(line) for line in place.above[1:])
    )
    if told:
        return STILL_VALID
    return OF_WHAT if _OTHER_PRIZE.search(place.whole) else ""


_FIRST_PLACE = re.compile(r"[:.] ?(?:\d\.|Platz|Preis|Erster?) ?(?:Platz|Preis|1)?[^:]{0,12}:? ?\Z")


def _ends_with_winners(left: str) -> bool:
    """Whether right before the first rank stands that the winners follow: "Die Gewinner: 1."."""
    rank = _FIRST_PLACE.search(left)
    return rank is not None and _WINNERS.fullmatch(left[: rank.start() + 1]) is not None


def _is_of_one_record(place: _Place) -> bool:
    """Whether a line above names the one project, or says that its financing follows."""
    return any(_ONE_PROJECT.fullmatch(line) or _PLAN.fullmatch(line) for line in place.above[1:])


def _is_purse(place: _Place) -> bool:
    if _COSTED.search(place.left) or _HELD_BY_ONE.search(place.whole):
        return True
    for found in _PURSE.finditer(place.whole):
        thing = found["owner"] or found["thing"]
        if found["owner"] or not _SUBJECT_OF_PROGRAMME.search(thing):
            return True
    return any(
        not _SUBJECT_OF_PROGRAMME.search(f"{one['thing']}{one['more']}") and _is_single(one)
        for one in _HELD_FOR.finditer(place.whole)
    )


def _is_single(found: re.Match[str]) -> bool:
    """Whether a noun behind "für" is one thing: "den Klimaschutz" is what a programme is for."""
    return bool(re.fullmatch(_WORK, found["thing"]) or _OF_WORK.search(found["more"]))


def _is_grant_of_one(place: _Place) -> bool:
    whole = place.whole
    funded = _IS_FUNDED.search(whole)
    return bool(
        _FOR_ONE.search(whole)
        or _ONE_RECEIVES.search(whole)
        or (funded and not _SUBJECT_OF_PROGRAMME.search(funded["thing"]))
        or _REFUNDED_TO_BODY.search(place.left)
        or _COVERS.search(place.left)
        or _PAYS_ITSELF.match(place.right)
        or _PAID_BACK.match(place.right)
        or _INSURED.search(whole)
    )


def _is_payment(claim: Claim, place: _Place) -> bool:
    """Whether a sum is a price or a wage."""
    price = _PRICE.search(place.left)
    if price and not _OF_FUNDING.search(price["between"]):
        return True
    return Unit.HOUR in claim.units and not _OF_FUNDING.search(place.whole)


def _is_other_share(claim: Claim, place: _Place) -> bool:
    if IN_KIND.search(place.left) and _CREDITED.search(place.whole):
        return True
    if claim.field is Field.OWN_SHARE:
        return bool(_SHARE_OF_OTHERS.search(place.left) or _SHARE_OF_ONE.search(place.left))
    origin = _ORIGIN.search(place.left) and _FROM.match(place.right)
    quality = _WITH.search(place.left) and _QUALITY.match(place.right)
    return bool(origin or quality or _SPENT.match(place.right))
