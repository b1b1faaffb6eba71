"""Facets: what else could be chosen, and how many would then be found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from db.finding.filter import Closing, Filter
from db.finding.index import FactIndex
from db.vocabulary import OpportunityStatus

# Fields of a filter that hold codes, with the property of the index that each asks for.
_CODES = {
    "topics": "topic",
    "levels": "level",
    "kinds": "kind",
    "statuses": "status",
    "instruments": "instrument",
    "sources": "source",
    "closing": "closing",
}
_DEFAULTS: Mapping[str, Any] = {one.name: one.default for one in fields(Filter)}
# What is dropped together: neither means anything without the first.
_TOGETHER = {"area": ("area", "own")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One value that may be chosen, and how many are found with it as the only one of its field.

    All else of the filter stays; whoever chooses several of one field finds what has any of them.
    """

    value: Any
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """The options by field of the filter, and some counts beside them.

    `silent` is how many more are found with `Filter.unstated`; `nobody` of those found name no
    applicant.
    """

    count: int
    options: Mapping[str, tuple[Option, ...]]
    silent: int
    nobody: int

    def of(self, name: str) -> tuple[Option, ...]:
        """Return the options of a field."""
        return self.options.get(name, ())


def facets(
    index: FactIndex, wanted: Filter, text: int | None = None, areas: Iterable[str] = ()
) -> Facets:
    """Count what a click on each option would find; `areas` are those that are offered."""
    found = index.bits(wanted, text)
    options = {name: tuple(_codes(index, wanted, text, name)) for name in _CODES}
    options["applicants"] = tuple(_applicants(index, wanted, text))
    options["checked"] = tuple(_checked(index, wanted, text))
    options["area"] = tuple(_areas(index, wanted, text, areas))
    silent = index.bits(replace(wanted, unstated=True), text) & ~found
    return Facets(
        count=found.bit_count(),
        options=options,
        silent=silent.bit_count(),
        nobody=(found & index.of("anybody", True)).bit_count(),
    )


def _codes(index: FactIndex, wanted: Filter, text: int | None, name: str) -> Iterator[Option]:
    others = index.bits(having(wanted, name, ()), text)
    chosen, known = getattr(wanted, name), index.values(_CODES[name])
    for code in dict.fromkeys((*_ALWAYS.get(name, ()), *sorted(known), *chosen)):
        count = (others & index.of(_CODES[name], code)).bit_count()
        yield Option(value=code, count=count, chosen=code in chosen)


_ALWAYS: Mapping[str, tuple[str, ...]] = {
    "statuses": tuple(one.value for one in OpportunityStatus),
    "closing": tuple(one.value for one in Closing),
}


def _applicants(index: FactIndex, wanted: Filter, text: int | None) -> Iterator[Option]:
    # What is paid is asked of the applicant's own case, so that it is another for each.
    paid = wanted.award is not None or wanted.own_share is not None
    others = index.bits(replace(wanted, applicants=()), text) if not paid else 0
    for code in sorted({*index.values("named"), *index.values("excluded"), *wanted.applicants}):
        if paid:
            bits = index.bits(replace(wanted, applicants=(code,)), text)
        else:
            bits = others & index.for_applicant(code)
        yield Option(value=code, count=bits.bit_count(), chosen=code in wanted.applicants)


def _checked(index: FactIndex, wanted: Filter, text: int | None) -> Iterator[Option]:
    others = index.bits(replace(wanted, checked=None), text)
    for value in (True, False):
        count = (others & index.of("checked", value)).bit_count()
        yield Option(value=value, count=count, chosen=wanted.checked is value)


def _areas(
    index: FactIndex, wanted: Filter, text: int | None, areas: Iterable[str]
) -> Iterator[Option]:
    others = index.bits(replace(wanted, area=""), text)
    for area in dict.fromkeys(areas):
        count = (others & index.for_area(area, own=wanted.own)).bit_count()
        yield Option(value=area, count=count, chosen=area == wanted.area)


def narrowing(wanted: Filter) -> Iterator[str]:
    """Yield the fields by which a filter narrows."""
    for name, default in _DEFAULTS.items():
        if name not in ("own", "unstated") and getattr(wanted, name) != default:
            yield name


def having(wanted: Filter, name: str, value: Any) -> Filter:
    """Return a filter with another value of one of its fields."""
    changed: dict[str, Any] = {name: value}
    return replace(wanted, **changed)


def without(wanted: Filter, name: str) -> Filter:
    """Return a filter without one of its fields."""
    changed = {each: _DEFAULTS[each] for each in _TOGETHER.get(name, (name,))}
    return replace(wanted, **changed)


def dropped(index: FactIndex, wanted: Filter, text: int | None = None) -> list[tuple[str, int]]:
    """Return how many would be found without each field by which a filter narrows, most first."""
    counts = [
        (name, index.bits(without(wanted, name), None if name == "words" else text).bit_count())
        for name in narrowing(wanted)
    ]
    return sorted(counts, key=lambda one: -one[1])
