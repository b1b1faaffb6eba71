"""Health: is this run of a source plausible, by the source's own history? Pure.

A run that is not plausible is quarantined: nothing is stored, nobody is missing, staff get
one finding. What a run is measured by, in this order:

- its count: what the source declares to be plausible (live visits only);
- who came: of the entries that ought to be there still, two thirds must be. Those whose own
  deadline has come are not expected, so a source may empty itself as its calls close. In
  110 real runs of the EU portal never more than 14 of 100 stayed away together;
- for a feed, whose entries come and go by age: half the usual number of entries;
- structure: a field or label that most of the entries had must not vanish from all of them.

Freshness is another matter: a source that falls silent for far longer than it ever was is
read as before, and staff are told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from statistics import median

from crawlers.items import RawEntry
from db.labels import ENTRY_FIELDS, WAYS, label
from db.vocabulary import FindingKind

FEWEST = 3  # entries from which on a share says something
FEWEST_FIELDS = 5
USUAL_RUNS = 5
WAY_HOLDS = timedelta(days=1)  # a source is not read in two ways within it
TOO_MANY = 2  # times the plausible number: another query answered
SILENCE = 3  # times the longest pause so far
SHORTEST_SILENCE = timedelta(days=45)
NEWS_NEEDED = 6  # days with news, before a pause means anything
_NAMED = 3  # of what was not read, the rest is counted
QUARANTINED = "Es wurde nichts übernommen."

# Which fields of an entry are watched: those of its text, and those that the source gives.
_FIELDS = ("summary", "body", "published_on")
_GIVEN = (
    *("deadlines", "opens_on", "status", "award_max", "rate_max"),
    *("applicants", "areas", "contacts", "event_starts_on"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Why a run is not plausible, or a source needs looking at; `reason` is German."""

    kind: FindingKind
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """How many of the entries known before had a field then, and how many have it now."""

    before: Counter[str]
    now: Counter[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Observed:
    """What a run brought, beside what is known of its source.

    `came` and `stayed_away` count the known entries that ought to be listed still. `usual`
    are the entries of the last good runs. `plausible` is the declared range, None for a
    replay, which is a part of its source by design.
    """

    entries: int
    came: int = 0
    stayed_away: int = 0
    usual: Sequence[int] = ()
    complete: bool = True
    plausible: tuple[int, int] | None = None
    fields: Fields | None = None


def examine(seen: Observed) -> Fault | None:
    """Return what speaks against a run, the plainest reason first."""
    count = _outside(seen) or (_thinned(seen) if seen.complete else _shrunk(seen))
    return count or (_lost(seen.fields) if seen.fields else None)


def silence(news_on: Sequence[date], today: date) -> Fault | None:
    """Return a fault when nothing came for much longer than ever; `news_on` in order."""
    days = sorted(set(news_on))
    if len(days) < NEWS_NEEDED:
        return None
    longest = max(later - earlier for earlier, later in pairwise(days))
    if today - days[-1] <= max(SILENCE * longest, SHORTEST_SILENCE):
        return None
    reason = (
        f"Seit dem {days[-1]:%d.%m.%Y} ist nichts Neues gekommen; die längste Pause bisher "
        f"waren {longest.days} Tage. Bitte prüfen Sie, ob die Quelle umgezogen ist."
    )
    return Fault(kind=FindingKind.SILENT, reason=reason)


def other_way(was: str, now: str, since: date | None, today: date) -> Fault | None:
    """Return what speaks against a source that is read by another way than a day ago.

    A feed that is away for a day leaves old stock to whatever is read in its place.
    """
    if not (was and now and was != now and since and today - since <= WAY_HOLDS):
        return None
    ways = f"{label(WAYS, now)} statt {label(WAYS, was)}"
    reason = (
        f"Die Quelle war nur auf einem anderen Weg zu lesen ({ways}). {QUARANTINED} "
        f"Bleibt es dabei, gilt der neue Weg nach dem {since + WAY_HOLDS:%d.%m.%Y}."
    )
    return Fault(kind=FindingKind.BROKEN, reason=reason)


def shortfall(left_out: Sequence[str]) -> Fault | None:
    """Return a fault for what a good run went on without; nothing is lost by it."""
    if not left_out:
        return None
    more = len(left_out) - _NAMED
    named = " ".join(f"{reason.rstrip('.')}." for reason in left_out[:_NAMED])
    others = f" Dazu {more} weitere." if more > 0 else ""
    reason = f"Einzelnes war nicht lesbar, alles andere ist übernommen: {named}{others}"
    return Fault(kind=FindingKind.INCOMPLETE, reason=reason)


def filled(entry: RawEntry) -> frozenset[str]:
    """Return what an entry has, in words for staff: its fields and its labels."""
    names = [ENTRY_FIELDS[field] for field in _FIELDS if getattr(entry, field)]
    names += [ENTRY_FIELDS[field] for field in _GIVEN if getattr(entry.given, field)]
    names += [f"„{part.label}“" for part in entry.fields if part.text.strip()]
    return frozenset(names)


def compare(pairs: Iterable[tuple[frozenset[str], frozenset[str]]]) -> Fields:
    """Count the fields of entries that were known: what each had, and has of it now."""
    before: Counter[str] = Counter()
    now: Counter[str] = Counter()
    for had, has in pairs:
        before.update(had)
        now.update(had & has)
    return Fields(before=before, now=now)


def _outside(seen: Observed) -> Fault | None:
    if seen.plausible is None:
        return None
    low, high = seen.plausible
    if seen.entries < low:
        reason = f"Nur {seen.entries} Einträge statt mindestens {low}: {QUARANTINED}"
        return Fault(kind=FindingKind.TOO_FEW, reason=reason)
    if seen.entries > TOO_MANY * high:
        reason = f"{seen.entries} Einträge statt höchstens {high}: {QUARANTINED}"
        return Fault(kind=FindingKind.BROKEN, reason=reason)
    return None


def _thinned(seen: Observed) -> Fault | None:
    """Judge by who came: a list cut short, or one whose addresses changed, lacks the known."""
    known = seen.came + seen.stayed_away
    few = known >= FEWEST and 3 * seen.came < 2 * known
    if not (few or (known > 0 and _emptied(seen))):
        return None
    reason = (
        f"Von {known} bekannten Einträgen, die noch laufen, sind nur {seen.came} da "
        f"({seen.entries} Einträge im Abruf): {QUARANTINED}"
    )
    return Fault(kind=FindingKind.TOO_FEW, reason=reason)


def _shrunk(seen: Observed) -> Fault | None:
    usual = median(seen.usual[-USUAL_RUNS:]) if seen.usual else 0
    few = usual >= FEWEST and 2 * seen.entries <= usual
    if not (few or (usual > 0 and _emptied(seen))):
        return None
    reason = f"Nur {seen.entries} Einträge statt wie sonst etwa {usual:g}: {QUARANTINED}"
    return Fault(kind=FindingKind.TOO_FEW, reason=reason)


def _emptied(seen: Observed) -> bool:
    """Whether a source is empty that has not declared to be so at times."""
    return seen.entries == 0 and not (seen.plausible and seen.plausible[0] == 0)


def _lost(fields: Fields) -> Fault | None:
    lost = [name for name, had in fields.before.items() if vanished(had, fields.now[name])]
    if not lost:
        return None
    shown = "; ".join(
        f"{name} (vorher {fields.before[name]}, jetzt {fields.now[name]})"
        for name in sorted(lost, key=lambda name: -fields.before[name])[:4]
    )
    more = f" und {len(lost) - 4} weitere" if len(lost) > 4 else ""
    reason = f"Den bekannten Einträgen fehlen Angaben: {shown}{more}. {QUARANTINED}"
    return Fault(kind=FindingKind.BROKEN, reason=reason)


def vanished(had: int, has: int) -> bool:
    """Whether what so many entries had is gone from all of them, or from most of many."""
    return (had >= FEWEST and has == 0) or (had >= FEWEST_FIELDS and 2 * has < had)
