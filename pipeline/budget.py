"""Budget: what reading one entry may take, counted in characters and claims, not by a clock.

Every grammar visits each character a constant number of times, so these two bound the work.
They lie far above what a person writes: a guideline of two hundred pages has 500,000
characters, and the entries of samples and captures have at most 13 claims.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from crawlers.items import RawEntry
from db.labels import number
from pipeline.claim import Claim

MOST_CHARACTERS = 600_000
MOST_CLAIMS = 2_000


class TooMuchError(Exception):
    """Reading an entry would take more than it may; the message says in German of what."""


@dataclass(slots=True, kw_only=True)
class Budget:
    """What one entry has used up. Its methods raise TooMuchError at the end of it."""

    claims: int = 0

    def spend_text(self, raw: RawEntry) -> None:
        """Count the characters of an entry."""
        texts = (raw.title, raw.summary, raw.body, *(field.text for field in raw.fields))
        characters = sum(map(len, texts))
        if characters > MOST_CHARACTERS:
            raise TooMuchError(
                f"Der Text hat {number(characters)} Zeichen; gelesen werden höchstens "
                f"{number(MOST_CHARACTERS)}."
            )

    def spend_claims(self, found: Sequence[Claim]) -> Sequence[Claim]:
        """Count what was found in a part of the entry, and hand it on."""
        self.claims += len(found)
        if self.claims > MOST_CLAIMS:
            raise TooMuchError(
                f"Der Text nennt mehr als {number(MOST_CLAIMS)} Fristen, Beträge und andere Werte."
            )
        return found
