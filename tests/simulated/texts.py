"""Texts: what a place tells, its own words in every one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

_SUBJECTS = (
    "Dorfläden", "Treffpunkte", "Spielplätze", "Ehrenamt", "Radwege", "Obstwiesen",
    "Bürgerhäuser", "Mitfahrbänke", "Jugendräume", "Trinkbrunnen",
)  # fmt: skip
_FIRST = date(2026, 10, 5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One piece of news: what its page says, and what must be read of it."""

    slug: str
    title: str
    on: date
    text: tuple[str, ...]  # its paragraphs


def news(place: str, number: int, count: int) -> tuple[Told, ...]:
    """Return so many pieces of news of a place, the newest first."""
    return tuple(_told(place, number, nth) for nth in range(count, 0, -1))


def _told(place: str, number: int, nth: int) -> Told:
    subject = _SUBJECTS[(number + 3 * nth) % len(_SUBJECTS)]
    share = 40 + (number + 7 * nth) % 50
    return Told(
        slug=f"meldung-{number}-{nth}",
        title=f"{place}: neuer Förderaufruf für {subject}, Runde {nth}",
        on=_FIRST + timedelta(days=(number * 5 + nth * 9) % 45),
        text=(
            f"Die Gemeinde {place} unterstützt {subject} in ihren Ortsteilen mit {share} Prozent "
            "der Kosten. Vereine, Initiativen und Kirchengemeinden können sich bewerben.",
            "Anträge nimmt das Rathaus bis zum 31. März 2027 entgegen. Über die Förderung "
            f"entscheidet der Gemeindevorstand von {place} im Frühjahr in öffentlicher Sitzung.",
        ),
    )
