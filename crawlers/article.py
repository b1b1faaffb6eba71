"""Article: read a page of unknown markup as one text, by its headline and its labels."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from lxml.html import HtmlElement

from crawlers.contact import mails, names_someone, read_contact
from crawlers.decoration import undecorated
from crawlers.documents import NEW_WINDOW, documents
from crawlers.headline import Headline, headline, titles_of
from crawlers.items import Given
from crawlers.layout import Layout, shown_only
from crawlers.links import host_of
from crawlers.main_part import LEAST_TEXT, article_end, main_parts, stated_behind
from crawlers.noise import said
from crawlers.observe.outcome import PageChangedError
from crawlers.page import Page, select
from crawlers.published import (
    is_dateline,
    published_on,
    stamps_of,
    with_times,
    without_days_of_others,
)
from crawlers.shape import cut_out, on_lines
from crawlers.stand_in import stand_in
from crawlers.tails import MARK, cut_tail
from crawlers.teasers import cut_teasers

# Stand for the headline and for the end of the text until the text is parted.
_TITLE, _END = "landbote-title", MARK
_CELLS = frozenset({"table", "thead", "tbody", "tfoot", "tr", "td", "th"})
_HEAD = 3  # lines below the headline that may say when a page was published
_BELOW = 8  # lines below it that may where the markup calls them a date
_FOOT = 4  # lines at the end of a text, and behind it, that may say what was published
_NEAR = 6  # lines above it that may; a site's head may show what day it is
_REST = 1 / 3  # of the text stands below a headline at least
_LEAST_SHARE = 0.1  # of a page's text, that its main part has


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A page in parts: the lines above the headline, the headline, the text below it.

    `is_dated` is whether its reader is told of the day it came out; a page that stands for
    years may have such a day among its data too.
    """

    above: str
    title: str
    text: str
    published_on: date | None
    is_dated: bool
    given: Given  # contact and documents

    @property
    def lead(self) -> str:
        """The first line of the text, where it is a sentence."""
        first = self.text.partition("\n")[0]
        return first if first.endswith((".", "!", "?")) else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parts:
    above: str
    text: str
    tail: str  # what is the page's own below its text
    shown: str  # all of it, with what the system adds


def read_article(
    page: Page,
    name: str = "",
    *,
    dateline: bool = True,
    listed_as: str = "",
    part: str = "",
    drop: tuple[str, ...] = (),
) -> Article:
    """Return a page as an article. Raises PageChangedError where it has no title or text.

    So it does for a login, an error or a consent wall in its place.

    Without `dateline`, a date at the head is not the day of publication: on an event's page
    it is the event's.
    With `name`, a page that has no title is read too, under that name: for pages of which we
    only know that they are worth watching.

    `listed_as` is the title under which a list has the page: a heading of these words is its
    headline, and without any heading it is the title. `part` selects the part with the text,
    `drop` what is none of it, where somebody knows them; a part that is not there once is looked
    for as everywhere.
    """
    tree = page.tree()
    stamps, titles = stamps_of(tree), titles_of(tree, listed_as)
    asks_password = any(node.get("type") == "password" for node in tree.iter("input"))
    shown_only(tree)
    for selector in drop:
        for node in select(tree, selector):
            node.drop_tree()
    main = _main(page, tree, part)
    page.tell("h1", sum(1 for _ in main.iter("h1")))
    layout = Layout(main)
    heading = headline(tree, main, layout, titles, name)
    if heading is None:
        raise PageChangedError(page.url, "h1 | title", 0)
    read, parts = _parts(page, main, layout, heading)
    title = NEW_WINDOW.sub("", heading.title)
    if found := stand_in("" if title == name else title, parts.shown, asks_password=asks_password):
        raise PageChangedError(page.url, "Überschrift und Text", found, "die eines Eintrags")
    if len(parts.text) < LEAST_TEXT:
        found = str(len(parts.text))
        raise PageChangedError(page.url, "Text unter der Überschrift", found, "mehr Zeichen")
    day, is_dated = None, False
    if dateline:
        above, below = parts.above.splitlines(), parts.text.splitlines()
        stated = with_times(replace(stamps, url=page.url), main, _END)
        # The headline stands between them: no label above it names the day below.
        head = [*above[-_NEAR:], "", *below[:_HEAD]]
        foot = [*below[-_FOOT:], *parts.tail.splitlines()[:_FOOT]]
        day, is_dated = published_on(
            head, [*above, *below], stated, below=below[_HEAD:_BELOW], foot=foot
        )
    links = documents(read)
    # A link of the page's own host is to a file; another may lead to the body that is named.
    files = {link.title for link in links if host_of(link.url) == host_of(page.url)}
    contact = read_contact(f"{parts.text}\n{parts.tail}", mails(read), files)
    # Whom to ask is a value of its own where it is an address; else it stays text.
    text = parts.text if contact else on_lines(filter(None, (parts.text, _asked(parts.tail))))
    return Article(
        above=parts.above,
        title=title,
        text=without_dateline(text) if dateline else text,
        published_on=day,
        is_dated=is_dated,
        given=Given(contacts=(contact,) if contact else (), links=links),
    )


def without_dateline(text: str) -> str:
    """Return a text without the lines at its head that say when it was published."""
    lines = text.splitlines()
    head = zip(lines, without_days_of_others(lines[:_HEAD]), strict=False)
    kept = (line for line, said in head if not is_dateline(said))
    return on_lines([*kept, *lines[_HEAD:]])


def _main(page: Page, tree: HtmlElement, known: str) -> HtmlElement:
    """Return the first part that may be the main one and has enough of the text, undecorated.

    A part that is known to be the main one needs no share of the text.
    """
    if known:
        selected = select(tree, known)
        page.tell(known, len(selected))
        if len(selected) == 1:
            undecorated(selected[0])
            return selected[0]
    layout = Layout(tree)
    parts = list(main_parts(tree))
    if not parts:
        raise PageChangedError(page.url, "body", 0)
    least = max(LEAST_TEXT, _LEAST_SHARE * layout.prose(tree))
    main = next((part for part in parts if layout.prose(part) >= least), parts[-1])
    undecorated(main)
    return main


def _asked(tail: str) -> str:
    return tail if names_someone(tail) else ""


def _mark(main: HtmlElement, title: HtmlElement | None, layout: Layout, url: str) -> None:
    """Put marks where the headline stands and where the text ends."""
    end = article_end(main, title, layout)
    cut_tail(main, title, end, layout)
    if end is not None and _lies_in(end, main):
        stated = stated_behind(end, main)
        mark = end.makeelement(_END)
        end.addnext(mark)
        for node in stated:
            mark.addprevious(node)
    cut_teasers(main, title, _END, url)
    if title is not None:
        for child in list(title):
            title.remove(child)
        title.tag = _TITLE
    for mark in main.iter(_TITLE, _END):
        mark.text = str(mark.tag)
        _out_of_table(mark, main)


def _out_of_table(node: HtmlElement, main: HtmlElement) -> None:
    """Make blocks of the cells around an element: a table around a headline is a layout."""
    around = [one for one in node.iterancestors("table") if _lies_in(one, main)]
    for table in around:
        for cell in [one for one in table.iter(*_CELLS) if _table_of(one) is table]:
            cell.tag = "div"
    for table in around:
        table.tag = "div"


def _table_of(cell: HtmlElement) -> HtmlElement | None:
    return next(cell.iterancestors("table"), None)


def _lies_in(node: HtmlElement, part: HtmlElement) -> bool:
    return node is part or any(one is part for one in node.iterancestors())


def _parts(page: Page, main: HtmlElement, layout: Layout, heading: Headline) -> tuple[Page, _Parts]:
    """Return the main part, and what stands above its headline, below it, and below its text.

    Where hardly anything stands below it, what stands above is the text.
    """
    title = heading.node if heading.node in layout else None
    is_late = title is not None and layout.prose_below(title) < _REST * layout.prose(main)
    _mark(main, title, layout, page.url)
    texts, shown = {"": "", _TITLE: "", _END: ""}, ""
    read = page.part(main)
    for part in read.sections((_TITLE, _END)):
        shown += f"\n{part.text}"
        lines = (texts[part.label], said(cut_out(NEW_WINDOW, part.text)))
        texts[part.label] = on_lines(filter(None, lines))
    above, text = ("", texts[""]) if title is None else (texts[""], texts[_TITLE])
    if is_late:
        above, text = "", on_lines(filter(None, (above, text)))
    above = "\n".join(filter(None, (above, heading.kicker)))
    return read, _Parts(above=above, text=text, tail=texts[_END], shown=shown)
