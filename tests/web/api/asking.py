"""Asking: a program that asks a furnished site, and a site with a limit of its own."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import Engine
from starlette.testclient import TestClient

from tests.notifier.samples import TREE
from tests.web.test_doors import site
from web.app import make_app

UNLIMITED = 10**6


def program(engine: Engine, **of_site: Any) -> TestClient:
    """Return a program that asks a site of a small country as often as it likes."""
    usual: dict[str, Any] = {"requests_a_minute": UNLIMITED, "concerned_by": TREE.concerned_by}
    here = replace(site(engine), **usual | of_site)
    return TestClient(make_app(here), raise_server_exceptions=False, follow_redirects=False)
