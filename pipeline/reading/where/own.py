"""The body that a page is of, where it calls itself just "the town": "die Gemeinde fördert".

Most local pages name their town in a letterhead, an address or a title, and their rules speak of
"die Gemeinde", "unsere Stadt" or "der Kreis". Such a page is of the one body of that kind which
it names; where it names several, or only in passing, staff are asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from db.area import LOCAL_KINDS, Area, AreaKind
from pipeline.reading.where.area_words import about_something_else, sentence
from pipeline.reading.where.asides import names_in_passing
from pipeline.reading.where.givers import PROGRAMME, gives, gives_to_its_own
from pipeline.reading.where.headlines import Headlines
from pipeline.reading.where.mentions import Mention
from pipeline.reading.where.postcodes import lands_by_postcode

_KINDS = {
    "local": LOCAL_KINDS,
    "district": frozenset({AreaKind.DISTRICT}),
    "state": frozenset({AreaKind.STATE}),
}
_BODY = re.compile(
    r"\b(?:[Dd](?:ie|er|as|es|em)|[Uu]nsere[rnsm]?|[Ii]hre[rnsm]?|[Vv]om|[Bb]eim|[Ii]m) "
    r"(?:(?P<local>(?:Orts|Markt|Heimat)?[Gg]emeinde|Stadt|Kommune|Markt(?:es)?|Flecken"
    r"|(?:Gemeinde|Stadt|Markt)(?:rat(?:es)?|verwaltung|vertretung|gebiet(?:es)?|parlament)"
    r"|Marktgemeinderat(?:es)?|Magistrat(?:s|es)?|Stadtverordnetenversammlung|Rathaus(?:es)?"
    r"|Gemeindevorstand(?:es)?)"
    r"|(?P<district>(?:Land)?[Kk]reis(?:es)?|Kreis(?:tag(?:es)?|verwaltung|ausschuss(?:es)?|gebiet)"
    r"|Landratsamt(?:es)?)"
    r"|(?P<state>Land(?:es)?|Freistaat(?:es)?|Landesregierung))\b(?![\w-])"
)
_OF_ITS_OWN = re.compile(
    r"\b(?:[Ss]tädtische|[Gg]emeindliche|[Kk]ommunale)[nrs]? (?:Zuschuss|Zuschüsse|Förderprogramm"
    r"|Fördermittel|Haushaltsmittel)|\b(?:Gemeinde|Stadt)haushalt"
    r"|\b[Uu]nserer? (?:Stadt|Gemeinde)\b"
)
_WHOSE = re.compile(r"(?:[Uu]nsere[rnsm]?|[Ii]hre[rnsm]?) $")
# "Magistrat der Stadt …", "© Gemeinde …": a name in a letterhead, an address or a footer.
_LETTERHEAD = re.compile(
    r"\W*(?:(?:Herausgeber(?:in)?|Anschrift|Impressum|Kontakt|Postanschrift|Auskunft|Copyright"
    r"|Antr[aä]ge? an|Ansprechpartner(?:in)?|Träger(?:in)?|Veranstalter(?:in)?)\s*:?\s*)?"
    r"(?:(?:Der |Die )?(?:Magistrat|Rat|Rathaus|Gemeindevorstand|Gemeindeverwaltung|Verwaltung"
    r"|Stadtverwaltung|(?:Ober)?[Bb]ürgermeister(?:in)?|Landrat|Landrätin|Kreisausschuss"
    r"|Pressestelle) (?:der |des )?)?"
)
# "Ratingen, 12. März 2027" and "Ober-Mörlen. Die Gemeindevertretung …"
_DATELINE_END = re.compile(r"\. [A-ZÄÖÜ]|,? (?:den )?\d{1,2}\.| [–-] | \([a-z]{2,4}\)")
_PROGRAMME_BEHIND = re.compile(rf" (?![\w-]*(?:[Pp]reis|[Ss]tipendi|[Ww]ettbewerb)){PROGRAMME}\b")
_OF_A_LAND = re.compile(
    r"\b(?:Land(?:es)?|Freistaat(?:e?s)?|[\w-]*[Mm]inisterium\b[^.;!?\n]{0,90}|Landes[\w-]+"
    r"|Regierung(?: von| des Landes)?|Staatskanzlei|[\w-]+[Bb]ank) $"
)


def is_its_programme(text: str, name: Mention) -> bool:
    """Whether a bent name is that of a programme: "Bremerhavener Kulturfonds"."""
    return name.ending == "er" and bool(_PROGRAMME_BEHIND.match(text, name.end))


_TOP = 400  # characters in which a page of a Land names it


class Proof(IntEnum):
    """How much a name on a page says that the page is of that body."""

    PASSING = 1  # somewhere in its text
    POSTAL = 2  # the town of an address, which may be another's
    OWN = 3  # with its title in a letterhead, an address, a headline or a footer


@dataclass(frozen=True, slots=True)
class Owner:
    """The bodies that a page may be of, with the words that name the first of them."""

    areas: tuple[Area, ...]
    start: int
    end: int
    certain: bool


def owners(
    text: str, lined: str, names: Sequence[Mention], heads: Headlines, read: Iterable[AreaKind]
) -> Iterator[Owner]:
    """Yield, for each kind of body that gives on a page without its name, whose page it is.

    `names` are the names on the page, each with what it may mean; `read` are the kinds of
    area that its sentences name already, which need no looking for.
    """
    if not heads.funding:
        return
    known = frozenset(read)
    found = _nameless_givers(text, names)
    for kind, giving in found.items():
        if _KINDS[kind] & known or (kind == "local" and AreaKind.DISTRICT in known):
            continue
        # An address may be that of an office, or of whoever runs the page.
        proofs = [
            (name, proof)
            for name, proof in _proofs(text, lined, names, heads, kind)
            if giving or proof is not Proof.POSTAL
        ]
        most = max((proof for _name, proof in proofs), default=None)
        best = [(name, proof) for name, proof in proofs if proof is most]
        # "Einwohner der Gemeinde" may stand in the rules of a Land as well.
        sure = giving or kind == "state" or not found.get("state")
        # Several Länder in passing are compared; none of them speaks.
        compared = kind == "state" and most is not Proof.OWN and len(_areas(best)) > 1
        if best and not compared:
            yield _owner(best, sure=sure)


def _nameless_givers(text: str, names: Sequence[Mention]) -> dict[str, bool]:
    """Return the kinds of body that give without their name; True where a sentence says so."""
    named = {name.title_start for name in names if name.title}
    found: dict[str, bool] = {}
    for body in _BODY.finditer(text):
        kind = str(body.lastgroup)
        start, end = body.span(kind)
        if start in named or found.get(kind):
            continue
        before, after = sentence(text, start, end)
        before = _WHOSE.sub("die ", before)
        if about_something_else(before, "") and not gives(before, after):
            continue
        if gives(before, after):
            found[kind] = True
        elif gives_to_its_own(before, text[start:end], after):
            found.setdefault(kind, False)
    if _OF_ITS_OWN.search(text):
        found.setdefault("local", False)
    return found


def _proofs(
    text: str, lined: str, names: Sequence[Mention], heads: Headlines, kind: str
) -> list[tuple[Mention, Proof]]:
    found = []
    for name in names:
        if all(area.kind in _KINDS[kind] for area in name.areas):
            proof = _proof(text, lined, name, heads, kind)
            if proof:
                found.append((name, proof))
    return found


def _proof(text: str, lined: str, name: Mention, heads: Headlines, kind: str) -> Proof | None:
    start = name.title_start if name.title else name.start
    before, after = sentence(text, start, name.end)
    if kind == "state":
        said = _OF_A_LAND.search(text, max(0, start - 120), start) or name.title
        if names_in_passing(before, after):
            return None
        early = Proof.POSTAL if name.start < _TOP else Proof.PASSING
        return Proof.OWN if said else early
    line = lined[lined.rfind("\n", 0, start) + 1 : start].rpartition("|")[2]
    if name.ending == "er":
        named = Proof.POSTAL if heads.has(name.start) else None
        return Proof.OWN if is_its_programme(text, name) else named
    if _LETTERHEAD.fullmatch(line) or heads.has(name.start):
        dateline = not line and _DATELINE_END.match(text, name.end)
        return Proof.OWN if name.title or dateline else Proof.POSTAL if heads.has(start) else None
    if lands_by_postcode(text[max(0, start - 9) : start]):
        return Proof.POSTAL
    passing = names_in_passing(before, after) or about_something_else(before, after)
    return Proof.PASSING if name.title and not passing else None


def _areas(best: Sequence[tuple[Mention, Proof]]) -> tuple[Area, ...]:
    return tuple({area.key: area for name, _ in best for area in name.areas}.values())


def _owner(best: Sequence[tuple[Mention, Proof]], *, sure: bool) -> Owner:
    first, proof = best[0]
    areas = _areas(best)
    certain = sure and first.title != "union" and (proof > Proof.PASSING)
    start = first.title_start if first.title else first.start
    return Owner(areas, start, first.end, certain)
