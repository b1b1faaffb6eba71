"""Folder: where a survey lies, a file a source, so that it can be interrupted and continued."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from landbote.survey.seen import Seen


@dataclass(frozen=True, slots=True)
class Folder:
    """The folder of a survey: the report, what was seen of each source, and its pages."""

    path: Path

    @property
    def report(self) -> Path:
        """The report, as a page to look at."""
        return self.path / "index.html"

    @property
    def table(self) -> Path:
        """The report as a table."""
        return self.path / "survey.csv"

    def pages(self, source: str) -> Path:
        """Return the folder of a source's frozen pages."""
        return self.path / "seiten" / source

    def copies(self, source: str) -> Path:
        """Return the page on which a source's pages can be looked at."""
        return self.path / "kopien" / f"{source}.html"

    def keep(self, seen: Seen) -> None:
        """Write what was seen, whole or not at all."""
        file = self._file(seen.source)
        file.parent.mkdir(parents=True, exist_ok=True)
        fresh = file.with_suffix(".neu")
        fresh.write_text(seen.to_json(), encoding="utf-8")
        fresh.replace(file)

    def seen(self, source: str) -> Seen | None:
        """Return what was last seen of a source; what an older edition wrote is no answer."""
        file = self._file(source)
        if not file.exists():
            return None
        try:
            return Seen.from_json(file.read_text("utf-8"))
        except (ValueError, KeyError, TypeError):
            return None

    def was_seen(self, source: str, today: date) -> bool:
        """Whether a source was looked at on a day."""
        last = self.seen(source)
        return last is not None and last.seen_on == today

    def _file(self, source: str) -> Path:
        return self.path / "gesehen" / f"{source}.json"
