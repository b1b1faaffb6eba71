"""Press: tell a call for applications from news about money already given."""

from __future__ import annotations

import re

from crawlers.items import Kind

_Rules = tuple[tuple[re.Pattern[str], ...], ...]

BOTH = (
    "Die Überschrift meldet eine Bewilligung und zugleich einen Aufruf. "
    "Ist dies ein Aufruf, auf den man sich bewerben kann?"
)


def _words(*stems: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(stems) + r")\b", re.IGNORECASE)


# Every row is a rule: all its patterns in one sentence.
_PAPER = _words(r"\w*bescheid(?:e|en|s|es)?", r"förderzusagen?", r"urkunden?", r"schecks?")
_HANDED = _words(
    r"über(?:geb|gab|gib|reich|brach|bring)\w*", r"ausgehändigt", r"bewilligt\w*", r"beschieden",
    r"erh[äa]lt(?:en)?", r"erhielt(?:en)?",
)  # fmt: skip
_GETS = _words(
    r"erhält", r"erhalten", r"erhielt(?:en)?", r"bekomm(?:t|en)", r"freut sich", r"profitiert"
)
_FLOWS = _words(
    r"bewilligt\w*", r"gehen (?:an|nach)", r"geht (?:an|nach)", r"fließ(?:t|en) (?:an|nach|in)"
)
_MONEY = _words(r"euro", r"eur", r"zuschuss", r"zuschüsse", r"fördermittel", r"zuwendung")
_HONOURED = _words(
    r"ausgezeichnet", r"prämiert", r"preisträger\w*", r"landessieger\w*", r"verliehen"
)
_ADMITTED = _words(r"aufgenommen", r"anerkannt")
_AWARD = ((_PAPER, _HANDED), (_GETS, _MONEY), (_MONEY, _FLOWS), (_HONOURED,), (_ADMITTED,))
# "können bis zu 5.000 Euro erhalten" promises, it does not report.
_PROMISED = _words(
    r"kann", r"können", r"wollen", r"möchten", r"müssen", r"dürfen", r"darf", r"sollen"
)
# So do a share and a limit: "Gemeinden erhalten 75 Prozent, höchstens 300.000 Euro".
_TERMS = re.compile(
    r"\d\s?(?:Prozent|%).{0,60}\b(?:höchstens|maximal|bis zu|begrenzt)\b|"
    r"\b(?:höchstens|maximal|bis zu)\s(?:\w+\s)?\d+\s?(?:Prozent|%)",
    re.IGNORECASE,
)

_LAND_GIVES = _words(r"(?:land|hessen) (?:fördert|unterstützt)")
_SUM = re.compile(r"\d\s*(?:Euro|EUR|€|Mio|Million)")
# In a headline the paper alone says it ("46 Bescheide in 2024 …"), and so does the sum.
_AWARD_TITLE = (*_AWARD, (_PAPER,), (_LAND_GIVES, _SUM))

_CALL_NAME = _words(
    r"\w*aufruf(?:s|e|en)?", r"\w*ausschreibung(?:en)?", r"bewerbungsstart", r"antragsstart",
    r"bewerbungsschluss", r"abgabefrist", r"\w*bewerbungsfrist", r"\w*antragsfrist",
    r"\w*interessenbekundung(?:en)?",
)  # fmt: skip
_OFFER = _words(
    r"\w*förder(?:ung|programm|runde|phase|angebot|wettbewerb)(?:e|s|en)?",
    r"(?:sonder|landes|modell|investitions|zuschuss)?programm(?:s|e)?",
    r"\w*wettbewerb(?:s|e)?", r"regionalbudgets?", r"bewerbungs(?:phase|runde)",
)  # fmt: skip
_STARTS = _words(
    r"start(?:et|en)?", r"gestartet", r"beginn(?:t|en)?", r"läuft an", r"geöffnet",
    r"neu aufgelegt", r"ruf(?:t|en)",
)  # fmt: skip
_NOW = _words(r"jetzt", r"ab sofort", r"bis", r"ab dem", r"möglich", r"ganzjährig")
_APPLY = _words(
    r"bewerben", r"bewerbung(?:en)?", r"(?:förder|projekt|zuschuss|zuwendungs)?anträge",
    r"antrag stellen",
    r"antrags?stellung", r"beantrag\w+", r"einreichen", r"eingereicht", r"projektskizzen?",
)  # fmt: skip
_PRIZE = _words(r"\w*preis(?:es)?", r"\w*wettbewerb(?:s|e)?")
# A prize by its name; a price, and a contest for funding ("Projektwettbewerb"), are none.
_PRIZE_NAME = _words(
    r"(?!strom|gas|energie|öl|milch|miet|kauf|boden|bau|grundstücks)\w*preis(?:es)?",
    r"(?!förder|projekt|teilnahme|landesförder)\w*wettbewerb(?:s|e)?",
)
_CALL = ((_CALL_NAME,), (_OFFER, _STARTS), (_PRIZE, _words("ausgeschrieben")), (_NOW, _APPLY))
# Who seeks people, builders or buyers asks for applications too, and funds nobody.
_SEEKS = re.compile(
    r"\(\s*[mwd]\s*[/|]\s*[mwd]\s*[/|]\s*[mwdx]\s*\)|"
    r"\b(?:stellen(?:ausschreibung|angebot|anzeige)|ausbildungsplatz|ausbildungsplätze|"
    r"(?:vergabe|grundstücks?|bauplatz|bauplätze|pacht|immobilien)\w*ausschreibung|"
    r"(?:öffentliche|beschränkte) ausschreibung|vob|uvgo|baugrundstücke?|bauplätze|"
    r"schöff\w+|wahlhelfer\w*|freiwillige[sn]? (?:soziale[sn]?|ökologische[sn]?) jahr)",
    re.IGNORECASE,
)
# So does a text that says so of somebody's place of work: it seeks, and tells of work or pay.
_WANTED = _words(
    r"such(?:t|en)", r"gesucht", r"stellt\b.{0,120}\bein", r"bildet\b.{0,80}\baus", r"bewirb dich",
    r"verstärkung", r"(?:plätze|stellen?) (?:frei|zu besetzen)", r"plätze .{0,60} frei",
)  # fmt: skip
_WORK = _words(
    r"tvöd", r"tv-l", r"entgeltgruppe", r"wochenstunden", r"(?:voll|teil)zeit(?:stelle)?",
    r"vergütung", r"jahressonderzahlung", r"taschengeld", r"minijob", r"\d+-euro-basis",
    r"auszubildende\w*", r"verwaltungsfachangestellte", r"aufwandsentschädigung",
    r"erfrischungsgeld", r"die stelle", r"bundesfreiwilligendienst",
)  # fmt: skip
# But staff may be what is funded.
_STAFF_FUNDED = _words(r"personal(?:kosten|ausgaben|mittel|stellen)", r"stellenanteile?")
# "300 Anträge bis Oktober eingegangen" counts, it does not invite.
_COUNTED = _words(r"eingegangen(?! sein)", r"gingen", r"gestellt worden", r"eingereicht worden")
# A headline that tells how a call ended invites nobody.
_DECIDED = _words(
    r"rangliste", r"ranking(?:liste)?", r"\w*ergebnis(?:se|sen)?", r"\w*auswahlentscheidung(?:en)?",
    r"ausgewählt", r"entschieden", r"beschlossen", r"abgeschlossen", r"beendet", r"rückblick",
    r"beschieden",
)  # fmt: skip

_NUMBER_DOT = re.compile(r"(?<=\d)\.")
# A full stop ends a sentence only after a word and before a capital ("max. 500", "z. B. Vereine").
_SENTENCE = re.compile(r"(?<=\w\w[.!?])\s+(?=[A-ZÄÖÜ„])|(?<=[!?])\s+|\n+")


def classify(title: str, *texts: str) -> Kind:
    """Return CALL, PRIZE, AWARD or NOTICE for a press release.

    The headline decides; where it says neither, the first of `texts` (teaser, lead, body,
    in this order) that says something does. Within a text an award outweighs a call,
    because news of a grant often closes with how to apply. A headline that says both is a
    NOTICE: neither an opportunity nor thrown away; `questions` puts it to staff. A call
    whose headline names a prize or a contest is a PRIZE. Who seeks staff, builders or buyers
    calls for no application that is meant here.
    """
    kind = _classify(title, texts)
    return Kind.PRIZE if kind is Kind.CALL and _PRIZE_NAME.search(title) else kind


def _classify(title: str, texts: tuple[str, ...]) -> Kind:
    if seeks(title, "\n".join(texts)):
        return Kind.NOTICE
    award, call = _headline(title)
    if award and call:
        return Kind.NOTICE
    if award or call:
        return Kind.AWARD if award else Kind.CALL
    return next((kind for text in texts if (kind := _of_text(text))), Kind.NOTICE)


def questions(title: str) -> tuple[str, ...]:
    """Return the German question of a headline that says award and call at once, or nothing."""
    return (BOTH,) if all(_headline(title)) else ()


def seeks(title: str, text: str = "") -> bool:
    """Whether somebody seeks staff, builders, buyers or helpers, and funds nobody."""
    if _SEEKS.search(title):
        return True
    whole = f"{title}\n{text}"
    wanted = _WANTED.search(whole) and _WORK.search(text)
    return bool(wanted) and not _STAFF_FUNDED.search(text)


def asks_for_applications(text: str) -> bool:
    """Whether a sentence of a text asks for applications, whatever else the text says."""
    return _says(text, _CALL, _COUNTED)


def _headline(title: str) -> tuple[bool, bool]:
    award = _says(title, _AWARD_TITLE, _PROMISED, _TERMS)
    return award, _says(title, _CALL, _COUNTED, _DECIDED)


def _of_text(text: str) -> Kind | None:
    if _says(text, _AWARD, _PROMISED, _TERMS):
        return Kind.AWARD
    return Kind.CALL if _says(text, _CALL, _COUNTED) else None


def _says(text: str, rules: _Rules, *unless: re.Pattern[str]) -> bool:
    sentences = _SENTENCE.split(_NUMBER_DOT.sub("", text))
    return any(
        all(pattern.search(sentence) for pattern in rule)
        for sentence in sentences
        if not any(pattern.search(sentence) for pattern in unless)
        for rule in rules
    )
