"""Units: what one sum of money is for, in codes and in the text's own words."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from pipeline.claim import Unit

# Short nouns and signs, only as whole words.
_WHOLE = {
    Unit.LENGTH_OR_AREA: "m² m2 m³ qm ha km lfm lfdm fläche",
    Unit.HOUR: "std ue ustd", Unit.DAY: "tag nacht woche", Unit.MONTH: "monat", Unit.YEAR: "annum",
    Unit.INHABITANT: "ew", Unit.BUILDING: "we haus", Unit.PERSON: "tn kopf kraft platz vzä head"
                                                                  " child",
    Unit.PLACE: "ort lag stadt dorf kreis", Unit.PROJECT: "fall idee kurs",
    Unit.ITEM: "kw kwp kwh wp mw t kg rad bank baum tier", Unit.ORGANISATION: "lag-träger",
}  # fmt: skip
_EXACT = {noun: unit for unit, nouns in _WHOLE.items() for noun in nouns.split()}
# The ends of longer nouns, without their endings; the first that fits decides.
_STEMS = (
    (Unit.ORGANISATION, "antragsteller antragstellende antragstellerin träger"),
    (Unit.PERSON, "vereinsmitglied jugendleiter übungsleiter"),
    (Unit.LENGTH_OR_AREA, "quadratmeter kubikmeter hektar kilometer meter hectare"),
    (Unit.HOUR, "stunde unterrichtseinheit hour"),
    (Unit.DAY, "tag tagewerk nächte woche übernachtung day"),
    (Unit.MONTH, "monat month"),
    (Unit.YEAR, "jahr year"),
    (Unit.INHABITANT, "einwohner einwohnerin einwohnende einwohner*in einwohner:in inhabitant"),
    (
        Unit.BUILDING,
        "gebäude häuser haus anwesen objekt wohneinheit wohnung liegenschaft grundstück immobilie"
        " denkmal baudenkmal standort bauwerk building",
    ),
    (
        Unit.PERSON,
        "person teilnehmer teilnehmende teilnehmerin mitglied kind kinder jugendliche schüler"
        " schülerin"
        " studierende auszubildende azubi besucher gäste stelle arbeitsplatz arbeitsplätze plätze"
        " platz"
        " ausbildungsplatz vollzeitäquivalent fachkraft fachkräfte arbeitskraft ehrenamtliche"
        " helfer"
        " mitarbeiter mitarbeitende beschäftigte erwachsene betreuer leiter stipendiat participant",
    ),
    (
        Unit.ORGANISATION,
        "verein unternehmen betrieb schule hochschule kita einrichtung organisation antragsteller"
        " antragstellende antragstellerin zuwendungsempfänger empfänger träger initiative stiftung"
        " feuerwehr gruppe"
        " verband verbände laden läden partner bewerber gründer haushalt institution applicant"
        " beneficiary"
        " klasse organization verbund konsortium",
    ),
    (
        Unit.PLACE,
        "ortsteil ort gemeinde kommune stadt städte dorf dörfer landkreis kreis region quartier"
        " stadtteil"
        " ortschaft bundesland aktionsgruppe gebiet municipality",
    ),
    (
        Unit.PROJECT,
        "projekt vorhaben maßnahme antrag anträge bewilligung förderfall förderfälle einzelfall"
        " konzept"
        " förderansatz veranstaltung aktion auftritt kurs projektidee bildungsscheck project"
        " proposal action grant"
        " consortium fahrt beratung",
    ),
    (
        Unit.ITEM,
        "fahrzeug gerät bäume baum stück tier anlage lastenrad fahrrad pedelec anhänger räder"
        " ladepunkt ladestation"
        " ladesäule"
        " kilowatt kilowattstunde megawattstunde tonne liter modul speicher fenster tür heizung"
        " exemplar"
        " seite zisterne stellplatz stellplätze sitzbank hecke strauch sträucher",
    ),
)  # fmt: skip
_NOUN_OF = tuple(
    (
        unit,
        re.compile(
            rf"[\wäöüß*-]{{0,40}}?(?:{'|'.join(map(re.escape, stems.split()))})"
            r"(?:[*:_/]?-?innen|e?[nsmr]|e|er|ern|es)?",
            re.IGNORECASE,
        ),
    )
    for unit, stems in _STEMS
)
_JOINT = re.compile(
    r"(?:(?P<per>[ ,]*\(?(?:[Jj]e|[Pp]ro|[Pp]er|[Ff]ür jede[nrs]?|jede[nrs]?"
    r"|for each"
    r"|/ ?(?:je|pro)?)|(?<!\A) ?/)"
    r"|(?P<and> (?:und|sowie|bzw\.|beziehungsweise|oder|and|or)(?: (?:je|pro|per))?|, (?:je|pro)))"
    r" ?(?P<adjective>(?:(?:[a-zäöüß]+e[nrms]?|Lokalen?) ){0,2}?)(?P<noun>[A-ZÄÖÜ][\wäöüß²*/-]*|m²"
    r"|m2"
    r"|qm|ha\b|km\b|kW[ph]?\b|kW\b|lfm|lfd\. ?Meter|kg\b|t\b"
    r"|project\b|participant\b|person\b|applicant\b|beneficiary\b|year\b|hour\b|day\b|month\b"
    r"|inhabitant\b|head\b|child\b|hectare\b|grant\b)"
)
# What some of the words for a time contain; most sentences have none.
_HINTS = ("ähr", "Jahr", "onat", "ägl", "am Tag", "p.", "year", "month", "annu")
# "5.000 Euro Zuschuss je Verein": what may stand between a sum and its unit.
_BETWEEN = re.compile(
    r"(?: (?:[a-zäöüß]+e[rsn]? )?[\wäöüß-]*(?:[Zz]uschuss|[Ff]örderung|[Zz]uwendung|[Ff]ördermittel"
    r"|[Pp]auschale|[Pp]rämie|brutto|netto|[Ss]umme|[Gg]esamtzuschuss|grant))(?= )"
)
_TIMES = (
    (Unit.YEAR, re.compile(r"\b(?:jährlich\w*|im Jahr(?! (?:19|20)\d\d)|p\. ?a\.|per annum"
                           r"|annually|(?:a|per|pro|je|jedes) (?:Haushalts|Kalender"
                           r"|Förder)?-?[Jj]ahr|per year|a year)\b\.?", re.IGNORECASE)),
    (
        Unit.MONTH,
        re.compile(r"\b(?:monatlich\w*|im Monat|per month|(?:pro|je) Monat)\b", re.IGNORECASE),
    ),
    (Unit.DAY, re.compile(r"\b(?:täglich|am Tag)\b", re.IGNORECASE)),
)  # fmt: skip
_BEFORE = re.compile(
    r"\b(?:[Jj]e|[Pp]ro|[Ff]ür jede[nrs]?|[Jj]ede[rs]?|[Pp]er|[Ff]or each|[Ee]ach)(?! nach\b)(?= )"
)
_COUNTED = re.compile(
    r"(?:\d|\b(?:ein|eine|einen|zwei|drei|vier|fünf|mehrere|Antrag)) ?[\wäöüß-]* \Z"
)
_APART = re.compile(r"[,;|]| und | sowie ")
_PRIZE = re.compile(r"\b(?:[\w-]*[Pp]reis(?:e|en|es|geld\w*)?|dotiert|[Pp]rizes?)\b")
_REACH = 140  # characters before a number in which its unit may stand


class Units(NamedTuple):
    """The units of a sum and the words that name them."""

    units: tuple[Unit, ...]
    words: str


NO_UNITS = Units((), "")


def units_of(sentence: str, start: int, end: int, after: int, following: int) -> Units:
    """Return what the sum at `start:end` is for; empty where its sentence does not say.

    `after` is where the sum before ends, `following` where the next one begins.
    """
    behind, _ = _behind(sentence, end, following)
    found, words = list(behind.units), [behind.words]
    left = max(after, start - _REACH)
    if after:  # what stands behind the sum before is of that sum
        left = max(left, _behind(sentence, after, start)[1])
    left = max(left, sentence.rfind(" | ", left, start))
    for match in _BEFORE.finditer(sentence, left, start):
        if sentence.count(")", match.end(), start) > sentence.count("(", match.end(), start):
            continue  # an aside
        if _COUNTED.search(sentence, max(0, match.start() - 40), match.start()):
            continue  # "6 Gemeinden pro Landkreis"
        ahead, _ = _chain(sentence, match.start(), start)
        found += ahead.units
        words.append(ahead.words)
    for unit, pattern in _TIMES:
        said = None if unit in found else _time(sentence, pattern, left, start, end, following)
        if said:
            found.append(unit)
            words.append(said)
    kept = [one for one in dict.fromkeys(words) if one]
    return Units(tuple(dict.fromkeys(found)), " ".join(kept))


def _time(
    sentence: str, pattern: re.Pattern[str], left: int, start: int, end: int, following: int
) -> str:
    """Return the words that give a sum per year or month, before it or right behind."""
    window = sentence[left : min(len(sentence), following, end + 40)]
    if not any(hint in window for hint in _HINTS):
        return ""
    before = pattern.search(sentence, left, start)
    if before and not _APART.search(sentence, before.end(), start):
        return _plain(before.group())
    behind = pattern.search(sentence, end, min(len(sentence), following, end + 40))
    return (
        _plain(behind.group())
        if behind and not _APART.search(sentence, end, behind.start())
        else ""
    )


def _plain(words: str) -> str:
    """Return words without the full stop of their sentence; that of "p. a." stays."""
    return words if words.endswith("a.") else words.rstrip(".")


def _behind(sentence: str, end: int, following: int) -> tuple[Units, int]:
    """Return the units right behind a sum, and where their words end."""
    if sentence.startswith((" Je ", " Pro ", " Für "), end):  # of the next sum
        return NO_UNITS, end
    between = _BETWEEN.match(sentence, end, following)
    units, reached = _chain(sentence, between.end() if between else end, following)
    next_one = following < len(sentence) and not sentence[reached:following].strip()
    if next_one and sentence.startswith(",", end):
        return NO_UNITS, end  # "5.000 Euro, je Kind 200 Euro": of the next sum, too
    return units, reached


def is_prize(sentence: str, start: int, end: int) -> bool:
    """Return whether the words around a sum speak of a prize."""
    return bool(_PRIZE.search(sentence, max(0, start - 60), min(len(sentence), end + 30)))


def _chain(sentence: str, start: int, stop: int) -> tuple[Units, int]:
    """Return the units that follow one another from `start`, and where they end."""
    found: list[Unit] = []
    position, begin = start, -1
    while joint := _JOINT.match(sentence, position):
        if (joint["and"] and not found) or joint.end() > stop:
            break
        unit = unit_of(joint["noun"])
        if unit is None and (found or joint["per"].strip() == "/"):
            break
        begin = joint.start() if begin < 0 else begin
        position = joint.end()
        if unit is None:  # "je Los": its words tell at least that there is a unit
            break
        found.append(unit)
        if aside := _ASIDE.match(sentence, position):
            position = aside.end()
    words = sentence[begin:position].strip(" ,(") if begin >= 0 else ""
    return Units(tuple(found), words), position


_ASIDE = re.compile(r" \([^()]{1,30}\)(?= (?:und|je|pro) )")


@lru_cache(maxsize=4096)
def unit_of(noun: str) -> Unit | None:
    """Return the unit that a noun stands for; None for a noun that is none."""
    first = noun.split("/", maxsplit=1)[0].casefold()
    if first in _EXACT:
        return _EXACT[first]
    return next((unit for unit, pattern in _NOUN_OF if pattern.fullmatch(first)), None)
