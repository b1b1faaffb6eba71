"""Filters: a filter as the address of a page says it, and the address that says a filter.

The address is the filter: whoever has it sees the same list, and may keep or pass it on.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends, Query

from db.finding.filter import Filter

Codes = Annotated[list[str], Query(max_length=300)]


def filter_of(
    suche: Annotated[str, Query(max_length=300)] = "",
    gebiet: Annotated[str, Query(max_length=80)] = "",
    nur_eigene: bool = False,
    thema: Codes = [],  # noqa: B006 - FastAPI copies what it finds here
    ebene: Codes = [],  # noqa: B006
    kategorie: Codes = [],  # noqa: B006
    wer: Codes = [],  # noqa: B006
    stand: Codes = [],  # noqa: B006
    art: Codes = [],  # noqa: B006
    quelle: Codes = [],  # noqa: B006
    frist_ab: date | None = None,
    frist_bis: date | None = None,
    betrag: float | None = None,
    eigenanteil: float | None = None,
    geprueft: bool | None = None,
) -> Filter:
    """Return the filter of a request."""
    return Filter(
        words=suche,
        area=gebiet,
        own=nur_eigene,
        topics=tuple(thema),
        levels=tuple(ebene),
        kinds=tuple(kategorie),
        applicants=tuple(wer),
        statuses=tuple(stand),
        instruments=tuple(art),
        sources=tuple(quelle),
        closes_from_on=frist_ab,
        closes_until_on=frist_bis,
        award=betrag,
        own_share=eigenanteil,
        checked=geprueft,
    )


ThisFilter = Annotated[Filter, Depends(filter_of)]


def query_of(wanted: Filter) -> str:
    """Return what stands behind the question mark of an address for a filter; empty for all."""
    named = {
        "suche": wanted.words,
        "gebiet": wanted.area,
        "nur_eigene": "ja" if wanted.own else "",
        "thema": wanted.topics,
        "ebene": wanted.levels,
        "kategorie": wanted.kinds,
        "wer": wanted.applicants,
        "stand": wanted.statuses,
        "art": wanted.instruments,
        "quelle": wanted.sources,
        "frist_ab": wanted.closes_from_on,
        "frist_bis": wanted.closes_until_on,
        "betrag": None if wanted.award is None else f"{wanted.award:.12g}",
        "eigenanteil": None if wanted.own_share is None else f"{wanted.own_share:.12g}",
        "geprueft": None if wanted.checked is None else str(wanted.checked).lower(),
    }
    return urlencode({name: said for name, said in named.items() if said}, doseq=True)
