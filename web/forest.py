"""Forest: shares with their intervals as lines of one drawing, made on the server."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from db.intervals import Share

LEFT, WIDTH, HEIGHT = 190, 420, 26  # of the drawing: names, scale, one line


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One share in the drawing: its name, and where point and interval stand."""

    name: str
    y: int
    low: float
    high: float
    point: float


def bars(shares: Iterable[tuple[str, Share | None]]) -> list[Bar]:
    """Return the lines of those shares that may be told."""
    told = [(name, one) for name, one in shares if one is not None and one.enough]
    return [
        Bar(
            name=name,
            y=HEIGHT * place + HEIGHT,
            low=_x(one.low),
            high=_x(one.high),
            point=_x(one.value),
        )
        for place, (name, one) in enumerate(told)
    ]


def scale() -> list[tuple[float, str]]:
    """Return the marks of the scale."""
    return [(_x(percent / 100), f"{percent} %") for percent in (0, 25, 50, 75, 100)]


def _x(share: float) -> float:
    return round(LEFT + share * WIDTH, 1)
