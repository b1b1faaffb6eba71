"""A double of the EU portal's search API: rows of one moment, as a folder to crawl from."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from crawlers.sedia.query import PAGE_SIZE, page_url

OPEN, FORTHCOMING = "31094502", "31094501"
PROGRAMME = "43251589"


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One row of the portal, with what the tests turn on."""

    reference: str
    identifier: str
    deadline: str  # as the portal writes it: 2026-09-22T00:00:00
    start: str = "2026-01-15T00:00:00"
    status: str = OPEN
    type: str = "1"
    undated: bool = False  # the portal forgot the field

    def row(self) -> dict[str, object]:
        """Return the row in the shape of the search API: lists all through."""
        metadata = {
            "identifier": [self.identifier],
            "callIdentifier": [self.identifier],
            "title": [f"Call {self.identifier} ({self.reference})"],
            "type": [self.type],
            "status": [self.status],
            "startDate": [f"{self.start}.000+0000"],
            "deadlineDate": [f"{self.deadline}.000+0000"],
            "deadlineModel": ["single-stage"],
            "DATASOURCE": ["SEDIA"],
            "frameworkProgramme": [PROGRAMME],
            "descriptionByte": ["<p>Support for towns and villages.</p>"],
        }
        if self.undated:
            del metadata["deadlineDate"]
        return {"reference": self.reference, "language": "en", "metadata": metadata}


def write_answers(folder: Path, calls: Iterable[Call]) -> Path:
    """Write the result pages of these calls and return the folder."""
    rows = [call.row() for call in calls]
    folder.mkdir(parents=True, exist_ok=True)
    listed = []
    for number in range(1, max(1, -(-len(rows) // PAGE_SIZE)) + 1):
        results = rows[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
        answer = {"totalResults": len(rows), "pageNumber": number, "results": results}
        (folder / f"page{number}.json").write_text(json.dumps(answer), encoding="utf-8")
        listed.append(
            f'[[page]]\nurl = "{page_url(number)}"\nmethod = "POST"\nfile = "page{number}.json"\n'
        )
    (folder / "pages.toml").write_text("\n".join(listed), encoding="utf-8")
    return folder
