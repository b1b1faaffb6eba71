"""Metrics: the gauges of this installation as Prometheus reads them."""

from __future__ import annotations

import hmac
import ipaddress
from collections.abc import Iterable, Iterator

from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse

from db.engine import reading
from db.queries.gauges import Gauge, gauges
from web.headers import PRIVATE
from web.site import Site, ThisSite

router = APIRouter()

# https://prometheus.io/docs/instrumenting/exposition_formats/
MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"


@router.get("/metrics")
def metrics(request: Request, site: ThisSite) -> PlainTextResponse:
    """Show the gauges to whoever has the token; without one, to this machine."""
    if not _may_read(request, site):
        return PlainTextResponse("forbidden\n", status_code=403, headers=PRIVATE)
    with reading(site.engine) as session:
        text = "".join(_lines(gauges(session, list(site.visited), site.now())))
    return PlainTextResponse(text, media_type=MEDIA_TYPE, headers=PRIVATE)


def _may_read(request: Request, site: Site) -> bool:
    if site.metrics_token:
        shown = request.headers.get("authorization", "").encode()
        return hmac.compare_digest(shown, f"Bearer {site.metrics_token}".encode())
    # What a proxy on this machine hands on is not from this machine.
    handed_on = set(request.headers) & {"forwarded", "x-forwarded-for", "x-real-ip", "via"}
    return _is_here(request) and not handed_on


def _is_here(request: Request) -> bool:
    try:
        return ipaddress.ip_address(request.client.host if request.client else "").is_loopback
    except ValueError:
        return False


def _lines(all_gauges: Iterable[Gauge]) -> Iterator[str]:
    for gauge in all_gauges:
        name = f"landbote_{gauge.name}"
        yield f"# HELP {name} {gauge.about}\n# TYPE {name} gauge\n"
        for labels, value in gauge.values.items():
            said = ",".join(f'{label}="{word}"' for label, word in labels)
            yield f"{name}{{{said}}} {value:.15g}\n" if said else f"{name} {value:.15g}\n"
