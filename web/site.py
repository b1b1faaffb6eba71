"""Site: what the pages need to know of the installation."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Annotated

from fastapi import Depends, Path, Request
from sqlalchemy import Engine

from crawlers.source import Source
from db.area_search import Found
from db.area_tree import AreaTree
from db.rhythm import Rhythm
from db.vocabulary import Cadence
from notifier.issue import Imprint
from notifier.mail.sender import Sender
from pipeline.run import Rules
from web.operator import Keeping, Operator
from web.watching import Watching

# As large as the number of a row can be; beyond it no database needs to be asked.
LAST = 2**31 - 1
Number = Annotated[int, Path(ge=1, le=LAST)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """A provider of OpenID Connect, and as whom Landbote is known there."""

    issuer: str
    client: str
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What the pages need to know of the installation.

    `areas` are those of the register, `concerned_by` gives the keys of all of them that an
    opportunity for one area concerns. `contact` is whom a reader may ask: a name and a mail
    address. `base_url` is the public
    address of the pages; over https cookies are for https alone. `sender` is who letters come
    from, and `send_letters` sends at once those that are written; `plan_selections` writes down the
    mails of selections that were released. `oidc` is who else may say who
    somebody is. `areas_named` returns the areas of a name, the best first, each as its key and
    what to call it; `places_named` those that somebody may mean who types a name. `imprint` is
    what all issues have in common, `next_issue` says when the next one of a cadence is planned,
    `first_issue` when the first one that somebody gets who asks for it now.
    `watching` takes the pages that staff want watched. `rules` are what an entry is read by that
    staff write by hand. `overdue` are the cadences whose issue should be there by now,
    `metrics_token` is what lets somebody read the metrics. `requests_a_minute` is how often a
    program may ask the interfaces, `webhook_loopback` whether webhooks may lead to this machine,
    `contributor` as whom GovData knows us. `operator` is who answers for it all, and `keeping` how
    long things are kept.
    """

    engine: Engine
    sources: Mapping[str, Source]
    area_label: Callable[[str], str]
    today: Callable[[], date]
    now: Callable[[], datetime]
    concerned_by: Callable[[str], Collection[str]] = lambda area: (area,)
    contact: tuple[str, str] = ("", "")
    base_url: str = ""
    sender: Sender | None = None
    send_letters: Callable[[], None] = lambda: None
    plan_selections: Callable[[], None] = lambda: None
    oidc: Provider | None = None
    areas_named: Callable[[str], Sequence[tuple[str, str]]] = lambda _name: ()
    places_named: Callable[[str], Sequence[Found]] = lambda _typed: ()
    imprint: Callable[[], Imprint] | None = None
    next_issue: Callable[[Cadence], datetime] | None = None
    first_issue: Callable[[Rhythm], datetime] | None = None
    watching: Watching | None = None
    rules: Callable[[], Rules] | None = None
    overdue: Callable[[], Collection[Cadence]] = lambda: ()
    areas: AreaTree = field(default_factory=lambda: AreaTree(()))
    metrics_token: str = field(default="", repr=False)
    contributor: str = ""
    operator: Operator = field(default_factory=Operator)
    keeping: Keeping = field(default_factory=Keeping)
    requests_a_minute: int = 120
    webhook_loopback: bool = False

    @property
    def visited(self) -> Mapping[str, Source]:
        """The sources that somebody visits; what is written by hand has no state of its own."""
        return {slug: source for slug, source in self.sources.items() if source.visited}

    @property
    def of_entries(self) -> Mapping[str, Source]:
        """The sources that are visited for entries: what those of leads tell is for staff alone."""
        return {slug: source for slug, source in self.visited.items() if not source.leads}

    @property
    def secure(self) -> bool:
        """Whether the pages are served over https."""
        return self.base_url.startswith("https://")


async def site_of(request: Request) -> Site:
    """Return the site that a request came to."""
    site: Site = request.app.state.site
    return site


ThisSite = Annotated[Site, Depends(site_of)]
