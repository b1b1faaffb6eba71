"""Render: a digest as HTML and as text with the same links."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from css_inline import CSSInliner
from jinja2 import BaseLoader, Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from notifier.digest.card import Card
from notifier.digest.editor import Digest, issue_line
from notifier.digest.wording import joined
from notifier.mail.links import mail_link
from notifier.mail.sender import Sender

TEMPLATES = Path(__file__).parent / "templates"
WIDTH = 72
# Stands in a card for the address of the issue of whoever reads it: cards are set once for all.
# No crawled text holds such a character, and nothing escapes it.
ISSUE_URL = "\x02issue\x02"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """The two bodies of one mail."""

    html: str
    text: str


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
        self._sender = sender
        self._html = _environment(InliningLoader(TEMPLATES), html=True)
        self._text = _environment(FileSystemLoader(TEMPLATES), html=False)
        self._html_cards: dict[str, str] = {}
        self._text_cards: dict[str, str] = {}

    def render(self, digest: Digest) -> Rendered:
        """Return both bodies of a digest."""
        for item in digest.items:
            if item.card.key not in self._html_cards:
                self._set_card(item.card)
        return Rendered(
            html=self._body(self._html, "html", self._html_cards, digest),
            text=self._body(self._text, "txt", self._text_cards, digest),
        )

    def _set_card(self, card: Card) -> None:
        html = self._html.get_template("card.html").render(card=card)
        text = self._text.get_template("card.txt").render(card=card)
        self._html_cards[card.key] = Markup(html)
        self._text_cards[card.key] = text.rstrip("\n")

    def _body(
        self, environment: Environment, ending: str, cards: dict[str, str], digest: Digest
    ) -> str:
        sections = [
            environment.get_template(f"sections/{section.name}.{ending}").render(
                section=section, cards=cards
            )
            for section in digest.sections
        ]
        marked = [Markup(part) if ending == "html" else part for part in sections]
        return environment.get_template(f"mail.{ending}").render(
            digest=digest,
            sections=marked,
            sender=self._sender,
            contact=[(line, mail_link(line)) for line in self._sender.contact],
            headline=f"Fördernachrichten für {_places(digest)}",
            issue=issue_line(digest),
            greeting=f"Guten Tag {digest.reader.name}," if digest.reader.name else "Guten Tag,",
            overview=_overview(digest),
        )


def sign_of_life(digest: Digest) -> Rendered:
    """Return the bodies of a mail that says that there is nothing to tell."""
    greeting = f"Guten Tag {digest.reader.name}," if digest.reader.name else "Guten Tag,"
    lines = [
        greeting,
        "im vergangenen Monat gab es für Ihre Abonnements nichts Neues: "
        f"{joined(list(digest.subscriptions))}. Wir schauen weiter für Sie nach.",
        f"Einstellungen: {digest.reader.settings_url}",
        f"Abbestellen: {digest.reader.unsubscribe_url}",
    ]
    paragraphs = Markup("").join(Markup("<p>{}</p>").format(line) for line in lines)
    html = Markup(
        '<!doctype html><html lang="de"><head><meta charset="utf-8"><title>{}</title></head>'
        "<body>{}</body></html>"
    ).format(digest.subject, paragraphs)
    return Rendered(html=str(html), text="\n\n".join(wrap(line) for line in lines) + "\n")


def card_alone(card: Card) -> str:
    """Return a page with one card, set as in a mail."""
    environment = _alone()
    html = Markup(environment.get_template("card.html").render(card=card))
    return environment.get_template("alone.html").render(card=card, set=html)


@lru_cache(maxsize=1)
def _alone() -> Environment:
    return _environment(InliningLoader(TEMPLATES), html=True)


@lru_cache(maxsize=8192)  # sources and explanations are the same for many readers
def wrap(text: str, first: str = "", following: str | None = None) -> str:
    """Fold a paragraph to the width of a text mail; words and addresses stay whole."""
    return textwrap.fill(
        " ".join(text.split()),
        width=WIDTH,
        initial_indent=first,
        subsequent_indent=first if following is None else following,
        break_long_words=False,
        break_on_hyphens=False,
    )


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
    environment.filters["wrap"] = wrap
    return environment


def _places(digest: Digest) -> str:
    places = dict.fromkeys(line.rpartition(" – ")[2] for line in digest.subscriptions)
    return joined(list(places)) if len(places) <= 3 else f"{len(places)} Gebiete"


def _overview(digest: Digest) -> str:
    # A number at the end of a line and its noun on the next one read badly.
    counted = [section.counted.replace(" ", "\u00a0", 1) for section in digest.sections]
    return f"in dieser Ausgabe: {joined(counted)}."
