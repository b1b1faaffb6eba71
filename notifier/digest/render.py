"""Render: a digest as HTML and as text with the same links, put together of pieces.

Everything that several readers may get is set once and kept as a piece, so that a mail costs
little more than joining them, and its size is known before it is made.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate, chain
from pathlib import Path
from typing import Any

from css_inline import CSSInliner
from jinja2 import BaseLoader, Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from db.vocabulary import Reason
from notifier.digest.card import Card
from notifier.digest.editor import MAX_CARDS, Digest, Frame, Item, Reader, Section, Share
from notifier.digest.pieces import Piece, gap, joined_quoted, joined_words, piece, quoted_part
from notifier.digest.sections import section_kinds
from notifier.digest.wording import joined
from notifier.mail.links import mail_link
from notifier.mail.sender import Sender

TEMPLATES = Path(__file__).parent / "templates"
# Stands in a card for the address of the issue of whoever reads it: cards are set once for all.
ISSUE_URL = gap("issue_url")
# Gmail cuts a mail off at 102 KB, and with it the line that unsubscribes.
CLIPPED_BYTES = 100_000
PERSONAL_BYTES = 5_000  # at most, of the words of one reader: names, links, counts
URL_BYTES = 200  # an issue's address is seldom longer
HEADING_BYTES = 250  # of the heading that may stand above a card
WIDTH = 72
UNTIL_WIDTH = 19
_BLANKS = re.compile(r"[^\S\u00a0]+")  # words that belong together stay on one line
_KEPT = "\x1f"  # a blank at which no line ends
_UNITS = re.compile(r"(?<=\d) (?=[€%]|M(?:io|rd)\.)|(?<=\.) (?=€)|(?<=\bbis) (?=\d)")
# Cards are as many as there is news; of what readers differ in only the latest is kept.
_FRAMES, _REASONS = 256, 8192
_CUTS = {"html": "<!--cut-->", "txt": "\x1e"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """The two bodies of one mail, as text and as quoted-printable."""

    html: str
    text: str
    quoted_html: bytes
    quoted_text: bytes


class InliningLoader(BaseLoader):
    """Loads HTML templates with the style sheet already written into their elements.

    Statements are written as HTML comments, which a parser keeps where they stand, even
    inside a table. So the style is inlined once per template and never again per mail.
    """

    def __init__(self, folder: Path) -> None:
        self._files = FileSystemLoader(folder)
        self._css = (folder / "style.css").read_text(encoding="utf-8")
        self._inliner = CSSInliner(
            inline_style_tags=False,
            keep_style_tags=True,
            load_remote_stylesheets=False,
            minify_css=True,
            extra_css=self._css,
        )

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        """Return the template's text with inlined style. Raises TemplateNotFound."""
        source, path, fresh = self._files.get_source(environment, template)
        if source.lstrip().lower().startswith("<!doctype"):
            return self._inliner.inline(source), path, fresh
        return self._inliner.inline_fragment(source, self._css), path, fresh


class Renderer:
    """Renders the digests of one issue; each card is set once and reused."""

    def __init__(self, sender: Sender) -> None:
        self._html = Setter("html", sender)
        self._text = Setter("txt", sender)

    def render(self, digest: Digest) -> Rendered:
        """Return both bodies of a digest."""
        said, carded = _personal(digest), {item.entry for item in digest.carded}
        html, quoted_html = self._html.body(digest, said, carded)
        text, quoted_text = self._text.body(digest, said, carded)
        return Rendered(html=html, text=text, quoted_html=quoted_html, quoted_text=quoted_text)

    def share(self, frame: Frame, reader: Reader, items: Sequence[Item]) -> Share:
        """Return how much of what was selected one mail holds, the weightiest first.

        Every item has a line before any has a card, but for as many lines that no room would be
        left for cards: then cards have half of it.
        """
        # All readers who are told the same have the same share: a token may be long or short.
        setter, url = self._html, max(len(reader.issue_url), URL_BYTES)
        room = CLIPPED_BYTES - PERSONAL_BYTES - setter.frame_size(frame)
        lines = [setter.line(item, carded=False).filled_size(url) for item in items]
        cards = [
            HEADING_BYTES + sum(part.filled_size(url) for part in setter.card(item))
            for item in items[:MAX_CARDS]
        ]
        for_cards = min(sum(cards), max(room // 2, room - sum(lines)))
        kept = bisect_right(list(accumulate(lines)), room - for_cards)
        room -= sum(lines[:kept])
        carded: set[int] = set()
        for item, size in zip(items[:kept], cards, strict=False):
            if size <= room:
                carded.add(item.entry)
                room -= size
        return Share(lines=kept, cards=frozenset(carded))


class Setter:
    """Sets the pieces of one kind of body, HTML or text, and keeps them."""

    def __init__(self, ending: str, sender: Sender) -> None:
        self._html, self._ending, self._sender = ending == "html", ending, sender
        self._environment = _of_mails(html=self._html)
        self._rows: Any = self._environment.get_template(f"rows.{ending}").module
        self._lines: dict[tuple[str, bool, bool], Piece] = {}
        self._cards: dict[str, tuple[Piece, ...]] = {}
        self._reasons: dict[tuple[str, str], Piece] = {}
        self._between: dict[tuple[str, str | int], Piece] = {}
        self._frames: dict[Frame, tuple[Piece, ...]] = {}
        self._list = self._set("list")
        self._sections = {
            kind.name: self._set(f"sections/{kind.name}", section=kind) for kind in section_kinds()
        }
        self._always = _size((*self._list, *chain(*self._sections.values())))

    def body(
        self, digest: Digest, said: Mapping[str, str], carded: Collection[int]
    ) -> tuple[str, bytes]:
        """Return a body as text and as quoted-printable.

        `said` are the words of its reader by the names of their gaps, `carded` the entries that
        have a card.
        """
        pieces = list(self._pieces(digest, carded))
        words = {name: self._words(text) for name, text in said.items()}
        quoted = {name: quoted_part(text) for name, text in words.items()}
        return joined_words(pieces, words), joined_quoted(pieces, quoted)

    def line(self, item: Item, *, carded: bool) -> Piece:
        """Return the line of an item; one with a card leads there, any other to the browser."""
        key = (item.card.key, item.soon, carded)
        if key not in self._lines:
            self._lines[key] = piece(str(self._rows.line(item, carded)))
        return self._lines[key]

    def card(self, item: Item) -> tuple[Piece, ...]:
        """Return the card of an item and the reason why it is there."""
        if item.card.key not in self._cards:
            self._cards[item.card.key] = self._card(item)
        before, after = self._cards[item.card.key]
        key = (item.card.source, item.explanation)
        if key not in self._reasons:
            _make_room(self._reasons, _REASONS)
            self._reasons[key] = piece(self._why(item))
        return before, self._reasons[key], after

    def frame_size(self, frame: Frame) -> int:
        """Return the bytes around the items, but for those of one reader's words."""
        wished = sum(len(self._words(text).encode()) for text in _wished(frame).values())
        return self._always + _size(self._frame(frame)) + wished

    def _pieces(self, digest: Digest, carded: Collection[int]) -> Iterator[Piece]:
        before, after = self._frame(digest.frame)
        yield before
        if digest.overview:
            yield from self._overview(digest.overview, carded)
        for section in digest.sections:
            yield from self._section(section)
        if digest.more:
            yield self._row("more", digest.more)
        yield after

    def _overview(self, items: Iterable[Item], carded: Collection[int]) -> Iterator[Piece]:
        before, after = self._list
        yield before
        for item in items:
            yield self.line(item, carded=item.entry in carded)
        yield after

    def _section(self, section: Section) -> Iterator[Piece]:
        if not section.groups:
            return
        before, after = self._sections[section.name]
        yield before
        for group in section.groups:
            if group.heading:
                yield self._row("heading", group.heading)
            for item in group.items:
                yield from self.card(item)
        yield after

    def _frame(self, frame: Frame) -> tuple[Piece, ...]:
        # Hardly two readers wish for the same: what tells their wishes goes into gaps.
        shared = replace(frame, headline="", subscriptions=(), why="")
        if shared not in self._frames:
            _make_room(self._frames, _FRAMES)
            self._frames[shared] = self._set_frame(shared)
        return self._frames[shared]

    def _set_frame(self, frame: Frame) -> tuple[Piece, ...]:
        contact = [(line, mail_link(line)) for line in self._sender.contact]
        return self._set("mail", frame=frame, sender=self._sender, contact=contact)

    def _card(self, item: Item) -> tuple[Piece, ...]:
        # Of links a text has few: that of the issue stands once, below its list.
        url = Markup(ISSUE_URL) if self._html else ""
        template = self._environment.get_template(f"card.{self._ending}")
        chosen = Reason.SELECTED in item.selected.reasons
        text = template.render(card=item.card, issue_url=url, chosen=chosen)
        inner = Markup(text) if self._html else text.rstrip("\n")
        return self._split(str(self._rows.card(item, inner)))

    def _why(self, item: Item) -> str:
        """Return where an item is from and why it is there: one quiet paragraph, in text two."""
        said = (f"Quelle: {item.card.source}.", f"Sie lesen das, {item.explanation}.")
        return (" " if self._html else "\n").join(self._words(words, "  ") for words in said)

    def _row(self, macro: str, about: str | int) -> Piece:
        key = (macro, about)
        if key not in self._between:
            self._between[key] = piece(str(getattr(self._rows, macro)(about)))
        return self._between[key]

    def _set(self, template: str, **about: object) -> tuple[Piece, ...]:
        text = self._environment.get_template(f"{template}.{self._ending}").render(**about)
        return self._split(text if text.endswith("\n") else f"{text}\n")

    def _split(self, text: str) -> tuple[Piece, ...]:
        return tuple(map(piece, text.split(_CUTS[self._ending])))

    def _words(self, text: str, indent: str = "") -> str:
        if self._html:
            return str(escape(text))
        return wrap(text, indent) if " " in text else text


def _make_room(kept: dict[Any, Any], at_most: int) -> None:
    if len(kept) >= at_most:
        kept.clear()


def card_alone(card: Card) -> str:
    """Return a page with one card, set as in a mail."""
    environment = _alone()
    html = Markup(environment.get_template("card.html").render(card=card, chosen=False))
    return environment.get_template("alone.html").render(card=card, set=html)


@lru_cache(maxsize=2)  # templates are read, inlined and compiled once and not for each issue
def _of_mails(*, html: bool) -> Environment:
    loader = InliningLoader(TEMPLATES) if html else FileSystemLoader(TEMPLATES)
    environment = _environment(loader, html=html)
    environment.globals["issue_url"] = Markup(ISSUE_URL)
    return environment


@lru_cache(maxsize=1)
def _alone() -> Environment:
    environment = _environment(InliningLoader(TEMPLATES), html=True)
    environment.globals["issue_url"] = ""  # a card outside of a mail is of no issue
    return environment


@lru_cache(maxsize=8192)  # sources and explanations are the same for many readers
def wrap(text: str, first: str = "", following: str | None = None) -> str:
    """Fold a paragraph to the width of a text mail; words, amounts and addresses stay whole."""
    paragraph = " ".join(_BLANKS.split(text.strip()))
    if not paragraph:
        return ""
    beginning, *words = _UNITS.sub(_KEPT, paragraph).split(" ")
    lines = [first + beginning]
    # textwrap does the same in four times as long, and every reader has words of his own.
    for word in words:
        if len(lines[-1]) + 1 + len(word) <= WIDTH:
            lines[-1] += f" {word}"
        else:
            lines.append((first if following is None else following) + word)
    return "\n".join(lines).replace(_KEPT, " ")


def _environment(loader: BaseLoader, *, html: bool) -> Environment:
    # An HTML parser must see statements as comments; a text template has the usual marks.
    start, end = ("<!--%", "%-->") if html else ("{%", "%}")
    environment = Environment(
        loader=loader,
        autoescape=html,
        undefined=StrictUndefined,
        block_start_string=start,
        block_end_string=end,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        keep_trailing_newline=not html,
    )
    dark = (TEMPLATES / "dark.css").read_text(encoding="utf-8")
    environment.filters["wrap"] = wrap
    environment.globals |= {
        "gap": lambda name: Markup(gap(name)),
        "cut": Markup(_CUTS["html" if html else "txt"]),
        "lined": _lined,
        "dark": Markup(dark),
        "dark_outlook": Markup(_for_outlook(dark)),
    }
    return environment


def _for_outlook(css: str) -> str:
    """Return the rules as the web mail of Outlook heeds them, which marks what it darkens."""
    return re.sub(r"(?m)^[^{]+", lambda found: _marked(found[0]), css)


def _marked(selectors: str) -> str:
    return ", ".join(f"[data-ogsc] {one.strip()}" for one in selectors.split(",")) + " "


def _lined(card: Card) -> str:
    """Return "bis 27. November    Regionalbudget 2027 (bis 80 %)", folded below the title."""
    amount = f" ({card.amount})" if card.amount else ""
    first = f"{card.until:<{UNTIL_WIDTH}}"
    return wrap(f"{card.short_title}{amount}", f"{first} ", " " * (UNTIL_WIDTH + 1))


def _size(pieces: Iterable[Piece]) -> int:
    return sum(part.size for part in pieces)


def _wished(frame: Frame) -> dict[str, str]:
    """Return the words that tell what a reader wishes for, by the names of their gaps."""
    subscribed = f"{frame.cadence} Hinweise abonniert hat: {'; '.join(frame.subscriptions)}."
    return {"headline": frame.headline, "subscribed": frame.why or subscribed}


def _personal(digest: Digest) -> dict[str, str]:
    """Return the words of one reader's mail, by the names of their gaps."""
    reader = digest.reader
    count, briefs = len(digest.overview), len(digest.briefs)
    return _wished(digest.frame) | {
        "subject": digest.subject,
        "preview": digest.preview,
        "greeting": f"Guten Tag {reader.name}," if reader.name else "Guten Tag,",
        "counted": _counted(digest),
        "lines_said": _lines_said(digest.frame, count, briefs),
        "see_all": _all_in_browser(count),
        "see_all_in_text": _said_in_text(digest.frame, count, briefs),
        "address": reader.address,
        "settings_url": reader.settings_url,
        "unsubscribe_url": reader.unsubscribe_url,
        "matches_url": reader.matches_url,
        "issue_url": reader.issue_url,
    }


def _counted(digest: Digest) -> str:
    if digest.frame.empty:
        return (
            "in den vergangenen Wochen gab es für Ihre Abonnements nichts Neues."
            " Wir schauen weiter für Sie nach."
        )
    # A number at the end of a line and its noun on the next one read badly.
    counted = [section.counted.replace(" ", "\u00a0", 1) for section in digest.sections]
    return f"in dieser Ausgabe: {joined(counted)}."


def _all_in_browser(count: int) -> str:
    return f"alle {count} im Browser ansehen" if count > 1 else "im Browser ansehen"


def _said_in_text(frame: Frame, count: int, briefs: int) -> str:
    """Return what stands above the address of the issue, where no link can be within words."""
    said, seen = _lines_said(frame, count, briefs), _all_in_browser(count)
    seen = seen[0].upper() + seen[1:]
    if 0 < briefs < count:
        return f"{said.removesuffix(':')}. {seen}:"
    return f"{seen}, {said[0].lower()}{said[1:]}"


def _lines_said(frame: Frame, count: int, briefs: int) -> str:
    if not briefs and not frame.selected_by:
        return "Mit allen Belegen, zum Vormerken und Ausblenden:"
    if briefs in (0, count):
        return "Ausführlich, mit allen Belegen:"
    rest = "der übrige" if briefs == 1 else f"die übrigen {briefs}"
    return f"{count - briefs} davon stehen unten ausführlich, {rest} nur in dieser Liste:"
