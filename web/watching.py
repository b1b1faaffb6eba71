"""Watching: how the desk's pages have a page watched; what does it lies above this package."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Watching:
    """What takes a page that staff name.

    `checked` returns its facts, or raises ValueError or LookupError in German for what will not
    do; `add` makes it a source in the caller's transaction and returns its slug.
    """

    checked: Callable[[Mapping[str, str]], Mapping[str, str]]
    add: Callable[[Session, Mapping[str, str], datetime], str]
