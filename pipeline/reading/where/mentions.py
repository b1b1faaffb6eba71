"""Finding names of areas in running text, each with the title that stands before it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from db.area import Area
from pipeline.reading.where.gazetteer import Entry, Gazetteer

_WORD = re.compile(r"\b[A-ZÄÖÜ]\w+")
_BULLET = r"(?:[-–•*▪·]\s?)?"
_TITLE = re.compile(
    r"(?P<district>(?<![\w-])(?:Landkreise?[ns]?|Kreise?[ns]?|Kreisgebiet(?:es|s)?"
    r"|Kreisjugendring(?:e?s)?|Kreisjugendamt(?:e?s)?|Kreissportbund(?:e?s)?"
    rf"|Landratsamt(?:es|s)?|Kreis(?:verwaltung|tag(?:es)?|ausschuss(?:es)?)):?)\s{_BULLET}$|"
    r"(?P<local>(?<![\w-])(?:(?:Große[nr]? (?=Kreis))?(?:Kreis|Hanse|Bundes|Universitäts"
    r"|Hochschul|Landeshaupt|Wissenschafts|Kur|Dom|Barock|Klingen|Kultur|Messe|Musik"
    r"|Residenz|Berg|Luther|Welterbe|Fachwerk|Festspiel)?[Ss]tadt|Städten?|(?:Orts"
    r"|Markt|Einheits)?[Gg]emeinden?"
    r"|Markt(?:es|s)?|Kommunen?|Flecken"
    r"|(?:Stadt|Gemeinde|Markt)(?:verwaltung|vertretung|rat(?:es)?)(?: von)?"
    rf"|(?:Stadt|Gemeinde|Orts)gebiet(?:es|s)?|Magistrat|Stadtverordnetenversammlung):?)\s{_BULLET}$|"
    r"(?P<union>\b(?:Verbands|Samt|Verwaltungs)gemeinden?|\bAmt(?:es|s)?)\s$|"
    r"(?P<bezirk>\b(?:Regierungsb|B)ezirke?[ns]?)\s$|"
    r"(?P<leader>\b(?:L(?:EADER|eader)[- ](?:Region(?:en)?|Gebiete?[ns]?|(?:Aktionsg|G)ruppe)"
    r"|LAGs?(?: Region)?|AktivRegion|Förderregion|"
    r"(?:[Ll]okalen? )?Aktionsgruppen?(?: \(LAG\))?|Regionalbudgets?(?: 20\d\d)?"
    r"(?: (?:der|für die|in der)(?: (?:LEADER-|Leader-)?Region)?)?):?)\s[„\"]?$|"
    r"(?P<region>\b(?:[A-ZÄÖÜ][a-zäöü]+)?[Rr]egion)\s[„\"]?$"
)
_AND = re.compile(
    r"(?:\s?\([^()]{1,200}\))?(?:\s*,(?:\s+(?:und|sowie))?|\s+und|\s+sowie|\s+oder|\s+bzw\.|\s*/"
    r"|;|\s+&)\s+"
    r"(?:[-–•*▪·]\s?)?(?:(?:in|im|aus|für|der|die|den|dem)\s+)*|\s+[-–•*▪·]\s?"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the plain text, with the title before it and the areas it may mean."""

    start: int
    end: int
    entry: Entry
    title: str = ""  # a group of _TITLE
    title_start: int = 0
    said: str = ""  # the title as it is written
    areas: tuple[Area, ...] = ()
    ending: str = ""  # "s" of "Würzburgs", "er" of "Würzburger"


def mentions(plain: str, gazetteer: Gazetteer) -> Iterator[Mention]:
    """Yield the names in a plain text in one pass, the longest at each place."""
    entries, free = gazetteer.entries, 0
    for found in _WORD.finditer(plain):
        if found.start() < free:
            continue
        word = found.group()
        mention = _longest(plain, found.start(), entries.get(word, ()))
        if mention is None:  # "Dresdner Vereine", though there is a "Dresdner Heidebogen"
            bare, ending = next(_unbent(word, entries), ("", ""))
            mention = _bent(found, entries[bare], bare, ending) if bare else None
        if mention is not None:
            free = mention.end
            yield mention


def _unbent(word: str, entries: dict[str, tuple[Entry, ...]]) -> Iterator[tuple[str, str]]:
    """Yield the names that a bent word may be made of, with its ending.

    "Würzburgs", "Würzburger", "Karlsruher" of Karlsruhe, "Göttinger" of Göttingen, "Dresdner".
    """
    for ending, said in (("s", ""), ("er", ""), ("r", ""), ("er", "en"), ("ner", "en")):
        bare = word.removesuffix(ending) + said
        if word.endswith("er" if ending == "r" else ending) and bare in entries:
            yield bare, "s" if ending == "s" else "er"


def _bent(
    found: re.Match[str], entries: tuple[Entry, ...], name: str, ending: str
) -> Mention | None:
    at, end = found.span()
    entry = next((one for one in entries if one.name == name), None)
    if entry is None or not _begins_there(found.string, at) or not _ends_there(found.string, end):
        return None
    return Mention(at, end, entry, ending=ending)


def _longest(plain: str, at: int, entries: tuple[Entry, ...]) -> Mention | None:
    if not _begins_there(plain, at):
        return None
    for entry in entries:
        if not plain.startswith(entry.name, at):
            continue
        end = at + len(entry.name)
        # "Bad Hersfelder Vereine": the last word of a name is bent.
        for ending in ("", "er", "s") if " " in entry.name else ("",):
            if plain.startswith(ending, end) and _ends_there(plain, end + len(ending)):
                return Mention(at, end + len(ending), entry, ending=ending)
    return None


def _begins_there(plain: str, at: int) -> bool:
    return not at or not (plain[at - 1].isalnum() or plain[at - 1] in "-@./")


def _ends_there(plain: str, end: int) -> bool:
    after = plain[end : end + 2]
    return not (after[:1].isalnum() or (after[:1] in "-/" and after[1:].isalnum()))


def with_title(plain: str, mention: Mention, last: Mention | None) -> Mention:
    """Return the mention with the title before it, or the one its list began with."""
    found = _TITLE.search(plain, max(0, mention.start - 50), mention.start)
    if found and found.lastgroup:
        said = found.group().strip()
        return replace(mention, title=found.lastgroup, title_start=found.start(), said=said)
    # "die Landkreise Fulda, Gießen und Kassel": the title before the first holds for all.
    title = last.title if last and joined(plain, last, mention) else ""
    return replace(mention, title=title, title_start=mention.start)


def joined(plain: str, last: Mention, mention: Mention) -> bool:
    """Whether only "und", a comma or the like stands between two mentions."""
    return bool(_AND.fullmatch(plain[last.end : mention.start]))
