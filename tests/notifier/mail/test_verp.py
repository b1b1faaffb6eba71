"""VERP: what comes back is told apart from what anybody could write."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest

from notifier.mail.links import Links
from notifier.mail.verp import read_return_path, read_unsubscribe, return_path, unsubscribe_mail
from tests.notifier.samples import SENDER

OURS = replace(SENDER, bounce_address="bounces@example.org")
OTHER = replace(OURS, secret="another secret")


READER = "reader1@example.org"


def proven(address: str, recipient: str = READER) -> tuple[str, int] | None:
    """Which mail to a reader an address is the return path of."""
    found = read_return_path(OURS, address)
    proves = found is not None and found.proves(OURS, recipient)
    return (found.ledger, found.number) if found is not None and proves else None


@pytest.mark.parametrize("mail", [("d", 1), ("l", 1), ("d", 999_999_999)])
def test_a_return_path_names_its_mail(mail: tuple[str, int]) -> None:
    """However a mail server wrote it, it comes back as ledger and number."""
    address = return_path(OURS, *mail, READER)
    assert len(address.partition("@")[0]) <= 64
    for written in (address, address.upper(), f"<{address}>", f" {address}\n"):
        assert proven(written) == mail


def test_a_forged_return_path_names_nothing() -> None:
    """Another number, ledger, reader, key or domain, or any text: none is ours."""
    address = return_path(OURS, "d", 17, READER)
    forged = [
        address.replace("+d17.", "+d18."),
        address.replace("+d17.", "+l17."),
        address.replace("example.org", "example.com"),
        address.replace("bounces", "others"),
        return_path(OTHER, "d", 17, READER),
        return_path(OURS, "d", 17, "reader2@example.org"),
        address[:-13] + "0@example.org",
        "bounces@example.org",
        "",
        "x" * 10_000,
    ]
    assert [proven(one) for one in forged] == [None] * len(forged)


def test_without_a_mailbox_for_it_the_sender_gets_what_comes_back() -> None:
    """Not every mail server knows addresses with a plus."""
    for ledger in ("d", "l"):
        assert return_path(SENDER, ledger, 1, READER) == SENDER.address


@pytest.mark.parametrize("token", ["token-1", "Zx_9" * 10])
def test_a_mail_can_unsubscribe(token: str) -> None:
    """The subject that a mail program fills in names the subscriber, and nobody can forge it."""
    link = urlsplit(unsubscribe_mail(OURS, token))
    (subject,) = parse_qs(link.query)["subject"]
    assert (link.scheme, link.path) == ("mailto", "bounces@example.org")
    capital = subject.replace("abbestellen", "Abbestellen")
    for written in (subject, f"Re: {subject}", subject.replace(" ", "+"), f"{capital}."):
        assert read_unsubscribe(OURS, written) == token
    settings = Links(base_url=OURS.base_url, secret=OURS.secret).settings(token)
    for forged in (f"abbestellen {token}", f"abbestellen {settings[-60:]}", "abbestellen", ""):
        assert read_unsubscribe(OURS, forged) is None
    assert read_unsubscribe(OTHER, subject) is None
