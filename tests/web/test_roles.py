"""Roles: for each route and each role the answer is in or out, as the route itself says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.routing import iter_route_contexts
from sqlalchemy import Engine
from starlette.testclient import TestClient

from db.vocabulary import Role
from tests.web.doors.living import House, token_in
from tests.web.test_doors import filled
from web.doors import desk, regional
from web.doors.people import Only

ADDRESSES = {role: f"{role}@example.org" for role in Role}


def rules_of(route: Any) -> list[Only]:
    """The rules that stand before a route, its own and those of its router."""
    dependencies = [one.call for one in route.dependant.dependencies]
    return [call for call in dependencies if isinstance(call, Only)]


def routes() -> Iterator[tuple[str, str, frozenset[Role]]]:
    """Every method and path behind the doors of people, and which roles it lets in."""
    for found in iter_route_contexts([*desk.router.routes, *regional.router.routes]):
        rules = rules_of(found)
        roles = frozenset.intersection(*(rule.roles for rule in rules)) if rules else None
        for method in found.methods or ():
            yield method, filled(found.path or ""), roles or frozenset()


ROUTES = sorted(routes(), key=lambda route: route[:2])


def test_every_route_says_whom_it_is_for() -> None:
    """A route without a rule would be open to everybody with an account."""
    assert [(method, path) for method, path, roles in ROUTES if Role.ADMIN not in roles] == []
    assert len(ROUTES) > 50


def acting_as(house: House, role: Role) -> tuple[TestClient, str]:
    """A browser in which somebody of a role is signed in, and the token of its forms."""
    browser = house.signed_in(ADDRESSES[role])
    return browser, token_in(browser.get("/konto"))


@pytest.mark.parametrize("role", Role)
def test_each_role_comes_in_where_it_may(engine: Engine, role: Role) -> None:
    """Out is a plain German page; in is anything but that, and never a failure of ours."""
    house = House(engine)
    house.enter(ADDRESSES[role], role)
    wrong = []
    looking = house.signed_in(ADDRESSES[role])
    acting, token = acting_as(house, role)
    for method, path, roles in ROUTES:
        if method == "POST":
            answer = acting.post(path, data={"token": token})
            if answer.status_code < 400:  # it may be the last thing that this browser could do
                acting, token = acting_as(house, role)
        else:
            answer = looking.request(method, path)
        refused = answer.status_code == 403 and "Das dürfen Sie hier nicht" in answer.text
        if refused is (role in roles) or answer.status_code >= 500:
            wrong.append((method, path, answer.status_code))
    assert wrong == []


def test_a_stranger_comes_in_nowhere(engine: Engine) -> None:
    """Who wants to look is sent to the sign-in page, who wants to act is refused."""
    browser = House(engine).browser()
    for method, path, _roles in ROUTES:
        answer = browser.request(method, path)
        if method == "GET":
            assert answer.status_code == 303
            assert answer.headers["Location"].startswith("/anmelden?weiter=%2F")
            assert answer.text == ""
        else:
            assert answer.status_code == 403
