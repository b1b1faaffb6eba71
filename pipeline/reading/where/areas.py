"""Reading where funding applies: Lands, districts, municipalities, LEADER regions.

Precision comes before recall: an opportunity wrongly narrowed to one place is lost to
everybody else, so a name counts only where the words around it say that funding is for
that place. Venues, postal addresses, offices and award winners state nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from db.area import EU, GERMANY, LEADER, LOCAL_KINDS, Area, AreaKind
from db.area_tree import AreaTree
from pipeline.claim import Claim, Field
from pipeline.reading.text.polarity import Sign, sign_at
from pipeline.reading.text.prose import Prose
from pipeline.reading.where.area_words import (
    about_funding,
    about_something_else,
    applies_there,
    fills_a_field,
    holds_there,
    is_a_line,
    is_a_seat,
    is_theirs,
    is_tied,
    land_funds,
    names_beneficiaries,
    places_something,
    says_a_rate,
    sentence,
    told,
)
from pipeline.reading.where.asides import denies, has_negation, may_be_beside, names_in_passing
from pipeline.reading.where.gazetteer import CITY_STATES, COMMON_WORDS, Entry, Gazetteer
from pipeline.reading.where.givers import gives, is_of_its_foundation
from pipeline.reading.where.headlines import Headlines
from pipeline.reading.where.mentions import Mention, joined, mentions, with_title
from pipeline.reading.where.own import Owner, is_its_programme, owners
from pipeline.reading.where.phrases import lands_by_adjective, read_phrases
from pipeline.reading.where.postcodes import lands_by_postcode

__all__ = ["Gazetteer", "read_areas"]

_TITLED_KINDS = {
    "district": frozenset({AreaKind.DISTRICT}),
    "local": LOCAL_KINDS,
    "union": LOCAL_KINDS,
    "bezirk": frozenset({AreaKind.GOVERNMENT_REGION}),
    "leader": frozenset({AreaKind.LEADER_REGION}),
    "region": frozenset({AreaKind.LEADER_REGION}),
}
# What a title says of the kind, where several places have the name.
_SAID_KINDS = (
    ("tadt", frozenset({AreaKind.TOWN, AreaKind.INDEPENDENT_CITY})),
    ("Markt", frozenset({AreaKind.MARKET})),
    ("emeinde", frozenset({AreaKind.MUNICIPALITY})),
)
# Names that say by themselves what they are.
_BAVARIAN = re.compile(r"(?:Ober|Nieder|Mittel|Unter)(?:bayern|pfalz|franken)$")
_KREIS = re.compile(r"[Kk]reis(?:es)?$")
# "in Hanau sowie im Landkreis Fulda": the list goes on with another kind of place.
_IN_TURN = re.compile(r"\b(?:und|sowie|oder)\s+(?:in|im|aus)\b")
_VILLAGES = frozenset({AreaKind.MUNICIPALITY, AreaKind.MARKET})
_TOWN_TITLE = re.compile(r"tadt\s*$")
_LAND_BEFORE = re.compile(r"(?<=\b[Dd]as )Land $")
_BOTH = frozenset({"02000000", "11000000"})
_SHOWN = 4
_LEADER_NAME = re.compile(
    r"\b(?:L(?:EADER|eader)[- ]Region|LAG) [„\"]?(?P<word>[A-ZÄÖÜ][a-zäöüß]\w+)[\w/-]*"
    r"(?:(?<=er) [A-ZÄÖÜ][\w-]+)?"
)
_FIELD_LEAD = 60  # characters
_LOCATED_WITHIN = 8  # characters: ", im ", " (", " aus dem "


def read_areas(prose: Prose, gazetteer: Gazetteer, within: str = GERMANY) -> Iterator[Claim]:
    """Yield a claim for every area that the text says its funding is for, each area once.

    `within` is the key of the area that the source speaks for: namesakes outside it are
    left out. A name that still fits several areas is a question: its claim has a doubt and
    the narrowest area around all of them as value.
    """
    seen: set[tuple[str, str]] = set()
    text, heads = told(prose), Headlines.of(prose.lined)
    for read in _all_claims(prose, text, heads, gazetteer, within):
        claim = _asked_elsewhere(read, gazetteer.tree, within)
        if (str(claim.value), claim.doubt) not in seen and not _is_aside(prose, text, heads, claim):
            seen.add((str(claim.value), claim.doubt))
            yield _asked_beside(prose, text, claim, gazetteer.tree)


def _is_aside(prose: Prose, text: str, heads: Headlines, claim: Claim) -> bool:
    """Whether the words around a claim deny the funding there, or speak of something else."""
    start, end = prose.place(claim.start), prose.place(claim.end)
    # A headline is told by its own line, whatever text follows; an item has its list above it.
    line = heads.has(start) and not heads.is_an_item(start)
    before, after = sentence(prose.lined if line else text, start, end)
    if denies(before, after) or names_in_passing(before, after):
        return True
    # Behind the place the clause decides, which may deny something else: "Vereine aus …, nicht …".
    decided = line or has_negation(after)
    return not decided and sign_at(prose.text, claim.start) is Sign.NEGATED


def _asked_beside(prose: Prose, text: str, claim: Claim, tree: AreaTree) -> Claim:
    """Return the claim as a question where its sentence may name the place beside the funding."""
    start, end = prose.place(claim.start), prose.place(claim.end)
    if claim.doubt or not may_be_beside(*sentence(text, start, end)):
        return claim
    label = tree.label(str(claim.value))
    return replace(claim, doubt=f"{label} ist vielleicht nur nebenbei genannt. Gilt es dort?")


def _asked_elsewhere(claim: Claim, tree: AreaTree, within: str) -> Claim:
    """Return the claim as a question where it is of another Land than the source's own."""
    home, land = _land(within, tree), _land(str(claim.value), tree)
    if claim.doubt or not home or land in ("", home):
        return claim
    return replace(claim, doubt=_not_at_home(str(claim.value), home, tree))


def _not_at_home(key: str, home: str, tree: AreaTree) -> str:
    return f"{tree.label(key)} liegt nicht in {tree.label(home)}. Gilt die Förderung dort?"


def _all_claims(
    prose: Prose, text: str, heads: Headlines, gazetteer: Gazetteer, within: str
) -> Iterator[Claim]:
    tree = gazetteer.tree
    phrases = list(read_phrases(prose, text, tree, within, funding=heads.funding))
    yield from phrases
    kinds = {tree.of(str(claim.value)).kind for claim in phrases}
    last: Mention | None = None
    names: list[Mention] = []
    asking: list[Mention] = []
    named = list(mentions(text, gazetteer))
    posted = {
        name.entry.name: lands
        for name in named
        if (lands := lands_by_postcode(text[max(0, name.start - 9) : name.start]))
    }
    for mention in named:
        titled = with_title(text, mention, last)
        bare = replace(mention, title_start=mention.start)
        ways = (_in_a_list(text, titled, last), titled, bare)
        narrowed = next(filter(None, (_narrowed(text, way, tree, within) for way in ways)), None)
        if narrowed is None:
            continue
        narrowed = _where_posted(narrowed, posted, tree)
        names.append(narrowed)
        if not asking and _may_give(text, narrowed, heads):
            asking = [narrowed]
        if _only_locates(narrowed, last, tree):
            continue
        if _continues(text, narrowed, last) or _applies(text, narrowed, heads, tree):
            last = narrowed
            at_once = _says_at_once(text, narrowed, heads, tree)
            asked = "" if at_once else _only_its_rate(narrowed, text)
            yield _claim(prose, narrowed, tree, _doubt(narrowed, tree, within) or asked)
            kinds |= {area.kind for area in narrowed.areas}
    names += [
        Mention(start, end, Entry(text[start:end], (land,)), "office", start, areas=(land,))
        for key, start, end in lands_by_adjective(text, text.lower())
        for land in (tree.of(key),)
    ]
    found = list(owners(text, prose.lined, names, heads, kinds))
    yield from (_of_the_page(prose, owner, tree) for owner in found)
    if asking and not found and not kinds & {*LOCAL_KINDS, AreaKind.DISTRICT}:
        doubt = "Gilt die Förderung nur an diesem Ort?"
        yield _claim(prose, asking[0], tree, _doubt(asking[0], tree, within) or doubt)
    yield from _beyond_the_register(prose, text, gazetteer, within)


def _may_give(text: str, mention: Mention, heads: Headlines) -> bool:
    """Whether a local body takes applications, or a programme has its name: that is asked."""
    area = mention.areas[0]
    if not heads.funding or not (area.is_local or area.kind is AreaKind.DISTRICT):
        return False
    if is_its_programme(text, mention) or heads.is_a_line(mention.start, mention.end):
        return area.is_local
    before, after = sentence(text, mention.title_start, mention.end)
    return _is_body(mention) and applies_there(before, after)


def _where_posted(mention: Mention, posted: dict[str, frozenset[str]], tree: AreaTree) -> Mention:
    """Return the mention with those of its namesakes that lie where its postcode does."""
    lands = posted.get(mention.entry.name)
    if not lands or len(mention.areas) < 2:
        return mention
    there = tuple(area for area in mention.areas if _land(area.key, tree) in lands)
    return replace(mention, areas=there) if there else mention


def _of_the_page(prose: Prose, owner: Owner, tree: AreaTree) -> Claim:
    first, last, quote = prose.span(owner.start, owner.end)
    labels = "; ".join(tree.label(area.key) for area in owner.areas[:_SHOWN])
    one = len(owner.areas) == 1
    asked = f"Wer fördert hier? Genannt: {labels}. Bitte wählen."
    return Claim(
        field=Field.AREA,
        value=owner.areas[0].key if one else _around(owner.areas, tree),
        quote=quote,
        start=first,
        end=last,
        rule=_rule(owner.areas[0]),
        doubt="" if one and owner.certain else asked,
    )


def _beyond_the_register(
    prose: Prose, text: str, gazetteer: Gazetteer, within: str
) -> Iterator[Claim]:
    """Ask about the first LEADER region that is named and not in the register."""
    for found in _LEADER_NAME.finditer(text):
        entries = gazetteer.entries.get(found["word"], ())
        known = any(text.startswith(entry.name, found.start("word")) for entry in entries)
        if known or not about_funding(*sentence(text, *found.span())):
            continue
        start, end, quote = prose.span(*found.span())
        yield Claim(
            field=Field.AREA,
            value=within,
            quote=quote,
            start=start,
            end=end,
            rule="area_leader_region",
            doubt=f"„{quote}“ steht nicht im Verzeichnis. Für welches Gebiet gilt das?",
        )
        return


def _continues(plain: str, mention: Mention, last: Mention | None) -> bool:
    if last is None or not joined(plain, last, replace(mention, start=mention.title_start)):
        return False
    between = plain[last.end : mention.title_start]
    if mention.title and _IN_TURN.search(between):
        return True
    ranks = {rank for area in last.areas for rank in _ranks(area)}
    return any(rank in ranks for area in mention.areas for rank in _ranks(area))


def _in_a_list(text: str, mention: Mention, last: Mention | None) -> Mention:
    """Return a bare name as a district where it goes on with a list of districts.

    "aus Friesland, Ammerland und Vechta"
    """
    if mention.title or not last or last.title or not joined(text, last, mention):
        return mention
    among = text[last.end : mention.start].strip() in (",", "und", ", und", "sowie", "oder")
    districts = all(area.kind is AreaKind.DISTRICT for area in last.areas)
    bare = not _KREIS.search(last.entry.name)
    return replace(mention, title="district") if among and districts and bare else mention


def _ranks(area: Area) -> tuple[str, ...]:
    # A kreisfreie Stadt may follow a district in a list, and a town too.
    if area.kind is AreaKind.INDEPENDENT_CITY:
        return AreaKind.DISTRICT, AreaKind.TOWN
    return (AreaKind.TOWN if area.is_local else area.kind,)


def _only_locates(mention: Mention, last: Mention | None, tree: AreaTree) -> bool:
    """Whether a district is named just to say where the place before it lies."""
    if last is None or mention.title_start - last.end > _LOCATED_WITHIN:
        return False
    around = {up.key for area in last.areas for up in tree.ancestors(area.key)}
    return any(area.key in around for area in mention.areas)


def _narrowed(plain: str, mention: Mention, tree: AreaTree, within: str) -> Mention | None:
    areas = [area for area in mention.entry.areas if _fits(area, mention)]
    states = [area for area in areas if area.kind is AreaKind.STATE]
    near = [area for area in areas if _lies_in(area, tree, within)]
    inside = [area for area in areas if not _outside(area, tree, within)]
    areas = states or _cities_as_lands(near or inside or areas, tree)
    if not mention.title and not states:
        areas = _city_of_that_name(mention.entry.name, areas)
    if len(areas) > 1:
        after = plain[mention.end : mention.end + 60]
        named = [area for area in areas if _district_named(area, tree, after)]
        areas = named or _of_the_kind(plain[mention.title_start : mention.start], areas)
    return replace(mention, areas=tuple(areas)) if areas else None


def _city_of_that_name(name: str, areas: list[Area]) -> list[Area]:
    """Return the one city of a name that its namesakes bear only with more words to it.

    "Weimar" is no "Weimar (Lahn)".
    """
    cities = [area for area in areas if area.kind is AreaKind.INDEPENDENT_CITY]
    exact = [area for area in areas if area.name == name]
    return cities if len(cities) == 1 and exact == cities else areas


def _cities_as_lands(areas: list[Area], tree: AreaTree) -> list[Area]:
    """Return Berlin and Hamburg as the Länder that they are, also with the title of a town."""
    return [tree.of(area.key[:2]) if area.key in _BOTH else area for area in areas]


def _of_the_kind(title: str, areas: list[Area]) -> list[Area]:
    """Return the one place that is what its title says, "Stadt" or "Gemeinde"; else all."""
    kinds = next((kinds for word, kinds in _SAID_KINDS if word in title), frozenset[AreaKind]())
    of_kind = [area for area in areas if area.kind in kinds]
    return of_kind if len(of_kind) == 1 else areas


def _outside(area: Area, tree: AreaTree, within: str) -> bool:
    """Whether an area lies in another Land than the one that the source speaks for."""
    home = _land(within, tree)
    return bool(home) and area.kind is not AreaKind.STATE and _land(area.key, tree) != home


def _land(key: str, tree: AreaTree) -> str:
    around = (tree.of(key), *tree.ancestors(key)) if tree.knows(key) else ()
    return next((area.key for area in around if area.kind is AreaKind.STATE), "")


def _fits(area: Area, mention: Mention) -> bool:
    name = mention.entry.name
    if mention.title:
        allowed = area.kind in _TITLED_KINDS[mention.title]
        current = area.kind is not AreaKind.GOVERNMENT_REGION or _exists(area)
        return allowed and current
    match area.kind:
        case AreaKind.STATE:
            return True
        case AreaKind.DISTRICT:
            return bool(_KREIS.search(name)) or area.official_name == name or _by_itself(mention)
        case AreaKind.GOVERNMENT_REGION:
            return bool(_BAVARIAN.match(name))
        case AreaKind.LEADER_REGION:
            return False
    return name not in COMMON_WORDS


def _by_itself(mention: Mention) -> bool:
    """Whether a bare name is that of a district and of no town: "Friesland"."""
    areas, name = mention.entry.areas, mention.entry.name
    if name in COMMON_WORDS or any(area.is_local for area in areas):
        return False
    return any(area.official_name.endswith(f"kreis {name}") for area in areas)


def _exists(area: Area) -> bool:
    return area.official_name.startswith("Regierungsbezirk")


def _lies_in(area: Area, tree: AreaTree, within: str) -> bool:
    return within in (EU, area.key) or any(up.key == within for up in tree.ancestors(area.key))


def _district_named(area: Area, tree: AreaTree, after: str) -> bool:
    head = re.split(r"[.;!?]\s", after, maxsplit=1)[0]
    return any(
        up.kind in (AreaKind.DISTRICT, AreaKind.STATE)
        and (up.name in head or up.official_name in head)
        for up in tree.ancestors(area.key)
    )


def _applies(text: str, mention: Mention, heads: Headlines, tree: AreaTree) -> bool:
    if mention.ending:
        return _is_theirs(text, mention)
    if _says_at_once(text, mention, heads, tree):
        return True
    before, after = sentence(text, mention.title_start, mention.end)
    title = text[mention.title_start : mention.start]
    leader = mention.title == "region" and "leader" in text.lower() and heads.has(mention.start)
    if mention.title == "leader" or (leader and not mention.areas[0].landscape):
        holds = about_funding(before + title, after) or leader
    else:
        holds = (
            (_is_body(mention) and not heads.reports and gives(_bare(mention, before), after))
            or (_is_for(mention, before, after) and _about(text, mention, heads))
            or _heads(mention, before, after, heads)
            or (heads.funding and is_a_seat(before))
        )
    return holds and not about_something_else(before + title, after)


def _is_theirs(text: str, mention: Mention) -> bool:
    """Whether a bent name of a town is that of the beneficiaries; phrases read the Länder."""
    before, after = sentence(text, mention.start, mention.end)
    local = not mention.title and mention.areas[0].is_local
    holds = local and is_theirs(before, after) and about_funding(before, after)
    return holds and not about_something_else(before, after)


def _says_at_once(text: str, mention: Mention, heads: Headlines, tree: AreaTree) -> bool:
    """Whether the place stands as a record or a headline puts it, in no sentence."""
    start, end, area = mention.title_start, mention.end, mention.areas[0]
    if _is_body(mention) and heads.alone(start, end):
        return True
    if heads.funding and fills_a_field(
        text[max(0, start - _FIELD_LEAD) : start], text[end : end + _FIELD_LEAD]
    ):
        return mention.title != "" or area.kind in (AreaKind.STATE, AreaKind.DISTRICT)
    if area.kind is AreaKind.STATE:
        return heads.of_land(start, end)
    line = heads.around(start, end)
    if _heads(mention, *line, heads) and not about_something_else(*line):
        return True
    return heads.beside_its_land(start, end, _land_name(area, tree))


def _land_name(area: Area, tree: AreaTree) -> str:
    return next((up.name for up in tree.ancestors(area.key) if up.kind is AreaKind.STATE), "-")


def _about(text: str, mention: Mention, heads: Headlines) -> bool:
    """Whether the sentence of a place speaks of funding, or is a line of a page that does."""
    place = mention.title_start, mention.end
    return (heads.funding and is_a_line(text, *place)) or about_funding(*sentence(text, *place))


def _bare(mention: Mention, before: str) -> str:
    """Return what stands before a city without the word that calls it a Land."""
    return _LAND_BEFORE.sub("", before) if mention.areas[0].key in CITY_STATES else before


def _is_for(mention: Mention, before: str, after: str) -> bool:
    area = mention.areas[0]
    if area.kind is AreaKind.STATE and land_funds(_bare(mention, before), after):
        return True
    if area.kind is AreaKind.STATE and area.key not in CITY_STATES:
        return places_something(before, after)
    there = names_beneficiaries(before, after) or holds_there(before, after)
    return there or is_of_its_foundation(before, after) or is_tied(before, after)


def _is_body(mention: Mention) -> bool:
    """Whether the name is that of a body which can give: a Land, a Kreis, or one with its title."""
    return bool(mention.title) or mention.areas[0].kind in (AreaKind.DISTRICT, AreaKind.STATE)


def _heads(mention: Mention, before: str, after: str, heads: Headlines) -> bool:
    """Whether a headline names the place in the name of a programme."""
    kind = mention.areas[0].kind
    if kind is AreaKind.STATE or not heads.has(mention.start):
        return False
    of_district = kind is AreaKind.DISTRICT
    return heads.names(before, after, of_district=of_district, titled=bool(mention.title))


def _claim(prose: Prose, mention: Mention, tree: AreaTree, doubt: str) -> Claim:
    start = mention.title_start if mention.title else mention.start
    first, last, quote = prose.span(start, mention.end)
    areas = mention.areas
    return Claim(
        field=Field.AREA,
        value=areas[0].key if len(areas) == 1 else _around(areas, tree),
        quote=quote,
        start=first,
        end=last,
        rule=_rule(areas[0]),
        doubt=doubt,
    )


def _rule(area: Area) -> str:
    return "area_leader_region" if area.key.startswith(LEADER) else f"area_{area.kind.value}"


def _around(areas: tuple[Area, ...], tree: AreaTree) -> str:
    chains = [[up.key for up in tree.ancestors(area.key)] for area in areas]
    return next(key for key in chains[0] if all(key in chain for chain in chains))


def _doubt(mention: Mention, tree: AreaTree, within: str) -> str:
    name, area = mention.entry.name, mention.areas[0]
    if len(mention.areas) > 1:
        labels = [tree.label(area.key) for area in mention.areas]
        more = f" und {len(labels) - _SHOWN} weitere" if len(labels) > _SHOWN else ""
        shown = "; ".join(labels[:_SHOWN])
        return f"„{name}“ kann mehrere Orte meinen: {shown}{more}. Bitte wählen."
    if _outside(area, tree, within):
        return _not_at_home(area.key, _land(within, tree), tree)
    if area.kind in _VILLAGES and _TOWN_TITLE.search(mention.said):
        return f"Gemeint ist vielleicht nicht {tree.label(area.key)}, denn das ist keine Stadt."
    if mention.title == "union":
        return f"Gilt die Förderung nur in {tree.label(area.key)} oder im ganzen Gemeindeverband?"
    if mention.title == "region" and area.landscape:
        return f"„Region {name}“ kann die LEADER-Region oder die Landschaft meinen. Bitte prüfen."
    return ""


def _only_its_rate(mention: Mention, text: str) -> str:
    """Ask where a sentence says how much a place gets, which another place may get as well."""
    if mention.title == "leader" or mention.areas[0].kind is AreaKind.STATE:
        return ""
    before, after = sentence(text, mention.title_start, mention.end)
    if not says_a_rate(before, after):
        return ""
    return f"Gilt die Förderung nur in „{mention.entry.name}“ oder dort nur dieser Satz?"
