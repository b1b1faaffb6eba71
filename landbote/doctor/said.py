"""Said: what an examination finds, and what it is given to look at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from landbote.application import Application

# Texts under a name, none where there is no such name. Raises NamesError where nobody answers.
Texts = Callable[[str], list[str]]


class Mark(StrEnum):
    """How things stand."""

    GOOD = "✓"
    DOUBT = "!"
    BAD = "✗"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One finding: how it stands, of what, and a German sentence."""

    mark: Mark
    about: str
    text: str

    def __str__(self) -> str:
        return f"{self.mark} {self.about}: {self.text}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Patient:
    """What is examined: an installation whose database may be away or old, and the name service."""

    app: Application
    texts: Texts


def good(about: str, text: str) -> Said:
    """Say that something is as it should be."""
    return Said(mark=Mark.GOOD, about=about, text=text)


def doubt(about: str, text: str) -> Said:
    """Say that something should be looked at, or could not be."""
    return Said(mark=Mark.DOUBT, about=about, text=text)


def bad(about: str, text: str) -> Said:
    """Say that something does not work."""
    return Said(mark=Mark.BAD, about=about, text=text)
