"""Web server: the pages on an address until somebody stops them."""

from __future__ import annotations

import errno
import socket
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from importlib.util import find_spec

import uvicorn
from sqlalchemy.orm import Session

from crawlers.source import Source
from db.rhythm import Rhythm
from landbote import jobs, watching
from landbote.application import Application
from landbote.imprint import imprint_of, operator_of
from landbote.jobs import plans
from landbote.schedule import next_issue_at
from landbote.settings import Settings, SettingsError
from web.app import make_app
from web.operator import Keeping
from web.site import Provider, Site
from web.warm import kept_warm, set_aside
from web.watching import Watching


def site_of(app: Application) -> Site:
    """Return what the pages need of the application."""
    return Site(
        engine=app.engine,
        sources=KnownSources(app),
        area_label=app.areas.label,
        areas=app.areas,
        concerned_by=app.areas.concerned_by,
        today=lambda: app.today,
        now=app.clock,
        contact=(app.settings.contact, app.settings.contact_address),
        base_url=app.settings.base_url,
        sender=app.sender,
        send_letters=lambda: jobs.send_letters(app),
        oidc=_provider(app.settings),
        watching=_watching(app),
        rules=lambda: app.rules,
        areas_named=lambda name: [
            (area.key, app.areas.label(area.key)) for area in app.areas.find(name)
        ],
        places_named=app.areas.search,
        imprint=lambda: imprint_of(app),
        overdue=lambda: jobs.overdue(app),
        metrics_token=app.settings.metrics_token,
        contributor=app.settings.contributor_id,
        operator=operator_of(app.settings),
        keeping=Keeping(mail_days=app.settings.mail_days, proof_years=app.settings.proof_years),
        requests_a_minute=app.settings.api_per_minute,
        webhook_loopback=app.settings.webhook_loopback,
        next_issue=lambda cadence: next_issue_at(cadence, plans(app, app.today), app.clock()),
        first_issue=lambda rhythm: first_issue_of(app, rhythm),
    )


def first_issue_of(app: Application, rhythm: Rhythm) -> datetime:
    """Return when somebody hears first who asks for this today."""
    alone = replace(plans(app, app.today), rhythms=((rhythm, app.today),))
    return next_issue_at(rhythm.cadence, alone, app.clock())


def _provider(settings: Settings) -> Provider | None:
    """Return who else may say who somebody is, where the installation has such a provider."""
    if not settings.oidc_issuer:
        return None
    if find_spec("joserfc") is None or find_spec("httpx2") is None:
        raise SettingsError(
            "LANDBOTE_OIDC_ISSUER braucht das Extra oidc: pip install landbote[oidc]"
        )
    return Provider(
        issuer=settings.oidc_issuer, client=settings.oidc_client, secret=settings.oidc_secret
    )


def _watching(app: Application) -> Watching:
    """Return how staff have a page watched, as `landbote watch` does it."""

    def checked(said: Mapping[str, str]) -> Mapping[str, str]:
        return watching.checked(watching.WatchOrder(**said), app.areas)

    def add(session: Session, facts: Mapping[str, str], now: datetime) -> str:
        # The level follows from the area.
        said = {name: text for name, text in facts.items() if name != "level"}
        order = watching.WatchOrder(**said)
        page, _new = watching.watch(session, order, app.areas, app.sources, now)
        return page.slug

    return Watching(checked=checked, add=add)


class KnownSources(Mapping[str, Source]):
    """The sources as the pages see them: a page that staff have watched is there at once.

    Going through them, or asking for one that is not known, looks at the database; asking for
    one that is known does not.
    """

    def __init__(self, app: Application) -> None:
        self._app = app
        self._known: Mapping[str, Source] = app.sources

    def __getitem__(self, slug: str) -> Source:
        if slug not in self._known:
            self._known = self._app.sources
        return self._known[slug]

    def __iter__(self) -> Iterator[str]:
        self._known = self._app.sources
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)


class _Announcing(uvicorn.Server):
    """A server that says where it listens once it does."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[str], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[object] | None = None) -> None:  # type: ignore[override]
        """Start as usual, then tell the address; the port may have been a free one."""
        await super().startup(sockets)  # type: ignore[arg-type]
        if self.started:
            host, port = self.servers[0].sockets[0].getsockname()[:2]
            self._ready(f"http://{host}:{port}")


class PortError(ValueError):
    """The pages cannot be served on an address; the message says so in German."""


def reserve(host: str, port: int) -> socket.socket:
    """Take the address for the pages before any work is done for them; port 0 takes a free one.

    Raises PortError where something else has it.
    """
    taken = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    try:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind((host, port))
        taken.listen()
    except (OSError, OverflowError) as error:
        taken.close()
        raise PortError(
            f"Port {port} auf {host} ist nicht zu haben ({_why(error)}); einen anderen nennt "
            "LANDBOTE_WEB_PORT, bei demo --port; 0 nimmt einen freien"
        ) from error
    return taken


def reserve_one_of(host: str, ports: Sequence[int]) -> socket.socket:
    """Take the first of some ports that is free. Raises PortError, of the last one, if none is."""
    *others, last = ports
    for port in others:
        with suppress(PortError):
            return reserve(host, port)
    return reserve(host, last)


def _why(error: Exception) -> str:
    reasons = {
        errno.EADDRINUSE: "dort läuft schon etwas",
        errno.EACCES: "dafür fehlt das Recht",
        errno.EADDRNOTAVAIL: "der Rechner hat diese Adresse nicht",
    }
    code = error.errno if isinstance(error, OSError) else None
    return reasons.get(code or 0, str(error))


def serve_pages(site: Site, place: socket.socket, ready: Callable[[str], None]) -> None:
    """Serve the pages at a reserved address until interrupted; `ready` is told it."""
    app = make_app(site)
    config = uvicorn.Config(app, log_level="warning")
    with kept_warm(app, once_warm=set_aside):
        _Announcing(config, ready).run(sockets=[place])
