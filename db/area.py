"""Area: one place that funding is for, and what is known of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

EU = "eu"
GERMANY = "de"
LEADER = "leader:"


class AreaKind(StrEnum):
    """What an area is in law or by programme."""

    UNION = "union"
    COUNTRY = "country"
    STATE = "state"  # Land
    GOVERNMENT_REGION = "government_region"  # Regierungsbezirk, or the statistical region
    DISTRICT = "district"  # Landkreis, Kreis
    INDEPENDENT_CITY = "independent_city"  # kreisfreie Stadt, Stadtkreis
    TOWN = "town"
    MARKET = "market"  # Markt, in Bavaria
    MUNICIPALITY = "municipality"
    LEADER_REGION = "leader_region"


# Those that have a Gemeindeschlüssel of eight digits; a kreisfreie Stadt is one of them.
LOCAL_KINDS = frozenset(
    {AreaKind.INDEPENDENT_CITY, AreaKind.TOWN, AreaKind.MARKET, AreaKind.MUNICIPALITY}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """One area under its key: eu, de, an AGS prefix, or leader:<slug>.

    `name` is the short name without title, `official_name` the full one. `parent` is the
    key of the next wider area, empty only for the European Union. `population` is in
    inhabitants. `evidence` says in German where a fact beyond the register comes from.
    The remaining fields are for LEADER regions: `complete` is False where the member list
    is known to have gaps, and `districts` are the districts the region lies in.
    """

    key: str
    kind: AreaKind
    name: str
    official_name: str
    parent: str = ""
    nuts3: str = ""
    population: int = 0
    evidence: str = ""
    aliases: tuple[str, ...] = ()
    website: str = ""
    complete: bool = True
    districts: tuple[str, ...] = ()
    landscape: bool = False  # its name means more than the LEADER region

    @property
    def is_local(self) -> bool:
        """Whether this is a town or municipality."""
        return self.kind in LOCAL_KINDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """A municipality in a LEADER region; `partial` where only some of its villages belong."""

    region: str
    municipality: str
    partial: bool = False
    evidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """The areas of one official edition, before LEADER regions and corrections."""

    as_of: date
    areas: tuple[Area, ...]


class UnknownAreaError(LookupError):
    """No area has this key."""

    def __init__(self, key: str) -> None:
        super().__init__(f"no area has the key {key!r}")
        self.key = key
