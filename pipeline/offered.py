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
    r"soforthilfen?", r"\w*prämien?", r"preisgeld\w*", r"geldpreise?", r"dotiert\w*",
    r"(?!strom|gas|energie|miet|kauf|boden|bau|grundstücks|eintritts)\w*-?preis(?:e[sn]?)?",
    r"\w*stiftung\w*", r"\w*fonds", r"regionalbudgets?", r"\w*kleinprojekte?\w*", r"mikroprojekte?",
    r"leader(?:-\w+)?", r"unser dorf hat zukunft", r"(?:sonder|landes|bundes)programm\w*",
)  # fmt: skip
# So does who gives a sum, whatever it is called.
_GIVES = _words(
    r"erh[aä]lt(?:en)?", r"bekomm(?:t|en)", r"gibt(?: es)?", r"gewährt", r"übern(?:immt|ommen)",
    r"zahlt", r"vergibt", r"unterstützt", r"bereit(?:gestellt)?", r"zur verfügung", r"gutschein\w*",
    r"freuen", r"wink(?:t|en)", r"wart(?:et|en)", r"zu gewinnen", r"stehen",
)  # fmt: skip
_SUM = re.compile(r"\d\s?(?:Euro|EUR|€|Prozent|%)", re.IGNORECASE)

_PAPER = _words(
    r"\w*antrag(?:s|es)?", r"\w*anträgen?", r"\w*bewerbung(?:en|s\w+)?", r"förderanfragen?",
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
    r"bewerben", r"bewirbt", r"(?:zu )?beantragen", r"beantragt (?:werden|sein)",
    r"(?:antrags|bewerbungs|einreichungs|abgabe)frist",
    r"\w*(?:antrags|bewerbungs|einsende|abgabe)schluss",
    r"(?:antrags|bewerbungs)(?:phase|runde|zeitraum|start)", r"(?:förder|projekt)aufruf\w*",
    r"förderrunde", r"auf antrag", r"ausschreibung (?:läuft|endet)", r"ausgelobt",
    r"lobt .{1,60} aus",
    r"projekte? .{1,120} einreichen",
)  # fmt: skip
# Takes part in a contest, or puts down a place or a need: only where the headline is of money.
_TAKE_PART = _words(
    r"mit(?:zu)?machen", r"teil(?:zu)?nehmen", r"teilnahme", r"meld(?:et|en)", r"an(?:zu)?melden",
    r"stichtag",
)  # fmt: skip
_GONE = _words(
    r"eingereichten?\s(?:anträge|bewerbungen|unterlagen)\w*", r"eingegangen(?! sein)", r"gingen",
    r"hatten?", r"konnten?", r"wurden?", r"endeten?", r"nicht mehr", r"keine (?:\w+ )?anträge",
    r"war(?:en)?", r"worden", r"haben\b.{0,60}\b(?:gestellt|eingereicht|beworben)",
)  # fmt: skip
# But a deadline that was put off is one that is still to come.
_LONGER = re.compile(r"frist\b.{0,120}\bverlängert|verlängert.{0,60}\bfrist", re.IGNORECASE)
# Who tells of it applies itself.
_BODY = r"(?:gemeinde|stadt|verbandsgemeinde|verwaltung|landkreis|kreis|gemeinderat|rat|ort)"
_ITSELF = re.compile(
    rf"\b(?:die|der|das|unser|unsere)\s{_BODY}\b.{{0,80}}"
    r"\b(?:bewirbt|beantragt|stellt|reicht|hat|will)\b|"
    rf"\bkann (?:die|der) {_BODY}\b|"
    r"\b(?:hat|haben|wurde)\b.{0,120}\b(?:beschlossen|entschieden)\b",
    re.IGNORECASE,
)
# "…, wie ein Antrag aussehen muss": what is explained somewhere invites nobody.
_EXPLAINED = re.compile(
    r"(?:^|,\s)(?:wie|welche\w*|wo|was)\s.{0,80}\b(?:antr[aä]g\w*|beantragen)", re.IGNORECASE
)
# A headline of a council's report, a budget, of what is over, of what the law gives to all.
_REPORTS = _words(
    r"\w*sitzung(?:en)?", r"tagesordnung", r"aus dem \w*rat", r"kurzbericht", r"niederschrift",
    r"haushalt(?:s\w+)?", r"\w*bekanntmachung",
    r"ausgeschöpft", r"aufgebraucht", r"gestoppt", r"abgelaufen", r"beendet", r"verliehen",
    r"geht an", r"gehen an", r"gewinn(?:t|en|er\w*)", r"sieger\w*", r"kürt", r"rückblick",
    r"rückschau", r"bilanz", r"ergebnis(?:se)?", r"entschieden", r"rangliste",
    r"wohngeld", r"elterngeld", r"kindergeld", r"bürgergeld", r"bafög",
)  # fmt: skip


def offers_money(raw: RawEntry) -> bool:
    """Whether an entry tells of money that whoever reads it may apply for."""
    text = _text(raw)
    over = _REPORTS.search(raw.title) or classify(raw.title) is Kind.AWARD
    if over or seeks(raw.title, text):
        return False
    told = [raw.title, *_sentences(text)]
    money = any(map(_speaks_of_money, told))
    of_money = bool(_MONEY.search(f"{raw.title}\n{text.partition(chr(10))[0]}"))
    return money and any(_asks(one, of_money=of_money) for one in told)


def sums_in(raw: RawEntry) -> tuple[str, ...]:
    """Return the sentences of an entry that name a sum or a share."""
    return tuple(one.strip() for one in _sentences(_text(raw)) if _SUM.search(one))


def _text(raw: RawEntry) -> str:
    parts = (raw.summary, *(field.text for field in raw.fields), raw.body)
    return "\n".join(filter(None, parts))


def _speaks_of_money(sentence: str) -> bool:
    return bool(_MONEY.search(sentence) or (_GIVES.search(sentence) and _SUM.search(sentence)))


def _asks(sentence: str, *, of_money: bool) -> bool:
    if _LONGER.search(sentence):
        return True
    if any(one.search(sentence) for one in (_GONE, _ITSELF, _EXPLAINED)):
        return False
    if _APPLY.search(sentence) or (_PAPER.search(sentence) and _SUBMIT.search(sentence)):
        return True
    return of_money and bool(_TAKE_PART.search(sentence))


def _sentences(text: str) -> Iterator[str]:
    for start, end in sentences(text):
        yield text[start:end]
