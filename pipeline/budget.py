"""Budget: what reading one entry may take, counted in characters and claims, not by a clock.

Every grammar visits each character a constant number of times, and every step behind the
grammars each claim, so these two bound the work. They lie far above what a person writes: a
guideline of two hundred pages has 500,000 characters, and the entries of samples and captures
have at most 13 claims.
"""

from __future__ import annotations

from crawlers.items import RawEntry
from db.labels import number

MOST_CHARACTERS = 600_000
MOST_CLAIMS = 2_000


class TooMuchError(ValueError):
    """Reading would take more than it may; the message says in German of what."""


def afford_text(raw: RawEntry) -> None:
    """Raise TooMuchError for an entry with too many characters."""
    texts = (raw.title, raw.summary, raw.body, *(field.text for field in raw.fields))
    characters = sum(map(len, texts))
    if characters > MOST_CHARACTERS:
        raise TooMuchError(
            f"Der Text hat {number(characters)} Zeichen; gelesen werden höchstens "
            f"{number(MOST_CHARACTERS)}."
        )


def afford_claims(found: int) -> None:
    """Raise TooMuchError for too many claims."""
    if found > MOST_CLAIMS:
        raise TooMuchError(
            f"Der Text nennt mehr als {number(MOST_CLAIMS)} Fristen, Beträge und andere Werte."
        )
