"""VERP: what a mail server or a reader sends back names the mail, or the subscriber, and is signed.

A return path is `bounces+d17.4f0c…@example.org`: the ledger (d: digests, l: letters), the mail's
number in it, and a mark that nobody else can make and that is for its recipient alone: a number is
used again once its mail was erased, and who had it before must not speak of the next one. A request
to unsubscribe is a mail to the same mailbox whose subject is "abbestellen" and the signed name of
the subscriber.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import quote

from notifier.mail.links import LIST, UNSUBSCRIBE, LinkError, Links
from notifier.mail.sender import Sender

# Sixteen digits: enough that nobody guesses one, few enough for a local part of 64 characters.
_MARK = 16
_RETURNED = re.compile(rf"([^+@\s]+)\+([dl])([1-9]\d{{0,17}})\.([0-9a-f]{{{_MARK}}})@([^@\s]+)")
_LEAVES = re.compile(r"(?i:\babbestellen)[\s+]+([A-Za-z0-9_.-]{19,399}[A-Za-z0-9_-])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """Which mail a return path names: its ledger and number; whose it was only the mark proves."""

    ledger: str
    number: int
    mark: str

    def proves(self, sender: Sender, recipient: str) -> bool:
        """Whether the mail that is named went to this recipient, and we made its return path."""
        return hmac.compare_digest(self.mark, _mark(sender, self.ledger, self.number, recipient))


def return_path(sender: Sender, ledger: str, number: int, recipient: str) -> str:
    """Return the envelope sender of one mail; trouble with it is reported there.

    Without a mailbox for that, it is the sender's own address: not every server knows a plus.
    """
    if not sender.bounce_address:
        return sender.address
    local, _, domain = sender.bounces_to.rpartition("@")
    return f"{local}+{ledger}{number}.{_mark(sender, ledger, number, recipient)}@{domain}"


def read_return_path(sender: Sender, address: str) -> Returned | None:
    """Return which mail an address names, which proves nothing yet; None for no return path.

    Mail servers may write an address in capital letters.
    """
    found = _RETURNED.fullmatch(address.strip().strip("<>").lower())
    if found is None:
        return None
    local, ledger, number, mark, domain = found.groups()
    if f"{local}@{domain}" != sender.bounces_to.lower():
        return None
    return Returned(ledger=ledger, number=int(number), mark=mark)


def unsubscribe_mail(sender: Sender, token: str) -> str:
    """Return the mailto: of a List-Unsubscribe header; sending it as it is unsubscribes.

    It is empty where there is no mailbox that somebody reads for us.
    """
    if not sender.bounce_address:
        return ""
    signed = _links(sender).signed(UNSUBSCRIBE, token)
    return f"mailto:{sender.bounces_to}?subject={quote(f'abbestellen {signed}')}"


def leave_list_mail(sender: Sender, token: str, area: str) -> str:
    """Return the mailto: that ends one membership, as `unsubscribe_mail` ends all."""
    if not sender.bounce_address:
        return ""
    signed = _links(sender).signed(LIST, f"{token} {area}")
    return f"mailto:{sender.bounces_to}?subject={quote(f'abbestellen {signed}')}"


def read_unsubscribe(sender: Sender, subject: str) -> str | None:
    """Return the token of whoever asks by such a subject to be unsubscribed, or None.

    Where it is about the list of one region, that stands behind it.
    """
    found = _LEAVES.search(subject)
    if found is None:
        return None
    for purpose in (UNSUBSCRIBE, LIST):
        with suppress(LinkError):
            return _links(sender).token(purpose, found[1])
    return None


def _mark(sender: Sender, ledger: str, number: int, recipient: str) -> str:
    said = f"landbote/return-path|{ledger}{number}|{recipient.lower()}".encode()
    return hmac.new(sender.secret.encode(), said, hashlib.sha256).hexdigest()[:_MARK]


def _links(sender: Sender) -> Links:
    return Links(base_url=sender.base_url, secret=sender.secret)
