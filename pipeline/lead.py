"""Lead: what a find of a municipal site or of the press tells staff of others' funding. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from crawlers.items import RawEntry, storable
from crawlers.links import canonical
from crawlers.source import Source, Trust
from db.area import LEADER
from db.derive import derive
from db.secrets import digest_of
from db.statements import Field, Standing, Statement
from db.tips import BETWEEN
from db.values import Values
from db.vocabulary import DeadlineKind
from pipeline.claim import Stage
from pipeline.duplicates.profile import Profile, address, profile_of
from pipeline.duplicates.titles import read_title
from pipeline.offered import asks_to_apply, speaks_of_money, sums_in
from pipeline.run import Rules, read_entry

FRESH = timedelta(days=60)  # after which a lead that nobody looked at leads nowhere
# What a find must say at least one of, be it in words that leave a doubt: staff look themselves.
_TOLD = (
    *(Field.DEADLINE, Field.ANNUAL_DEADLINE, Field.DEADLINE_RULE, Field.OPENS),
    *(Field.AWARD_MAX, Field.RATE_MAX, Field.BUDGET),
)
_WITH_A_DAY = (DeadlineKind.FIXED, DeadlineKind.ANNUAL)
_LONGEST = 400
_DISTRICT = 5  # digits of its key
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>()\"„“]*[^\s<>()\"„“.,;:!?]", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """What a source tells of a call: the words it rests on, and until when it matters.

    `teller` is the area of who tells of it, `profile` how it is compared with entries.
    """

    source: str
    title: str
    address: str
    said: str
    teller: str
    profile: Profile
    until_on: date | None
    near: str = ""
    sums: str = ""  # and the year, where no deadline tells one call from another

    @property
    def place(self) -> str:
        """The digest of the matter: the same news of several municipalities is one lead.

        Regions call with the same words for the same day: of those that are not near each other
        none may hide the other's call.
        """
        words = " ".join(sorted(self.title.casefold().split()))
        return digest_of(f"lead {self.near} {words} {self.until_on or self.sums}")


def lead_of(raw: RawEntry, rules: Rules, today: date) -> Lead | None:
    """Return the lead that a find is: it offers money, and says by when, or how much.

    None for all else. Raises what reading raises.
    """
    old = raw.published_on is not None and raw.published_on < today - FRESH
    if old or not speaks_of_money(raw):
        return None
    found, source = read_entry(raw, rules), rules.sources[raw.source]
    if not (asks_to_apply(raw) or any(map(_closes, found.read))):
        return None
    values = derive(found.frame, found.read)
    dated = [one for one in values.deadlines if one.kind in _WITH_A_DAY]
    until = max(filter(None, (one.next_on(today) for one in dated)), default=None)
    quotes = _quotes(found.read) or sums_in(raw)
    if not quotes or (dated and until is None):
        return None
    # Of the press no more is quoted than a person needs to find the funder.
    most = 1 if source.trust is Trust.SECONDARY else 3
    return Lead(
        source=raw.source,
        title=raw.title,
        address=canonical(raw.url) or raw.url,
        said=storable(BETWEEN.join([raw.title, *quotes[:most]]))[:_LONGEST],
        teller=source.area,
        profile=_profile(raw, values, found.read, rules),
        until_on=until,
        near=_near(values.areas, source),
        sums=f"{(raw.published_on or today).year} {values.award_max} {values.rate_max}",
    )


def _closes(one: Statement) -> bool:
    """Whether applications are taken until a day that is beyond doubt."""
    of_application = one.deadline_stage != Stage.REGISTRATION
    return one.field is Field.DEADLINE and one.sure and of_application


def _quotes(read: Iterable[Statement]) -> list[str]:
    """Return the words that say by when or how much, each once, the sure ones first."""
    told = [one for one in read if one.field in _TOLD and one.standing is not Standing.REJECTED]
    told.sort(key=lambda one: not one.sure)
    return list(dict.fromkeys(one.evidence.quote for one in told if one.evidence.quote))


def _profile(raw: RawEntry, values: Values, read: Iterable[Statement], rules: Rules) -> Profile:
    """Return how a find is compared with entries: its areas are those that its words name.

    An address that stands in the text is a link, too.
    """
    profile = profile_of(0, values, rules.sources[raw.source], rules.actors)
    areas = {
        str(one.value)
        for one in read
        if one.field is Field.AREA and one.sure and one.evidence.quote
    }
    regions = {area for area in areas if area.startswith(LEADER)}
    told = (address(_whole(one)) for one in _ADDRESS.findall(raw.body))
    return replace(
        profile,
        areas=frozenset(regions or areas),
        links=profile.links.union(filter(None, told)),
        funder_words=frozenset(word for name in values.funders for word in read_title(name).tokens),
    )


def _whole(written: str) -> str:
    return written if "://" in written else f"https://{written}"


def _near(areas: Sequence[str], source: Source) -> str:
    """Return the LEADER regions that a find names, or else the district of who tells it."""
    regions = sorted(area for area in areas if area.startswith(LEADER))
    return " ".join(regions) or source.area[:_DISTRICT]
