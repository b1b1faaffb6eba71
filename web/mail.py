"""Mail: the bytes of a delivery taken apart for a page."""

from __future__ import annotations

from dataclasses import dataclass
from email import message_from_bytes, policy


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadMail:
    """One mail as a reader's program shows it, and its header lines as they were sent."""

    headers: str
    text: str
    html: str


def read_mail(message: bytes) -> ReadMail:
    """Take a mail apart. A part that is not there is empty."""
    parsed = message_from_bytes(message, policy=policy.default)
    parts = {part.get_content_type(): part for part in parsed.walk() if not part.is_multipart()}
    text, html = (
        parts[kind].get_content() if kind in parts else "" for kind in ("text/plain", "text/html")
    )
    headers = message.replace(b"\r\n", b"\n").split(b"\n\n", 1)[0].decode("utf-8", "replace")
    return ReadMail(headers=headers, text=text, html=html)
