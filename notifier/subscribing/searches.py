"""Searches: what of a search a subscription can say, and what it cannot."""

from __future__ import annotations

from dataclasses import replace

from db.area import GERMANY
from db.finding.filter import Filter
from db.vocabulary import OpportunityStatus
from notifier.subscribing.settings import Wanted

# Whose area is Germany hears of what is anywhere in it, and of the EU's.
EVERYWHERE = GERMANY
_NEVER_NEWS = frozenset({OpportunityStatus.CLOSED.value, OpportunityStatus.SUSPENDED.value})


def wanted_by(search: Filter) -> Wanted:
    """Return the subscription that brings what newly fits a search."""
    rest = replace(
        search,
        area="",
        own=search.own and bool(search.area),
        topics=(),
        applicants=(),
        levels=(),
        closes_from_on=None,
        closes_until_on=None,
    )
    return Wanted(
        area=search.area or EVERYWHERE,
        topics=search.topics,
        applicants=search.applicants,
        levels=search.levels,
        narrowed=rest,
    )


def beyond(search: Filter) -> Filter:
    """Return what of a search the form for strangers cannot say."""
    return replace(search, words="", area="", topics=(), applicants=(), levels=())


def left_out(search: Filter) -> list[str]:
    """Return in German what of a search a subscription does not take over."""
    if search.closes_from_on or search.closes_until_on:
        return ["Der Zeitraum der Frist: Ein Abonnement läuft weiter, wenn er vorbei ist."]
    return []


def never_news(search: Filter) -> bool:
    """Whether a search finds only what no mail tells: what is over, or suspended."""
    return bool(search.statuses) and _NEVER_NEWS.issuperset(search.statuses)
