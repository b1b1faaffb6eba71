"""Throttle: guessing and pestering come to an end, and no restart begins them anew."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from tests.web.doors.living import ADDRESS, House
from web.doors.throttle import PER_ADDRESS, PER_CLIENT

UNKNOWN = "fremd@example.org"


@pytest.mark.parametrize("address", [ADDRESS, UNKNOWN])
@pytest.mark.parametrize("path", ["/anmelden", "/anmelden/kennwort"])
def test_an_address_is_tried_so_often_from_wherever(
    engine: Engine, address: str, path: str
) -> None:
    """Known or not; a restarted server goes on counting, and the page says when to come back."""
    house = House(engine)
    house.enter()
    form = {"address": address, "password": "falsch"}
    for number in range(PER_ADDRESS):
        answer = house.browser(f"192.0.2.{number}").post(path, data=form)
        assert answer.status_code in (200, 403)
    restarted = House(engine)
    refused = restarted.browser("192.0.2.99").post(path, data=form)
    assert refused.status_code == 429
    assert "Ab 06:46 Uhr geht es wieder" in refused.text
    restarted.later(minutes=15)
    assert restarted.browser().post(path, data=form).status_code in (200, 403)


@pytest.mark.parametrize(
    "clients", [("192.0.2.1", "192.0.2.1"), ("2001:db8::1", "2001:db8::ffff:2")]
)
def test_a_client_tries_so_many_addresses(engine: Engine, clients: tuple[str, str]) -> None:
    """Of IPv6 the network counts; somebody elsewhere is not kept out by it."""
    house = House(engine)
    for number in range(PER_CLIENT):
        form = {"address": f"wer{number}@example.org"}
        assert house.browser(clients[number % 2]).post("/anmelden", data=form).status_code == 200
    assert house.browser(clients[0]).post("/anmelden", data=form).status_code == 429
    assert house.browser("198.51.100.7").post("/anmelden", data=form).status_code == 200
