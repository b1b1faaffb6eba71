"""Refusals: whom an answer blames decides whether a mail has failed, waits, or the run stops."""

from __future__ import annotations

import pytest

from notifier.mail.refusals import Blame, blame, no_mailbox


@pytest.mark.parametrize(
    "answer",
    [
        "550 5.1.1 user unknown",
        "550 5.1.1 <spam@rathaus.example>: Recipient address rejected: User unknown in local table",
        "550-5.1.1 The account that you tried to reach is not there; see https://h.example/?p=policy",
        "550 No such user here",
        "550 Requested action not taken: mailbox unavailable",
        "550 5.4.1 Recipient address rejected: Access denied",
        "553 5.1.3 The address is not a valid one",
        "550 5.2.1 mailbox disabled",
        "550 5.1.10 RESOLVER.ADR.RecipientNotFound",
        "554 5.4.4 unable to route: domain has no server",
        "550 5.7.1 <x@rathaus.example>: user unknown",
        "552 5.3.4 message is too large",
        "550 Empfänger unbekannt",
    ],
)
def test_what_speaks_of_the_reader(answer: str) -> None:
    """A mailbox that is not there, or not any more, never gets a mail."""
    assert blame(int(answer[:3]), answer[4:]) is Blame.READER


@pytest.mark.parametrize(
    "answer",
    [
        "450 4.2.0 greylisted",
        "451 4.7.1 try again in five minutes",
        "452 4.2.2 over quota",
        "552 5.2.2 the mailbox of this user is full",
        "552 Requested mail action aborted: exceeded storage allocation",
        "550 Mailbox quota exceeded",
        "550 recipient is over quota",
        "554 delivery error: inbox of this account full",
        "552 no room",
        "550 Das Postfach ist voll",
    ],
)
def test_what_may_go_later(answer: str) -> None:
    """A full mailbox is empty some day."""
    assert blame(int(answer[:3]), answer[4:]) is Blame.NOBODY


@pytest.mark.parametrize(
    "answer",
    [
        "550 5.7.1 unable to relay",
        "554 5.7.1 Relay access denied",
        "550 5.1.1 we do not relay for you",
        "554 5.7.1 Your host is on our block list",
        "550 blocked because of bad reputation",
        "550 5.7.23 SPF check failed",
        "550 5.7.20 no passing DKIM signature found",
        "550 5.7.509 does not meet the DMARC policy of its domain",
        "550 5.4.5 daily sending quota reached",
        "550 5.1.8 Sender address rejected: domain does not exist",
        "550 5.1.1 hourly sender limit reached",
        "553 5.7.1 sender address rejected: not logged in",
        "530 5.7.0 must issue STARTTLS first",
        "530 authentication required",
        "554 this looks like spam",
        "550 too many mails from one host",
        "502 5.5.1 command not known",
        "554 transaction failed",
        "550 no",
    ],
)
def test_what_speaks_of_us_or_of_nobody(answer: str) -> None:
    """Whoever is to read, it would be refused; what says nothing is not laid on the reader."""
    assert blame(int(answer[:3]), answer[4:]) is Blame.SENDER


@pytest.mark.parametrize(
    ("answer", "gone"),
    [
        ("550 5.1.1 <a@example.org>: Recipient address rejected: User unknown", True),
        ("550 5.2.1 The account is disabled", True),
        ("550 5.1.10 RESOLVER.ADR.RecipientNotFound", True),
        ("550 No such user here", True),
        ("550 Unbekannter Empfänger: Das Postfach existiert nicht", True),
        ("552 5.3.4 message too large", False),
        ("552 5.2.2 mailbox full", False),
        ("550 5.7.1 blocked: user unknown to our policy", False),
        ("550 5.4.4 unable to route", False),
        ("554 5.7.1 spam", False),
        ("450 4.1.1 user unknown", False),
        ("OSError: no such user", False),
    ],
)
def test_only_a_mailbox_that_is_surely_gone_is_barred(answer: str, gone: bool) -> None:
    """All else may be another day, another mail, or our own fault."""
    assert no_mailbox(answer) is gone
