"""Any request: whatever is asked of a route, the answer is never a failure of ours."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from fastapi.routing import iter_route_contexts
from hypothesis import HealthCheck, given, settings

from db.vocabulary import Role
from tests.browser.serving import serving
from tests.databases import SqliteTemplate, engine_on
from tests.doses import dose
from tests.web.signing_in import Signed, signed_in
from tests.web.test_doors import furnish, site
from web.app import make_app
from web.doors import desk, public, regional, sign_in, subscriber
from web.doors.session import TOKEN_HEADER, cookie_name
from web.site import Site

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # of its own dependencies
    import schemathesis

ROUTES = sorted(
    (method, one.path or "")
    for door in (public, subscriber, sign_in, desk, regional)
    for one in iter_route_contexts(door.router.routes)
    for method in one.methods or ()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A site with its address, what its routes say of themselves, and who asks."""

    site: Site
    address: str
    described: Any
    administrator: Signed


@pytest.fixture(scope="module")
def served(
    sqlite_template: SqliteTemplate, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    """One furnished site for all routes, and its address."""
    with sqlite_template.database(tmp_path_factory.mktemp("any")) as url:
        engine = engine_on(url)
        furnish(engine)
        here = site(engine)
        with serving(here) as address:
            yield Served(
                site=here,
                address=address,
                described=schemathesis.openapi.from_dict(make_app(here).openapi()),
                administrator=signed_in(here, Role.ADMIN),
            )
        engine.dispose()


@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_nothing_that_is_asked_makes_us_fail(served: Served, method: str, path: str) -> None:
    """An administrator with a valid token sends what the route's own schema allows, and worse."""
    name = cookie_name(served.site)
    cookies = {name: str(served.administrator.cookies[name])}
    headers = {TOKEN_HEADER: served.administrator.token}

    @settings(max_examples=dose(3, 12), database=None, suppress_health_check=list(HealthCheck))
    @given(case=served.described[path][method].as_strategy())
    def ask(case: Any) -> None:
        answer = case.call(
            base_url=served.address, headers=headers, cookies=cookies, allow_redirects=False
        )
        assert answer.status_code < 500, case.as_curl_command()

    ask()
