"""Fits us: what a municipality, a district or a region may apply for, and why."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from db.area_search import Found
from db.engine import reading
from db.terms import Fit
from db.vocabulary import ApplicantType
from notifier.digest.whereabouts import Places
from pipeline.themes import topic_labels
from web.conditional import UNLESS_SEEN
from web.fit_words import Row, row_of
from web.fits import NO_REGION, as_whom, asker_of, fits_now
from web.imprint import imprint_of
from web.pages import RequestPages, ThesePages
from web.site import Site, ThisSite
from web.wishing import called

router = APIRouter()

PATH = "/passt-zu-uns"
ON_A_PAGE = 25
IN_SHORT = 10  # of each group, where all groups are shown
BY_DAY = "frist"
ORDERS = {"": "Was am nächsten liegt, zuerst", BY_DAY: "Was zuerst endet, zuerst"}
GROUPS = {"passt": Fit.YES, "vielleicht": Fit.PERHAPS, "nicht": Fit.NO}
BY_REGION = "region"  # what hangs on the LEADER region that nobody told
TITLES = {
    "passt": "Passt",
    "vielleicht": "Vielleicht – bitte prüfen",
    BY_REGION: "Je nach Ihrer LEADER-Region",
    "nicht": "Nicht für Sie",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What an address asks for: a place by its key or by what was typed, as whom, about what."""

    area: str = ""
    typed: str = ""
    who: str = ""
    topics: tuple[str, ...] = ()
    order: str = ""
    region: str = ""  # the LEADER region that the place is said to belong to, or NO_REGION

    def address(self, path: str = PATH, **more: str) -> str:
        """Return the address that asks for the same, and for more."""
        named = {
            "gebiet": self.area,
            "ort": "" if self.area else self.typed,
            "wer": self.who,
            "thema": self.topics,
            "sortierung": self.order,
            "region": self.region,
            **more,
        }
        said = urlencode({name: one for name, one in named.items() if one}, doseq=True)
        return f"{path}?{said}" if said else path


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One of the groups: how many are in it, and those that are shown."""

    name: str
    title: str
    count: int
    rows: tuple[Row, ...]
    address: str


@router.get(PATH, dependencies=[UNLESS_SEEN])
def fits_us(
    request: Request,
    site: ThisSite,
    pages: ThesePages,
    gebiet: Annotated[str, Query(max_length=80)] = "",
    ort: Annotated[str, Query(max_length=200)] = "",
    wer: Annotated[str, Query(max_length=40)] = "",
    thema: Annotated[list[str], Query(max_length=40)] = [],  # noqa: B006 - FastAPI copies it
    sortierung: Annotated[str, Query(max_length=20)] = "",
    region: Annotated[str, Query(max_length=80)] = "",
    gruppe: Annotated[str, Query(max_length=20)] = "",
    seite: Annotated[int, Query(ge=1, le=10_000)] = 1,
    suche: bool = False,
) -> Response:
    """Show what fits a place, or ask for it; a name that only one place has leads to it.

    While somebody types a name (`suche`) places are offered and none is taken.
    """
    known = wer in ("", *ApplicantType) and set(thema) <= topic_labels().keys()
    if not known or sortierung not in ORDERS or gruppe not in ("", *TITLES):
        raise HTTPException(422)
    asked = Asked(
        area=gebiet,
        typed=" ".join(ort.split()),
        who=wer,
        topics=tuple(dict.fromkeys(thema)),
        order=sortierung,
        region=region,
    )
    if not asked.area or suche:
        return _place_asked(site, pages, asked, taking=not suche)
    places = imprint_of(site).places
    try:
        asked = replace(asked, area=places.of(asked.area).key)
    except LookupError:
        wrong = "Diesen Ort kennen wir nicht. Bitte geben Sie seinen Namen ein."
        return _form(pages, replace(asked, area=""), wrong=wrong, status=404)
    return _found(request, site, pages, asked, gruppe, seite)


def _place_asked(site: Site, pages: RequestPages, asked: Asked, *, taking: bool) -> Response:
    """Ask for a place, or lead to the one that is meant."""
    named = site.places_named(asked.typed) if asked.typed else ()
    exact = [one.key for one in named if one.exact]
    if taking and len(exact) == 1:
        return RedirectResponse(replace(asked, area=exact[0]).address(), status_code=303)
    wrong = ""
    if taking and named:
        wrong = f"Welchen Ort meinen Sie mit „{asked.typed}“? Bitte wählen Sie ihn aus."
    elif asked.typed and not named:
        wrong = f"Einen Ort „{asked.typed}“ kennen wir nicht. Bitte prüfen Sie die Schreibweise."
    offers = [(replace(asked, area=one.key).address(), _called(site, one)) for one in named]
    return _form(pages, asked, offers, wrong, status=422 if taking and wrong else 200)


def _called(site: Site, one: Found) -> str:
    try:
        return called(site, one)
    except LookupError:
        return one.key


def _form(
    pages: RequestPages,
    asked: Asked,
    offers: list[tuple[str, str]] | None = None,
    wrong: str = "",
    status: int = 200,
) -> HTMLResponse:
    page = pages.render(
        "public/fits_us.html",
        asked=asked,
        place=asked.typed,
        offers=offers or [],
        wrong={"ort": wrong} if wrong else {},
        orders=ORDERS,
        path=PATH,
        found=None,
    )
    return HTMLResponse(page, status_code=status)


def _found(
    request: Request, site: Site, pages: RequestPages, asked: Asked, group: str, page: int
) -> HTMLResponse:
    imprint, today = imprint_of(site), site.today()
    places = imprint.places
    who = asked.who or as_whom(places, asked.area).value
    doubted = places.regions_in_doubt(asked.area)
    if asked.region not in ("", *((NO_REGION,) if doubted else ()), *(one.key for one in doubted)):
        asked = replace(asked, region="")  # said of another place
    asker = asker_of(places, asked.area, who, asked.topics, asked.region)
    with reading(site.engine) as session:
        index = fits_now(request, session, imprint)
    fitting = index.fitting(asker)
    found = {name: fitting.by_fit[fit] for name, fit in GROUPS.items()}
    found[BY_REGION] = fitting.by_region
    first, most = ((page - 1) * ON_A_PAGE, ON_A_PAGE) if group else (0, IN_SHORT)
    groups = []
    for name, title in TITLES.items():
        if name == group or (not group and (found[name] or name != BY_REGION)):
            shown = index.in_order(
                found[name], asker, by_day=asked.order == BY_DAY, first=first, most=most
            )
            groups.append(
                Group(
                    name=name,
                    title=title,
                    count=found[name].bit_count(),
                    rows=tuple(row_of(one, asker, places, today) for one in shown),
                    address=asked.address(gruppe=name),
                )
            )
    if group and page > 1 and not groups[0].rows:
        raise HTTPException(404)
    return HTMLResponse(
        pages.render(
            "public/fits_us.html",
            asked=asked,
            place=places.label(asked.area),
            offers=[],
            wrong={},
            orders=ORDERS,
            path=PATH,
            found=groups,
            counts={name: bits.bit_count() for name, bits in found.items()},
            regions=doubted if found[BY_REGION] or asked.region else (),
            no_region=NO_REGION,
            who=who,
            inhabitants=_inhabitants(places, asked.area),
            as_of=places.as_of,
            group=group,
            page=page,
            number_of_pages=-(-groups[0].count // ON_A_PAGE) if group else 1,
            whole=asked.address(),
            subscribe=replace(asked, who=who, order="", region="").address("/abonnieren"),
        )
    )


def _inhabitants(places: Places, area: str) -> int:
    place = places.of(area)
    return place.population if place.is_local else 0
