"""Told: what the ledger keeps of a card besides the revisions it showed.

With it an issue can be shown again as its reader got it, long after the mail's text is gone and
whatever became of the subscription.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Any

from pydantic import TypeAdapter

from db.terms import ANYBODY, Place, Reader
from notifier.news.select import Selected


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The heading a card stood under, what it said of changes, and whose terms it showed.

    `lifted` says that the desk had put it first, `remembered` that its reader had asked to be
    reminded; the rest is as with `notifier.news.select.Selected`.
    """

    topic: str = ""
    changes: tuple[str, ...] = ()
    was_on: date | None = None
    lifted: bool = False
    along: bool = False
    announced: bool = False
    reopened: bool = False
    remembered: bool = False
    reader: Reader = ANYBODY
    places: tuple[Place, ...] = ()


def told_of(selected: Selected) -> dict[str, Any]:
    """Return what the ledger keeps of a card, as plain JSON without what is empty."""
    told = Told(
        topic=selected.topic,
        changes=selected.changes,
        was_on=selected.was_on,
        lifted=selected.news.lifted,
        along=selected.along,
        announced=selected.announced,
        reopened=selected.reopened,
        remembered=selected.remembered,
        reader=selected.reader,
        places=selected.places,
    )
    return _plain(told)


@lru_cache(maxsize=256)  # most of what one reader is told differs in nothing of this
def _plain(told: Told) -> dict[str, Any]:
    plain: dict[str, Any] = _adapter().dump_python(told, mode="json", exclude_defaults=True)
    return plain


def told_from_json(plain: dict[str, Any]) -> Told:
    """Return what the ledger kept; of a mail that is older than this record, nothing."""
    return _adapter().validate_python(plain, strict=False)


@cache
def _adapter() -> TypeAdapter[Told]:
    return TypeAdapter(Told)
