"""Published: the day a page came out, where the page leaves no doubt of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from lxml.html import HtmlElement

from crawlers.layout import spoken

BERLIN = ZoneInfo("Europe/Berlin")
_MONTHS = (*("jan", "feb", "mär", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "dez"),)
_MONTH = (
    r"(?:jan(?:uar|\.)?|feb(?:ruar|r?\.)?|mär(?:z|\.)?|apr(?:il|\.)|mai|jun[i.]?|jul[i.]?|"
    r"aug(?:ust|\.)?|sep(?:tember|t?\.)?|okt(?:ober|\.)?|nov(?:ember|\.)?|dez(?:ember|\.)?)"
)
_DAY = (
    r"(?<![\d.])(?P<d>\d{1,2})\.\s?(?:(?P<m>\d{1,2})\.\s?|(?P<name>"
    + _MONTH
    + r")\s?)(?P<y>\d{4})(?!\d)"
)
_WEEKDAY = r"(?:(?:mo|di|mi|do|fr|sa|so)(?:\w*tag|ttwoch)?\.?,?\s(?:den\s)?)?"
_TIME = r"(?:,?\s?(?:um\s)?\d{1,2}[:.]\d{2}(?:\s?uhr)?)"
_NEWS = (
    r"(?:(?:\w*presse|\w*nachrichten?|\w*meldung(?:en)?|\w*mitteilung(?:en)?|\w*information|"
    r"aussendung|artikel|beitrag|news|aktuelles|meldung)(?:\s(?:nr\.?\s?)?\d+(?:\s?/\s?\d+)?)?)"
)
_LABEL = (
    r"(?:(?:datum|veröffentlichung(?:sdatum)?|veröffentlicht(?:\sam)?|erschein(?:ungsdatum|ungstermin)|"
    r"erschienen(?:\sam)?|publiziert(?:\sam)?|publikationsdatum|eingestellt(?:\sam)?|"
    r"erstellt(?:\sam)?|online\sseit|"
    + _NEWS
    + r"\s(?:vom|von)|"
    + _NEWS
    + r"\s(?:veröffentlicht|erschienen|erstellt)\sam|datum\sder\sveröffentlichung)\s?:?\s?)"
)
# A line that says when the page came out, and nothing else; "Datum:" too, but no "Termin:".
_LABELLED = re.compile(
    rf"(?:vom\s{_WEEKDAY}|{_LABEL}{_WEEKDAY}){_DAY}{_TIME}?"
    rf"(?:\s?[,|–•-]?\s(?:rubrik|kategorie|autor(?:in)?|redaktion|quelle|von|{_NEWS})\b\D*)?",
    re.IGNORECASE,
)
# So does one at the foot of a page, where "Datum:" would be anything's.
_PUBLISHED = "veröffentlicht|geschrieben|eingestellt|verfasst|erstellt|erschienen|publiziert"
_SIGNED = re.compile(
    rf"(?:(?:{_NEWS}\s)?(?:{_PUBLISHED})\sam:?|"
    rf"(?:diese[rs]?|der|die|das)\s{_NEWS}\s(?:wurde|ist|erschien)\sam)\s"
    rf"{_WEEKDAY}{_DAY}{_TIME}?(?:\s[^.]{{0,60}}\b(?:{_PUBLISHED})\b.*|\s(?:von|in)\s\D*)?",
    re.IGNORECASE,
)
# What says when a page was changed names no day by itself.
_OF_CHANGE = re.compile(
    r"(?:stand|(?:zuletzt|letztmals)\s\w+|letzte\s(?:änderung|aktualisierung)|aktualisiert|geändert)\b.*",
    re.IGNORECASE,
)
# A line that is a day; who wrote it, or what kind of news it is, may stand beside it.
_LONE = re.compile(
    rf"{_WEEKDAY}{_DAY}(?:{_TIME}?\s(?:von|by)\s\D{{3,40}}|\s{_NEWS}(?:\s[^\d.!?]{{2,60}})?)?",
    re.IGNORECASE,
)
_TIMED = re.compile(rf"(?P<day>{_WEEKDAY}{_DAY}){_TIME}", re.IGNORECASE)
# Or the day is a part of a short line, of which another says that this is news.
_PARTS = re.compile(r"\s*[|•·–—]\s*|\s+[-/]\s+|\s?,\s+")
_OF_NEWS_LINE = re.compile(
    rf"(?:typ:?\s|nr\.\s?\d+[/\d]*\s?)?{_NEWS}\b[^.!?]*|(?:von|by|autor(?:in)?:?)\s\D{{3,40}}|"
    r"nr\.\s?\d+(?:\s?/\s?\d+)?",
    re.IGNORECASE,
)
_LONGEST = 120
# Beside such a line a day is that of an event.
_OF_EVENT = re.compile(
    r"(?:ort|veranstaltungsort|wo|wann|uhrzeit|zeit|beginn|einlass|treffpunkt|termin|anmeldung|"
    r"anmeldeschluss|veranstalter|eintritt|referent(?:in)?)\s?:.*|.{0,40}\d\s?uhr\b.{0,60}",
    re.IGNORECASE,
)
# A day alone below such a line is the day of that.
_OF_LABEL = re.compile(
    r"\b(?:\w*(?:frist(?:en)?|schluss|termine?|stichtage?|laufzeit|zeitraum|beginn)|(?:\w+s|laufzeit|förder|projekt)?ende|"
    r"\w+start|abgabe\w*|gültig\w*|einreich\w*|einsend\w*|antrag\w*|bewerb\w*|anmeld\w*|bis|ab)\b",
    re.IGNORECASE,
)
_LONGEST_LABEL = 40
_BARE = re.compile(rf"{_WEEKDAY}{_DAY}", re.IGNORECASE)
_FIRST = re.compile(rf"{_WEEKDAY}{_DAY}(?!\s?(?:bis\b|[–-]\s?\d))", re.IGNORECASE)
_LEADING = re.compile(rf"(?:Datum:?\s)?{_FIRST.pattern}", re.IGNORECASE)
_HOUR = re.compile(r"\d{1,2}[:.]\d{2}\b|\d\s?uhr\b", re.IGNORECASE)
# Where somebody speaks from, and when.
_PLACED = re.compile(
    rf"[\w()/.-]+(?:\s[\w()/.-]+){{0,3}},\s(?:den\s)?{_DAY}(?:\s?[–:-].*)?", re.IGNORECASE
)
_OF_PUBLICATION = re.compile(_LABEL, re.IGNORECASE)
_DATELINE = re.compile(r"(?:Datum|Veröffentlicht(?: am)?):?", re.IGNORECASE)
_ANY = re.compile(_DAY, re.IGNORECASE)
# They stand between digits, and nobody sees them.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_IN_ADDRESS = re.compile(r"(?<!\d)((?:19|20)\d{2})[/-](\d{1,2})(?:[/-](\d{1,2}))?(?!\d)")
_COMPACT = re.compile(r"(?<!\d)(20\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ].*)?")
_NAMED = (
    *("article:published_time", "datepublished", "og:published_time", "article.published"),
    *("article:published", "og:article:published_time", "parsely-pub-date", "sailthru.date"),
)
_HINTS = (
    *("date", "dc.date", "dc.date.issued", "dcterms.issued", "dcterms.date", "dcterms.created"),
    *("dc:date", "dc:created", "datecreated", "pubdate", "dc.date.created", "dc.created"),
    *("dcterms.issued.date", "date.created", "creation_date", "publish-date", "publish_date"),
)
_OTHER_TIMES = re.compile(r"start|end|event|modif|updat|termin")
_MODIFIED = ("article:modified_time", "og:updated_time", "datemodified")
# What a page of news calls itself; a page that stands for years has a `datePublished` too.
_OF_NEWS = ("article", "newsarticle", "blogposting", "report", "pressrelease", "socialmediaposting")
# What calls itself a date, and what a date may be of besides.
_DATES = frozenset(
    {"date", "datum", "pubdate", "published", "created", "erstelldatum", "artdate", "newsdate"}
)
_DATES_OF_OTHERS = re.compile(
    r"event|termin|veranstalt|[ck]alend[ae]r|frist|deadline|start|end\b|until|updat|modif|chang|picker",
    re.IGNORECASE,
)
_LIKE_DATE = re.compile(r"dat|publi|created", re.IGNORECASE)
_AROUND = 3  # elements around one, whose names may say what its date is of
_CLASS = re.compile(r"[^A-Za-z]+|(?<=[a-z])(?=[A-Z])")
_TENDED = timedelta(days=30)  # a page changed so long after it came out is tended, not published


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamps:
    """The days that a page states as values: when it came out, and when it may have.

    `hints` and `times` (in the text) may be the days of anything, `marked` are what the
    markup of the text calls a date; `tended` is whether the page was changed long after it
    came out. Its address may hold a day too.
    """

    published: frozenset[date] = frozenset()
    hints: frozenset[date] = frozenset()
    times: frozenset[date] = frozenset()
    marked: frozenset[date] = frozenset()
    tended: bool = False
    url: str = ""

    @property
    def address(self) -> frozenset[date]:
        """The day in the address, if it holds a whole one."""
        path = urlsplit(self.url).path
        found = _COMPACT.search(path) or _IN_ADDRESS.search(path)
        day = _date(*found.groups()) if found and found[3] else None
        return frozenset({day} if day else ())

    def contradicted(self, day: date) -> bool:
        """Whether a time in the text or the address speaks of another day alone."""
        found = _IN_ADDRESS.search(urlsplit(self.url).path)
        said = found and tuple(int(part) for part in found.groups() if part)
        other = bool(said) and said != (day.year, day.month, day.day)[: len(said or ())]
        return other or bool(self.times and day not in self.times)


def stamps_of(tree: HtmlElement) -> Stamps:
    """Return the days that a page states as values in its head and its data."""
    metas = [
        (name, day)
        for node in tree.iter("meta", "span")
        if (day := value(node.get("content")))
        for name in _names(node)
    ]
    data = [one for node in tree.iter("script") if _is_data(node) for one in _of_news(node)]
    published = {day for name, day in metas if name in _NAMED}
    published |= {day for one in data if (day := value(one.get("datePublished")))}
    modified = {day for name, day in metas if name in _MODIFIED}
    modified |= {day for one in data if (day := value(one.get("dateModified")))}
    return Stamps(
        published=frozenset(published),
        hints=frozenset(day for name, day in metas if name in _HINTS),
        tended=any(one - first > _TENDED for one in modified for first in published),
    )


def with_times(stamps: Stamps, part: HtmlElement, end: str) -> Stamps:
    """Return the stamps with the times in the text of a page, which ends at the first `end`.

    A time that calls itself the publication is one, if it is the only one.
    """
    times, named, marked = set[date](), set[date](), set[date]()
    for node in part.iter():
        if node.tag == end:
            break
        if node.get("class") and node.tag not in ("a", "time") and _is_date(node):
            day = _only_day(node)
            marked |= {day} if day else set()
        if node.tag != "time":
            continue
        words = f"{node.get('itemprop') or ''} {node.get('class') or ''}".lower()
        day = value(node.get("datetime"))
        if day and not _OTHER_TIMES.search(words):
            times.add(day)
            named |= {day} if "published" in words else set()
    published = stamps.published | (named if len(named) == 1 else set())
    return replace(stamps, published=published, times=frozenset(times), marked=frozenset(marked))


def _is_date(node: HtmlElement) -> bool:
    """Whether the markup calls an element a date, and not that of an event or a deadline."""
    named = node.get("class") or ""
    if not _LIKE_DATE.search(named):  # most are none, and this is the fastest way to know
        return False
    if _DATES.isdisjoint(word.lower() for word in _CLASS.split(named)):
        return False
    around = (node, *islice(node.iterancestors(), _AROUND))
    names = " ".join(f"{one.get('class') or ''} {one.get('id') or ''}" for one in around)
    linked = any(one.tag == "a" for one in node.iterancestors())
    return not linked and not _DATES_OF_OTHERS.search(names)


def _only_day(node: HtmlElement) -> date | None:
    found = _BARE.fullmatch(_plain(spoken(node)))
    return _day(found) if found else None


def published_on(
    head: Sequence[str],
    lines: Sequence[str],
    stamps: Stamps,
    *,
    below: Sequence[str] = (),
    foot: Sequence[str] = (),
) -> tuple[date | None, bool]:
    """Return the day a page came out, and whether its reader is told of it.

    A line at its head that says so is believed, and so is a line that is a day, where no
    value says another and no hour or place of an event stands beside it. `below` the head
    it must be marked as a date, at the `foot` it must say what was published. A value is
    believed where the text names its day; one that can mean nothing else also without it.
    Two that disagree are none.
    """
    begin = [_plain(line) for line in without_days_of_others((*head, *below))]
    head = begin[: len(head)]
    told = [_day_of_news(line) for line in head]
    labelled, lone = _days(_LABELLED, told), _days(_LONE, told)
    published = stamps.published
    if not lone:
        lone, head = {day for line in begin if (day := _first_day(line)) in stamps.marked}, begin
    of_event = any(_OF_EVENT.fullmatch(line) for line in head if not is_dateline(line))
    if of_event:
        values = published | stamps.times | stamps.hints
        weak = _days(_LABELLED, (line for line in told if line.lower().startswith("datum")))
        labelled, lone = labelled - (weak - values), lone & values
    if labelled:
        return (labelled.pop(), True) if len(labelled) == 1 else (None, False)
    if lone:
        agreed = lone & (published | stamps.times | stamps.hints)
        only = agreed if len(lone) > 1 else lone
        certain = len(only) == 1 and (not published or only == published)
        return (only.pop(), True) if certain else (None, False)
    signed = _days(_SIGNED, map(_plain, foot))
    if signed:
        certain = len(signed) == 1 and (not published or signed == published)
        return (signed.pop(), True) if certain else (None, False)
    plain = [_plain(line) for line in lines]
    named = {day for line in plain if not _OF_CHANGE.fullmatch(line) for day in _named(line)}
    if len(published) == 1:
        (day,) = published
        sure = day in named or not (stamps.tended or stamps.contradicted(day))
        return (day, day in named) if sure else (None, False)
    # Each kind of value is one voice, and the text is another.
    kinds = (stamps.times, stamps.hints, stamps.address)
    voices = [days for days in kinds if len(days) == 1]
    agreed = {day for days in voices for day in days if day in named or voices.count(days) > 1}
    if not agreed:
        # A page that was changed on the day it speaks from came out on it.
        changed = {day for line in (*plain, *map(_plain, foot)) for day in _changed(line)}
        agreed = changed & (_days(_PLACED, begin) | stamps.times | stamps.address)
        agreed = agreed if len(changed) == 1 else set()
    return (agreed.pop(), True) if len(agreed) == 1 and not published else (None, False)


def without_days_of_others(lines: Iterable[str]) -> Iterator[str]:
    """Yield lines, each day alone below the label of something else as an empty line."""
    of_other = False
    for line in lines:
        plain = _plain(line)
        is_bare = bool(_BARE.fullmatch(plain))
        if not is_bare:
            of_other = labels_other(plain)
        yield "" if is_bare and of_other else line


def labels_other(line: str) -> bool:
    """Whether a line is a label, and names another day than that of publication."""
    known = (_OF_PUBLICATION, _DATELINE, _OF_NEWS_LINE)
    if not line or len(line) > _LONGEST_LABEL or any(one.fullmatch(line) for one in known):
        return False
    return line.endswith(":") or (line[-1] not in ".!?" and bool(_OF_LABEL.search(line)))


def is_dateline(line: str) -> bool:
    """Whether a line says when a page came out, or is the label of that, and nothing else."""
    plain = _plain(line)
    told = [_day_of_news(plain)]
    return bool(_DATELINE.fullmatch(plain) or _days(_LABELLED, told) or _days(_LONE, told))


def value(text: str | None) -> date | None:
    """Return the day of a value: a day, or an instant, of which the day in Berlin counts."""
    stamp = (text or "").strip()
    if found := _BARE.fullmatch(stamp):
        return _day(found)
    if not _ISO.fullmatch(stamp):
        return None
    try:
        moment = datetime.fromisoformat(stamp)
    except ValueError:
        return None
    return (moment.astimezone(BERLIN) if moment.tzinfo else moment).date()


def written(text: str) -> date | None:
    """Return the only day that a text names in German, or None."""
    found = set(_named(_plain(text)))
    return found.pop() if len(found) == 1 else None


def leading_day(text: str) -> date | None:
    """Return the day that a text begins with, if it is no period; "Datum:" may stand before."""
    found = _LEADING.match(_plain(text))
    return _day(found) if found else None


def _days(pattern: re.Pattern[str], lines: Iterable[str]) -> set[date]:
    matches = (pattern.fullmatch(line) for line in lines)
    return {day for match in matches if match and (day := _day(match))}


def _day_of_news(line: str) -> str:
    """Return the part of a line that is a day, where another part says that this is news."""
    parts = _PARTS.split(line) if len(line) <= _LONGEST else [line]
    days = [
        found["day"] if (found := _TIMED.fullmatch(part)) else part
        for part in parts
        if _LONE.fullmatch(part) or _LABELLED.fullmatch(part) or _TIMED.fullmatch(part)
    ]
    return days[0] if len(days) == 1 and any(map(_OF_NEWS_LINE.fullmatch, parts)) else line


def _changed(line: str) -> Iterator[date]:
    return _named(line) if _OF_CHANGE.fullmatch(line) else iter(())


def _first_day(line: str) -> date | None:
    """Return the day that a short line begins with, if no other and no hour follows."""
    found = _FIRST.match(line)
    if found is None or len(line) > _LONGEST or line.endswith((".", "!", "?")):
        return None
    rest = line[found.end() :]
    return None if _ANY.search(rest) or _HOUR.search(rest) else _day(found)


def _named(line: str) -> Iterator[date]:
    return (day for match in _ANY.finditer(line) if (day := _day(match)))


def _day(match: re.Match[str]) -> date | None:
    month = match["m"] or str(_MONTHS.index(match["name"].lower()[:3]) + 1)
    return _date(match["y"], month, match["d"])


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _plain(line: str) -> str:
    return " ".join(_UNSEEN.sub("", line).split()).strip("[]() |•")


def _names(node: HtmlElement) -> list[str]:
    """Return the names of a value; in RDFa it may have several, each with its vocabulary."""
    named = (node.get("property") or node.get("name") or node.get("itemprop") or "").lower()
    return named.replace("http://schema.org/", "").replace("schema:", "").split()


def _is_data(node: HtmlElement) -> bool:
    return (node.get("type") or "").lower() == "application/ld+json"


def _of_news(node: HtmlElement) -> Iterator[dict[str, Any]]:
    """Yield the records of news in a page's data."""
    try:
        waiting: list[Any] = [json.loads(node.text or "")]
    except (ValueError, RecursionError):
        return
    while waiting:
        one = waiting.pop()
        if isinstance(one, list):
            waiting += one
        elif isinstance(one, dict):
            waiting += [one["@graph"]] if "@graph" in one else []
            kinds = one.get("@type")
            names = kinds if isinstance(kinds, list) else [kinds]
            if any(str(name).lower() in _OF_NEWS for name in names):
                yield {key: part for key, part in one.items() if isinstance(part, str)}
