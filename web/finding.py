"""Finding: what fits a filter now, from an index that is held for as long as nothing changes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from threading import Lock

from fastapi import FastAPI, Request
from sqlalchemy.orm import Session

from db.finding.facets import Facets, dropped, facets
from db.finding.filter import Filter, Order
from db.finding.find import Found, find, found_in, text_of
from db.finding.index import FactIndex, read_index
from db.queries.stamp import Stamp, stock_stamp
from web.site import Site

_State = tuple[date, Stamp]


class HeldIndex:
    """Holds the index of a day; a change of the stock costs reading what changed."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._held: tuple[_State, FactIndex] | None = None

    def of(self, session: Session, site: Site, known: Stamp | None = None) -> FactIndex:
        """Return the index as the stock stands; of many that ask at once one reads it.

        Who asked for the stamp just before has it `known`.
        """
        today = site.today()
        with self._lock:
            if self._held is not None and self._held[0] == (today, known):
                return self._held[1]
            state = (today, stock_stamp(session))
            if self._held is None or self._held[0] != state:
                before = self._held[1] if self._held else None
                self._held = state, read_index(session, today, site.concerned_by, before)
            return self._held[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """What fits a filter, and what a page offers besides.

    `dropped` are, where nothing is found, the fields of the filter with how many would be found
    without each.
    """

    found: Found
    facets: Facets
    dropped: list[tuple[str, int]]


def index_now(request: Request, session: Session) -> FactIndex:
    """Return the index as the application that was asked holds it."""
    return index_held(request.app, session, getattr(request.state, "stock", None))


def index_held(app: FastAPI, session: Session, known: Stamp | None = None) -> FactIndex:
    """Return the index as an application holds it, for what goes on after its request."""
    held = app.state.finding
    assert isinstance(held, HeldIndex)
    return held.of(session, app.state.site, known)


def found_now(
    request: Request, session: Session, wanted: Filter, order: Order = Order.BEST
) -> Found:
    """Return what fits a filter now, as `db.finding.find.find` does, without reading all facts."""
    index = index_now(request, session)
    site: Site = request.app.state.site
    return find(session, wanted, index.today, site.concerned_by, order, index)


def results_now(
    request: Request, session: Session, wanted: Filter, order: Order, areas: Iterable[str]
) -> Results:
    """Return what fits a filter now, with its facets; `areas` are those that are offered."""
    index = index_now(request, session)
    text = text_of(session, wanted, index)
    holding = None if text is None else index.of_ids(text.ranks)
    found = found_in(index, wanted, text, order)
    return Results(
        found=found,
        facets=facets(index, wanted, holding, areas),
        dropped=[] if found.ids else dropped(index, wanted, holding),
    )
