"""Where a crawl may connect to, and how long it waits when asked to."""

from __future__ import annotations

import pytest
from scrapy.http import Response

from crawlers.middlewares.addresses import is_public, only_public
from crawlers.middlewares.retry import retry_after


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "10.1.2.3", "192.168.0.1", "169.254.169.254", "::1", "fd00::1"),
        *("localhost", "app.localhost", "drucker.local", "db.internal", "intranet", ""),
        *("2130706433", "0.0.0.0", "127.1", "100.64.0.1"),
    ],
)
def test_inner_addresses_are_not_public(host: str) -> None:
    """Literal addresses, local names and numbers in disguise are all refused."""
    assert not is_public(host)


@pytest.mark.parametrize("host", ["example.org", "www.foerderdatenbank.de", "8.8.8.8"])
def test_public_hosts_are_public(host: str) -> None:
    """The sources themselves must not be refused."""
    assert is_public(host)


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.5", "169.254.169.254"])
def test_a_name_may_not_resolve_to_an_inner_address(address: str) -> None:
    """The check sits where the connection is made, so a name cannot hide the address."""
    with pytest.raises(OSError, match=rf"innen.example.org resolves to .* {address}"):
        only_public(address, "innen.example.org")


def test_a_name_may_resolve_to_a_public_address() -> None:
    """The address is handed on as it is."""
    assert only_public("8.8.8.8", "example.org") == "8.8.8.8"


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry-After": "7"}, 7.0),
        (
            {
                "Retry-After": "Sun, 22 Nov 2026 12:01:30 GMT",
                "Date": "Sun, 22 Nov 2026 12:00:00 GMT",
            },
            90.0,
        ),
        (
            {
                "Retry-After": "Sun, 22 Nov 2026 11:00:00 GMT",
                "Date": "Sun, 22 Nov 2026 12:00:00 GMT",
            },
            0.0,
        ),
        ({"Retry-After": "Sun, 22 Nov 2026 12:01:30 GMT"}, None),
        ({"Retry-After": "später"}, None),
        ({}, None),
    ],
)
def test_retry_after_is_read_in_both_forms(headers: dict[str, str], seconds: float | None) -> None:
    """Seconds, or a date counted from the answer's own date; nothing else means anything."""
    named = {name: value.encode() for name, value in headers.items()}
    assert retry_after(Response("https://example.org/", headers=named)) == seconds
