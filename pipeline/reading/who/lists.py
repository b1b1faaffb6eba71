"""Lists of applicants: which nouns of a governed passage apply, which are merely mentioned."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.reading.who.nouns import find_nouns

# A noun that hangs on a preposition or stands in the genitive is not the applicant.
_PREPOSITIONS = (
    "in|im|aus|von|vom|bei|beim|für|mit|ohne|auf|gegenüber|innerhalb|außerhalb|durch"
    "|aggregating|representing|zu|zur|zum|über|unter|nach|pro|je|of|in|from|within|by|for|with"
    "|against|zugunsten|wie dem|wie der|als|an der|am|an einer|an dieser|an ihrer"
)
# "alle in der Stadt tätigen Vereine", "von als gemeinnützig anerkannten Vereinen": behind an
# article or another preposition a preposition opens an attribute, and the noun is free again.
_ATTRIBUTED = re.compile(
    r"(?:\A|\b(?:[Aa]lle[nr]?|[Dd]ie|[Dd]er|[Dd]en|[Dd]as|[Jj]ede[rs]?|[Ss]ämtliche[nr]?"
    r"|eine?[nmrs]?"
    r"|von|durch|für|an|sind|ist|können|und|oder|sowie|[a-zäöüß]+lich) |, )"
    r"(?:in|im|aus|am|an|bei|zu[rm]?|nach|als|mit|durch|von|vom|auf|über) [^.;:?,]{3,80}?"
    r"(?:[a-zäöü]+(?:enden?|ten?|enen?)|tätigen?|ansässigen?|aktiven?|fähigen?|pflichtigen?) \Z"
)
_HANGING = re.compile(
    rf"(?:\b(?P<by>{_PREPOSITIONS})"
    r"(?: (?:der|den|dem|die|das|des|einer|einem|eines|einen|ihrer|ihren|allen|mehreren"
    r"|anderen|beiden|the|other|several))?"
    r"|[A-ZÄÖÜ][\w*:/-]+(?: \([^)]*\))? (?:der|des|dieser|eines|einer|deren|beider|aller|mehrerer"
    r"|sämtlicher|anderer|unserer|an)|[a-zäöü]+ige an)"
    r"(?: (?!oder |aber )[A-ZÄÖÜa-zäöüß][A-ZÄÖÜa-zäöüß-]*(?:en|er|em|e|n))* \Z"
)
_CHAINED = re.compile(
    r"\A(?:, [A-ZÄÖÜ][\w-]+)* ?(?:und|oder|bzw\.|/|and|or)(?: (?:der|den|des"
    r"|deren))?(?: [a-zäöüß-]+)* ?\Z"
)
_DATIVE = re.compile(
    r"(?:[Ss]tädten|Vereinen|Verbänden|Kreisen|Betrieben|Bürgern|Trägern|Stellen|Vereinigungen"
    r"|Zusammenschlüssen)\Z"
)
# "aus Dörfern, Klein- und Mittelstädten": a dative plural that ends a list after a preposition.
_LISTED_AFTER = re.compile(
    rf"\b(?P<by>{_PREPOSITIONS}) (?:[a-zäöüß]+ )*[A-ZÄÖÜ][\w-]*"
    r"(?:(?:, | und | oder | sowie )(?:[a-zäöüß]+ )*[A-ZÄÖÜ][\w-]*)*(?:, | und | oder | sowie )\Z"
)
_CLAUSE = re.compile(
    r", (?:die(?![^,.;]{0,70}gemeinnützig)|der|das|den|deren(?! (?:\w+ )?(?:Zusammenschl"
    r"|Eigenbetr|Verb|kommunal|Unternehm"
    r"|Einricht|Gesellsch))|dessen|welche[rn]?|wenn|sofern|soweit|falls|wobei|denen|um|da|weil"
    r"|dass|in denen|mit denen|insofern|who|which|that|provided|if|whose)\b"
    r"(?:(?! [-–] )[^,;.:()•·▪])*"
)
_OBLIQUE_CLAUSE = re.compile(
    r", (?:an|bei|in|mit|für|von|aus|unter) (?:denen|deren|dem|der|die|das|welche[rnm])\b[^,;.]*"
)
_EXCEPT = re.compile(
    r"(?:mit Ausnahme (?:von|der|des|eines)|ausgenommen(?: sind| hiervon sind| davon sind|:)?"
    r"|außer\b|nicht jedoch|jedoch nicht|nicht aber|aber nicht|jedoch keine|aber keine"
    r"|keine\b|nicht an\b|except(?: for)?|excluding|with the exception of) ?(?P<list>[^;.:()]*)"
)
# "(keine Parteien)", and of "(z. B. Vereine; ausgenommen Parteien)" the end.
# "…, Privatpersonen hingegen nicht."
_NOT_THESE = re.compile(
    r"(?:, |; | – )(?P<list>[^;.:(),]{3,80}?) (?:hingegen |jedoch |aber |dagegen "
    r"|aber leider )?nicht"
    r"(?=\s*(?:[.;)]|\Z))"
)
_ASIDE = re.compile(
    r"(?:\([^();]*\b(?:nicht|kein\w*|ausgenommen|außer)\b[^()]*(?:\)|\Z)"
    r"|;[^();]*\b(?:nicht|kein\w*|ausgenommen|außer)\b[^()]*\))"
)
_ARTICLE = re.compile(r", d(?:ie|er|as|en) ")
_NO_VERB = re.compile(r"[A-ZÄÖÜ][\w*:/-]*\s*\Z")
# An exclusion that holds only for some of a kind excludes no kind.
_RESTRICTED = re.compile(
    r"(?: (?:in Schwierigkeiten|in|mit|ohne|aus|im|der|des|von|für|unter|über|bei|deren|auf"
    r"|that|which|in difficulty)\b|, (?:die|deren|welche|bei|über|gegen|an|der|das)\b)"
)
_QUALIFIED = re.compile(
    r"\b(?!(?i:anerkannte|eingetragene|natürliche|juristische|private|kommunale|öffentliche|alle"
    r"|sämtliche|sind|werden|gehören|zählen|können|dürfen|gelten|kommen|bleiben|aber|sondern"
    r"|keine|und|oder"
    r"|sowie|auch|die|hingegen|jedoch|gewerbliche|staatliche"
    r"|weder|weiter|außer|daher|leider|diese|ausgenommen|wie|nur|sonstige|andere|weitere))"
    r"(?:[a-zäöüß]+|(?<=[•*·▪–-] )[A-ZÄÖÜ][a-zäöüß]+)(?:e|en|er) (?:[a-zäöüß]+e )?\Z"
    r"|\b(?:[Ss]mall|[Ll]arge|[Kk]leine|[Gg]roße|[Mm]edium-sized|[Ii]nternational|tätige) \Z"
)


# "Einzelpersonen nicht, wohl aber Vereine": whom a denial spares.
SPARED = re.compile(
    r"[,;:–(]? ?(?:wohl aber|wohl jedoch|(?:sehr|doch) wohl|dafür aber|sondern)(?: auch| nur)? "
    r"(?P<list>[^;.:()]*)"
)
# "Gastronomiebetriebe" are not all companies.
_COMPOUNDED = frozenset({"company", "association", "education"})
_COMPOUND = re.compile(
    r"(?!Hoch|Fachhoch|Volkshoch|Einzel|Wirtschafts|Privat|Industrie|Kapital|Personen|Klein"
    r"|Groß)[\w-]+"
    r"(?:betrieben?|unternehmen|vereine?n?|verbänden?|schulen|initiativen?)$"
)
# Students are not all people; these are.
_ANYBODY = re.compile(
    r"(?i:privat|natürliche|einzelperson|einzelne|personen|bürger|individuals|natural|citizens)"
)
_ALL_LEVELS = re.compile(r"[Kk]ommunale[nr]? Gebietskörperschaft")
# "Gruppen von Studierenden": whom a group is made of applies.
_MADE_OF = re.compile(
    r"\b(?:[\w-]*[Gg]ruppen?|Teams?|Kollektiven?|Ensembles?) (?:von|aus)(?: [a-zäöüß]+)* \Z"
)


class Found(NamedTuple):
    """An applicant type that a passage names, and where."""

    kind: str
    start: int
    end: int
    excluded: bool
    rule: str


def listed(
    plain: str, start: int, end: int, rule: str, *, excluded: bool = False, agent: str = ""
) -> Iterator[Found]:
    """Yield the applicants of `plain[start:end]`, and as excluded those it excepts.

    Subordinate clauses and what hangs on a preposition are skipped, except on `agent`.
    """
    region = _blank_clauses(plain[start:end])
    if excluded:
        for spared in SPARED.finditer(region):
            yield from _named(
                plain, spared["list"], start + spared.start("list"), "spared", False, ""
            )
        region = _blank(SPARED, region)
    else:
        for aside in _ASIDE.finditer(region):
            yield from _excepted(plain, aside.group(), start + aside.start())
        region = _blank(_ASIDE, region)
        yield from _excepted(plain, region, start)
    region = _blank(_ASIDE, _blank(_NOT_THESE, _blank(_EXCEPT, region)))
    yield from _named(plain, region, start, rule, excluded, agent)


def _excepted(plain: str, region: str, offset: int) -> Iterator[Found]:
    for match in (*_EXCEPT.finditer(region), *_NOT_THESE.finditer(region)):
        yield from _named(plain, match["list"], offset + match.start("list"), "except", True, "")


def _named(
    plain: str, region: str, offset: int, rule: str, excluded: bool, agent: str
) -> Iterator[Found]:
    hung = -1  # where the last noun ended that merely hangs on another
    for match in find_nouns(region):
        if _hangs(region, match, hung, agent):
            hung = match.end()
            continue
        hung = -1
        start, end = offset + match.start(), offset + match.end()
        only_some = bool(_COMPOUND.match(match.group()) and match.lastgroup in _COMPOUNDED)
        if match.lastgroup == "individual":
            only_some = _ANYBODY.match(match.group()) is None
        if not (excluded and (only_some or _partial(plain, start, end))):
            yield Found(str(match.lastgroup), start, end, excluded, rule)
            if _ALL_LEVELS.match(match.group()):
                yield Found("district", start, end, excluded, rule)


def _hangs(region: str, match: re.Match[str], hung: int, agent: str) -> bool:
    found = _HANGING.search(region, max(0, match.start() - 90), match.start())
    if not found and _DATIVE.search(match.group()):
        found = _LISTED_AFTER.search(region, max(0, match.start() - 90), match.start())
    around = max(0, match.start() - 110), match.start()
    if found and (_ATTRIBUTED.search(region, *around) or _MADE_OF.search(region, *around)):
        return False
    if found:
        return found["by"] is None or found["by"] not in agent.split()
    if hung < 0:
        return False
    between = region[hung : match.start()]
    listed_on = between == ", " and _DATIVE.search(match.group())
    return bool(_CHAINED.match(between) or listed_on)


def _partial(plain: str, start: int, end: int) -> bool:
    return bool(
        _RESTRICTED.match(plain, end) or _QUALIFIED.search(plain, max(0, start - 50), start)
    )


def _blank_clauses(region: str) -> str:
    """Blank relative clauses, but not a further body with its article: "…, die Länder"."""

    def blank(clause: re.Match[str]) -> str:
        said = clause.group()
        article = _ARTICLE.match(said)
        noun = next(find_nouns(said, article.end()), None) if article else None
        if article and noun and noun.start() == article.end() and _NO_VERB.search(said):
            return said
        return " " * len(said)

    return _CLAUSE.sub(blank, region)


def without_clauses_has(verb: re.Pattern[str], text: str) -> bool:
    """Return whether a verb stands in a text outside its relative clauses and brackets."""
    bare = _OBLIQUE_CLAUSE.sub(" ", _blank_clauses(text))
    return bool(verb.search(re.sub(r"\([^()]*\)", " ", bare)))


def _blank(pattern: re.Pattern[str], region: str) -> str:
    return pattern.sub(lambda found: " " * len(found.group()), region)


def oblique(found: Found, plain: str) -> bool:
    """Return whether the noun stands in a form that no list item has."""
    return bool(_DATIVE.search(plain[found.start : found.end]))
