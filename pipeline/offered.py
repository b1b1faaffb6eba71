"""Offered: whether news tell of money that one may apply for, whatever kind of entry they are.

Municipal news seldom call a call by that name. What makes one is said in two places: that there
is money for whoever takes part, and that one is asked to apply. Who seeks staff, builders or
tenants asks for applications too, but gives no money; who reports a grant has money but asks for
nothing; who reports of a council applies itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawlers.items import Kind, RawEntry
from crawlers.press import classify, seeks
from pipeline.reading.text.sentences import sentences


def _words(*stems: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(stems) + r")\b", re.IGNORECASE)


# Money for whoever takes part. A "Förderverein" gives none by its name, a "Beförderung" neither.
_MONEY = _words(
    r"(?:\w+-)?(?!förder(?:verein|kreis|schul|band|turm|stufe|unterricht|kulisse|periode))förder\w+",
    r"(?:bundes|landes|kreis|vereins|jugend|sport|kultur|projekt|mikro|wirtschafts)\w*förder\w+",
    r"gefördert\w*",
    r"\w*zusch[uü]ss\w*", r"bezuschusst", r"\w*zuwendung(?:en|s\w+)?", r"\w*beihilfen?",
    r"soforthilfen?", r"\w*stipendi(?:um|en)", r"mittel", r"\w*prämien?", r"preisgeld\w*",
    r"geldpreise?", r"dotiert\w*",
    r"(?!strom|gas|energie|miet|kauf|boden|bau|grundstücks|eintritts)\w*-?preis(?:e[sn]?)?",
    r"\w*stiftung\w*", r"\w*fonds", r"regionalbudgets?", r"\w*kleinprojekte?\w*", r"mikroprojekte?",
    r"leader(?:-\w+)?", r"unser dorf hat zukunft", r"(?:sonder|landes|bundes)programm\w*",
)  # fmt: skip
# So does who gives a sum, whatever it is called.
_GIVES = _words(
    r"erh[aä]lt(?:en)?", r"bekomm(?:t|en)", r"gibt(?: es)?", r"gewährt", r"übern(?:immt|ommen)",
    r"zahlt", r"vergibt", r"unterstützt", r"bereit(?:gestellt)?", r"zur verfügung", r"gutschein\w*",
    r"bewilligt", r"freuen", r"wink(?:t|en)", r"wart(?:et|en)", r"zu gewinnen", r"stehen",
    r"verfügbar", r"abrufbar",
)  # fmt: skip
_LARGE = r"(?:(?:Tausend|Millionen?|Mio\.?|Milliarden?|Mrd\.?)\s?)?"
_SUM = re.compile(rf"\d\s?{_LARGE}(?:Euro|EUR|€|Prozent|%)", re.IGNORECASE)
# Or who lets one apply for it; what a trip costs stands in another part of the sentence.
_SUM_TO_ASK_FOR = re.compile(r"\d\s?(?:Euro|EUR|€)[^,;]{0,80}\bbeantrag(?:en|t)\b", re.IGNORECASE)

# What one hands in; who wants to be a member of a club, or to build, hands in something else.
_PAPER = _words(
    r"(?!aufnahme|mitglied|beitritt|bau)\w*antrag(?:s|es)?",
    r"(?!aufnahme|mitglied|beitritt|bau)\w*anträgen?", r"\w*formulare?", r"vordrucke?",
    r"\w*bewerbung(?:en|s\w+)?", r"förderanfragen?",
    r"\w*skizzen?", r"interessenbekundung(?:en)?", r"projektideen?", r"einreichungen?",
    r"unterlagen", r"vorschl[aä]ge?n?", r"(?:vor)?anmeldung(?:en)?",
)  # fmt: skip
_SUBMIT = _words(
    r"ein(?:zu)?reichen", r"eingereicht", r"reich(?:t|en)", r"stell(?:t|en)", r"gestellt",
    r"ab(?:zu)?geben", r"abgegeben", r"richten", r"(?:ein|ab)?(?:zu)?send(?:en|et)", r"gesandt",
    r"(?:ab)?(?:zu)?schick(?:en|t)", r"geschickt", r"möglich", r"entgegen(?:genommen)?",
    r"n(?:immt|ehmen)", r"angenommen", r"vor(?:zu)?liegen", r"eingegangen sein", r"sein",
    r"eingehen", r"erhältlich", r"gibt es", r"ausfüllen",
)  # fmt: skip
_APPLY = _words(
    r"bewerben", r"(?:zu )?beantragen", r"beantragt (?:werden|sein)",
    r"r(?:uft|ufen|ief)\b.{1,120}\bauf", r"aufgerufen", r"aufrief",
    r"(?:antrags|bewerbungs|einreichungs|abgabe)frist",
    r"\w*(?:antrags|bewerbungs|einsende|abgabe)schluss",
    r"(?:antrags|bewerbungs)(?:phase|runde|zeitraum|start)", r"(?:förder|projekt)aufruf\w*",
    r"förderrunde", r"stichtag", r"wer mitmachen", r"auf antrag", r"ausgelobt",
    r"ausschreibung (?:läuft|endet)", r"lobt .{1,60} aus",
    r"projekte? .{1,120} einreichen",
)  # fmt: skip
# In a contest one takes part.
_CONTEST = _words(r"\w*wettbewerb\w*", r"[\w-]*preis(?:e[sn]?)?", r"unser dorf", r"d[oö]rfer")
_TAKE_PART = _words(
    r"mit(?:zu)?machen", r"teil(?:zu)?nehmen", r"teilnahme am", r"meld(?:et|en)",
    r"an(?:zu)?melden",
)  # fmt: skip
_GONE = _words(
    r"eingereichten?\s(?:anträge|bewerbungen|unterlagen)\w*", r"eingegangen(?! sein)", r"gingen",
    r"hatten?", r"konnten?", r"wurden?", r"endeten?", r"nicht mehr", r"keine (?:\w+ )?anträge",
    r"ha(?:t|ben)\b.{0,80}\b(?:gebracht|ergeben)", r"war(?:en)?", r"worden",
    r"haben\b.{0,60}\b(?:gestellt|eingereicht|beworben)",
)  # fmt: skip
# But a deadline that was put off is one that is still to come.
_LONGER = re.compile(r"frist\b.{0,120}\bverlängert|verlängert.{0,60}\bfrist", re.IGNORECASE)
# Who tells of it applies itself.
_BODY = r"(?:(?:verbands)?gemeinde|stadt|\w*verwaltung|(?:land)?kreis|(?:gemeinde)?rat|ort)"
_ITSELF = re.compile(
    rf"\b(?:die|der|das|unser|unsere)\s{_BODY}\b.{{0,80}}"
    r"\b(?:bewirbt|beantragt|stellt|reicht|hat|will)\b|"
    rf"\bkann (?:die|der) {_BODY}\b|"
    rf"\bhat (?:die|der|das|unsere?) {_BODY}\b.{{0,160}}"
    r"\b(?:beantragt|gestellt|eingereicht|abgegeben|beworben)\b|"
    r"\b(?:hat|haben|wurde)\b.{0,120}\b(?:beschlossen|entschieden)\b",
    re.IGNORECASE,
)
# "…, wie ein Antrag aussehen muss": what is explained somewhere invites nobody.
_EXPLAINED = re.compile(
    r"(?:^|,\s)(?:wie|welche\w*|wo|was)\s.{0,80}\b(?:antr[aä]g\w*|beantragen)", re.IGNORECASE
)
# Whoever wants an opinion gives nothing.
_SURVEY = _words(r"fragebogen", r"umfrage", r"befrag(?:ung|t)")
# What is won in a game is no money for anybody's plans.
_GOODS = _words(r"im wert von", r"\w*gutscheine?n?")
# Of a talk one is told when to come, of what it tells not how to apply.
_TALK = _words(
    r"\w*sprechstunde", r"\w*sprechtag", r"info(?:rmations)?(?:abend|veranstaltung)", r"\w*seminar",
    r"vortrag", r"\w*workshop", r"webinar",
)  # fmt: skip
_COME = _words(r"\w*anmeld\w+", r"reservier\w+", r"teilnahme\w*", r"teilnehmen")
# Whoever sells to the town, buys or rents from it, is paid and not funded.
_DEALS = _words(
    r"angebotsfrist", r"(?:mindest|höchst)gebot",
    r"(?:an)?gebote? (?:sind|können|bis)\b(?:[^.!?]|(?<=\d)\.){1,120}"
    r"\b(?:ein(?:zu|ge)?reich\w+|ab(?:zu|ge)?geben|zu richten|(?:ein)?(?:zu|ge)?sen?[dn]\w+)",
    r"vergabeplattform",
    r"teilnahme(?:anträge|wettbewerb)", r"vermietet", r"verpachtet", r"kaltmiete",
    r"kaufpreis beträgt", r"zum verkauf",
)  # fmt: skip
# A headline of a council's report, a budget, of what is over, of what the law gives to all.
_REPORTS = _words(
    r"\w*sitzung(?:en)?", r"tagesordnung", r"aus dem \w*rat", r"kurzbericht", r"niederschrift",
    r"haushalt \d+", r"haushalts(?:satzung|plan|entwurf|beratung\w*)", r"\w*bekanntmachung",
    r"bewirbt sich", r"(?<!wer )macht mit", r"fördern will", r"will .{1,60} fördern",
    r"ausgeschöpft", r"aufgebraucht", r"gestoppt", r"abgelaufen", r"beendet", r"verliehen",
    r"geht an", r"gehen an", r"gewinn(?:t|er\w*)", r"(?<!und )gewinnen", r"sieger\w*", r"kürt",
    r"rückblick", r"rückschau", r"bilanz", r"ergebnis(?:se)?", r"entschieden", r"rangliste",
    r"wohngeld", r"elterngeld", r"kindergeld", r"bürgergeld", r"bafög",
)  # fmt: skip


def speaks_of_money(raw: RawEntry) -> bool:
    """Whether an entry tells of money for others, and of nothing that is over or paid for."""
    whole = f"{raw.title}\n{_text(raw)}"
    if _REPORTS.search(raw.title) or classify(raw.title) is Kind.AWARD:
        return False
    if _DEALS.search(whole) or _SURVEY.search(whole) or seeks(raw.title, whole):
        return False
    game = bool(_CONTEST.search(raw.title))
    return any(
        _MONEY.search(one)
        or (_GIVES.search(one) and _SUM.search(one))
        or _SUM_TO_ASK_FOR.search(one)
        for one in _told(raw)
        if not (game and _GOODS.search(one))
    )


def asks_to_apply(raw: RawEntry) -> bool:
    """Whether an entry asks whoever reads it to apply, by whatever words."""
    contest = bool(_CONTEST.search(raw.title))
    return any(_asks(one, contest=contest) for one in _told(raw))


def sums_in(raw: RawEntry) -> tuple[str, ...]:
    """Return the sentences of an entry that name a sum or a share."""
    return tuple(one.strip() for one in _sentences(_text(raw)) if _SUM.search(one))


def _text(raw: RawEntry) -> str:
    parts = (raw.summary, *(field.text for field in raw.fields), raw.body)
    return "\n".join(filter(None, parts))


def _told(raw: RawEntry) -> list[str]:
    told = [raw.title, *_sentences(_text(raw))]
    return [one for one in told if not _COME.search(one)] if _TALK.search(raw.title) else told


def _asks(sentence: str, *, contest: bool) -> bool:
    if _LONGER.search(sentence):
        return True
    if any(one.search(sentence) for one in (_GONE, _ITSELF, _EXPLAINED)):
        return False
    if _APPLY.search(sentence) or (_PAPER.search(sentence) and _SUBMIT.search(sentence)):
        return True
    return contest and bool(_TAKE_PART.search(sentence))


def _sentences(text: str) -> Iterator[str]:
    for start, end in sentences(text):
        yield text[start:end]
