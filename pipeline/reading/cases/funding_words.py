"""Funding words: whether a sentence speaks of the funding, and of nothing else.

Every other noun may narrow for whom or what a number holds: "einschließlich eines Eigenanteils
des Erstempfängers", "an Zuwendungen für klassische Vereinsjubiläen". So the vocabulary of the
funding itself is closed, and a noun that is not of it makes the sentence one of a case.
"""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.reading.cases.names import Named

# A grant by its plain name; "Jugendförderung" is one of several, "Anteilfinanzierung" says how.
_GRANT = (
    r"(?:(?:Projekt|Gesamt|Förder|Direkt|Einmal|De-minimis-|Höchst|Mindest|Grund|Basis|Sockel|Regel|Teil|Voll|Anteils?|Festbetrags?"
    r"|Fehlbedarfs?|Investitions?|Landes|Bundes|Ko|Anschub|Eigen|Dritt|[A-ZÄÖÜ]{2,6}-|KfW-|LEADER-)?"
    r"(?:förderung|finanzierung|zuschuss|zuwendung|beihilfe|unterstützung|prämie|pauschale"
    r"|zuweisung|stipendium|beteiligung|preisgeld(?:er)?|preis|dotierung|bewilligung|auszeichnung)"
    r"(?:e?n|e?s|e)?|zuschüssen?|[\w-]*zuschüsse|stipendien|[\w-]*(?:darlehens?|kredite?n?s?))"
)
_KIND_OF_GRANT = re.compile(
    r"[\s•–-]*(?!(?:Höchst|Mindest|Gesamt|Projekt|Anteil|Regel|Fest|Teil|Voll|Maximal|Art|Nicht"
    r"|Grund|Basis)\w*)[A-ZÄÖÜ]\w{2,}(?:förderung|zuschuss|zuschüsse|prämie|bonus)\Z"
)
# How much of it, whatever it is called: "Förderhöchstsatz".
_MEASURE = (
    r"[\w-]*(?:höhe|betr[aä]ge?s?n?|summen?|satze?s?|sätzen?|quoten?|raten?|anteile?n?s?"
    r"|bedarfe?s?|volumens?|grenzen?|umfangs?|budgets?|fonds|wertes?|deckelung|rahmens?|haushalts?|basis"
    r"|grundlage|maximum|minimum|intensität|(?:förder|geld|finanz)?topf(?:e?s)?)"
    r"|(?:(?:Förder|Haushalts|Landes|Bundes|Finanz|Zuwendungs|Gesamt|Zuschuss|EU-|Eigen|Dritt)?mitteln?)|eigenleistung(?:en)?"
)
_COSTS = (
    r"(?:(?:Gesamt|Projekt|Brutto|Netto|Investitions|Vorhabens?|Maßnahmen?|Höchst|Mindest|Anschaffungs|Herstellungs)*"
    r"(?:kosten|ausgaben|aufwendungen|aufwande?s?)|[\w-]*investitionssumme|mindestinvestition(?:en)?)"
)
_PROJECT = (
    r"(?:(?:Förder)?(?:projekte?n?s?|vorhabens?|maßnahmen?|projektideen?)|antr[aä]ge?n?s?|antragstell[\w*:]+"
    r"|(?:projekt|vorhaben)träger[\w*:]*|(?:zuwendungs|förder|erst|letzt)?empfänger[\w*:]*|partner[\w*:]*|bewerb[\w*:]+"
    r"|(?:förder|einzel|bagatell)?f[aä]lle?n?|umsetzung|durchführung|realisierung|anschaffung|auswahl|jury|gegenstand|ausschl(?:uss|üsse)\w*"
    r"|projects?|applications?|applicants?|costs?|expenditure)"
)
_TIME = (
    r"(?:[\w-]*(?:zeitraums?|laufzeit|jahre?n?s?|monate?n?|runden?)|woche|quartal"
    r"|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|ende|anfang|mitte|januar|februar|märz"
    r"|april|mai|juni|juli|august|september|oktober|november|dezember)"
)
_LAW = (
    r"(?:[\w-]*(?:richtlinien?|satzung|bescheide?s?|programms?|programme|aufrufe?s?|ausschreibung|periode)|nummer|nr|ziffer|regel"
    r"|rechtsanspruch|form|wege?|zuge|verfügung|quellen?|\w*voraussetzung(?:en)?|\w*bedingung(?:en)?"
    r"|reihenfolge|eingangs?|windhund\w*|vorliegen|einsatz|(?:finanzierungs|kosten)plan(?:e?s)?"
    r"|\w*möglichkeit(?:en)?|größenordnung|\w*angaben|verbindung|ziele?n?)"
)
_GIVER = (
    r"(?:bund|bundes|land|landes|länder|ländern|freistaats?|landkreise?s?|stadt|gemeinde|kreise?s?"
    r"|eu|eler|efre|esf|gak|leader|kfw|bafa|grw|union|[\w-]*ministeri(?:um|ums|en)|[\w-]*stiftung"
    r"|(?:bundes|landes)regierung|\w*bank"
    r"|baden-württembergs?|bayerns?|berlins?|brandenburgs?|bremens?|hamburgs?|hessens?"
    r"|mecklenburg-vorpommerns?|niedersachsens?|nordrhein-westfalens?|rheinland-pfalz|saarlande?s?"
    r"|sachsens?(?:-anhalts?)?|schleswig-holsteins?|thüringens?|deutschlands?)"
)
_NUMBERS = (
    r"(?:urkunden?|prozent(?:punkte?n?)?|euro|eur|mio|million\w*|tsd|hundert|drittel|hälfte|viertel|netto|brutto|mwst"
    r"|mehrwertsteuer|umsatzsteuer|insgesamt|gesamt\w{0,3})"
)
_PRONOUN = r"(?:sie|ihne?n?|ihre?[mnrs]?|es|wir)"
_KINDS = (_GRANT, _MEASURE, _COSTS, _PROJECT, _TIME, _LAW, _GIVER, _NUMBERS, _PRONOUN)
_FUNDING_NOUN = re.compile(rf"(?:{'|'.join(_KINDS)})\Z", re.IGNORECASE)
_NOUN = re.compile(r"(?<![\w-])[A-ZÄÖÜ](?:[\w*:-]*\w)?")
_UNIT_BEFORE = re.compile(r"(?:\b(?:[Jj]e|[Pp]ro|[Ff]ür jede[sn]?)|/) ?\Z")
_EVERYTHING = re.compile(r"\b(?:allen?|beiden?|sämtlichen?|jede[nmrs]?) [A-ZÄÖÜ][\w-]+")
# Whoever applies bears the rest: "die restlichen 20 % trägt der Verein".
_BEARER = re.compile(r"\b(?:trägt|tragen|leistet|leisten) (?:der|die|das) [A-ZÄÖÜ][\w-]+")
# Who gives is no case, however he is called: "Die Dorfwerk eG übernimmt bis zu …"; but a part of a
# programme gives as well, each to others.
_GIVES = re.compile(
    r"\A[\s•–-]*(?:Die|Der|Das|Ihr|Unser|Unsere) (?!(?:[\w-]+ ){0,3}?[\w-]*(?:[Kk]omponente"
    r"|[Mm]odul"
    r"|[Bb]austein|[Ll]inie|[Pp]rogramm|[Ff]örder|[Ss]chwerpunkt|[Ss]äule|[Tt]eil|[Mm]aßnahme"
    r"|[Vv]ariante|[Kk]ategorie|[Zz]uschuss|[Zz]uwendung))(?:[A-ZÄÖÜ][\w-]*|[a-zäöüß]+|eG|für) ?"
    r"(?:[\w-]+ ){0,5}?(?:übernimmt|bezuschusst|fördert|unterstützt|gewährt|zahlt|erstattet"
    r"|beteiligt sich)\b(?! (?:sich|die|der|das|den)\b)"
)
# "Projekte, deren Gesamtkosten …" are any projects.
_OWN_COSTS = re.compile(
    r"(?<=[a-zäöüß]), (?:deren|bei denen|in denen) (?=(?:[a-zäöüß-]+ )?"
    r"[\w-]*(?:[Kk]osten|[Aa]usgaben|[Aa]ufwendungen|[Vv]olumen)\b)"
)
_ENDOWED = re.compile(r"\A\s*Er (?=ist [^#]{0,20}# +dotiert\b)")  # a prize, and no case
_PERCENT = re.compile(r"\bv\. ?H\b\.?")
# The name of a programme in quotation marks says nothing more.
_CALLED = re.compile(
    r"\b[\w-]*(?:[Pp]rogramm|[Pp]reis|[Ww]ettbewerb|[Ff]onds|[Ff]örderung|[Aa]ufruf)\w* "
    r"[„\"“»][^\"”“«]{3,60}[\"“”«](?: \([^()]{2,30}\))?"
)
# Words that are written large only because a sentence begins with them.
_FIRST = re.compile(
    r"[\W\d_]*(?:\w+(?:lich|weise|falls|mals|zeitig)|(?:wicht|künft|notwend|nöt|einmal)ig|so|damit"
    r"|dem|den|der|die|das|ein|eine|je|pro|bis|mit|in|im|von|auf|für|nach|als|zu|zur|zum|bei"
    r"|dabei|hierbei|jedoch|maximal|max|unter|um|maximale[rs]?|höchste[rs]?|höchstens|mindestens|mind"
    r"|grundsätzlich|generell|derzeit|aktuell|pauschal|einmalig|einmalige[rs]?|jährlich|monatlich"
    r"|mögliche?[rs]?|zudem|außerdem|somit|damit|wie|was|wer|hoch|unser|unsere|alle|jede[rsn]?|nicht|the|an?|each|up"
    r"|ge(?:fördert|währt|zahlt|tragen|plant)|bezuschusst|erstattet|übernommen|unterstützt"
    r"|ausge(?:zahlt|reicht|lobt)|bewilligt|finanziert|vergeben|vorgesehen|beantragt"
    r"|(?:förder|zuwendungs|förderungs)fähig(?:e[nrs]?)?|maßgeblich|ausge(?:schlossen|nommen)"
    r"|abgelehnt|kein(?:e[nrsm]?)?|ebenfalls|ebenso|weiterhin|antragsberechtigt)(?= )",
    re.IGNORECASE,
)
# An attribute narrows what has one: "investive Maßnahmen"; some say only that it is funded.
_ATTRIBUTED = re.compile(
    r"(?<![\w-])(?P<adjective>(?-i:[a-zäöüß-]{2,}?|(?<!pro )(?<!je )[A-ZÄÖÜ][a-zäöüß]+?)"
    r"(?:e|en|er|es|em)) "
    r"[\w-]*(?:projekt|vorhaben|maßnahme|antragstell|empfänger|investition)\w*",
    re.IGNORECASE,
)
_SAYS_NOTHING = re.compile(
    r"(?:der|die|das|den|dem|des|eine?[nrsm]?|jede[nrsm]?|alle[nr]?|zwischen|unsere?[nrm]?"
    r"|ihre?[nrsm]?|geförderte[nrs]?|(?:förder|zuwendungs|förderungs)fähige[nrs]?|einzelne[nrs]?"
    r"|ausgewählte[nrs]?|beantragte[nrs]?|bewilligte[nrs]?|eingereichte[nrs]?|jeweilige[nrs]?"
    r"|geplante[nrs]?|konkrete[nrs]?|mehrere[nr]?|entsprechende[nrs]?|werden|können|sollen|wurden"
    r"|haben|erhalten|über|unter|oder|aber)",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(
    r"\b(?:diese[rsnm]?(?! (?:Jahre?s?|\w*[Aa]ufrufe?s?|\w*[Pp]rogramms?|\w*[Rr]ichtlinie"
    r"|\w*[Rr]unde|\w*[Pp]eriode|Ausschreibung)\b)|dafür|hierfür|davon|hiervon|solche\w*|letztere\w*|deren"
    r"|dessen|erstere\w*|weitere\w*|zusätzlich\w*|sonst)\b",
    re.IGNORECASE,
)


# One kind of grant beside others: "im Fall von Projektförderung", "bei Anteilfinanzierung".
_OF_ONE_GRANT = re.compile(
    r"\b(?:[Ii]m Falle?(?: von| einer)?|[Bb]ei(?: einer)?) (?:[a-zäöüß]+ )?[A-ZÄÖÜ][\w-]*"
    r"(?:förderung|finanzierung|zuschuss|zuschüssen|zuwendung|darlehen)\b"
)


def names_kind_of_grant(words: str) -> bool:
    """Return whether words are the one name of a grant among several: "Jugendförderung".

    "Höchstförderung" is the most of one.
    """
    return _KIND_OF_GRANT.match(words) is not None


@lru_cache(maxsize=1 << 10)
def speaks_of_funding_alone(left: str, right: str) -> bool:
    """Return whether the words around a number speak of the funding and of nothing else.

    Several questions about a number ask it of the same words, hence the memory.
    """
    words = _GIVES.sub("Es ", _BEARER.sub("", _EVERYTHING.sub("", f"{left} # {right}")))
    words = _PERCENT.sub("Prozent", _ENDOWED.sub("Es ", words))
    words = _CALLED.sub("Programm", _OWN_COSTS.sub(" ", words))
    if _POINTS_BACK.search(words) or _OF_ONE_GRANT.search(words):
        return False
    if any(not _SAYS_NOTHING.fullmatch(one["adjective"]) for one in _ATTRIBUTED.finditer(words)):
        return False
    first = _FIRST.match(words)
    return all(
        _is_of_funding(noun.group()) or _UNIT_BEFORE.search(words, 0, noun.start())
        for noun in _NOUN.finditer(words, first.end() if first else 0)
    )


@lru_cache(maxsize=1 << 12)
def _is_of_funding(noun: str) -> bool:
    return _FUNDING_NOUN.match(noun) is not None


def kind_of_project(left: str, right: str) -> str:
    """Return the kind of project that is all a sentence speaks of but the funding, or "".

    "Die Gesamtkosten des Kleinprojekts" may be those of all projects, and are of small ones.
    """
    kinds = {match.group() for match in _KIND.finditer(f"{left} # {right}")}
    if len(kinds) != 1:
        return ""
    kind = kinds.pop()
    alone = speaks_of_funding_alone(left.replace(kind, "Projekt"), right.replace(kind, "Projekt"))
    return kind if alone else ""


_KIND = re.compile(
    r"(?<![\w-])(?:Klein|Kleinst|Mikro|Mini|Modell|Pilot|Einzel|Verbund|Leuchtturm|Jugend|Ehrenamts)"
    r"(?:projekt|vorhaben|maßnahme)(?:e?n?|e?s)(?![\w-])"
)


def without_case(words: str, name: Named) -> str:
    """Return words without those of a case, which leave a plain "Projekt" in their place."""
    return words.replace(name.case.words, "Projekt", 1) if name.case.words else words
