"""Fact: one labelled line of a card."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link inside a fact; `url` has passed the allow-list."""

    text: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """One of several that disagree: the words, and whose they are where sources differ."""

    words: str
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One line: "Bis wann: Montag, 1. Februar 2027", with the words behind it.

    A line without a label goes on with the one above. `quote` are the publisher's words,
    `note` what must be added to the value. `voices` are the words of those that disagree
    about it. `strong` marks what a reader must not miss.
    """

    label: str
    value: str
    note: str = ""
    quote: str = ""
    strong: bool = False
    links: tuple[Link, ...] = ()
    voices: tuple[Voice, ...] = ()
