"""Known: which entry a lead is probably about, and why, in German.

What is said to be known is passed over by whoever reads the hints, so a false word costs a call.
Whatever speaks against it decides first: another place, another deadline, another round, another
funder. Then two proofs are needed, of which one is the name or the day: the official page that
the news link to, the name in the title, the funder, the deadline.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from crawlers.source import Trust
from db.area import EU, GERMANY, LEADER
from db.area_tree import AreaTree
from db.chunks import chunks
from db.opportunities import Opportunity
from db.vocabulary import Presence
from pipeline.duplicates.comparable import Grounds, load
from pipeline.duplicates.mates import find_mates
from pipeline.duplicates.pair import Pair, side
from pipeline.duplicates.profile import Profile
from pipeline.duplicates.rounds import Timing
from pipeline.duplicates.titles import left_over

PAGE = "verweist auf die Seite dieses Eintrags"
NAME = "gleicher Name im Titel"
FUNDER = "gleicher Förderer"
DAY = "gleiche Frist"
_ALIKE = 2  # words that name both, where funder and day alone may be those of many


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The entry that a lead is probably about, and what speaks for it."""

    entry: int
    why: str


def known(
    session: Session,
    leads: Mapping[int, Profile],
    teller: Mapping[int, str],
    grounds: Grounds,
    tree: AreaTree,
) -> dict[int, Known]:
    """Return for each lead the entry it is probably about; most have none.

    The keys are the ids of the profiles, which no entry has; `teller` has for each the area of
    who tells of it.
    """
    mates = find_mates(session, leads, ())
    entries = [
        one.profile for one in load(session, _present(session, mates.ids), grounds, {}).values()
    ]
    found = dict[int, Known]()
    for number, lead in leads.items():
        proofs = {one.id: proofs_of(lead, one, teller[number], tree) for one in entries}
        best = max(sorted(proofs), key=lambda id: len(proofs[id]), default=None)
        if best is not None and proofs[best]:
            found[number] = Known(entry=best, why=" und ".join(proofs[best]))
    return found


def proofs_of(lead: Profile, entry: Profile, teller: str, tree: AreaTree) -> tuple[str, ...]:
    """Return what proves that a lead is about an entry; nothing where it is not enough. Pure.

    The areas of the lead are those that its text names; where it names none, the entry's must lie
    around the teller.
    """
    if lead.deadlines and entry.deadlines and not lead.deadlines & entry.deadlines:
        return ()
    sure = bool(lead.areas & entry.areas) or (
        not lead.areas and all(_around(area, teller, tree) for area in entry.areas)
    )
    page = bool(entry.page) and (lead.page == entry.page or lead.cites(entry))
    if not sure and not (page and _near(entry, teller, tree)):
        return ()
    # For the same place, the two are compared as any two entries are.
    pair = Pair.of(replace(lead, areas=entry.areas), entry)
    if pair.timing is Timing.OTHER or pair.funders_differ or pair.opposite:
        return ()
    named, day = _named(pair), bool(lead.deadlines & entry.deadlines)
    # What a funder's own source lists is its own, though its page does not name it.
    own = entry.publishers if entry.trust is Trust.PRIMARY else frozenset()
    funder = bool(lead.funders & (entry.funders or own))
    if not day and side(entry.kind) != "call" and lead.title.round:
        return ()  # a call of a programme that we have is no call that we have
    said = ((page, PAGE), (named, NAME), (funder, FUNDER), (day, DAY))
    proofs = tuple(words for holds, words in said if holds)
    matter = replace(pair, a=_without_funder(pair.a))
    alike = matter.inside or matter.common_words >= _ALIKE
    return proofs if len(proofs) > 1 and (named or (day and (page or alike))) else ()


def _named(pair: Pair) -> bool:
    """Whether the title of a lead has the whole name of an entry; a part of it may be another's."""
    lead, entry = pair.a.title, pair.b.title
    whole = entry.distinctive and not left_over(entry, lead)
    return pair.exact_name or whole or lead.says(entry.names)


def _without_funder(lead: Profile) -> Profile:
    """Return a lead without its funder's name in its title: all that one funds has that name."""
    tokens = tuple(word for word in lead.title.tokens if word not in lead.funder_words)
    return replace(lead, title=replace(lead.title, tokens=tokens))


def _present(session: Session, ids: frozenset[int]) -> set[int]:
    """Return those that their sources still list."""
    there = select(Opportunity.id).where(Opportunity.presence == Presence.PRESENT)
    return {
        id for some in chunks(ids) for id in session.scalars(there.where(Opportunity.id.in_(some)))
    }


def _around(area: str, teller: str, tree: AreaTree) -> bool:
    """Whether who tells of something surely lies in an area."""
    if area in (EU, GERMANY):
        return True
    if area.startswith(LEADER):
        return tree.knows(area) and any(
            place.key == teller for place in tree.municipalities_of(area)
        )
    return teller.startswith(area)


def _near(entry: Profile, teller: str, tree: AreaTree) -> bool:
    """Whether an entry may concern who tells of it."""
    return tree.knows(teller) and any(
        tree.knows(area) and tree.covers(area, teller) for area in entry.areas
    )
