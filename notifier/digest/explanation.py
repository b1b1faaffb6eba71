"""Explanation: the German clause that says why somebody reads of an opportunity."""

from __future__ import annotations

from collections.abc import Mapping
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
    def membership_doubt(self, region_key: str, municipality_key: str) -> str: ...


class Explainer:
    """Writes explanations for one set of places and topic labels, each once."""

    def __init__(self, places: Places, topics: Mapping[str, str]) -> None:
        self._places = places
        self._topics = topics
        self._written: dict[tuple[Wish, int], str] = {}

    def __call__(self, wish: Wish, news: News, topics: tuple[str, ...]) -> str:
        """Return "weil Sie das Thema Mobilität für Lauterbach (Hessen) abonniert haben; …"."""
        key = (wish, news.opportunity_id)
        if key not in self._written:
            self._written[key] = self._write(wish, news, topics)
        return self._written[key]

    def _write(self, wish: Wish, news: News, topics: tuple[str, ...]) -> str:
        asked = self.asked_for(topics if wish.topics else ())
        place = wish.area_name or wish.area
        area = self._nearest(wish, news)
        what = KINDS_WITH_ARTICLE.get(news.values.kind, "der Eintrag")
        text = f"weil Sie {asked} für {place} abonniert haben; {what} gilt {self._where(area)}"
        return ". ".join(part for part in (text, self._doubt(area, wish)) if part)

    def asked_for(self, topics: tuple[str, ...]) -> str:
        """Return "das Thema Mobilität", "die Themen „A“ und „B“" or "alle Themen"."""
        labels = [self._topics.get(topic, topic) for topic in topics]
        if not labels:
            return "alle Themen"
        if len(labels) == 1:
            return f"das Thema {labels[0]}"
        # Labels hold commas and "und" themselves.
        return f"die Themen {joined([f'„{label}“' for label in labels])}"

    def _nearest(self, wish: Wish, news: News) -> str:
        stated = (area for one in (news, *news.asked) for area in one.areas)
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
