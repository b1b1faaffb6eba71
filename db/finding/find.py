"""Find: the opportunities that fit a filter on a day, in order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from db.finding.filter import Filter, Order
from db.finding.index import Concerned, FactIndex, read_entries
from db.finding.text import TextFound, holding


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What fits a filter: the numbers of leading entries in the order that was asked for.

    `instead` are the words that were searched for where those typed are nowhere, `also` some of
    those that were searched for besides.
    """

    ids: tuple[int, ...] = ()
    instead: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


def find(
    session: Session,
    wanted: Filter,
    today: date,
    concerned: Concerned,
    order: Order = Order.BEST,
    index: FactIndex | None = None,
) -> Found:
    """Return what is published and fits a filter on a day.

    `concerned` gives the keys of all areas that an opportunity for one area concerns. Without an
    `index` of that day one is read; who asks again and again holds one.
    """
    if index is None:
        index = FactIndex(read_entries(session), today, concerned)
    return found_in(index, wanted, text_of(session, wanted, index), order)


def text_of(session: Session, wanted: Filter, index: FactIndex) -> TextFound | None:
    """Return what holds the words of a filter; None where it has none."""
    return holding(session, wanted.words, index.words) if wanted.words.strip() else None


def found_in(
    index: FactIndex, wanted: Filter, text: TextFound | None, order: Order = Order.BEST
) -> Found:
    """Return what fits a filter, where it is known what holds its words."""
    if text is None:
        return Found(ids=tuple(index.in_order(index.bits(wanted), order)))
    bits = index.bits(wanted, index.of_ids(text.ranks))
    ids = tuple(index.in_order(bits, order, text.ranks))
    return Found(ids=ids, instead=text.instead, also=text.also)
