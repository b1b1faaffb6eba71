"""Pages: templates and the German words in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from crawlers.source import Source
from db import labels
from db.actors import load_actors
from db.opportunities import Revision
from db.queries.listing import Listed
from db.values import Values, from_json
from db.vocabulary import DeadlineKind, Presence
from notifier.digest.wording import first_sentences
from notifier.mail.links import link_allowed
from pipeline.themes import load_topics

BERLIN = ZoneInfo("Europe/Berlin")
_DATED = frozenset({DeadlineKind.FIXED, DeadlineKind.ANNUAL})


class Pages:
    """Renders the templates of this package."""

    def __init__(self, *, area_label: Callable[[str], str]) -> None:
        self.environment = Environment(
            loader=FileSystemLoader(Path(__file__).parent / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        topics = {topic.id: topic.label for topic in load_topics()}
        self.environment.globals |= {
            "labels": labels,
            "topics": topics,
        }
        self.environment.filters |= {
            "instant": instant,
            "day": labels.day,
            "area": area_label,
            "applicant": lambda code: labels.label(labels.APPLICANTS, code),
            "money": labels.money,
            "percent": labels.percent,
            "deadline": deadline_words,
            "brief": first_sentences,
            "source": source_title,
        }
        self.environment.tests["safe_link"] = link_allowed

    def render(self, template: str, **context: Any) -> str:
        """Return a page."""
        return self.environment.get_template(template).render(**context)

    def opportunity(
        self,
        revisions: Sequence[Revision],
        today: date,
        *,
        withdrawn: bool = False,
        listed: Listed | None = None,
        relatives: Sequence[Listed] = (),
        sources: Mapping[str, Source],
    ) -> str:
        """Return the page of one opportunity with its claims and its history.

        `listed` has what its other sources add, `relatives` are its likes for other areas.
        """
        newest = revisions[0]
        values = listed.values if listed else from_json(newest.content)
        return self.render(
            "opportunity.html",
            values=values,
            claims=newest.claims,
            revisions=revisions,
            status=labels.PRESENCES[Presence.WITHDRAWN]
            if withdrawn
            else labels.STATUSES[values.status_on(today)],
            deadline=deadline_words(values, today),
            elsewhere=listed.elsewhere if listed else (),
            relatives=relatives,
            sources=sources,
            authorities=load_actors().present_names(values.funders),
        )


def source_title(slug: str, sources: Mapping[str, Source]) -> str:
    """Return a source's title, or its slug where it is no longer among the sources."""
    return sources[slug].title if slug in sources else slug


def instant(moment: datetime | None) -> str:
    """Return an instant as German local time: "22.11.2026, 06:30 Uhr"."""
    return moment.astimezone(BERLIN).strftime("%d.%m.%Y, %H:%M Uhr") if moment else "–"


def deadline_words(values: Values, today: date) -> str:
    """Return until when one may apply, in a few words, or that it must be asked for."""
    coming = values.next_deadline(today)
    if coming:
        return labels.day(coming[0])
    undated = [d.kind for d in values.deadlines if d.kind not in _DATED]
    if undated:
        return " · ".join(labels.DEADLINE_KINDS[kind] for kind in dict.fromkeys(undated))
    if values.deadlines:
        return "abgelaufen"
    return "nicht erkannt"
