"""Pages: renders the templates of this package."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import Depends, Request
from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup

from crawlers.observe.causes import what_helps
from db import labels
from db.actors import load_actors
from db.engine import reading
from db.finding.filter import from_json
from db.local_date import local_date
from db.queries.collecting import Collecting, collecting
from db.queries.tips import open_tips
from db.vocabulary import Role
from notifier.digest.wording import first_sentences
from notifier.mail.links import link_allowed, mail_link
from pipeline.themes import topic_labels
from web.doors.people import Person, person_of
from web.doors.session import TOKEN_FIELD, token_of
from web.filter_words import filter_words
from web.navigation import TIPS, Rules, foot_links, links
from web.site import Site
from web.wording import area_name, deadline_words, instant, row_deadline, source_title

# Who may put together a selection.
COLLECTORS = (Role.MANAGER, Role.STAFF, Role.ADMIN)


class _Compiled(BytecodeCache):
    """Templates as they were compiled: what takes longest about the first look at a page."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if kept := self._kept.get(bucket.key + bucket.checksum):
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key + bucket.checksum] = bucket.bytecode_to_string()


@cache
def _compiled() -> _Compiled:
    """Return what all sites of this process have in common."""
    return _Compiled()


class Pages:
    """The templates with all that is the same on every page of a site."""

    def __init__(self, site: Site) -> None:
        self._base_url = site.base_url.rstrip("/")
        self._environment = Environment(
            loader=FileSystemLoader(Path(__file__).parent / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            bytecode_cache=_compiled(),
        )
        topics = topic_labels()
        self._environment.globals |= {
            "labels": labels,
            "topics": topics,
            "sources": site.sources,
            "contact": site.contact,
            "what_helps": what_helps,
        }
        self._environment.filters |= {
            "instant": instant,
            "day": labels.short_day,
            "written_day": lambda written: labels.short_day(date.fromisoformat(written)),
            "date_of": lambda moment: labels.short_day(local_date(moment)),
            "weekday_and_day": lambda moment: labels.long_day(local_date(moment)),
            "area": partial(area_name, label=site.area_label),
            "applicant": partial(labels.label, labels.APPLICANTS),
            "authorities": load_actors().present_names,
            "deadline": deadline_words,
            "row_deadline": row_deadline,
            "said": partial(
                labels.statement_shown,
                area_name=site.area_label,
                topic_name=partial(labels.label, topics),
            ),
            "brief": first_sentences,
            "source": partial(source_title, sources=site.sources),
            "mailto": mail_link,
            "narrowed": lambda kept: filter_words(site, from_json(kept)) if kept else [],
            "unit": partial(labels.label, labels.UNITS),
        }
        self._environment.tests["safe_link"] = link_allowed

    def seen_by(self, request: Request, waiting: Mapping[str, int] | None = None) -> RequestPages:
        """Return the pages as whoever sends a request sees them.

        `waiting` is how much waits behind a link of the header.
        """
        return RequestPages(self._environment, request, waiting or {}, self._base_url)


class RequestPages:
    """The templates with what belongs to one request.

    Every template knows `person` (None for a stranger), `here` (the path), `navigation` (the
    links of the header), `foot` (those at the end), `exists(path)` (whether there is such a page),
    `public_address` (where others find the page; empty where nobody knows) and `token_field()`,
    which each form that acts must hold. `collecting()` is what whoever may collect is collecting;
    None for all others.
    """

    def __init__(
        self,
        environment: Environment,
        request: Request,
        waiting: Mapping[str, int],
        base_url: str = "",
    ) -> None:
        self._environment = environment
        token = token_of(request)
        field = Markup('<input type="hidden" name="{}" value="{}">').format(TOKEN_FIELD, token)
        person, here = person_of(request), request.url.path
        site: Site = request.app.state.site
        rules: Rules = request.app.state.rules
        self._globals = {
            "person": person,
            "here": here,
            "navigation": links(rules, person, here, waiting),
            "foot": foot_links(rules, person, here),
            "exists": lambda path: path in rules,
            "public_address": base_url and base_url + quote(here),
            "token_field": lambda: field if token else Markup(),
            "collecting": cache(partial(_collecting, site, person)),
        }

    def render(self, template: str, **context: Any) -> str:
        """Return a page."""
        found = self._environment.get_template(template)
        return found.render(**self._globals, **context)


def _collecting(site: Site, person: Person | None) -> Collecting | None:
    if person is None or person.role not in COLLECTORS:
        return None
    with reading(site.engine) as session:
        return collecting(session, person.id)


def _waiting(site: Site, person: Person | None) -> dict[str, int]:
    """Return how much waits behind a link of the header, for whoever it concerns."""
    if person is None or person.role not in (Role.STAFF, Role.ADMIN):
        return {}
    with reading(site.engine) as session:
        return {TIPS: open_tips(session)}


def pages_of(request: Request) -> RequestPages:
    """Return the pages of the site that a request came to, as its sender sees them."""
    pages: Pages = request.app.state.pages
    return pages.seen_by(request, _waiting(request.app.state.site, person_of(request)))


ThesePages = Annotated[RequestPages, Depends(pages_of)]
