"""Explanation: the German clause that says why somebody reads of an opportunity."""

from __future__ import annotations

from collections.abc import Mapping

from db.labels import KINDS_WITH_ARTICLE
from notifier.digest.whereabouts import Places, concerns, membership_doubt, nearest, where
from notifier.digest.wording import joined
from notifier.news.select import News, Wish


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
        own = any(concerns(self._places, area, wish.area) for area in news.areas)
        told = (news,) if own else (news, *news.asked)
        key = (tuple(area for one in told for area in one.areas), wish.area)
        if key not in self._there:
            area = nearest(self._places, key[0], wish.area) or wish.area
            doubt = membership_doubt(self._places, area, wish.area)
            self._there[key] = (where(self._places, area), doubt)
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
