"""Blocks: which entries are compared at all, found by name, link, funder and day."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Generic, TypeVar

from rapidfuzz import fuzz, process

from pipeline.duplicates.pair import side
from pipeline.duplicates.profile import Listing, Profile

LONG_WORD = 5
# A word, link or funder in more entries than this says nothing; the others still do.
CROWDED = {"word": 120, "link": 40, "funder": 400, "due": 40}
# Who shares one of these is compared, whatever the titles.
SURE = frozenset({"link", "name", "day", "due"})
CLOSE_ENOUGH = 70  # of 100, whichever title is the longer
LONGEST_KEY = 120
_UMLAUT = re.compile("([aou])e")


_Entry = TypeVar("_Entry")


class Block(Generic[_Entry]):
    """The entries of one block, by where each is listed and under which title.

    What one source lists on one site under two titles is two things. A block of nothing but
    one source's entries, and there are many, is so passed over without a look at each.
    """

    def __init__(self) -> None:
        self._listed: defaultdict[Listing, defaultdict[str, list[_Entry]]] = defaultdict(
            lambda: defaultdict(list)
        )

    def add(self, listing: Listing, title: str, entry: _Entry) -> None:
        """Put an entry where it is listed."""
        self._listed[listing][title].append(entry)

    def beside(self, listing: Listing, title: str) -> Iterator[_Entry]:
        """Yield those that are listed elsewhere, or in this listing under this title."""
        for where, titled in self._listed.items():
            if where != listing:
                for entries in titled.values():
                    yield from entries
            elif title in titled:
                yield from titled[title]


def block_keys(profile: Profile) -> frozenset[str]:
    """Return the blocks an entry stands in, as they are stored."""
    return frozenset(map(_spelled, _blocks(profile)))


def is_sure(key: str) -> bool:
    """Whether those of a block are compared whatever they are called."""
    return _kind(key) in SURE


def crowded(members: Mapping[str, int]) -> frozenset[str]:
    """Return the blocks that hold so many entries that they say nothing."""
    return frozenset(
        key for key, count in members.items() if count > CROWDED.get(_kind(key), count)
    )


def candidates(
    profiles: Sequence[Profile], fresh: Collection[int], crowded: Collection[str] = ()
) -> Iterator[tuple[Profile, Profile]]:
    """Yield the pairs worth a verdict, each once, of which at least one is fresh (by id).

    Blocks in `crowded` bring nobody together. Entries of one site are paired only under one
    title: their source keeps them apart.
    """
    keys = {profile.id: block_keys(profile).difference(crowded) for profile in profiles}
    held = Counter(chain.from_iterable(keys.values()))
    blocks: dict[str, Block[Profile]] = {
        key: Block() for key, entries in held.items() if entries > 1
    }
    for profile in profiles:
        for key in keys[profile.id] & blocks.keys():
            blocks[key].add(profile.listing, profile.title.text, profile)
    words = {profile.id: profile.title.all_words for profile in profiles}
    compared: set[tuple[int, int]] = set()
    for profile in profiles:
        if profile.id not in fresh:
            continue
        for mate in _mates(profile, keys[profile.id] & blocks.keys(), blocks, words):
            pair = (min(profile.id, mate.id), max(profile.id, mate.id))
            if pair not in compared:
                compared.add(pair)
                yield profile, mate


def called_alike(words: str, others: Mapping[int, str]) -> list[int]:
    """Return the ids of those whose naming words are close enough for a comparison."""
    alike = process.extract(
        words, others, scorer=fuzz.token_set_ratio, score_cutoff=CLOSE_ENOUGH, limit=None
    )
    return [id for _name, _score, id in alike]


def _mates(
    profile: Profile,
    keys: Iterable[str],
    blocks: Mapping[str, Block[Profile]],
    words: Mapping[int, str],
) -> Iterator[Profile]:
    """Yield who shares a name, link or day, and who shares less but is called alike."""
    sure: dict[int, Profile] = {}
    perhaps: dict[int, Profile] = {}
    for key in keys:
        found = sure if is_sure(key) else perhaps
        mates = blocks[key].beside(profile.listing, profile.title.text)
        found.update((mate.id, mate) for mate in mates if _comparable(profile, mate))
    yield from sure.values()
    names = {id: words[id] for id in perhaps if id not in sure}
    yield from (perhaps[id] for id in called_alike(words[profile.id], names))


def _blocks(profile: Profile) -> Iterator[tuple[str, str]]:
    title = profile.title
    names = {title.core, title.bare} | title.called | title.head | title.tail
    names |= title.short | title.capitals
    yield from (("name", name) for name in names - {""})
    words = {*title.tokens, *title.asides, *title.bare.split(), *title.joined}
    # One beginning for singular and plural: "Dorfladen", "Dorfläden".
    plain = (_UMLAUT.sub(r"\1", word) for word in words if len(word) >= LONG_WORD)
    yield from (("word", word[:8]) for word in plain)
    pages = {profile.page, *profile.guidelines, *profile.links} - {""}
    yield from (("link", page) for page in pages)
    if profile.event_on:
        yield "day", profile.event_on.isoformat()
    if side(profile.kind) == "call":
        days = (day.isoformat() for day in profile.deadlines)
        yield from (("due", f"{day} {area}") for day in days for area in profile.areas)
    # Many programmes are the Land's or the Bund's: only together with the area it is a block.
    for funder in profile.funders or profile.publishers:
        yield from (("funder", f"{funder} {area}") for area in profile.areas)


def _spelled(block: tuple[str, str]) -> str:
    """Return a block as one short text: a page's address or a title may be of any length."""
    kind, said = block
    key = f"{kind} {said}"
    if len(key) <= LONGEST_KEY:
        return key
    return f"{kind} {hashlib.sha256(said.encode()).hexdigest()}"


def _kind(key: str) -> str:
    return key.partition(" ")[0]


def _comparable(one: Profile, other: Profile) -> bool:
    """Whether a verdict could be anything but: two entries of one source."""
    if one.id == other.id:
        return False
    return one.listing != other.listing or one.areas != other.areas
