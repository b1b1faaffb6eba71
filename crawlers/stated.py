"""Stated: what nobody who applies must miss."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from crawlers.layout import spoken

_COUNTS = re.compile(
    r"€|\beuro\b|%|\bprozent\b|frist(?:en)?\b|(?<!\bbe)(?<!\ban)(?<!\bab)schluss\b|\bstichtage?\b"
    r"|\b(?:anträge?|antragstellung|bewerb\w*|einreich\w*|einzureichen|einsend\w*|abgabe)\b.{0,80}\d",
    re.IGNORECASE,
)


def counts(node: HtmlElement) -> bool:
    """Whether an element states a deadline, a sum or a rate."""
    return states(spoken(node))


def states(text: str) -> bool:
    """Whether a text states a deadline, a sum or a rate."""
    return bool(_COUNTS.search(text))
