"""Which: the filters of the coverage, and the lists that its cells lead to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, HTTPException

from db.finding.filter import Filter
from db.labels import APPLICANTS, LEVELS
from db.queries.coverage import FUNDING, Wanted
from db.vocabulary import OpportunityStatus
from web.filters import query_of

# By the words in an address.
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

    def list_address(self, area: str = "", topic: str = "") -> str:
        """Return the address of the list of what a cell counts."""
        status = STATUSES.get(self.stand)
        wanted = Filter(
            area=area,
            own=self.own and bool(area),
            topics=(topic,) if topic else (),
            levels=(self.ebene,) if self.ebene else (),
            kinds=FUNDING,
            applicants=(self.wer,) if self.wer else (),
            statuses=(status.value,) if status else (),
        )
        return f"/foerderungen?{query_of(wanted)}"


def which(stand: str = "", ebene: str = "", wer: str = "", zaehlt: str = "") -> Which:
    """Return the filters of a request; what is none of ours is refused."""
    known = (stand, (*STATUSES, EVERY)), (ebene, LEVELS), (wer, APPLICANTS), (zaehlt, (OWN, EVERY))
    if any(word and word not in words for word, words in known):
        raise HTTPException(422)
    return Which(stand=stand, ebene=ebene, wer=wer, zaehlt=zaehlt)


TheseFilters = Annotated[Which, Depends(which)]
