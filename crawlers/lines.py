"""Lines: read a page by its headings and labels, where its markup is not known."""

from __future__ import annotations

from collections.abc import Collection

from crawlers.items import LabelledText
from crawlers.observe.outcome import PageChangedError
from crawlers.page import Page
from crawlers.shape import on_lines


def beside_title(page: Page) -> tuple[str, str, str]:
    """Return the text above the page's only h1, the h1, and the text below it."""
    title = page.words("h1")
    parts = page.sections(("h1",))
    above = parts[0].text if parts[0].label != title else ""
    below = next((part.text for part in parts if part.label == title), None)
    if below is None:  # the cell of a table is one line, and so is a heading in it
        raise PageChangedError(page.url, "h1", "in einer Tabelle", "außerhalb")
    return above, title, below


def under_headings(
    text: str, headings: Collection[str]
) -> tuple[list[str], tuple[LabelledText, ...]]:
    """Return the lines before the first heading, and the text under each.

    A heading is a line that consists of one of `headings`, with or without a colon; a
    heading with nothing under it is left out.
    """
    before: list[str] = []
    parts: list[tuple[str, list[str]]] = []
    for line in text.splitlines():
        if line.rstrip(": ") in headings:
            parts.append((line.rstrip(": "), []))
        else:
            (parts[-1][1] if parts else before).append(line)
    filled = (LabelledText(label=label, text=on_lines(lines)) for label, lines in parts if lines)
    return before, tuple(filled)


def with_labels(text: str, labels: Collection[str]) -> tuple[tuple[LabelledText, ...], list[str]]:
    """Return the pairs of label and value in a text, and all its other lines.

    A pair is "Label: value" on one line, or a line that is the label alone and the line
    after it.
    """
    pairs: list[LabelledText] = []
    others: list[str] = []
    waiting = ""
    for line in text.splitlines():
        label, value = _pair(line, labels)
        if waiting and not label:
            pairs.append(LabelledText(label=waiting, text=line))
        elif label and value:
            pairs.append(LabelledText(label=label, text=value))
        elif not label:
            others.append(line)
        waiting = label if label and not value else ""
    return tuple(pairs), others


def value(pairs: Collection[LabelledText], *labels: str) -> str:
    """Return the text of the first pair that has one of the labels, or ""."""
    return next((pair.text for pair in pairs if pair.label in labels), "")


def _pair(line: str, labels: Collection[str]) -> tuple[str, str]:
    """Return label and value of a line; the value is empty where the label stands alone."""
    head, _, rest = line.partition(":")
    label = head.removeprefix("• ").strip()
    if label not in labels:
        return "", ""
    return label, rest.strip()
