"""Decided: what travels through the pipeline between reading an entry and storing the result."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from crawlers.items import RawEntry
from db.values import Values
from pipeline.changes import Change
from pipeline.claim import Claim
from pipeline.publication import Publication


class Outcome(StrEnum):
    """What reading an entry meant for what stood before."""

    NEW = "new"
    CHANGED = "changed"  # material: worth telling
    COSMETIC = "cosmetic"
    REREAD = "reread"  # our rules changed, not the source
    SAME = "same"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartClaim:
    """A claim and the part of the entry it was read from."""

    part: str
    claim: Claim


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one entry says."""

    values: Values
    claims: tuple[PartClaim, ...]
    publication: Publication


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """An entry that waits to be read, and what stood before, if anything did."""

    raw_id: int
    raw: RawEntry
    opportunity_id: int | None = None
    read_with: str = ""
    old: Values | None = None
    old_raw: RawEntry | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """An entry read and compared, ready to be stored."""

    pending: Pending
    reading: Reading
    outcome: Outcome
    changes: tuple[Change, ...]
