"""Sections of the digest: one file here and two templates each, found by looking."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from notifier.news.select import Selected


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionKind:
    """What a section takes and where it stands.

    `name` is also the name of its two templates. `place` orders the sections in the mail;
    `claim` orders who takes an item first when several would. `one` and `many` are the
    words by which the subject counts its items. Where it is not `headed` its cards stand by their
    days, without headings between them.
    """

    name: str
    title: str
    one: str
    many: str
    place: int
    claim: int
    takes: Callable[[Selected], bool]
    headed: bool = True

    def counted(self, count: int) -> str:
        """Return "1 Änderung" or "3 Änderungen"."""
        return f"{count} {self.one if count == 1 else self.many}"


def section_kinds() -> tuple[SectionKind, ...]:
    """Return all sections of this folder in the order of the mail."""
    modules = (
        import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__)
    )
    kinds: list[SectionKind] = [module.SECTION for module in modules]
    return tuple(sorted(kinds, key=lambda kind: kind.place))
