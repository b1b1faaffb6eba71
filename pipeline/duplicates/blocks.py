"""Blocks: which entries are compared at all, found by name, link, funder and day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from rapidfuzz import fuzz, process

from pipeline.duplicates.profile import Profile

LONG_WORD = 5
# A word, link or funder in more entries than this says nothing; the others still do.
CROWDED = {"word": 120, "link": 40, "funder": 400}
# Who shares one of these is compared, whatever the titles.
SURE = frozenset({"link", "name", "day"})
CLOSE_ENOUGH = 70  # of 100, whichever title is the longer

Block = tuple[str, str]


def candidates(
    profiles: Sequence[Profile], fresh: Collection[int]
) -> Iterator[tuple[Profile, Profile]]:
    """Yield the pairs worth a verdict, each once, of which at least one is fresh (by id).

    Entries of one site are paired only under one title: their source keeps them apart.
    """
    blocks = _blocks(profiles)
    words = {profile.id: profile.title.all_words for profile in profiles}
    compared: set[tuple[int, int]] = set()
    for profile in profiles:
        if profile.id not in fresh:
            continue
        for mate in _mates(profile, blocks, words):
            pair = (min(profile.id, mate.id), max(profile.id, mate.id))
            if pair not in compared:
                compared.add(pair)
                yield profile, mate


def _mates(
    profile: Profile, blocks: dict[Block, list[Profile]], words: dict[int, str]
) -> Iterable[Profile]:
    """Return who shares a name, link or day, and who shares less but is called alike."""
    sure: dict[int, Profile] = {}
    perhaps: dict[int, Profile] = {}
    for block in _keys(profile):
        found = sure if block[0] in SURE else perhaps
        found.update((mate.id, mate) for mate in blocks[block])
    names = {id: words[id] for id, mate in perhaps.items() if _comparable(profile, mate)}
    alike = process.extract(
        words[profile.id],
        names,
        scorer=fuzz.token_set_ratio,
        score_cutoff=CLOSE_ENOUGH,
        limit=None,
    )
    ids = dict.fromkeys([*sure, *(id for _name, _score, id in alike)])
    mates = (sure.get(id) or perhaps[id] for id in ids if id != profile.id)
    return [mate for mate in mates if _comparable(profile, mate)]


def _blocks(profiles: Iterable[Profile]) -> dict[Block, list[Profile]]:
    blocks: defaultdict[Block, list[Profile]] = defaultdict(list)
    for profile in profiles:
        for block in _keys(profile):
            blocks[block].append(profile)
    for block, members in blocks.items():
        if len(members) > CROWDED.get(block[0], len(members)):
            members.clear()
    return blocks


def _keys(profile: Profile) -> Iterator[Block]:
    title = profile.title
    yield from (("name", name) for name in sorted({title.core} | title.called | title.head))
    words = {*title.tokens, *title.asides}
    yield from (("word", word[:8]) for word in sorted(words) if len(word) >= LONG_WORD)
    pages = {profile.page, *profile.guidelines, *profile.links} - {""}
    yield from (("link", page) for page in sorted(pages))
    if profile.event_on:
        yield "day", profile.event_on.isoformat()
    # Many programmes are the Land's or the Bund's: only together with the area it is a block.
    for funder in sorted(profile.funders or profile.publishers):
        yield from (("funder", f"{funder} {area}") for area in sorted(profile.areas))


def _comparable(one: Profile, other: Profile) -> bool:
    """Whether a verdict could be anything but: two entries of one source."""
    if one.source != other.source or one.host != other.host:
        return True
    return one.title.text == other.title.text and one.areas != other.areas
