"""Report: what a survey saw, as one page for staff and as a table."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from crawlers.observe.causes import Cause, cause_of
from crawlers.source import Source
from db.area_tree import AreaTree
from db.labels import OUTCOMES, short_day
from landbote.survey.copies import Copy, copies_of, write_copies
from landbote.survey.folder import Folder
from landbote.survey.seen import Seen
from landbote.survey.standing import HELP, STANDINGS, Standing, doubts, standing
from web.exports.csv import DELIMITER, LINE_END, MARK, cell
from web.source_groups import by_land

SHOWN = 40  # titles of a source on the page
PAGES_SHOWN = 12  # and pages
_PAGE, _STYLE = (Path(__file__).with_name(f"report.{ending}") for ending in ("html", "css"))
_HEADINGS = (
    "Land", "Quelle", "Kürzel", "Stand", "Ergebnis", "Grund", "Zu prüfen", "Gelesen als",
    "Einträge", "mit Tag", "erwartet von", "erwartet bis", "Arten", "Seiten", "An Maschinen",
    "angesehen am", "Adresse",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One source of the report."""

    source: Source
    land: str
    land_name: str
    seen: Seen
    standing: Standing
    doubts: tuple[str, ...]
    copies: tuple[Copy, ...]

    @property
    def cause(self) -> Cause:
        """What a person has to look at first; of a good source nothing."""
        return cause_of(self.seen.reason or next(iter(self.doubts), ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The sources that stand so for one cause."""

    cause: Cause
    rows: tuple[Row, ...]


def write_report(
    folder: Folder,
    sources: Mapping[str, Source],
    areas: AreaTree,
    today: date,
    missing: int = 0,
    desk: str = "",
) -> list[Row]:
    """Write page and table on all that was seen of these sources; return what stands there.

    `desk` is the address of the service, whose page of a source each row leads to.
    """
    rows = list(_rows(folder, sources, areas))
    folder.path.mkdir(parents=True, exist_ok=True)
    for row in rows:
        if row.copies:
            write_copies(folder.copies(row.source.slug), row.source.title, row.copies)
    folder.report.write_text(_page(rows, today, missing, desk), encoding="utf-8")
    folder.table.write_bytes(_table(rows))
    return rows


def _rows(folder: Folder, sources: Mapping[str, Source], areas: AreaTree) -> Iterable[Row]:
    """Yield what needs a person first, within that by Land and title."""
    order = list(Standing)
    found = [
        Row(
            source=source,
            land=group.land,
            land_name=group.title,
            seen=seen,
            standing=standing(source, seen),
            doubts=tuple(doubts(source, seen)),
            copies=tuple(copies_of(folder.pages(source.slug))),
        )
        for group in by_land(sources.values(), areas)
        for source in group.sources
        if (seen := folder.seen(source.slug))
    ]
    return sorted(found, key=lambda row: order.index(row.standing))


def _grouped(rows: Iterable[Row]) -> dict[Standing, list[Group]]:
    """Return the rows of each standing by their cause, what is so most often first."""
    found: defaultdict[Standing, defaultdict[str, list[Row]]]
    found = defaultdict(lambda: defaultdict(list))
    for row in rows:
        found[row.standing][row.cause.what].append(row)
    return {
        standing: [
            Group(cause=those[0].cause, rows=tuple(those))
            for those in sorted(causes.values(), key=len, reverse=True)
        ]
        for standing, causes in found.items()
    }


def _page(rows: list[Row], today: date, missing: int, desk: str) -> str:
    style = _STYLE.read_text("utf-8")
    lands = {row.land: row.land_name for row in rows}
    for land in lands:
        others, here = f"body:has(#land-{land}:checked)", f'[data-land="land-{land}"]'
        hidden = f"{others} details[data-land]:not({here}), {others} .cause:not(:has({here}))"
        style += f"{hidden} {{ display: none; }}\n"
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    environment.filters["day"] = short_day
    environment.tests["web"] = lambda url: url.startswith(("https://", "http://"))
    return environment.from_string(_PAGE.read_text("utf-8")).render(
        groups=_grouped(rows),
        today=today,
        missing=missing,
        desk=desk.rstrip("/"),
        style=Markup(style),
        style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        standings=STANDINGS,
        help=HELP,
        counts=Counter(row.standing for row in rows),
        total=len(rows),
        outcomes=OUTCOMES,
        lands=dict(sorted(lands.items(), key=lambda one: one[1])),
        of_land=Counter(row.land for row in rows),
        shown=SHOWN,
        pages_shown=PAGES_SHOWN,
    )


def _table(rows: list[Row]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=DELIMITER, lineterminator=LINE_END)
    writer.writerow(_HEADINGS)
    for row in rows:
        source, seen = row.source, row.seen
        facts = (
            row.land_name, source.title, source.slug, STANDINGS[row.standing],
            OUTCOMES[seen.outcome], seen.reason, " ".join(row.doubts), seen.by,
            len(seen.titles), seen.dated, *source.expected, seen.kinds, seen.pages,
            " ".join(seen.manners), seen.seen_on, source.homepage,
        )  # fmt: skip
        writer.writerow([cell(fact) for fact in facts])
    return MARK + out.getvalue().encode("utf-8", "replace")
