"""Which: the filters of what is published, as the list and the coverage both take them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends, HTTPException

from db.labels import APPLICANTS, LEVELS
from db.queries.coverage import Wanted
from db.vocabulary import OpportunityStatus

# By the words in an address. The list shows everything unless somebody asks for less.
STATUSES = {
    "offen": OpportunityStatus.OPEN,
    "angekuendigt": OpportunityStatus.FORECASTED,
}
OWN, EVERY = "eigene", "alle"


@dataclass(frozen=True, slots=True, kw_only=True)
class Which:
    """Filters as they stand in an address; what is empty filters nothing.

    `zaehlt` is "eigene" for what is for the region itself alone.
    """

    stand: str = ""
    ebene: str = ""
    wer: str = ""
    zaehlt: str = ""

    @property
    def wanted(self) -> Wanted:
        """The same as the database is asked."""
        return Wanted(status=STATUSES.get(self.stand), level=self.ebene, applicant=self.wer)

    @property
    def own(self) -> bool:
        """Whether only what is for the region itself counts."""
        return self.zaehlt == OWN

    def address(self, path: str, **more: str) -> str:
        """Return the address of a page with these filters and some more."""
        named = {name: getattr(self, name) for name in ("stand", "ebene", "wer", "zaehlt")} | more
        asked = urlencode({name: value for name, value in named.items() if value})
        return f"{path}?{asked}" if asked else path


def which(stand: str = "", ebene: str = "", wer: str = "", zaehlt: str = "") -> Which:
    """Return the filters of a request; what is none of ours is refused."""
    known = (stand, (*STATUSES, EVERY)), (ebene, LEVELS), (wer, APPLICANTS), (zaehlt, (OWN, EVERY))
    if any(word and word not in words for word, words in known):
        raise HTTPException(422)
    return Which(stand=stand, ebene=ebene, wer=wer, zaehlt=zaehlt)


TheseFilters = Annotated[Which, Depends(which)]
