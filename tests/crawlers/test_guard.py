"""Where a crawl may connect to, and how long it waits when asked to."""

from __future__ import annotations

import socket

import pytest
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response
from twisted.internet.base import ThreadedResolver
from twisted.internet.defer import succeed
from twisted.python.failure import Failure

from crawlers.middlewares.addresses import PublicResolver
from crawlers.middlewares.guard import Guard, Refused
from crawlers.middlewares.retry import retry_after
from crawlers.public_addresses import is_public, only_public


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "10.1.2.3", "192.168.0.1", "169.254.169.254", "::1", "fd00::1"),
        *("localhost", "app.localhost", "drucker.local", "db.internal", "intranet", ""),
        *("2130706433", "0.0.0.0", "127.1", "100.64.0.1", "224.0.0.1", "240.0.0.1"),
        *("::ffff:127.0.0.1", "::ffff:100.64.0.1", "64:ff9b::7f00:1", "64:ff9b:1::a00:1"),
        *("2002:7f00:1::", "::127.0.0.1", "2001:0:53aa:64c:0:0:80ff:fffe", "fec0::1", "ff02::1"),
        *("fe80::1%25eth0", "localhost.", "127.0.0.1.", "router.home.arpa"),
    ],
)
def test_inner_addresses_are_not_public(host: str) -> None:
    """Literal addresses, local names and numbers in disguise are all refused."""
    assert not is_public(host)


@pytest.mark.parametrize(
    "host", ["example.org", "www.foerderdatenbank.de", "8.8.8.8", "2a00:1450:4001:800::200e"]
)
def test_public_hosts_are_public(host: str) -> None:
    """The sources themselves must not be refused."""
    assert is_public(host)


def test_a_host_that_was_given_up_is_not_asked() -> None:
    """From then on no page of it is fetched, and none is counted; other hosts are as before."""
    hosts: dict[str, str] = {}
    guard = Guard(2, given_up=hosts)
    guard.process_request(Request("https://a.example.org/1"))
    hosts["a.example.org"] = "antwortet nicht"
    for number in (2, 3):
        with pytest.raises(IgnoreRequest, match="nicht mehr gefragt"):
            guard.process_request(Request(f"https://a.example.org/{number}"))
    guard.process_request(Request("https://b.example.org/1"))
    assert guard.left == 0


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


@pytest.mark.parametrize(
    "url",
    [
        *("http://127.0.0.1:8080/", "http://127.0.0.1:9/", "http://[::ffff:7f00:1]/"),
        *("http://127。0。0。1/", "http://①②⑦.0.0.1/", "http://example.org@10.0.0.1/"),
        *("ftp://example.org/", "http://0x7f000001/", "http://localhost:81/"),
    ],
)
def test_a_request_to_the_inside_is_refused(url: str) -> None:
    """However the address is written; a port that was let through opens no other."""
    with pytest.raises(Refused, match="nicht im öffentlichen Netz"):
        Guard(9, ["127.0.0.1:81"]).process_request(Request(url))


def test_a_resolver_looks_at_every_name() -> None:
    """A name that leads to this machine is not connected to, unless a test let it through."""

    def looked_up(*allowed: str) -> object:
        resolver = PublicResolver(_Reactor(), 0, 5.0, allowed, {})  # type: ignore[arg-type]
        found: list[object] = []
        resolver.getHostByName("localhost").addBoth(found.append)
        return found[0]

    assert isinstance(looked_up(), Failure) and "non-public" in str(looked_up())
    assert looked_up("localhost:80") == "127.0.0.1"


class _Reactor:
    """As much of a reactor as a lookup needs, without threads."""

    def getThreadPool(self) -> None:
        """There is none."""


@pytest.fixture(autouse=True)
def no_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let Scrapy's resolver ask the system at once."""

    def at_once(self: object, name: str, timeout: object = ()) -> object:
        return succeed(socket.gethostbyname(name))

    monkeypatch.setattr(ThreadedResolver, "getHostByName", at_once)


@pytest.mark.parametrize(
    ("body", "headers", "challenge"),
    [
        (b"<title>Just a moment...</title>", {}, True),
        ("<title>Sicherheitsüberprüfung</title>".encode(), {}, True),
        (b"<p>Seite</p>", {"cf-mitigated": "challenge"}, True),
        (b"<title>Captcha im Formular: Hinweise</title>" + b"<p>Text</p>" * 4000, {}, False),
        (b"<title>F\xc3\xb6rderung</title>", {}, False),
        (b"perfdrive.com", {"Content-Type": "text/plain"}, False),
    ],
)
def test_a_challenge_is_told_from_a_page(
    body: bytes, headers: dict[str, str], challenge: bool
) -> None:
    """A small page that asks for proof is one, a long text that mentions it is not."""
    request = Request("https://example.org/")
    response = Response(request.url, headers={"Content-Type": "text/html"} | headers, body=body)
    if challenge:
        with pytest.raises(Refused, match="Captcha"):
            Guard(9).process_response(request, response)
    else:
        assert Guard(9).process_response(request, response) is response
