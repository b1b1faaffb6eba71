"""Probe: whether a mail server is there and speaks with us, without giving it any mail."""

from __future__ import annotations

import base64
import smtplib
import ssl
from dataclasses import dataclass
from datetime import UTC, datetime

from notifier.mail.transport import SmtpAddress

SECONDS = 15.0


class ProbeError(Exception):
    """The mail server cannot be used; the message says why, in its own or the system's words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Probed:
    """What a mail server is like: its encryption, or "", and until when its certificate holds."""

    encrypted: str
    ends_at: datetime | None
    signed_in: bool


def probe(address: SmtpAddress, context: ssl.SSLContext | None = None) -> Probed:
    """Connect as the delivery does, sign in where there is a user, and leave.

    Raises ProbeError.
    """
    context = context or ssl.create_default_context()
    try:
        with _connected(address, context) as server:
            server.ehlo_or_helo_if_needed()
            wanted = address.starttls or (
                address.starttls is None and server.has_extn("starttls") and not address.tls
            )
            if wanted:
                server.starttls(context=context)
                server.ehlo()
            if address.user:
                _sign_in(server, address)
            return _probed(server, signed_in=bool(address.user))
    except ssl.SSLCertVerificationError as error:
        raise ProbeError(f"Zertifikat: {error.verify_message}") from error
    except (smtplib.SMTPException, OSError) as error:
        raise ProbeError(_words(error)) from error


def _sign_in(server: smtplib.SMTP, address: SmtpAddress) -> None:
    if (address.user + address.password).isascii():
        server.login(address.user, address.password)
        return
    # smtplib refuses umlauts, with which the delivery signs in all the same.
    said = f"\0{address.user}\0{address.password}".encode()
    code, answer = server.docmd("AUTH", f"PLAIN {base64.b64encode(said).decode()}")
    if code != 235:
        raise smtplib.SMTPAuthenticationError(code, answer)


def _connected(address: SmtpAddress, context: ssl.SSLContext) -> smtplib.SMTP:
    # Under its own name this machine would be looked up first, which may take long.
    here = "localhost"
    if address.tls:
        return smtplib.SMTP_SSL(address.host, address.port, here, timeout=SECONDS, context=context)
    return smtplib.SMTP(address.host, address.port, here, timeout=SECONDS)


def _probed(server: smtplib.SMTP, *, signed_in: bool) -> Probed:
    if not isinstance(server.sock, ssl.SSLSocket):
        return Probed(encrypted="", ends_at=None, signed_in=signed_in)
    ends = str((server.sock.getpeercert() or {}).get("notAfter", ""))
    at = datetime.fromtimestamp(ssl.cert_time_to_seconds(ends), UTC) if ends else None
    return Probed(encrypted=server.sock.version() or "TLS", ends_at=at, signed_in=signed_in)


def _words(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error
        text = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
        return f"{error.smtp_code} {' '.join(text.split())}"[:300]
    return f"{type(error).__name__}: {' '.join(str(error).split())}"[:300]
