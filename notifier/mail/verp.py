"""VERP: what a mail server or a reader sends back names the mail, or the subscriber, and is signed.

A return path is `bounces+d17.4f0c…@example.org`: the ledger (d: digests, l: letters), the mail's
number in it, and a mark that nobody else can make. A request to unsubscribe is a mail to the same
mailbox whose subject is "abbestellen" and the signed name of the subscriber.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from urllib.parse import quote

from notifier.mail.links import UNSUBSCRIBE, LinkError, Links
from notifier.mail.sender import Sender

# Sixteen digits: enough that nobody guesses one, few enough for a local part of 64 characters.
_MARK = 16
_RETURNED = re.compile(rf"([^+@\s]+)\+([dl])([1-9]\d{{0,17}})\.([0-9a-f]{{{_MARK}}})@([^@\s]+)")
_LEAVES = re.compile(r"\babbestellen[\s+]+([A-Za-z0-9_.-]{20,400})")


def return_path(sender: Sender, ledger: str, number: int) -> str:
    """Return the envelope sender of one mail; trouble with it is reported there.

    Without a mailbox for that, it is the sender's own address: not every server knows a plus.
    """
    if not sender.bounce_address:
        return sender.address
    local, _, domain = sender.bounces_to.rpartition("@")
    return f"{local}+{ledger}{number}.{_mark(sender, ledger, number)}@{domain}"


def read_return_path(sender: Sender, address: str) -> tuple[str, int] | None:
    """Return ledger and number of the mail that came back, or None for any other address.

    Mail servers may write an address in capital letters.
    """
    found = _RETURNED.fullmatch(address.strip().strip("<>").lower())
    if found is None:
        return None
    local, ledger, number, mark, domain = found.groups()
    ours = f"{local}@{domain}" == sender.bounces_to.lower()
    signed = hmac.compare_digest(mark, _mark(sender, ledger, int(number)))
    return (ledger, int(number)) if ours and signed else None


def unsubscribe_mail(sender: Sender, token: str) -> str:
    """Return the mailto: of a List-Unsubscribe header; sending it as it is unsubscribes.

    It is empty where there is no mailbox that somebody reads for us.
    """
    if not sender.bounce_address:
        return ""
    signed = _links(sender).signed(UNSUBSCRIBE, token)
    return f"mailto:{sender.bounces_to}?subject={quote(f'abbestellen {signed}')}"


def read_unsubscribe(sender: Sender, subject: str) -> str | None:
    """Return the token of whoever asks by such a subject to be unsubscribed, or None."""
    found = _LEAVES.search(subject)
    if found is None:
        return None
    try:
        return _links(sender).token(UNSUBSCRIBE, found[1])
    except LinkError:
        return None


def _mark(sender: Sender, ledger: str, number: int) -> str:
    said = f"landbote/return-path|{ledger}{number}".encode()
    return hmac.new(sender.secret.encode(), said, hashlib.sha256).hexdigest()[:_MARK]


def _links(sender: Sender) -> Links:
    return Links(base_url=sender.base_url, secret=sender.secret)
