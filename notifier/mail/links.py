"""Links: the signed ones that we make, and which of the crawled ones may stand in a mail."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from itsdangerous import BadSignature, Serializer, URLSafeSerializer
from itsdangerous.encoding import base64_encode

MAX_CHARACTERS = 2000
# What a web address is made of (RFC 3986) and the letters beyond ASCII that browsers accept;
# no blank, no control, no quotation mark, no angle bracket, no backslash.
_WRITABLE = re.compile(
    r"[^\s\x00-\x20\x7f-\xa0\"'<>\\^`{|}\u2028\u2029\u200b-\u200f\u202a-\u202e]+"
)
_MAIL = re.compile(r"[A-Za-z0-9.!#$%*+/=_~-]{1,64}@[A-Za-z0-9.-]{1,253}")

SETTINGS = "einstellungen"
UNSUBSCRIBE = "abbestellen"
MATCHES = "treffer"
ISSUE = "ausgabe"
LIST = "verteiler"


def issue_key(cadence: str, on: date, slot: int = 0) -> str:
    """Return the name by which a link tells one issue from all others."""
    return f"{cadence}.{on.isoformat()}.{slot}"


class LinkError(ValueError):
    """A signed link was altered, or was signed for something else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """The signed links of one subscriber, told apart by purpose.

    A link says who may do what, and never ends: a mail from last year must still be able
    to unsubscribe. The token is the subscriber's public name, so nothing secret is in it.
    """

    base_url: str
    secret: str = field(repr=False)
    _signers: dict[str, _Signer] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def settings(self, token: str) -> str:
        """Return the address of the page where the subscriptions are changed."""
        return self._link(SETTINGS, token)

    def unsubscribe(self, token: str) -> str:
        """Return the address that GET shows and POST acts on (RFC 8058)."""
        return self._link(UNSUBSCRIBE, token)

    def matches(self, token: str) -> str:
        """Return the address of the page with all that the subscriptions match today."""
        return self._link(MATCHES, token)

    def issue(self, token: str, issue: str) -> str:
        """Return the address of one issue as its reader got it; `issue` is its key."""
        return self._link(ISSUE, f"{token} {issue}")

    def leave_list(self, token: str, area: str) -> str:
        """Return the address that ends one membership, as `unsubscribe` ends all (RFC 8058)."""
        signed = self.signed(LIST, f"{token} {area}")
        return f"{self.base_url.rstrip('/')}/verteiler/abmelden/{signed}"

    def token(self, purpose: str, signed: str) -> str:
        """Return the token of a signed link. Raises LinkError for any other text.

        A signature can be spelled in several ways, of which only ours counts.
        """
        try:
            token = self._signer(purpose).loads(signed)
        except (BadSignature, ValueError):
            raise LinkError(f"not a signed link for {purpose}") from None
        if not isinstance(token, str) or self.signed(purpose, token) != signed:
            raise LinkError(f"not a signed link for {purpose}")
        return token

    def signed(self, purpose: str, token: str) -> str:
        """Return the last part of a link: the token with its signature."""
        return self._signer(purpose).dumps(token)

    def _link(self, purpose: str, token: str) -> str:
        return f"{self.base_url.rstrip('/')}/abo/{purpose}/{self.signed(purpose, token)}"

    def _signer(self, purpose: str) -> _Signer:
        if purpose not in self._signers:
            self._signers[purpose] = _Signer(
                self.secret,
                salt=f"landbote/{purpose}",
                signer_kwargs={"digest_method": hashlib.sha256},
            )
        return self._signers[purpose]


class _Signer(URLSafeSerializer):
    """Signs what is too short to become shorter: to try that would take longer than all else."""

    def dump_payload(self, obj: Any) -> bytes:
        return base64_encode(Serializer.dump_payload(self, obj))


def link_allowed(url: str) -> bool:
    """Whether a crawled address may become a link: http or https, with a host, nothing odd."""
    if len(url) > MAX_CHARACTERS or not _WRITABLE.fullmatch(url):
        return False
    try:
        parts = urlsplit(url)
        host, user = parts.hostname, parts.username
        _ = parts.port  # raises for a port that is no number
    except ValueError:
        return False
    # A user name before the host makes one address look like another's.
    return parts.scheme in ("http", "https") and bool(host) and user is None


def mail_link(address: str) -> str:
    """Return mailto: and the address, or nothing where the text is not plainly an address."""
    return f"mailto:{address}" if _MAIL.fullmatch(address) else ""
