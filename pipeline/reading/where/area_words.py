"""The words around a place name that say whether funding applies there."""

from __future__ import annotations

import re

from pipeline.reading.text.own_lines import own_lines
from pipeline.reading.text.prose import Prose
from pipeline.reading.where.beneficiaries import NOUN

_ARTICLE = (
    r"(?:(?:der|die|das|den|dem|des|alle[nr]?|ganz|gesamten?|hessischen?|Land(?:es)?|"
    r"Freistaat(?:e?s)?|"
    r"Stadtgebiet(?:es|s)?|Gebiet(?:es|s)?|Bereich(?:es|s)?)\s+)*"
)
_IN = r"(?:in|im|aus|innerhalb|für)"
# The small word before a place; the last words before it say whether funding is for it.
_LEAD = re.compile(rf"(?:^|[\s(])(?P<word>{_IN}|des|der|von|auf)\s+{_ARTICLE}$")
_FOR_WHOM = re.compile(
    rf"(?:^|\W)(?:{NOUN},?"
    r"(?: (?:die(?: sich)?|welche|mit \w*sitz|insbesondere|vor allem|vorwiegend))?"
    r"|(?:\w*sitz|\w*niederlassung|wohnort|standort|lebensmittelpunkt|\w*betriebsst[aä]tten?"
    r"|wohnhaft|ansässig)(?: (?:ist|sind|liegt|haben|hat)| \w+ (?:liegt|ist)"
    r"| (?:der|des|einer) \w+ (?:\w+ )?(?:liegt|ist|sich))?"
    r"|beschränkt(?: sich)?"
    r"|ausschließlich(?: \w+)?|vornehmlich|vorrangig|hauptsächlich|überwiegend|nur|gilt)$",
    re.IGNORECASE,
)
# "Förderung in Fulda", but not "Förderung für die Stadt Fulda", which is given some.
_FUNDING_IN = re.compile(
    r"(?:^|\W)(?:Aufruf|(?!Wirtschafts)[\w-]*Förderung(?: (?:gibt es|erhalten Sie|bekommen Sie))?"
    r"|Zuschüsse?|Wettbewerb|Budget|Fördermittel|Förderprogramm"
    r"|(?:Projekte|Vorhaben|Maßnahmen) (?:aus dem|im) (?:Bereich|Feld) (?:der )?[\w-]+)$",
    re.IGNORECASE,
)
_OF_WHOM = re.compile(rf"(?:^|\W){NOUN}$", re.IGNORECASE)
_MANY_BEHIND = re.compile(rf" (?:[a-zäöü]+ ){{0,2}}(?!Unternehmen){NOUN}\b", re.IGNORECASE)
_MAY = re.compile(
    r"\b(?:können|kann|dürfen|sollen|werden gefördert|werden unterstützt|bewerben|erhalten|bekommen"
    r"|aufgepasst|gesucht|aufgerufen|eingeladen)\b"
)
_ALL = re.compile(
    r"(?:\b[Aa]lle|[Aa]ntragsberechtigt (?:sind|ist)|\b[Rr]ichtet sich an|[Ff]örderung (?:von|der)"
    r"|[Gg]efördert werden|\b[Ff]ür|zugunsten)(?: (?:die|der|[a-zäöü]+e[rn]?))? $"
)
_TERRITORY = re.compile(r"\b(?:im|auf dem) (?:Stadt|Gemeinde|Kreis)?[Gg]ebiet (?:der|des) $")
_YOURS = re.compile(r"\b(?:Ihr|Euer|euer|Dein|dein|Ihre|Eure|eure|Deine|deine) [A-ZÄÖÜ][\w-]*$")
_EACH = re.compile(r"\b[Jj]ede[rs]? $")
_RESIDENTS = re.compile(r"(?:^|\W)(?:Einwohner|Bürger)\w*$|\b[Ww]er$")
_SCOPE = re.compile(
    r"(?:(?<![A-D]-)\b(?:Förder|Programm|Projekt|Aktions|Einzugs)gebiet\w*|\bGeltungsbereich"
    r"|\w*kulisse)"
    r"(?:\s+(?:ist|sind|umfasst|bilden|gehör(?:t|en)|erstreckt\s+sich\s+auf))?\s*[:|–-]?\s*"
    rf"{_ARTICLE}$"
    rf"|\b(?:mit)?\s*umfasst\s+(?:ist|sind)\s+{_ARTICLE}$"
    r"|\b(?:förderfähig|fördergebiet|antragsberechtigt|ländlicher Raum)\b[^.!?;]{0,60}?"
    rf"\b(?:ist|sind|in|im|aus|innerhalb)\s+{_ARTICLE}$",
    re.IGNORECASE,
)
_SCOPES = ("gebiet", "umfasst", "bereich", "kulisse", "berechtigt", "förderfähig", "ländlicher")
_PLACED = re.compile(
    r"(?:\b(?:Land(?:es)?|Bundesland(?:es)?|Freistaat(?:e?s)?)\s+|"
    r"\b(?:Landes|Staats)regierung\s+(?:von\s+|des\s+)?|\bnur\s+(?:für\s+|in\s+)?|"
    r"\b(?:Ländern?|Fördergebiet\s*[:|–-]?)\s+)$",
)
# A field of a record: `region = "Berlin"`, "Bundesland: Hessen".
_FIELD = re.compile(
    r"(?<![\w-])(?:[Rr]egion(?:en)?|[Bb]undesland|[Bb]undesländer|[Ff]ördergebiet|[Gg]ebiet"
    r"|[Gg]eltungsbereich|[Ff]örderregion)\s*[:=|]\s*[\"„'\[]*$"
)
_FIELD_ENDS = re.compile(r"[\"“'\]]*\s*(?:$|[,;|/(\n]|[A-ZÄÖÜa-z_]+\s*[:=]|und )")
# An item of an overview: "Bayern (Digitalbonus): bis zu 50 Prozent".
_OWN_ITEM = re.compile(r"(?:^|\n)[\W]*$")
_OF_ITEM = re.compile(r"(?: \([^()]{2,70}\))?:\W")
# "des Landessportbunds Berlin": what holds for members of an association of a Land, holds there.
_ASSOCIATION = re.compile(
    r"\b(?:Lande[sr]+[Ss]port[Bb]und(?:e?s)?|Sportjugend|Landesjugendring(?:e?s)?"
    r"|Landesmusikrat(?:e?s)?|Landesarbeitsgemeinschaft|Landes\w*verband(?:e?s)?)"
    r" (?:(?:in|im Land) )?$"
)
_BANK = re.compile(
    r"\b(?:(?:Investitions|Infrastruktur|Förder|Aufbau|Landesförder|[Ll]andes)[Bb]ank"
    r"|Landesförderinstitut)"
    r" (?:des Landes )?$"
)
_TAKEN_AT = re.compile(r"\b(?:beim|bei (?:der|dem)|an (?:die|den|das)) (?:[A-ZÄÖÜ]\w+ der )?$")
_APPLY_AT = re.compile(r"\bAntr[aä]g|\b[Bb]eantrag|\beinreich")
# What a rule limits to a place: "ist auf Nürnberg begrenzt", "Bezug zu Nürnberg".
_TIED = re.compile(r"\b(?:Bezug|Verbindung) (?:zu[rm]?|nach) (?:Stadt |Gemeinde |Region )?$")
_LIMITED = re.compile(r" (?:begrenzt|beschränkt)\b")
_ON = re.compile(r"\bauf (?:die |das |den )?$")
_MINISTRY = re.compile(r"\b[\w-]*[Mm]inisterium\b[^.!?;\n]{0,110} $")
_OPENS = re.compile(r"(?:^\W*|[.:;!?–|•»“]\s*|\s{2,})$")
_LAND_GIVES = re.compile(
    r" (?:fördert|unterstützt|bezuschusst|gewährt|vergibt|startet|stellt|legt|schreibt|lobt"
    r"|zahlt)\b"
)
# A heading: "Zuschüsse für Eigentümergemeinschaften in Baden-Württemberg".
_FUNDING_IN_LAND = re.compile(
    r"(?:^|\n)(?![^\n]*\b(?:[Ww]eitere|[Aa]ndere|[Mm]ehr|[Bb]eispiel|[Aa]ktuell))[^\n]*?"
    r"\b(?:[\w-]*[Ff]örder[\w-]*|Zuschüsse?|Zuwendungen|[\w-]*[Pp]rogramme?|Fördermittel)\b"
    r"[^\n.:]{0,60} (?:in|für) (?:das Land )?$"
)
_OF_LAND = re.compile(rf"\b{NOUN} (?:[a-zäöü]+ )?$", re.IGNORECASE)
# "Der Verein mit Sitz in Fulda vergibt …": the place of the one who gives.
_GIVES_ITSELF = re.compile(
    r",? (?:vergibt|fördert|unterstützt|gewährt|bezuschusst|lobt|stellt|bietet)\b"
)
_SHARE = re.compile(r"\d ?(?:%|Prozent)|v\. ?H\.")
_RATE = re.compile(r"Höhe der (?:Zuwendung|Förderung)|[Ff]ördersatz|[Ff]ördersätze|erhöht|beträgt")
_IN_THERE = re.compile(rf"\b(?:[Ii]n|[Ii]m|[Ii]nnerhalb)\s+{_ARTICLE}$")
_DONE_THERE = re.compile(
    r"\s+(?:(?:durchgeführt|umgesetzt|verwirklicht|realisiert|betrieben|getätigt|errichtet"
    r"|gepflanzt)\b"
    r"|(?:liegt|liegen|wohnen|wohnt|lebt|leben|wirken|ansässig|gelegen|gemeldet|zugutekomm\w+)\b"
    r"|(?:lebend|wohnend|wohnhaft|ansässig|beheimatet|tätig|gelegen)e[nr]?\s+(?:[a-zäöü]+\s+)?"
    rf"(?i:{NOUN})\b)"
)
# "Sitz oder Betriebsstätte in Bayern", a condition in a line of its own.
_SEAT = re.compile(
    r"(?<!mit )(?<!seinen )(?<!ihren )(?<!den )(?<!mit dem )"
    r"\b(?:(?:Firmen|Haupt|Vereins|Unternehmens|Wohn|Erstwohn|Geschäfts)s?|)[Ss]itz"
    r"(?: (?:oder|und|bzw\.) (?:[a-zäöü]+ )?[A-ZÄÖÜ]\w+)?"
    rf" (?:in|im) {_ARTICLE}$"
)
_APPLIES = re.compile(
    r"förder|voraussetzung|antr[aä]g|beantrag|bewerb|bewirb|zuschu|zuschü|zuwendung|aufruf|wettbewerb|teilnahme|"
    r"teilnehm|mitmachen|einreich|reichen\b|unterstütz|budget|programm|euro\b|€|\bruf(?:t|en)\b|"
    r"ausgelobt|auslob|\blobt|stipendi|ausschreib|ausgeschrieben|schreibt\b.*\baus\b|verg[ie]b"
    r"|mittel\b|beihilf|zugutekomm|\bpreis(?:e|es|geld\w*)?\b|dotiert"
    r"|prämie|bonus|kulisse|umfasst sind|erstatte|pauschale|zuweisung|finanzierung|"
    r"leader-(?:förder|projekt|mittel)",
    re.IGNORECASE,
)
_ELSEWISE = re.compile(
    # what was given, and to whom
    r"ausgezeichnet|prämiert|Preisträger|Gewinner|gewonnen|überreicht|übergeben|übergab|[Bb]escheid"
    r"|\berhielt(?:en)?\b|\bwurden?\b|\bwaren?\b|\bging(?:en)? an|vorgestellt|informiert"
    # where people meet
    r"|\bstatt\b|statt(?:ge)?f[iua]nde|[Vv]eranstaltung|[Tt]agung|[Kk]onferenz|Fachforum|\bMesse\b"
    r"|[Ss]eminar|[Ww]orkshop|[Ii]nfoabend|[Ss]prechtag|[Pp]artnerst|[Nn]etzwerktreffen"
    r"|[Mm]itgliederversammlung|[Ss]tadthalle|Bürgerhaus|\bRathaus|gemeinschaftshaus|\bUhr\b"
    # where somebody sits
    r"|zuständig|Ansprech|Anschrift|Postfach|Telefon|\bTel\.|Geschäftsstelle"
)
_EXAMPLE = re.compile(r"(?:Beispiel|\bz\. ?B\.|\betwa\b)[^)]*$")
_EXAMPLE_AFTER = re.compile(r"[^(,]{0,40}(?:Beispiel|\bz\. ?B\.|\betwa\b)")
# "Das Vorhaben findet in … statt" tells of no meeting.
_DONE = re.compile(
    r"(?:Vorhaben|Maßnahmen?|Projekte?) f[ia]nde[nt]\b|\bstatt$|\bstatt(?=[.;,])(?![^.;]*Uhr)"
)
_EXCEPT = re.compile(
    r"(?:\baußer\b|\b[Aa]nders als\b|\bwie (?:schon )?in\b|Gegensatz zu|Vorbild|Ausnahme"
    r"|ausgenommen|außerhalb|ausgeschlossen|\bnicht\b|\bohne\b)[^;]{0,160}$"
)
_ENDS = (". ", "! ", "? ", "; ", "• ", "  ", "\n")
_SHOUTED = re.compile(r"\b(?:STADT|GEMEINDE|MARKT|LANDKREIS|KREIS)(?:[ -][A-ZÄÖÜ]{2,})+\b")
_SHORTENED = re.compile(
    r"(?:\b[zdu]|\bz\. ?B|\bd\. ?h|\bu\. ?a|\bbzw|\bca|\binkl|\bggf|\bmax|\bmin|\bmind|\be)$"
)
_ASSOCIATED = re.compile(r"\be\. ?V$")  # "e. V." ends a sentence where a capital follows
_ORDINAL = re.compile(r"(?<!\d)\d{1,2}$")
_MONTH = re.compile(
    r"(?:Jan|Feb|März|Apr|Mai\b|Jun|Jul|Aug|Sept|Okt|Nov|Dez|[1-9]\.|1\d\.|Quartal|Halbjahr)"
)
_LINE_ENDS = ("", "\n", "•", "|", " ")
_LINE = 130  # characters of a heading
_REACH = 260  # characters a sentence may go on either side of a name
_NEAR = 110  # as far back as a cue may begin
_CLOSE = 60


def told(prose: Prose) -> str:
    """Return the plain form with the lines that end on purpose, towns in capitals as others."""
    return _SHOUTED.sub(lambda found: found.group().title(), own_lines(prose))


def sentence(text: str, start: int, end: int) -> tuple[str, str]:
    """Return the sentence before and after `text[start:end]`, blank lines and items ending it.

    What stands behind "bis 1. März" or "e. V." belongs to it as well.
    """
    low = max(0, start - _REACH)
    begins = [at + len(mark) for mark in _ENDS if (at := _last(text, mark, low, start)) >= 0]
    high = min(len(text), end + _REACH)
    stops = [at for mark in _ENDS if (at := _first(text, mark, end, high)) >= 0]
    return text[max(begins, default=low) : start], text[end : min(stops, default=high)]


def _last(text: str, mark: str, low: int, start: int) -> int:
    at = text.rfind(mark, low, start)
    while mark == ". " and at >= 0 and _SHORTENED.search(text, max(0, at - 6), at):
        at = text.rfind(mark, low, at)
    return at


def _first(text: str, mark: str, end: int, high: int) -> int:
    at = text.find(mark, end, high)
    while mark == ". " and at >= 0 and (_goes_on(text, at) or _in_a_date(text, at)):
        at = text.find(mark, at + 1, high)
    return at


def _goes_on(text: str, at: int) -> bool:
    if _SHORTENED.search(text, max(0, at - 6), at):
        return True
    return bool(_ASSOCIATED.search(text, max(0, at - 6), at)) and text[at + 2 : at + 3].islower()


def _in_a_date(text: str, at: int) -> bool:
    return bool(_ORDINAL.search(text, max(0, at - 3), at) and _MONTH.match(text, at + 2))


def names_beneficiaries(before: str, after: str) -> bool:
    """Whether the words right before a place make it the place that funding is for."""
    if _GIVES_ITSELF.match(after):
        return False
    near = before[-_NEAR:]
    lead = _LEAD.search(near, max(0, len(near) - _CLOSE))
    if lead and _leads(lead["word"], " ".join(near[: lead.start()].split()[-7:])):
        return True
    if _TERRITORY.search(near):
        return True
    low = near.lower()
    return any(word in low for word in _SCOPES) and bool(_SCOPE.search(near))


def _leads(word: str, last: str) -> bool:
    """Whether the last words before a preposition, or a genitive, say whom funding is for."""
    if word in ("des", "der"):
        return bool(_OF_WHOM.search(last))
    if word == "von":
        return bool(_RESIDENTS.search(last))
    if word in ("in", "im") and _FUNDING_IN.search(last):
        return True
    cues = (_FOR_WHOM, _RESIDENTS, _YOURS)
    return word == "innerhalb" or any(cue.search(last) for cue in cues)


def places_something(before: str, after: str) -> bool:
    """Whether a title, or a preposition behind those who may apply, says it of a Land."""
    placed = _PLACED.search(before[-_CLOSE:]) or names_beneficiaries(before, after)
    return bool(placed or holds_there(before, after))


def fills_a_field(before: str, after: str) -> bool:
    """Whether a name is the value of a field for the region: `region = "Berlin"`."""
    return bool(_FIELD.search(before[-_CLOSE:]) and _FIELD_ENDS.match(after))


def is_a_seat(before: str) -> bool:
    """Whether a line asks for a seat in the place behind it, in no sentence about funding."""
    return bool(_SEAT.search(before))


def applies_there(before: str, after: str) -> bool:
    """Whether it is the body of the place that takes applications: "beim Kreis … beantragen"."""
    return bool(_TAKEN_AT.search(before) and (_APPLY_AT.search(before) or _APPLY_AT.search(after)))


def is_theirs(before: str, after: str) -> bool:
    """Whether a bent name belongs to those whom funding is for.

    "Vereine Würzburgs" and "Würzburger Vereine können …", but not the one firm that a report
    tells of.
    """
    if _OF_WHOM.search(before.rstrip()) or _EACH.search(before):
        return True
    return bool(_MANY_BEHIND.match(after) and (_MAY.search(after) or _ALL.search(before)))


def is_tied(before: str, after: str) -> bool:
    """Whether a rule ties funding to a place: "ist auf Nürnberg begrenzt"."""
    return bool(_TIED.search(before) or (_ON.search(before) and _LIMITED.match(after)))


def land_funds(before: str, after: str) -> bool:
    """Whether a Land without its title funds or is the place of those who may apply."""
    if _BANK.search(before):
        return bool(_APPLY_AT.search(before) or _APPLY_AT.search(after))
    if _FUNDING_IN_LAND.search(before) and not after.strip():
        return True
    if _MINISTRY.search(before) and _LAND_GIVES.match(after):
        return True
    item = _OWN_ITEM.search(before) and _OF_ITEM.match(after)
    gives = _OPENS.search(before) and _LAND_GIVES.match(after)
    return bool(_ASSOCIATION.search(before) or item or gives or _OF_LAND.search(before[-_CLOSE:]))


def holds_there(before: str, after: str) -> bool:
    """Whether what is funded must be done or must stand there: "im Landkreis Fulda umgesetzt"."""
    return bool(_IN_THERE.search(before) and _DONE_THERE.match(after))


def says_a_rate(before: str, after: str) -> bool:
    """Whether a sentence tells the rate of a grant, which often depends on the place."""
    sentence = before + after
    return bool(_SHARE.search(sentence) and _RATE.search(sentence))


def about_funding(before: str, after: str) -> bool:
    """Whether the sentence speaks of funding at all."""
    return bool(_APPLIES.search(before) or _APPLIES.search(after))


def is_a_line(text: str, start: int, end: int) -> bool:
    """Whether a place stands in a heading or an entry of a record, and in no sentence."""
    before, after = sentence(text, start, end)
    low, high = start - len(before), end + len(after)
    ends = text[high : high + 1] in _LINE_ENDS and text[max(0, low - 1) : low] in _LINE_ENDS
    return ends and high - low < _LINE and not re.search(r"[.!?](?!\w)", text[low:high])


def about_something_else(before: str, after: str) -> bool:
    """Whether the sentence tells of a venue, an award, an office or an exception."""
    example = _EXAMPLE.search(before) or _EXAMPLE_AFTER.match(after)
    if example or _EXCEPT.search(before):
        return True
    return bool(_ELSEWISE.search(_DONE.sub("", before)) or _ELSEWISE.search(_DONE.sub("", after)))
