"""Web server: the pages on an address until somebody stops them."""

from __future__ import annotations

from collections.abc import Callable

import uvicorn

from landbote.application import Application
from web.app import make_app
from web.site import Site


def site_of(app: Application, *, desk_open: bool = False) -> Site:
    """Return what the pages need of the application; only the demo leaves the desk open."""
    return Site(
        engine=app.engine,
        sources=app.sources,
        area_label=app.areas.label,
        today=lambda: app.today,
        contact=(app.settings.contact, app.settings.contact_address),
        desk_open=desk_open,
    )


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


def serve_pages(site: Site, host: str, port: int, ready: Callable[[str], None]) -> None:
    """Serve the pages until interrupted; `ready` is told the address."""
    config = uvicorn.Config(make_app(site), host=host, port=port, log_level="warning")
    _Announcing(config, ready).run()
