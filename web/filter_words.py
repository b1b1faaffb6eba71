"""Filter words: a filter in German, as a person reads it, and a name that it may be kept under."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from crawlers.source import Source
from db.finding.filter import Filter
from db.labels import (
    APPLICANTS,
    INSTRUMENTS,
    KINDS,
    LEVELS,
    STATUSES,
    Words,
    label,
    money,
    percent,
    short_day,
)
from pipeline.themes import topic_labels
from web.site import Site
from web.wording import area_name, source_title

OR = " oder "


def filter_words(site: Site, wanted: Filter) -> list[tuple[str, str]]:
    """Return what a filter narrows, each as its name and what is wanted of it; none for all."""
    found = {
        "Suche": f"„{wanted.words}“" if wanted.words else "",
        "Gebiet": _area(wanted, site.area_label),
        "Themen": _codes(wanted.topics, topic_labels()),
        "Wer beantragt": _codes(wanted.applicants, APPLICANTS),
        "Stand": _codes(wanted.statuses, STATUSES),
        "Frist": _days(wanted),
        **narrow_words(wanted, site.sources),
    }
    return [(name, words) for name, words in found.items() if words]


def narrow_words(wanted: Filter, sources: Mapping[str, Source]) -> dict[str, str]:
    """Return what a filter narrows besides words, area, topics, applicants, status and days."""
    found = {
        "Ebene": _codes(wanted.levels, LEVELS),
        "Art des Eintrags": _codes(wanted.kinds, KINDS),
        "Förderart": _codes(wanted.instruments, INSTRUMENTS),
        "Quelle": OR.join(map(partial(source_title, sources=sources), wanted.sources)),
        "Förderung": "" if wanted.award is None else f"bis {money(wanted.award)} möglich",
        "Eigenanteil": (
            "" if wanted.own_share is None else f"höchstens {percent(wanted.own_share)}"
        ),
        "Geprüft": {True: "von einem Menschen geprüft", False: "noch nicht geprüft"}.get(
            wanted.checked, ""
        )
        if wanted.checked is not None
        else "",
    }
    return {name: words for name, words in found.items() if words}


def suggested_name(site: Site, wanted: Filter) -> str:
    """Return a name for a filter, from what it narrows most."""
    parts = [
        wanted.words,
        _codes(wanted.topics, topic_labels()),
        area_name(wanted.area, site.area_label) if wanted.area else "",
        _codes(wanted.statuses, STATUSES),
    ]
    return ", ".join(filter(None, parts))[:80].rstrip(", ")


def _area(wanted: Filter, called: Callable[[str], str]) -> str:
    if not wanted.area:
        return ""
    name = area_name(wanted.area, called)
    return f"nur für {name} selbst" if wanted.own else f"was für {name} gilt"


def _codes(codes: tuple[str, ...], words: Words) -> str:
    return OR.join(label(words, code) for code in codes)


def _days(wanted: Filter) -> str:
    first, last = wanted.closes_from_on, wanted.closes_until_on
    parts = [f"ab {short_day(first)}" if first else "", f"bis {short_day(last)}" if last else ""]
    return " ".join(filter(None, parts))
