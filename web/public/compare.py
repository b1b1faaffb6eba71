"""Compare: two or three opportunities side by side, the same facts in the same rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, HTTPException, Query
from sqlalchemy.orm import Session

from db.actors import load_actors
from db.engine import reading
from db.finding.filter import Filter
from db.finding.find import find
from db.queries import listing
from db.queries.listing import Listed
from db.queries.published import ListRow, list_rows
from notifier.digest.wording import one_line
from pipeline.themes import topic_labels
from web.compared import OTHER, SAME, Names, rows_of
from web.conditional import UNLESS_SEEN
from web.pages import ThesePages
from web.site import Site, ThisSite
from web.wording import area_name, source_title

router = APIRouter()

PATH = "/vergleich"
PLACES = ("a", "b", "c")
OFFERED = 20  # of what is found by a word
SUGGESTED = 5
FUNDING = ("programme", "call", "prize")
Chosen = Annotated[int | None, Query(ge=1, le=2**31 - 1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Another one to compare with."""

    row: ListRow
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Offers:
    """What may be taken in; `count` is how much was found, `words` what was searched for."""

    rows: tuple[Offer, ...] = ()
    count: int = 0
    words: str = ""


@router.get(PATH, dependencies=[UNLESS_SEEN])
def compare(
    site: ThisSite,
    pages: ThesePages,
    a: Chosen = None,
    b: Chosen = None,
    c: Chosen = None,
    suche: Annotated[str, Query(max_length=300)] = "",
) -> str:
    """Show what was chosen side by side, and let more be found while there is room."""
    ids = list(dict.fromkeys(one for one in (a, b, c) if one is not None))
    today, words = site.today(), " ".join(suche.split())
    with reading(site.engine) as session:
        columns = [one for id in ids if (one := listing.listed(session, id))]
        if len(columns) < len(ids):
            raise HTTPException(404, "Einer dieser Einträge ist nicht veröffentlicht.")
        offers = Offers()
        if len(ids) < len(PLACES) and (words or len(ids) == 1):
            offers = _offers(session, site, columns, words, today)
    rows = rows_of(columns, today, _names(site)) if len(columns) > 1 else []
    return pages.render(
        "public/compare.html",
        path=PATH,
        columns=columns,
        titles=[one_line(one.values.title, 200) or "Ohne Titel" for one in columns],
        without=[address_of([id for id in ids if id != one]) for one in ids],
        rows=rows,
        other=[row.name for row in rows if row.verdict == OTHER],
        same=[row.name for row in rows if row.verdict == SAME],
        chosen=list(zip(PLACES, ids, strict=False)),
        room=len(ids) < len(PLACES),
        offers=offers,
        words=words,
    )


def address_of(ids: Sequence[int]) -> str:
    """Return the address of a comparison."""
    return f"{PATH}?{urlencode(list(zip(PLACES, ids, strict=False)))}" if ids else PATH


def _offers(
    session: Session, site: Site, columns: Sequence[Listed], words: str, today: date
) -> Offers:
    """Return what is found by some words; without words what is about the same and open."""
    if words:
        wanted, most = Filter(words=words), OFFERED
    else:
        topics = columns[0].values.topics[:1]
        wanted = Filter(topics=topics, kinds=FUNDING, statuses=("open", "forecasted"))
        most = SUGGESTED
    taken = [one.id for one in columns]
    found = find(session, wanted, today, site.concerned_by)
    left = [id for id in found.ids if id not in taken]
    rows = {row.id: row for row in list_rows(session, today, ids=left[:most])}
    offers = (
        Offer(row=rows[id], address=address_of([*taken, id])) for id in left[:most] if id in rows
    )
    return Offers(rows=tuple(offers), count=len(left), words=" ".join(found.instead) or words)


def _names(site: Site) -> Names:
    return Names(
        area=lambda key: area_name(key, site.area_label),
        topics=topic_labels(),
        source=lambda slug: source_title(slug, site.sources),
        actors=load_actors(),
    )
