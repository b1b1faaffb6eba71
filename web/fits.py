"""Fits: what may be applied for today, held between requests, and who asks for it."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock

from fastapi import Request
from sqlalchemy.orm import Session

from db.area import LEADER, AreaKind
from db.vocabulary import ApplicantType
from notifier.digest.whereabouts import Places
from notifier.fits.index import Asker, FitIndex
from notifier.issue import Imprint
from notifier.news.select import Wish
from web.going import going_now
from web.site import Site

NO_REGION = "keine"  # of those that are asked about


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    index: FitIndex
    places: Places


class HeldFits:
    """Holds what was worked out last; a change of the stock costs working out what changed."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._held: _Held | None = None

    def of(self, request: Request, session: Session, imprint: Imprint) -> FitIndex:
        """Return what may be applied for today; of many that ask at once one works it out."""
        site: Site = request.app.state.site
        going = going_now(request, session, imprint, site.today())
        with self._lock:
            held = self._held
            if held is None or held.index.going is not going or held.places is not imprint.places:
                index = FitIndex(going, imprint.places, held.index if held else None)
                held = self._held = _Held(index=index, places=imprint.places)
            return held.index


def fits_now(request: Request, session: Session, imprint: Imprint) -> FitIndex:
    """Return what may be applied for today, as the application holds it."""
    held = request.app.state.fits
    assert isinstance(held, HeldFits)
    return held.of(request, session, imprint)


def as_whom(places: Places, area: str) -> ApplicantType:
    """Return who mostly asks for an area: its municipality, its district, its LEADER group."""
    if area.startswith(LEADER):
        return ApplicantType.LEADER_GROUP
    is_district = places.of(area).kind is AreaKind.DISTRICT
    return ApplicantType.DISTRICT if is_district else ApplicantType.MUNICIPALITY


def asker_of(
    places: Places, area: str, who: str, topics: tuple[str, ...], region: str = ""
) -> Asker:
    """Return who asks, as a subscription for this would read. Raises LookupError for no area.

    `region` is the LEADER region that the area is said to belong to, or NO_REGION.
    """
    place = places.of(area)
    wish = Wish(
        area=place.key,
        area_name=place.name if place.is_local else place.official_name,
        applicants=(who,),
        population=place.population or None if place.is_local else None,
    )
    doubted = frozenset(one.key for one in places.regions_in_doubt(area))
    return Asker(
        area=place.key,
        reader=wish.reader,
        topics=topics,
        belongs_to=region if region in doubted else "",
        not_in=doubted - {region} if region else frozenset(),
        perhaps_in=frozenset() if region else doubted,
    )
