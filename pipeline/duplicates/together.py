"""Together: what entries and ties that hang together are shown as. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from db.vocabulary import Relation
from pipeline.duplicates import Bond, Said, compare, grouped
from pipeline.duplicates.comparable import Entries, in_order
from pipeline.duplicates.pair import Pair as Compared
from pipeline.duplicates.standing import TOGETHER, Tie

Part = tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """Entries that are shown as one card, the leading one first.

    The members of a part are surely the same. While it is asked whether two parts are, they
    stand on one card.
    """

    parts: tuple[Part, ...]

    @property
    def members(self) -> Iterator[tuple[int, int]]:
        """Each entry, and the one that leads its part."""
        return ((id, part[0]) for part in self.parts for id in part)


def together(entries: Entries, ties: Sequence[Tie]) -> tuple[Together, ...]:
    """Return the cards of two entries or more.

    What staff or the rules call different never meets by way of a third: of two bonds that
    would make it meet the better one counts. So the order of entries does not matter.
    """
    verdicts: dict[tuple[int, int], bool] = {}

    def apart(one: int, other: int) -> bool:
        if (one, other) not in verdicts:
            relation = compare(entries[one].profile, entries[other].profile).relation
            verdicts[one, other] = relation not in TOGETHER
        return verdicts[one, other]

    refused = {tie.pair for tie in ties if tie.by_staff and tie.relation is Relation.DIFFERENT}
    bonds = [_bond(entries, tie) for tie in ties if tie.joins]
    sure = grouped((bond for bond in bonds if bond.said is not Said.ASKED), refused, apart)
    part_of = {id: part for part in sure for id in part}
    return tuple(
        _card(entries, {part_of.get(id, frozenset({id})) for id in group})
        for group in grouped(bonds, refused, apart)
    )


def _card(entries: Entries, parts: Iterable[frozenset[int]]) -> Together:
    ordered = {ranked[0]: ranked for ranked in (in_order(entries, part) for part in parts)}
    return Together(parts=tuple(ordered[lead] for lead in in_order(entries, ordered)))


def _bond(entries: Entries, tie: Tie) -> Bond:
    """Return a tie as a bond: of two, the one with more proof is better, then the nearer one."""
    ends = [entries[id] for id in tie.pair]
    proof = Compared.of(*(end.profile for end in ends)).proof
    if tie.by_staff:
        said = Said.BY_STAFF
    else:
        said = Said.BY_RULES if tie.relation is Relation.SAME else Said.ASKED
    return Bond(
        pair=tie.pair,
        said=said,
        order=(
            tuple(-fact for fact in proof),
            sorted(end.member.nearness for end in ends),
            sorted((end.source.slug, end.key) for end in ends),
        ),
    )
