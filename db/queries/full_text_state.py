"""Full text state: of which sources staff decide on the text, or are to be asked to."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from db.decisions import Decision
from db.full_text import WITHHOLD, full_text_decisions
from db.manners import against_machines, basis_of


@dataclass(frozen=True, slots=True, kw_only=True)
class FullText:
    """What its hosts say against machines, and what was decided of a source's text."""

    against: tuple[str, ...] = ()
    decided: Decision | None = None

    @property
    def asked(self) -> bool:
        """Whether staff are to decide: not yet, or of something else than is said now."""
        if not self.against or self.withheld:
            return False
        return self.decided is None or self.decided.basis != basis_of(self.against)

    @property
    def withheld(self) -> bool:
        """Whether the text is not handed on."""
        return self.decided is not None and self.decided.value == [WITHHOLD]


def full_text_state(session: Session) -> dict[str, FullText]:
    """Return what there is to say of the text of sources; of most there is nothing."""
    against, decided = against_machines(session), full_text_decisions(session)
    return {
        source: FullText(against=against.get(source, ()), decided=decided.get(source))
        for source in against.keys() | decided.keys()
    }
