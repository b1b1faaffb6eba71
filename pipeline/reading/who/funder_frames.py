"""Funder frames: the sentences that say who funds, and those that only tell of somebody.

A body funds where it is the subject of a funding verb, the agent of a funding passive, the
giver of means, programmes and calls, or stands behind a label such as "Zuwendungsgeber". Who
reports, hosts, advises, receives applications or was thanked in the past does not.
"""

from __future__ import annotations

import re

from pipeline.reading.who.funder_names import Sort

# Without one of these no sentence says who funds.
CUE = re.compile(
    r"förder|zuwend|zusch|mittel|gelder|gewähr|finanzi|unterstütz|programm|kosten|euro|prozent|"
    r"bezusch|wettbewerb|aufruf|ausschreib|ausgelobt|lobt|geber|budget|darlehen|kredit|richtlinie|"
    r"stipendi|dass|stellt|vergibt",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"Zusch[uü]|Zuwendung|[Ff]örder(?!verein|kreis)|Mitteln?\b|mitteln?\b|Euro\b|EUR\b|€|Darlehen|"
    r"Kredit|Finanzhilfe|Million|Mio\b|[Bb]eihilfe|[Pp]rämie|Preisgeld|[Ss]tipendi|[Bb]udget"
    r"|Prozent|%|Kosten|finanziell|"
    r"Geld(?:er)?\b"
)
_CALL = re.compile(
    r"[Ff]örder|[Pp]rogramm|[Ww]ettbewerb|[Aa]ufruf|Ausschreibung|[Pp]reise?s?\b|Runde"
)
_APPLY = re.compile(r"[Aa]ntr[aä]g|[Bb]ewerb|beantrag|[Ff]örder|[Ii]deen|[Tt]eilnahme|einreich")

# Verbs that fund by themselves, and verbs that do so only together with money.
_FUNDS = r"(?:fördert|fördern|bezuschusst|bezuschussen|kofinanziert|finanziert|finanzieren)"
_SUPPORTS = r"(?:unterstützt|unterstützen)"
_GIVES = (
    r"(?:gewährt|gewähren|vergibt|vergeben|stellt|stellen|bietet|bieten|übernimmt|übernehmen|"
    r"trägt|tragen|beteiligt sich|beteiligen sich|zahlt|zahlen|reicht|reichen)"
)
_CALLS = r"(?:startet|starten|eröffnet|legt|legen|schreibt|schreiben|lobt|loben|ruft|rufen)"
_VERB = re.compile(
    rf"\b(?:(?P<funds>{_FUNDS})|(?P<supports>{_SUPPORTS})|(?P<gives>{_GIVES})"
    rf"|(?P<calls>{_CALLS}))\b"
)
# A district also calls for what others fund; a prize that it offers is its own.
_ALSO_FOR_OTHERS = frozenset({"startet", "starten", "eröffnet", "ruft", "rufen"})
_ADVERBS = (
    r"(?: (?:auch|weiterhin|nun|jetzt|damit|hiermit|erneut|wieder|künftig|derzeit|bereits|"
    r"seit \d{4}|im Rahmen [^,.;]{3,60}|daher|zudem|jährlich|"
    r"mit (?:der|dem|einem|diesem) [^,.;]{3,60})){0,2}"
)
_APPOSITION = r"(?: ?\([^()]{1,60}\))?(?: ?,[^,.;]{3,80},)?"
_SECOND = re.compile(rf"{_APPOSITION}{_ADVERBS} {_VERB.pattern}")
_OPENING = re.compile(
    r"(?:^\W*|[.:;!?–|•\"„“”»«]\s*|\b(?:und|denn|aber|sondern)\s+|\s{2,})$", re.IGNORECASE
)
# What stands first where the subject follows the verb.
_FIRST = (
    r"(?:Mit|Im|In|Seit|Daher|Deshalb|Dazu|Dafür|Hierfür|Hierzu|Zudem|Auch|Für|Durch|Über|Aus|Bis|"
    r"Zum|Zur|Ab|Um|So|Damit|Dabei|Jährlich|Außerdem|Insgesamt|Bundesweit|Landesweit|Erstmals|"
    r"Unter|Von|Nach|Neben|Darüber|Zusätzlich|Ferner|Gemeinsam|Als|Vorrangig|Wie|"
    r"Jede[ns]?|Diese[sn]?|Derzeit|Künftig|Alle)"
)
_INVERTED = re.compile(
    rf"(?:^|[.:;!?–•(\"„“”»«]|\s)(?:{_FIRST})\b[^.;:!?]{{0,160}}?\b{_VERB.pattern}"
    r"(?: (?:und \w+t|auch|weiterhin|jährlich|gemeinsam|nun|daher|erneut|künftig|zudem|jetzt))*\s+$"
)
_BEARS = re.compile(
    r"\b(?:[Kk]osten|Finanzierung|Zuschuss|Zuwendung|Förderung)\b[^,.;:]{0,40}?"
    rf"\b{_VERB.pattern}\s+$"
)
_MALE = re.compile(rf"\b{_VERB.pattern}(?: (?:auch|nun|daher|jetzt))*\s+$")
_SUBORDINATE = re.compile(
    r"(?:\b(?:dass|weil|wenn|womit|indem|wofür)|,\s*(?:den|die|das|(?:mit|durch|für|über|in|aus) "
    r"(?:dem|der|denen|die|den|das))|\bmit (?:dem|der|denen))\s+$"
)
_VERB_AT_END = re.compile(rf"{_APPOSITION}[^.;:,]{{0,140}}?\b{_VERB.pattern}(?=\s*(?:[,.;)]|$))")
_PARTICIPLE = (
    r"(?:gefördert|kofinanziert|mitfinanziert|finanziert|bezuschusst|bereitgestellt|getragen|"
    r"aufgelegt|ausgelobt|ausgeschrieben|gewährt|übernommen|zur Verfügung gestellt|"
    r"finanziell unterstützt|vergeben)"
)
_BY_BEFORE = re.compile(r"\b(?:durch|von|vom|seitens|aus Mitteln(?: des| der)?)\s+$")
_DONE_AFTER = re.compile(rf"{_APPOSITION}[^.;:,]{{0,110}}?\b{_PARTICIPLE}\b(?! worden)")
_DONE_BEFORE = re.compile(
    rf"\b{_PARTICIPLE}(?: (?:wird|werden|ist|sind))?(?: [^.;:,]{{1,60}})?\s*:?\s*"
    r"\b(?:durch|von|vom|aus Mitteln)\s+$"
)
_IS_DONE = re.compile(r"\b(?:wird|werden|ist|sind)\b")
_PROGRAMME = (
    r"(?:(?<![A-ZÄÖÜ])Programms?|\w*(?:[Ff]örder|Landes|Bundes|Sonder|Modell|Investitions|Zuschuss|"
    r"Unterstützungs)programms?|Förder(?:angebots?|linie|aufrufs?|initiative|maßnahme|wettbewerbs?|"
    r"bekanntmachung|preis(?:es)?|richtlinien?|topf(?:es)?|kulisse)|Projektaufrufs?|Aufrufs?|"
    r"Ausschreibung|[Ww]ettbewerbs?|[Zz]usch(?:uss|üsse[n]?|usses)|Zuwendung(?:en)?|Beihilfen?|"
    r"Darlehen|Regionalbudgets?|Stipendi\w+|Förderkredite?)"
)
_NAMED = r"(?: (?:[„\"][^„“”\"]{1,70}[“”\"]|(?!Der |Die |Das )[A-ZÄÖÜ][\w+/-]*|20\d\d)){0,3}"
_GIVER = re.compile(rf"\b{_PROGRAMME}{_NAMED} (?:des|der|von|vom|durch|seitens|aus)\s+$")
_GIVER_GLUED = re.compile(r"[a-zäöü]Programm (?:des|der)\s+$")
_MEANS = re.compile(
    r"\b(?:\w*[Mm]itteln?|Geldern?|Zuweisungen|Fördergeldern?|Finanzmitteln?)"
    r"(?: (?:kommen|stammen))? (?:des|der|von|vom|aus|durch)(?: dem| der)?\s+$"
)
_HELP_BY = re.compile(
    r"\b(?:Förderung|Finanzierung|Kofinanzierung|Unterstützung) (?:erfolgt )?"
    r"(?:durch|seitens|vonseiten|von|vom)\s+$"
)
_ITS_RULES = re.compile(
    r"(?:Bekanntmachung|Richtlinien?)\W[^.;]{0,40}\b(?:des|der)\s+$", re.IGNORECASE
)
_FOR_FUNDING = re.compile(
    r"\s+(?:(?:von|zu|der) (?:Förder)?[Rr]ichtlinien? )?(?:zur (?:\w+ )?(?:Förderung|Unterstützung|"
    r"Gewährung|Vergabe|Bezuschussung)|über die (?:Gewährung|Förderung|Vergabe))"
)
LABEL = re.compile(
    r"\b(?:Förder(?:mittel)?geber(?:in)?|Zuwendungsgeber(?:in)?|Fördernde[rs]? (?:Stelle|"
    r"Institution|Einrichtung)|Förderinstitution|Förderorganisation|Mittelgeber(?:in)?|"
    r"Geldgeber(?:in)?|Auslober(?:in)?|Ausgelobt (?:von|vom|durch)|Gefördert (?:von|vom|durch)|"
    r"Finanziert (?:von|vom|durch|aus Mitteln)|Programmträger(?:in)?|Mittelherkunft|Förderer)"
    r"\s*(?:\([^)]*\)\s*)?[:|–-]?\s*(?:(?:ist|sind) )?$"
)
TOGETHER = re.compile(r"\b(?:gemeinsam|zusammen) mit (?:dem |der )?$")
_ANNOUNCES = re.compile(
    rf"{_APPOSITION} (?:teilt(?:e)? mit|gibt bekannt|informiert(?: darüber)?|weist darauf hin), "
    r"dass\b[^.;]*\b(?:Antr[aä]g\w*|bewerben|beantragen|Bewerbung\w*)\b[^.;]*\b"
    r"(?:können|kann|möglich)\b"
)

# A sentence of this kind tells of the past, of others, or of what is no funding.
_PAST = re.compile(
    r"\b(?:wurden?|worden|erhielt(?:en)?|überreicht\w*|überg[aeib]\w+|Bescheide?n?"
    r"|Förderbescheid\w*|"
    r"ausgezeichnet|verliehen|bewilligte\w*|förderte|unterstützte|Preisträger\w*)\b"
)
_OTHERS = re.compile(
    r"\b(?:ander(?:e[nrsm]?|weitig\w*)|bereits|schon|ausgeschlossen|nicht|kein\w*|[Kk]umul\w+|"
    r"[Kk]ombinier\w*|Doppelförderung|gleichzeitig|Vorbehalt\w*|[Vv]orbehaltlich|sofern|falls)\b"
)
_ADVICE = re.compile(
    r"\b(?:bei|in|zu) (?:der|Ihrer|ihrer|Fragen|allen Fragen)\b[^.]{0,20}(?:[Aa]ntrag|Bewerbung|"
    r"Suche|Beratung|Fragen)|mit Rat|\bberatend|\bideell|\bberät\b|Schirmherr|organisatorisch"
)
_ITSELF = re.compile(
    r"(?:Internet|Web)-?[Ss]eite|Website|Portal|\b[Nn]etzwerk|Servicestelle|Fachstelle|Beratungs|"
    r"Vernetzungsstelle|Geschäftsstelle|Veranstaltung|Tagung|Broschüre|Studie|Newsletter|"
    r"Regionalmanagement|Kampagne|Podcast"
)
_NO_MONEY = re.compile(
    r"\b(?:Räume|Raum|Formulare?|Unterlagen|Informationen|Ansprech\w+|Verantwortung|Beratung|"
    r"Schirmherrschaft|Federführung|Links?|Flyer|Daten|Moderation)\b[^.]{0,60}"
    r"\b(?:bereit|zur Verfügung|übernimmt|trägt)|\b(?:trägt|übernimmt) die (?:Verantwortung|"
    r"Schirmherrschaft|Federführung|Moderation)|zur Schau|Sorge"
)


def asserted(sentence: str) -> bool:
    """Whether a sentence says what holds: it neither asks nor tells of what was."""
    return not sentence.rstrip().endswith("?") and not _PAST.search(sentence)


def subject_funds(before: str, after: str, sentence: str, article: str, sort: Sort) -> bool:
    """Whether the name between `before` and `after` is the subject of a funding verb.

    `before` still has the article that stands right before the name; `article` is the one
    that a subject of this name has.
    """
    ahead, own = _without_article(before)
    if own and own.lower() != article:
        return False
    at_front = _OPENING.search(ahead) and (own or _stands_alone(ahead, sort))
    second = _SECOND.match(after) if at_front else None
    if second and _verb_funds(second, sentence, sort):
        return True
    if not own:
        return False
    for pattern in (_INVERTED, _BEARS, *((_MALE,) if article == "der" else ())):
        verb = pattern.search(ahead)
        if verb and _verb_funds(verb, sentence, sort):
            return True
    if _SUBORDINATE.search(ahead):
        verb = _VERB_AT_END.match(after)
        return bool(verb and _verb_funds(verb, sentence, sort))
    return False


def agent_funds(before: str, after: str, sentence: str) -> bool:
    """Whether something is funded by the name: "vom Land gefördert", "gefördert durch"."""
    ahead = _case(before)
    if _OTHERS.search(sentence) or _ITSELF.search(sentence):
        return False
    if _DONE_BEFORE.search(ahead):
        return True
    by = _BY_BEFORE.search(ahead) and _DONE_AFTER.match(after)
    return bool(by and _IS_DONE.search(sentence))


def gives(before: str, after: str, sentence: str) -> bool:
    """Whether a programme, a call, a grant or money is the name's: "Mittel des Landes"."""
    ahead = before if _ends_in_case(before) else _case(before)
    if _OTHERS.search(sentence):
        return False
    if _GIVER.search(ahead) or _GIVER_GLUED.search(ahead):
        return True
    if _MEANS.search(ahead):
        return True
    if _HELP_BY.search(ahead):
        return not _ITSELF.search(sentence)
    return bool(
        _FOR_FUNDING.match(after) and (_ITS_RULES.search(ahead) or "Richtlinien" in after[:24])
    )


def announces(before: str, after: str, sort: Sort) -> bool:
    """Whether an authority says that one can apply; whoever only relays it is no authority."""
    ahead, own = _without_article(before)
    return bool(
        sort is Sort.AUTHORITY and own and _OPENING.search(ahead) and _ANNOUNCES.match(after)
    )


def labelled(before: str) -> bool:
    """Whether a label such as "Zuwendungsgeber:" stands right before the name."""
    return bool(LABEL.search(_without_article(before)[0]))


_ARTICLE = re.compile(r"\b([Dd]as|[Dd]ie|[Dd]er|[Dd]en|[Dd]em|[Dd]es)\s+$")
_CASE = re.compile(r"\b(?:das|die|den|dem|der|des)\s+$")


def _without_article(before: str) -> tuple[str, str]:
    found = _ARTICLE.search(before)
    return (before[: found.start()], found.group(1)) if found else (before, "")


def _ends_in_case(before: str) -> bool:
    return bool(re.search(r"\b(?:des|der|vom|aus der|aus dem)\s+$", before))


def _case(before: str) -> str:
    return _CASE.sub("", before)


def _stands_alone(ahead: str, sort: Sort) -> bool:
    """Whether a name may be a subject without an article: in a headline, or a Land's own."""
    return not ahead.strip(" \n•–-|") or sort in (Sort.FOUNDATION, Sort.AUTHORITY)


def _verb_funds(verb: re.Match[str], sentence: str, sort: Sort) -> bool:
    if verb["funds"]:
        return not _ADVICE.search(sentence)
    if verb["supports"]:
        return not (_ADVICE.search(sentence) or _ITSELF.search(sentence))
    if verb["gives"]:
        return bool(_MONEY.search(sentence)) and not _NO_MONEY.search(sentence)
    relayed = sort is Sort.LOCAL and verb["calls"] in _ALSO_FOR_OTHERS
    asks = verb["calls"] != "ruft" or bool(_APPLY.search(sentence))
    return bool(_CALL.search(sentence)) and asks and not relayed
