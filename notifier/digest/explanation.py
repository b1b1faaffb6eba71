"""Explanation: the German clause that says why somebody reads of an opportunity."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from db.area import EU, GERMANY, LEADER, Area
from db.labels import KINDS_WITH_ARTICLE
from notifier.digest.wording import joined
from notifier.news.select import News, Wish


class Places(Protocol):
    """What is asked of the areas; `db.area_tree.AreaTree` answers."""

    def of(self, key: str) -> Area: ...
    def label(self, key: str) -> str: ...
    def covers(self, area_key: str, subscriber_area_key: str) -> bool: ...
    def concerned_by(self, area_key: str) -> frozenset[str]: ...
    def membership_doubt(self, region_key: str, municipality_key: str) -> str: ...


class Explainer:
    """Writes explanations for one set of places and topic labels, their parts once."""

    def __init__(self, places: Places, topics: Mapping[str, str]) -> None:
        self._places = places
        self._topics = topics
        self._asked: dict[tuple[str, ...], str] = {}
        self._there: dict[tuple[tuple[str, ...], str], tuple[str, str]] = {}

    def __call__(self, wish: Wish, news: News, topics: tuple[str, ...]) -> str:
        """Return "weil Sie das Thema Mobilität für Lauterbach (Hessen) abonniert haben; …"."""
        asked = self.asked_for(topics if wish.topics else ())
        place = wish.area_name or wish.area
        what = KINDS_WITH_ARTICLE.get(news.values.kind, "der Eintrag")
        where, doubt = self._holds(news, wish)
        text = f"weil Sie {asked} für {place} abonniert haben; {what} gilt {where}"
        return f"{text}. {doubt}" if doubt else text

    def _holds(self, news: News, wish: Wish) -> tuple[str, str]:
        """Return where news hold that concern an area, and what is in doubt about that."""
        # What may be the same for another area says nothing of where this one holds.
        own = any(self._concerns(area, wish.area) for area in news.areas)
        told = (news,) if own else (news, *news.asked)
        key = (tuple(area for one in told for area in one.areas), wish.area)
        if key not in self._there:
            area = self._nearest(wish, key[0])
            self._there[key] = (self._where(area), self._doubt(area, wish))
        return self._there[key]

    def asked_for(self, topics: tuple[str, ...]) -> str:
        """Return "das Thema Mobilität", "die Themen „A“ und „B“" or "alle Themen"."""
        if topics not in self._asked:
            self._asked[topics] = self._name(topics)
        return self._asked[topics]

    def _name(self, topics: tuple[str, ...]) -> str:
        labels = [self._topics.get(topic, topic) for topic in topics]
        if not labels:
            return "alle Themen"
        if len(labels) == 1:
            return f"das Thema {labels[0]}"
        # Labels hold commas and "und" themselves.
        return f"die Themen {joined([f'„{label}“' for label in labels])}"

    def _nearest(self, wish: Wish, stated: Iterable[str]) -> str:
        areas = [area for area in stated if self._concerns(area, wish.area)]
        return max(areas, key=_nearness, default=wish.area)

    def _concerns(self, area: str, subscriber_area: str) -> bool:
        try:
            return self._places.covers(area, subscriber_area)
        except LookupError:
            return False

    def _where(self, area: str) -> str:
        if area in (EU, GERMANY):
            return "EU-weit" if area == EU else "bundesweit"
        place = self._places.of(area)
        if area.startswith(LEADER):
            return f"in der LEADER-Region {place.name}"
        width = _WIDTHS.get(len(area), "vor Ort")
        return f"{width} ({place.name if place.is_local else place.official_name})"

    def _doubt(self, area: str, wish: Wish) -> str:
        if not area.startswith(LEADER) or not self._places.of(wish.area).is_local:
            return ""
        return self._places.membership_doubt(area, wish.area).rstrip(".")


# How far a Gemeindeschlüssel of so many digits reaches.
_WIDTHS = {2: "landesweit", 3: "im Regierungsbezirk", 5: "kreisweit"}


def _nearness(area: str) -> int:
    if area.startswith(LEADER):
        return 4  # nearer than a Land or a Regierungsbezirk, not as near as a district
    return {EU: 0, GERMANY: 1}.get(area, len(area))
