"""New line: look at an address once, and write the line of a table by which it is read."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from crawlers.families import lists
from crawlers.headline import titles_of
from crawlers.line import Line
from crawlers.middlewares.replay import read_pages
from crawlers.page import Page
from crawlers.readers import readers
from crawlers.source import Level, Trust
from landbote.application import Application
from landbote.check_source import Check, look
from landbote.new_source import FRONTS, NewSourceError, checked_slug, checked_url

TABLE = lists.TABLE
WAYS = {
    "list": "Liste",
    "pattern": "Liste ohne bekanntes System: was unter ihrer Adresse liegt",
    "feed": "Feed",
    "wordpress": "Schnittstelle von WordPress",
    "sitemap": "Sitemap",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A line that reads an address, and what one look by it brought."""

    line: Line
    check: Check

    @property
    def way(self) -> str:
        """How the address is read, in German."""
        said = WAYS[self.check.report["way"]]
        names = {(one.structured or {}).get("reader", "") for one in self.check.entries} - {""}
        labels = ", ".join(readers()[name].label for name in sorted(names))
        return f"{said} ({labels})" if labels else said


def find_line(
    app: Application, slug: str, url: str, folder: Path, replay: Path | None = None
) -> Found:
    """Return the line by which an address is read: as a list, else as the start of a site.

    Raises NewSourceError, in German, for what will not do, what is a source already, and what
    no way reads; nothing is written.
    """
    checked_slug(slug)
    _is_new(app, slug, checked_url(url))
    level, area = FRONTS.get(slug.partition("_")[0], (Level.REGION, "de"))
    parts = urlsplit(url)
    as_list = Line(
        slug=slug,
        title=str(parts.hostname),
        publisher=str(parts.hostname),
        homepage=f"{parts.scheme}://{parts.netloc}/",
        level=level,
        area=area,
        trust=Trust.RELAY,
        lists=(url,),
        evidence=f"Adresse von Hand eingetragen und angesehen am {app.today:%d.%m.%Y}",
    )
    faults = []
    for line in (as_list, replace(as_list, homepage=url, lists=())):
        check = look(app, line.source(), replay, folder, line=line.to_json())
        if check.good and check.entries and check.report["way"] in WAYS:
            name = _name(folder, url) or str(parts.hostname)
            return Found(line=replace(line, title=name, publisher=name), check=check)
        faults.append(check.report["reason"] or "Die Adresse ist eine einzelne Seite.")
    raise NewSourceError(
        f"Keine Liste gefunden. Als Liste: {faults[0]} Als Website: {faults[1]} Eine einzelne "
        "Seite beobachten Sie mit „landbote watch“, Code für eine Quelle beginnt mit „--code“."
    )


def write_line(line: Line, table: Path = TABLE) -> str:
    """Write a line at the end of a table and return it. Raises NewSourceError if it is there."""
    before = table.read_text(encoding="utf-8")
    if line.slug in tomllib.loads(before)["lists"]:
        raise NewSourceError(f"Die Quelle {line.slug} gibt es schon in {table.name}.")
    written = as_toml(line)
    table.write_text(f"{before.rstrip()}\n{written}\n", encoding="utf-8")
    try:
        if lists.lines(table)[line.slug] != line:
            raise ValueError("die Zeile liest sich anders, als sie geschrieben wurde")
    except (KeyError, ValueError) as error:
        table.write_text(before, encoding="utf-8")
        raise NewSourceError(f"{table.name} nimmt die Zeile nicht auf: {error}") from error
    return written


def as_toml(line: Line) -> str:
    """Return a line as it stands in a table: what is not as usual, in the order of its fields."""
    told = [
        f"{field.name} = {_value(value)}"
        for field in fields(line)
        if field.name != "slug" and (value := getattr(line, field.name)) != field.default
    ]
    return f"{line.slug} = {{ {', '.join(told)} }}"


def _value(value: Any) -> str:
    """Return a TOML value; JSON's strings are TOML's too, but for the delete sign."""
    value = list(value) if isinstance(value, tuple) else value
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _is_new(app: Application, slug: str, url: str) -> None:
    if slug in app.sources:
        raise NewSourceError(f"Die Quelle {slug} gibt es schon.")
    known = {address: line.slug for line in lists.lines().values() for address in line.lists}
    if url in known:
        raise NewSourceError(f"Die Adresse liest schon die Quelle {known[url]}.")


def _name(folder: Path, url: str) -> str:
    """Return what the page that was looked at calls its site, or itself; "" where it does not."""
    answers = (page for page in read_pages(folder) if page.path and page.status == 200)
    own = next((page for page in answers if page.url.rstrip("/") == url.rstrip("/")), None)
    if own is None or own.path is None or not own.path.suffix.startswith(".htm"):
        return ""
    titles = titles_of(Page(url, own.path.read_bytes()).tree())
    return titles.site or titles.best
