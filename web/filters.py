"""Filters: a filter as the address of a page says it, and the address that says a filter.

The address is the filter: whoever has it sees the same list, and may keep or pass it on. Names and
words in it are German; what is empty counts as not given, and what is not understood is said in a
sentence for its field.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import Annotated, TypeVar
from urllib.parse import urlencode

from fastapi import Depends, HTTPException, Query

from db.finding.filter import Closing, Filter, Order
from db.labels import APPLICANTS, INSTRUMENTS, KINDS, LEVELS, STATUSES, number
from db.queries.coverage import FUNDING
from db.vocabulary import OpportunityStatus
from pipeline.reading.text.numbers import DIGITS, SCALE, quantity
from web.site import Site, ThisSite

LONGEST = 300  # characters of what is searched for
MOST = 1e12  # EUR
MOST_NAMES = 100  # of topics or sources: every choice on a page repeats all that was chosen
MOST_PAGE = 10**6
YES, NO = "ja", "nein"
_TRUE, _FALSE = ("ja", "true", "1", "on"), ("nein", "false", "0")

# The words for codes where an address has its own; all other codes stand there as they are.
STATUS_WORDS = {
    "offen": OpportunityStatus.OPEN.value,
    "angekuendigt": OpportunityStatus.FORECASTED.value,
    "geschlossen": OpportunityStatus.CLOSED.value,
    "ausgesetzt": OpportunityStatus.SUSPENDED.value,
    "unbekannt": OpportunityStatus.UNKNOWN.value,
}
CLOSING_WORDS = {
    "2-wochen": Closing.WEEKS_2.value,
    "4-wochen": Closing.WEEKS_4.value,
    "8-wochen": Closing.WEEKS_8.value,
    "12-wochen": Closing.WEEKS_12.value,
    "spaeter": Closing.LATER.value,
    "ohne-tag": Closing.WITHOUT_DAY.value,
    "unbekannt": Closing.UNKNOWN.value,
}
ORDER_WORDS = {
    "passend": Order.BEST,
    "frist": Order.NEAREST,
    "neu": Order.NEWEST,
    "titel": Order.TITLE,
}
_EVERY = "alle"  # what the coverage said for all: nothing is narrowed
_OWN = "eigene"

_SUM = re.compile(rf"(?P<digits>{DIGITS}) ?(?P<scale>{SCALE})?\s*(?:€|EUR|Euro)?", re.IGNORECASE)
_SHARE = re.compile(r"(?P<digits>\d{1,3}(?:[.,]\d{1,2})?)\s*(?:%|Prozent|v\. ?H\.)?")
_DAY = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
_ISO_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_SLUG = re.compile(r"[A-Za-z0-9_.:-]{1,80}")

Codes = Annotated[list[str], Query()]

_Read = TypeVar("_Read")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What an address asks for.

    `wrong` are German sentences by the name of what is not understood, which is left out of the
    filter; `typed` is what stands in the fields that are typed, as it was typed.
    """

    wanted: Filter = field(default_factory=Filter)
    order: Order = Order.BEST
    page: int = 1
    wrong: Mapping[str, str] = field(default_factory=dict)
    typed: Mapping[str, str] = field(default_factory=dict)


class _NotUnderstoodError(ValueError):
    """What stands in an address is nothing of ours; the message says so in German."""


def asked(
    site: ThisSite,
    suche: str = "",
    gebiet: str = "",
    nur_eigene: str = "",
    thema: Codes = [],  # noqa: B006 - FastAPI copies what it finds here
    ebene: Codes = [],  # noqa: B006
    kategorie: Codes = [],  # noqa: B006
    wer: Codes = [],  # noqa: B006
    stand: Codes = [],  # noqa: B006
    art: Codes = [],  # noqa: B006
    quelle: Codes = [],  # noqa: B006
    frist: Codes = [],  # noqa: B006
    frist_ab: str = "",
    frist_bis: str = "",
    betrag: str = "",
    eigenanteil: str = "",
    ohne_angabe: str = "",
    geprueft: str = "",
    zaehlt: Annotated[str, Query(include_in_schema=False)] = "",
) -> Asked:
    """Return the filter that a request asks for.

    `zaehlt` stands in older addresses of the coverage, which counts funding alone.
    """
    reading = _Reading()
    wanted = Filter(
        words=reading.one("suche", suche, _words, ""),
        area=reading.one("gebiet", gebiet, partial(_known_area, site), ""),
        own=reading.one("nur_eigene", nur_eigene, _yes, False) or zaehlt == _OWN,
        topics=reading.names("thema", thema),
        levels=reading.codes("ebene", ebene, LEVELS),
        kinds=reading.codes("kategorie", kategorie, KINDS) or (FUNDING if zaehlt else ()),
        applicants=reading.codes("wer", wer, APPLICANTS),
        statuses=reading.codes("stand", stand, STATUSES, STATUS_WORDS),
        instruments=reading.codes("art", art, INSTRUMENTS),
        sources=reading.names("quelle", quelle),
        closing=reading.codes("frist", frist, dict.fromkeys(Closing, ""), CLOSING_WORDS),
        closes_from_on=reading.one("frist_ab", frist_ab, _day, None),
        closes_until_on=reading.one("frist_bis", frist_bis, _day, None),
        award=reading.one("betrag", betrag, _sum, None),
        own_share=reading.one("eigenanteil", eigenanteil, _share, None),
        unstated=reading.one("ohne_angabe", ohne_angabe, _yes, False),
        checked=reading.one("geprueft", geprueft, _yes, None),
    )
    if zaehlt not in ("", _OWN, _EVERY):
        reading.wrong["zaehlt"] = _UNKNOWN.format(zaehlt[:40])
    first, last = wanted.closes_from_on, wanted.closes_until_on
    if first and last and first > last:
        reading.wrong["frist_bis"] = "Dieser Tag liegt vor dem, ab dem gesucht wird."
        wanted = replace(wanted, closes_until_on=None)
    return Asked(
        wanted=wanted,
        wrong=reading.wrong,
        typed={
            "suche": suche,
            "frist_ab": frist_ab,
            "frist_bis": frist_bis,
            "betrag": betrag,
            "eigenanteil": eigenanteil,
        },
    )


def asked_of_list(
    found: Annotated[Asked, Depends(asked)], sortierung: str = "", seite: str = ""
) -> Asked:
    """Return the filter that a request asks for, with the order and the page of its list.

    An area that nobody knows has no list.
    """
    if "gebiet" in found.wrong:
        raise HTTPException(404, found.wrong["gebiet"])
    reading = _Reading()
    order = reading.one("sortierung", sortierung, _order, Order.BEST)
    page = reading.one("seite", seite, _page, 1)
    return replace(found, order=order, page=page, wrong={**found.wrong, **reading.wrong})


ThisQuery = Annotated[Asked, Depends(asked_of_list)]


def filter_of(found: Annotated[Asked, Depends(asked)]) -> Filter:
    """Return the filter of a request; what is not understood is refused in German."""
    if found.wrong:
        raise HTTPException(422, " ".join(found.wrong.values()))
    return found.wanted


ThisFilter = Annotated[Filter, Depends(filter_of)]


def query_of(wanted: Filter, order: Order = Order.BEST) -> str:
    """Return what stands behind the question mark of an address for a filter; empty for all."""
    return urlencode(pairs_of(wanted, order))


def pairs_of(wanted: Filter, order: Order = Order.BEST) -> list[tuple[str, str]]:
    """Return the names and values of an address for a filter, always in the same order."""
    statuses = {code: word for word, code in STATUS_WORDS.items()}
    closing = {code: word for word, code in CLOSING_WORDS.items()}
    orders = {each: word for word, each in ORDER_WORDS.items()}
    named: list[tuple[str, Sequence[str]]] = [
        ("suche", [wanted.words]),
        ("gebiet", [wanted.area]),
        ("nur_eigene", [YES if wanted.own else ""]),
        ("thema", wanted.topics),
        ("ebene", wanted.levels),
        ("kategorie", wanted.kinds),
        ("wer", wanted.applicants),
        ("stand", [statuses.get(code, code) for code in wanted.statuses]),
        ("art", wanted.instruments),
        ("quelle", wanted.sources),
        ("frist", [closing.get(code, code) for code in wanted.closing]),
        ("frist_ab", [_iso(wanted.closes_from_on)]),
        ("frist_bis", [_iso(wanted.closes_until_on)]),
        ("betrag", [_plain(wanted.award)]),
        ("eigenanteil", [_plain(wanted.own_share)]),
        ("ohne_angabe", [YES if wanted.unstated else ""]),
        ("geprueft", [{None: "", True: YES, False: NO}[wanted.checked]]),
        ("sortierung", [orders[order] if order is not Order.BEST else ""]),
    ]
    return [(name, said) for name, all_said in named for said in all_said if said]


def shown_sum(value: float | None) -> str:
    """Return a number as its field shows it: "10.000"."""
    return "" if value is None else number(value)


class _Reading:
    """Reads the fields of an address one by one, and keeps what is wrong with each."""

    def __init__(self) -> None:
        self.wrong: dict[str, str] = {}

    def one(self, name: str, said: str, read: Callable[[str], _Read], nothing: _Read) -> _Read:
        plain = " ".join(said.split())
        if not plain:
            return nothing
        try:
            return read(plain)
        except _NotUnderstoodError as error:
            self.wrong[name] = str(error)
            return nothing

    def codes(
        self,
        name: str,
        said: Iterable[str],
        known: Mapping[str, str],
        words: Mapping[str, str] | None = None,
    ) -> tuple[str, ...]:
        words = words or {}
        given = [one.strip() for one in said]
        codes = [words.get(one, one) for one in given if one and one != _EVERY]
        if lost := [code for code in codes if code not in known]:
            self.wrong[name] = _UNKNOWN.format(lost[0][:40])
        return tuple(sorted({code for code in codes if code in known}))

    def names(self, name: str, said: Iterable[str]) -> tuple[str, ...]:
        # What has a topic or a source of former days is found by that name still.
        given = {one.strip() for one in said} - {"", _EVERY}
        if lost := [one for one in sorted(given) if not _SLUG.fullmatch(one)]:
            self.wrong[name] = _UNKNOWN.format(lost[0][:40])
        if len(given) > MOST_NAMES:
            self.wrong[name] = f"Bitte wählen Sie weniger: Es gehen {MOST_NAMES} zugleich."
            return ()
        return tuple(sorted(one for one in given if _SLUG.fullmatch(one)))


_UNKNOWN = "„{}“ steht hier nicht zur Wahl."


def _known_area(site: Site, key: str) -> str:
    try:
        site.area_label(key)
    except LookupError:
        raise _NotUnderstoodError("Dieses Gebiet kennen wir nicht.") from None
    return key


def _words(said: str) -> str:
    if len(said) > LONGEST:
        raise _NotUnderstoodError(
            f"Bitte suchen Sie mit weniger Worten: Es gehen {LONGEST} Zeichen."
        )
    return said


def _yes(said: str) -> bool:
    if said.casefold() in _TRUE:
        return True
    if said.casefold() in _FALSE:
        return False
    raise _NotUnderstoodError(f"„{said[:40]}“ heißt hier weder ja noch nein.")


def _day(said: str) -> date:
    try:
        if found := _ISO_DAY.fullmatch(said):
            return _likely(date(int(found[1]), int(found[2]), int(found[3])))
        if found := _DAY.fullmatch(said):
            return _likely(date(int(found[3]), int(found[2]), int(found[1])))
    except ValueError:
        pass
    raise _NotUnderstoodError(
        f"„{said[:40]}“ ist kein Tag. Bitte so angeben: 31.12.2026 oder 2026-12-31."
    )


def _likely(on: date) -> date:
    if not 1990 <= on.year <= 2199:
        raise ValueError("nobody means this day")
    return on


def _sum(said: str) -> float:
    found = _SUM.fullmatch(said)
    value = quantity(found["digits"], "de", found["scale"] or "") if found else None
    if value is None or not 1 <= value <= MOST:
        raise _NotUnderstoodError(
            f"„{said[:40]}“ ist keine Summe. Bitte so angeben: 10.000 oder 1,5 Mio."
        )
    return _settled(float(value))


def _share(said: str) -> float:
    found = _SHARE.fullmatch(said)
    value = float(found["digits"].replace(",", ".")) if found else -1.0
    if not 0 <= value <= 100:
        raise _NotUnderstoodError(
            f"„{said[:40]}“ ist kein Anteil. Bitte eine Zahl von 0 bis 100 angeben."
        )
    return _settled(value)


def _settled(value: float) -> float:
    return round(value, 2)


def _order(said: str) -> Order:
    if said not in ORDER_WORDS:
        raise _NotUnderstoodError(_UNKNOWN.format(said[:40]))
    return ORDER_WORDS[said]


def _page(said: str) -> int:
    if not (said.isascii() and said.isdecimal() and len(said) < 7 and int(said) > 0):
        raise _NotUnderstoodError(f"Eine Seite „{said[:40]}“ gibt es nicht.")
    return int(said)


def _iso(on: date | None) -> str:
    return on.isoformat() if on else ""


def _plain(value: float | None) -> str:
    """Return a number as `_sum` and `_share` read it again."""
    return "" if value is None else f"{value:.2f}".removesuffix(".00").replace(".", ",")
