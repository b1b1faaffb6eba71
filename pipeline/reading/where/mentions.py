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
    rf"(?P<district>(?<![\w-])(?:Landkreise?[ns]?|Kreise?[ns]?):?)\s{_BULLET}$|"
    r"(?P<local>(?<![\w-])(?:(?:Große (?=Kreis))?(?:Kreis|Hanse|Bundes|Universitäts"
    r"|Hochschul|Landeshaupt|Wissenschafts|Kur|Dom|Barock"
    r"|Residenz|Berg|Luther|Welterbe|Fachwerk|Festspiel)?[Ss]tadt|Städten?|(?:Orts"
    r"|Markt)?[Gg]emeinden?"
    rf"|Markt(?:es|s)?|Kommunen?):?)\s{_BULLET}$|"
    r"(?P<union>\b(?:Verbands|Samt|Verwaltungs)gemeinden?|\bAmt(?:es|s)?)\s$|"
    r"(?P<bezirk>\bRegierungsbezirke?[ns]?)\s$|"
    r"(?P<leader>\b(?:L(?:EADER|eader)[- ](?:Region(?:en)?|Gebiete?[ns]?|(?:Aktionsg|G)ruppe)"
    r"|LAGs?(?: Region)?|"
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
    areas: tuple[Area, ...] = ()
    ending: str = ""  # "s" of "Würzburgs", "er" of "Würzburger"


def mentions(plain: str, gazetteer: Gazetteer) -> Iterator[Mention]:
    """Yield the names in a plain text in one pass, the longest at each place."""
    entries, free = gazetteer.entries, 0
    for found in _WORD.finditer(plain):
        if found.start() < free:
            continue
        word = found.group()
        if word in entries:
            mention = _longest(plain, found.start(), entries[word])
        else:
            ending = next((one for one in ("s", "er") if _has(word, one, entries)), "")
            if not ending:
                continue
            bare = entries[word.removesuffix(ending)]
            mention = _longest(plain, found.start(), bare, ending)
        if mention is not None:
            free = mention.end
            yield mention


def _has(word: str, ending: str, entries: dict[str, tuple[Entry, ...]]) -> bool:
    return word.endswith(ending) and word.removesuffix(ending) in entries


def _longest(plain: str, at: int, entries: tuple[Entry, ...], ending: str = "") -> Mention | None:
    if at and (plain[at - 1].isalnum() or plain[at - 1] in "-@./"):
        return None
    for entry in entries:
        end = at + len(entry.name) + len(ending)
        if plain.startswith(entry.name + ending, at) and _ends_there(plain, end):
            return Mention(at, end, entry, ending=ending)
    return None


def _ends_there(plain: str, end: int) -> bool:
    after = plain[end : end + 2]
    return not (after[:1].isalnum() or (after[:1] in "-/" and after[1:].isalnum()))


def with_title(plain: str, mention: Mention, last: Mention | None) -> Mention:
    """Return the mention with the title before it, or the one its list began with."""
    found = _TITLE.search(plain, max(0, mention.start - 50), mention.start)
    if found and found.lastgroup:
        return replace(mention, title=found.lastgroup, title_start=found.start())
    # "die Landkreise Fulda, Gießen und Kassel": the title before the first holds for all.
    title = last.title if last and joined(plain, last, mention) else ""
    return replace(mention, title=title, title_start=mention.start)


def joined(plain: str, last: Mention, mention: Mention) -> bool:
    """Whether only "und", a comma or the like stands between two mentions."""
    return bool(_AND.fullmatch(plain[last.end : mention.start]))
