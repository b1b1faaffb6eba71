"""Sender: who the mails come from, and whom a reader may ask."""

from __future__ import annotations

from dataclasses import dataclass, field

from notifier.mail.dkim import Signer


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """What every mail of an installation has in common.

    `base_url` is the public address of the web pages without a trailing slash, `secret`
    the key that signs the links. `contact` are the lines of the contact block: the first
    is a name, a line that is a mail address becomes a link. `list_id` is the identity of
    the list after RFC 2919; empty takes one made from the address. `bounce_address` is the
    mailbox that reads what comes back, where there is one; `dkim` are the keys that sign.
    """

    name: str
    address: str
    base_url: str
    secret: str = field(repr=False)
    contact: tuple[str, ...] = ()
    list_id: str = ""
    bounce_address: str = ""
    dkim: tuple[Signer, ...] = field(default=(), repr=False)

    def __post_init__(self) -> None:
        if not self.secret:
            raise ValueError("sender: secret is empty; links cannot be signed")
        if not self.base_url.startswith(("http://", "https://")):
            raise ValueError(f"sender: base_url {self.base_url!r} is not a web address")

    @property
    def domain(self) -> str:
        """The part of the address after the @."""
        return self.address.rpartition("@")[2]

    @property
    def bounces_to(self) -> str:
        """Where trouble is reported, and where a mail that unsubscribes goes."""
        return self.bounce_address or self.address

    @property
    def list_identity(self) -> str:
        """The List-Id, such as landbote.example.org."""
        return self.list_id or self.address.replace("@", ".")
