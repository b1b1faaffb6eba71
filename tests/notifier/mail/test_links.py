"""Links: signed ones that hold, and crawled ones that are let through."""

from __future__ import annotations

import pytest

from notifier.mail.links import SETTINGS, UNSUBSCRIBE, LinkError, Links, link_allowed, mail_link

LINKS = Links(base_url="https://landbote.example.org/", secret="one secret")


def signed(url: str) -> str:
    """Return the last part of a link."""
    return url.rpartition("/")[2]


def test_signed_links_lead_back_to_the_token() -> None:
    """Each link gives back the token it was made for."""
    for token in ("abc", "ÄÖ-._~", "x" * 40):
        assert LINKS.token(SETTINGS, signed(LINKS.settings(token))) == token
        assert LINKS.token(UNSUBSCRIBE, signed(LINKS.unsubscribe(token))) == token


def test_links_are_made_of_the_base_address() -> None:
    """A slash at the end of the base address is not doubled."""
    assert LINKS.settings("a").startswith("https://landbote.example.org/abo/einstellungen/")
    assert LINKS.unsubscribe("a").startswith("https://landbote.example.org/abo/abbestellen/")
    assert LINKS.matches("a").startswith("https://landbote.example.org/abo/treffer/")


def test_links_are_stable() -> None:
    """The same token gives the same link, so that a mail planned again is the same mail."""
    assert LINKS.settings("a") == LINKS.settings("a") != LINKS.settings("b")


def test_a_link_is_good_for_its_purpose_only() -> None:
    """Whoever may see the settings cannot make an unsubscribe link of it."""
    with pytest.raises(LinkError):
        LINKS.token(UNSUBSCRIBE, signed(LINKS.settings("a")))


def test_an_altered_link_is_refused() -> None:
    """A changed character anywhere, or another secret, breaks the signature."""
    good = signed(LINKS.settings("abc"))
    foreign = signed(Links(base_url="https://x.example", secret="other").settings("abc"))
    for bad in ("", "abc", foreign, good[:-1], "A" + good[1:], good + "A"):
        with pytest.raises(LinkError):
            LINKS.token(SETTINGS, bad)


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/a?b=c&d=%20#e",
        "http://example.org",
        "https://müller.example/straße",
        "https://example.org:8443/a_(b)/;c,d",
        "https://[2001:db8::1]/",
    ],
)
def test_web_addresses_are_let_through(url: str) -> None:
    """Plain http and https addresses may become links."""
    assert link_allowed(url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "javascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        " https://example.org",
        "https://example.org/\r\nBcc: a@example.com",
        "https://example.org/\u2028",
        "https://example.org/\u202egpj",
        'https://example.org/"onclick="x',
        "https://example.org/<b>",
        "https://user:password@example.org/",
        "https://example.org@evil.example/",
        "//example.org",
        "/relative",
        "https://",
        "https://example.org:port/",
        "https://[::1",
        "data:text/html,x",
        "file:///etc/passwd",
        "ftp://example.org",
        "mailto:a@example.org",
        "https:\\\\example.org",
        "https://example.org/" + "a" * 2000,
    ],
)
def test_everything_else_is_not(url: str) -> None:
    """No other scheme, no control, no quotation mark, no disguise becomes a link."""
    assert not link_allowed(url)


def test_mail_links() -> None:
    """A plain mail address becomes a link, anything with more in it does not."""
    assert mail_link("service@example.org") == "mailto:service@example.org"
    for bad in ("", "a", "a@b@c", "a@example.org?bcc=b@example.org", "a@example.org, b", "ä@e.org"):
        assert mail_link(bad) == ""
