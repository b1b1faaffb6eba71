"""Asides: sentences in the frames of applying that are about something other than this funding.

Parents apply for a nursery place and clubs for the hall, in the very words in which others apply
for a grant. What is applied for decides, then who gives it, and whether one body got it already.
"""

from __future__ import annotations

import re

from pipeline.reading.text.prose import Prose
from pipeline.reading.who.lists import Found

FOR_WHAT = "Geht es hier um eine Förderung, oder beantragen diese etwas anderes?"
AS_GUESTS = "Dürfen diese selbst einen Antrag stellen, oder nehmen sie nur als Gäste teil?"
ANOTHER_GIVER = "Gilt das für diese Förderung, oder für die einer anderen Stelle?"
ONE_BODY = "Dürfen alle dieser Gruppe einen Antrag stellen, oder ist nur von einzelnen die Rede?"
NO_GRANT = "Gibt es für diese Geld, oder nur einen Nachlass oder andere Hilfe?"

_NEAR = 60  # characters between a verb and whom it gives to
_REACH = 240  # characters to either side in which a clause must begin and end
_BEFORE = 300  # characters before it that may say that it is about funding
_TITLE = 120  # characters of the first line that may say so
_CLAUSE = re.compile(r"(?<=[^\W\d_]{3})[.!?] (?=[A-ZÄÖÜ])|; ")
_FUNDING = re.compile(
    r"[Ff]örder|[Zz]usch[uü]ss|[Zz]uwend|[Zz]uweis|[Mm]ittel\b|[Mm]itteln\b|[Gg]eld(?:er|ern)?\b"
    r"|[Uu]nterstütz|[Pp]reise?n?s?\b|[Ww]ettbewerb|[Ss]tipend|[Pp]rogramm|[Ff]onds|[Pp]rojekt"
    r"|[Vv]orhaben|[Mm]aßnahme|[Pp]rämie|[Bb]eihilfe|[Hh]ilfen?\b|[Bb]udget|[Dd]arlehen|[Kk]redit"
    r"|[Ss]checks?\b|[Gg]utschein|[Bb]onus|[Pp]auschale|[Ii]deen?\b|[Kk]onzept|[Ss]kizze"
    r"|[Aa]usschreibung|[Aa]uszeichnung|[Ee]ntschädigung|[Ee]rstattung|[Zz]ulage|[Rr]esiden[zt]"
    r"|[Ff]inanz|[Aa]usgleich|\bCall\b|[Aa]ufruf|[Gg]rants?\b|[Aa]wards?\b|[Ff]ellowship|LEADER"
    r"|Euro\b|EUR\b|[€%]|Prozent\b|[Kk]osten\b|[Bb]ezuschuss"
)
_ARTICLE = (
    r"(?:[Ee]inen?|[Dd]ie|[Dd]en|[Dd]as|[Ii]hre?n?|[Kk]eine?n?|[Nn]eue?n?|[Ee]igene?n?|[Ss]olche?n?"
    r"|[Aa]uch)"
)
_ADJECTIVES = r"(?:[a-zäöüß]+e[nrsm]? ){0,2}"
# What is granted by an office, rented or allotted, and never paid out as a grant.
_THING = (
    r"(?:[\w-]*(?:[Pp]l[aä]tz|[Hh]alle|[Ee]rlaubnis|[Gg]enehmigung|[Gg]estattung"
    r"|(?<![Gg]ut)[Ss]chein|[Kk]arte|[Uu]rkunde|[Aa]usweis|[Kk]ennzeichen|[Ll]izenz|[Zz]ulassung"
    r"|[Kk]onzession|[Aa]uszahlung|[Aa]nschl[uü]ss|[Tt]onne|[Bb]efreiung|[Bb]escheinigung|[Ss]aal"
    r"|[Ss]ondernutzung|[Mm]itgliedschaft|[Ee]lternzeit|[Uu]rlaub|[Bb]riefwahl|[Ee]insicht"
    r"|[Aa]uskunft|[Rr]eisep[aä]ss|[Tt]agesordnung|[Ss]perrung|[Ww]ohnung|[Kk]urzarbeit|[Ee]intritt"
    r"|[Bb]rennholz|[Rr]ente)\w{0,12}|R[aä]ume|Kita-P\w+)"
)
_LOT = (
    r"[\w-]*(?:[Aa]uftr[aä]g|[Gg]rundst[uü]ck|[Bb]aupl[aä]tz|[Gg][aä]rtens?\b|[Ss]tandpl[aä]tz"
    r"|[Kk]onzession|[Ww]ohnung|[Pp]acht|[Mm]itgliedschaft|[Aa]mt\b|[Ss]itz\b|[Ll]ehrstelle)\w{0,8}"
)
_TAIL = (
    r"(?: \([^)]{0,60}\))?(?: (?:für|der|des|ihre[sr]|eine[sr]|vo[nm]|in|im|am|bei|beim|auf|zu[rm]?"
    r"|an|ab|bis|über|online|schriftlich|jederzeit|formlos)\b[^.;,?]{0,80}?)?"
)
_NO_FUNDING = re.compile(
    r"(?<!\b[Ff]ür )(?<!\b[Ii]n )(?<!\b[Aa]n )(?<!\b[Zz]u )(?<!\b[Aa]uf )\b"
    rf"{_ARTICLE} {_ADJECTIVES}{_THING}{_TAIL} (?:zu )?beantragen\b"
    rf"|\b(?:können|kann|dürfen|darf) {_THING} (?:zu )?beantragen\b"
    rf"|\A ?(?:{_ARTICLE} {_ADJECTIVES})?{_THING}{_TAIL} (?:können|kann|dürfen|darf)\b"
    r"(?=[^.;?]{3,120} beantragen)"
    rf"|\b[Aa]ntr[aä]ge? (?:auf|zu[rm]?) (?:{_ARTICLE} )?{_ADJECTIVES}{_THING}"
    rf"|\b[Uu]m (?:{_ARTICLE} )?{_ADJECTIVES}{_LOT}(?=[^.;?]{{0,80}} (?:zu )?bewerben)"
    rf"|\b[Uu]m (?:{_ARTICLE} )?{_ADJECTIVES}{_LOT} (?:können|dürfen) sich\b"
    r"|\b[Mm]it (?:einem|ihrem|eigenem|Ihrem) (?:[a-zäöüß]+en )?[\w-]*(?:[Ss]tand|[Bb]ude"
    r"|[Ff]estwagen)\b(?=[^.;?]{0,80} (?:zu )?(?:bewerben|beteiligen|teilnehmen))"
    rf"|berechtigt (?:für|zu[rm]?|um) (?:{_ARTICLE} |de[nrm] )?{_ADJECTIVES}{_THING}"
)
# Any other object: nobody knows whether it is money.
_SOME_OBJECT = re.compile(
    rf"\b{_ARTICLE} {_ADJECTIVES}(?!Antr[aä]g)[A-ZÄÖÜ][\w-]+{_TAIL} (?:zu )?beantragen\b"
    r"|\b[Aa]ntr[aä]ge? (?:auf|zu[rm]?) [^.;?]{3,80} (?:stellen|einreichen)\b"
    r"|\b(?:um|als|mit|auf|beim?) (?:(?!(?:können|kann|dürfen|darf)\b)[^.;,?]){3,80}"
    r" (?:zu )?bewerben\b"
    r"|\A ?(?:Um|Als|Mit|Auf|Beim?) [^.;,?]{3,120} (?:zu )?bewerben\b"
    r"|\b[Aa]ntragsberechtigt für (?:die|den|das|eine?n?) [A-ZÄÖÜ]"
)
_GUESTS = re.compile(
    r"\b(?:kostenlos|kostenfrei|gratis|unentgeltlich|ohne Anmeldung|ohne Voranmeldung"
    r"|gegen Gebühr)\b[^.;?]{0,20} (?:teilnehmen|mitmachen|dabei sein)\b"
    r"|\b(?:[Aa]m|[Aa]n der|[Bb]eim|[Bb]ei der|[Zz]um|[Aa]uf de[mr]|[Ff]ür (?:den|das|die))"
    r" (?:[a-zäöüß]+e[nr] )?(?!Arbeitsmarkt)[\w-]*(?:[Mm]arkt|[Bb]asar|[Ff]est|[Uu]mzug|[Tt]urnier"
    r"|[Ll]auf|[Aa]usflug|[Ww]anderung|[Ff]erienprogramm|[Mm]esse|[Aa]ktionstag|[Gg]artenschau)s?\b"
    r"[^.;?]{0,80} (?:teil(?:zu)?nehmen|mit(?:zu)?machen|(?:zu )?bewerben|(?:zu )?beteiligen)\b"
    r"|\bals (?:[a-zäöüß]+ )?(?:[\w-]*[Aa]ussteller|[\w-]*[Hh]elfer|[\w-]*[Hh]ändler|Zuschau"
    r"|[\w-]*[Bb]eschicker|[\w-]*[Bb]esuch|[\w-]*[Zz]uhör|[\w-]*[Ss]tandbetreib|Publikum)\w*"
)
_CONTEST = re.compile(r"ettbewerb|[Pp]reis\b|[Ss]tipendi|usschreibung|hallenge|\b[Aa]ward")
_EVENT_ASKED = re.compile(
    r"\b[\w-]*(?:[Mm]arkt|[Bb]asar|[Ff]est|[Tt]urnier|[Ll]auf|[Aa]usflug|[Ff]ahrt|[Ww]anderung"
    r"|[Kk]urs|[Ii]nfotag|[Aa]ktionstag|[Uu]mzug|[Tt]agung|[Ss]eminar|[Ww]orkshop|[Mm]esse)s?\b"
    r"[^?\n]{0,60}\?"
)
# Below "Wer kann teilnehmen?": a sentence that has a subject of its own answers nothing.
_OTHER_SUBJECT = re.compile(
    r"(?:Die|Das|Der|Eine?|Unsere?|Ihre?|Alle) (?:[a-zäöüß]+e[nrs]? )?"
    r"(?![\w-]*(?:[Tt]eilnahm|[Tt]eilnehm|[Bb]ewerb|[Aa]ntrag|[Zz]ielgruppe|[Ee]mpf|[Aa]ngebot"
    r"|[Ff]örder|[Pp]rogramm|[Pp]reis|[Aa]usschreibung|[Tt]räger|[Aa]ufruf|[Ff]onds|[Zz]usch))"
    r"[A-ZÄÖÜ][\w-]+ (?:werden|wird|ist|sind|trägt|tragen|übernimmt|übernehmen|erstattet|zahlt"
    r"|zahlen|bietet|hilft|helfen|berät|lädt|gibt|geben|stellt|stellen|kommt|kommen|gehen|geht)\b"
)
_THERE = re.compile(
    r"\b[Dd]ort (?:sind|ist|können|kann|dürfen|darf|werden|erhalten|bekommen|stellen)\b"
)
_HIGHER = re.compile(
    r"\b(?:[Bb]eim?|[Bb]ei der|[Ii]m|[Ii]n der|[Ff]ür de[nr]|[Ff]ür die) ((?:Landes|Bundes|EU-"
    r"|Europa|Bezirks)[\w-]*(?:preis|programm|förderung|wettbewerb|fonds|zuschuss))"
)
_MASCULINE = (
    r"[\w-]*(?:[Vv]erein|[Cc]lub|[Kk]lub|[Vv]erband|[Cc]hor|[Oo]rchester|[Mm]useum|[Tt]heater"
    r"|[Kk]indergarten|[Bb]etrieb|[Uu]nternehmen|[Kk]reis|[Bb]und|[Zz]weckverband)\b"
)
_FEMININE = (
    r"[\w-]*(?:[Gg]emeinde|[Ss]tadt|[Ss]chule|[Ss]tiftung|[Ff]euerwehr|[Kk]apelle|[Kk]ommune"
    r"|[Gg]enossenschaft|[Ss]parkasse|[Bb]ank|[Kk]irche|[Uu]niversität|[Kk]ita|[Ff]irma)\b"
)
_GIVES = r"\b(?:gewährt|bewilligt|zahlt|gibt|leistet|überweist|spendet|übernimmt|vergibt)"
_FUNDS = r"\b(?:fördert|unterstützt|bezuschusst)"
_ONE_RECEIVER = re.compile(
    rf"(?:{_GIVES} (?:dem {_MASCULINE}|der {_FEMININE})|{_FUNDS} (?:(?:den|das) {_MASCULINE}"
    rf"|die {_FEMININE}))"
)
_GENERIC = re.compile(r"\b(?:bis zu|je|pro|höchstens|maximal|jede[nrms]?|kann|können)\b")
_GIVER = re.compile(
    rf"{_GIVES} (?:die {_FEMININE}"
    r"|der [\w-]*(?:[Kk]reis|[Vv]erein|[Vv]erband|[Bb]ezirk|[Bb]und)\b)"
)
_SHARE = re.compile(
    r"(?:\d ?(?:Prozent|%)|[Dd]rittel|[Hh]älfte|Großteil|[Vv]iertel) (?:der|aller) "
    r"(?:[a-zäöüß]+en )?[\w-]*(?:[Aa]nträge|[Bb]ewerb|[Ee]inreichung|[Aa]ntragstell|[Gg]efördert)"
    r"|\b(?:[Mm]eisten|[Vv]iele|[Ff]ast alle|[Ww]enige) [\w-]*(?:Anträge|Bewerbungen)"
    r" (?:st[ea]ll|k[oa]m)"
)
_DISCOUNT = re.compile(
    r"\b[\w-]*(?:[Rr]abatt|[Ee]rmäßigung|[Nn]achlass|[Vv]ergünstigung)\w*|\bfreien Eintritt\b"
    r"|\bzu[mr]? (?:halben?|\d+ (?:Prozent|%) der) (?:[a-zäöüß]+ )?[\w-]*"
    r"(?:[Pp]reis|[Mm]iete|[Gg]ebühr)\b"
)
_SINCE = re.compile(r"\bunterstützt\b[^.;?]{0,80}\bseit\b|\bseit\b[^.;?]{0,60}\bunterstützt\b")
_MONEY = re.compile(
    r"[Ff]örder|[Zz]usch[uü]ss|[Pp]rogramm|[Ff]onds|Euro\b|[€%]|[Mm]itteln?\b|[Pp]reis|[Ss]tipend"
    r"|[Pp]rojekt|[Vv]orhaben|[Mm]aßnahme|finanziell"
)
_TOWNS = re.compile(r"[Ss]t[aä]dt|[Gg]emeinde|[Kk]ommun")
_MARKETS = re.compile(r"[Mm][aä]rkt")


# What every object that is no funding hangs on: without it the long list need not be tried.
_APPLYING = re.compile(r"beantrag|bewerb|[Aa]ntr[aä]g|berechtigt|beteilig|teilnehm")


def is_aside(part: Prose, found: Found) -> bool:
    """Whether those named apply for no funding at all, give it, or are no applicants."""
    start, end = _clause(part.plain, found)
    clause = part.plain[start:end]
    if found.kind == "municipality" and _MARKETS.match(part.plain, found.start, found.end):
        return not _TOWNS.search(clause)
    if _within(_GIVER, clause, found.start - start):
        return True
    thing = _APPLYING.search(clause) and _NO_FUNDING.search(clause)
    return thing is not None and not _FUNDING.search(
        re.sub(r"[Kk]urzarbeit\w*|[Kk]ostenlos\w*", "", clause)
    )


def doubt_about_aside(part: Prose, found: Found) -> str:
    """Return the question about those whose sentence may be about something else, or ""."""
    start, end = _clause(part.plain, found)
    clause, at = part.plain[start:end], found.start - start
    before = _before(part, start)
    asked = found.rule.startswith("asked")
    if asked and (_OTHER_SUBJECT.match(clause[:at].lstrip()) or _EVENT_ASKED.search(before)):
        return AS_GUESTS
    if _GUESTS.search(clause) and not _CONTEST.search(before + clause):
        return AS_GUESTS
    higher = _HIGHER.search(clause)
    if _THERE.search(clause) or (higher and higher[1] not in before):
        return ANOTHER_GIVER
    received = _within(_ONE_RECEIVER, clause, at) and not _GENERIC.search(clause)
    if received or _SHARE.search(clause):
        return ONE_BODY
    if _DISCOUNT.search(clause) or (_SINCE.search(clause) and not _MONEY.search(clause)):
        return NO_GRANT
    if _SOME_OBJECT.search(clause) and not _FUNDING.search(clause) and not _FUNDING.search(before):
        return FOR_WHAT
    return ""


def _clause(plain: str, found: Found) -> tuple[int, int]:
    begin = max(0, found.start - _REACH)
    first = max((end.end() for end in _CLAUSE.finditer(plain, begin, found.start)), default=begin)
    ended = _CLAUSE.search(plain, found.end, found.end + _REACH)
    return first, ended.start() if ended else min(len(plain), found.end + _REACH)


def _before(part: Prose, start: int) -> str:
    """Return the first line of the text and what stands closely before a clause."""
    at = part.origin[start] if start < len(part.origin) else len(part.text)
    title = part.text[: min(at, _TITLE)].split("\n", 1)[0]
    return f"{title}\n{part.text[max(0, at - _BEFORE) : at]}"


def _within(pattern: re.Pattern[str], clause: str, at: int) -> bool:
    """Whether those named at `at` stand in one of the phrases of a pattern."""
    near = pattern.finditer(clause, max(0, at - _NEAR), at + _NEAR)
    return any(one.start() <= at < one.end() for one in near)
