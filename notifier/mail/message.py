"""Message: one digest or letter as the bytes that go to the mail server.

The headers are written here and nowhere else. The standard library's writer decodes what
it is given before it encodes it, so that a crawled title could become a header
(CVE-2024-6923), and it encodes a long List-Unsubscribe, which then no longer works.
"""

from __future__ import annotations

import base64
import hashlib
import quopri
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime

from email_validator import EmailNotValidError, validate_email

from notifier.mail.dkim import signed
from notifier.mail.sender import Sender

LINE = 76  # RFC 2047: a line that holds an encoded word
HARD_LIMIT = 998  # RFC 5322: no line may be longer, without its CRLF
MAX_BYTES = 2_000_000
_ENCODED_BYTES = 45  # 60 characters of base64: an encoded word of 72, at most 75 allowed
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_PLAIN = re.compile(r"[\x20-\x7e]*")
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]*")
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,253}")


class MessageError(ValueError):
    """Something cannot be written into a mail; the message names the header."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What a mail is made of that is text alone."""

    sender: Sender
    recipient: str
    recipient_name: str
    subject: str
    message_id: str  # without angle brackets
    written_at: datetime
    text: str

    @property
    def envelope_recipient(self) -> str:
        """The address as the mail server gets it. Raises MessageError."""
        return ascii_address("To", self.recipient)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter(Note):
    """What a digest's mail is made of.

    `unsubscribe_mail` is a mailto: that unsubscribes as the address does; `issue` is the key of
    the issue.
    """

    quoted_html: bytes = b""  # the same as `html` where it was encoded in pieces, else empty
    quoted_text: bytes = b""
    unsubscribe_url: str
    html: str
    unsubscribe_mail: str = ""
    issue: str = ""
    reply_to: tuple[str, str] = ("", "")  # name and address, where it is not who sends


def message_bytes(letter: Letter) -> bytes:
    """Return the mail: ASCII only, CRLF, no line over 998 bytes.

    Raises MessageError for a control character, a bad address or a mail that is too large.
    """
    sender = letter.sender
    headers = [
        *_addressed(letter),
        *_answered_by(letter),
        ("List-Id", named("List-Id", sender.name, sender.list_identity)),
        ("List-Unsubscribe", _ways_out(letter)),
        ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
        *_feedback(letter),
        *_AUTOMATIC,
        ("Precedence", "bulk"),
        ("MIME-Version", "1.0"),
    ]
    return _finished(letter, headers, _alternatives(letter))


def _answered_by(letter: Letter) -> list[tuple[str, str]]:
    """Return who gets an answer, where that is somebody else than who sends."""
    name, address = letter.reply_to
    return [("Reply-To", mailbox("Reply-To", name, address))] if address else []


def _ways_out(letter: Letter) -> str:
    """Return how to unsubscribe: the address first, which is what RFC 8058 asks of."""
    ways = [way for way in (letter.unsubscribe_url, letter.unsubscribe_mail) if way]
    return ",\r\n ".join(f"<{exactly('List-Unsubscribe', way)}>" for way in ways)


def _feedback(letter: Letter) -> list[tuple[str, str]]:
    """Return by which names a provider counts complaints: issue, kind, sender; no reader."""
    if not letter.issue:
        return []
    sender = re.sub(r"[^a-z0-9]", "", letter.sender.list_identity.lower())[:15]
    return [("Feedback-ID", f"{exactly('Feedback-ID', letter.issue)}::digest:{sender}")]


def note_bytes(note: Note) -> bytes:
    """Return a mail that is text alone, to one person and of no list. Raises MessageError."""
    headers = [*_addressed(note), *_AUTOMATIC, ("MIME-Version", "1.0")]
    return _finished(note, headers, _text_part("plain", note.text))


_AUTOMATIC = (
    ("Auto-Submitted", "auto-generated"),
    # Exchange heeds only this one when it answers for somebody who is away.
    ("X-Auto-Response-Suppress", "OOF, AutoReply"),
)


def _addressed(mail: Note) -> list[tuple[str, str]]:
    return [
        ("From", mailbox("From", mail.sender.name, mail.sender.address)),
        ("To", mailbox("To", mail.recipient_name, mail.recipient)),
        ("Subject", words("Subject", mail.subject)),
        ("Date", format_datetime(mail.written_at.astimezone(UTC))),
        ("Message-ID", f"<{exactly('Message-ID', mail.message_id)}>"),
    ]


def _finished(mail: Note, headers: list[tuple[str, str]], body: bytes) -> bytes:
    head = "".join(header_line(name, value) for name, value in headers)
    raw = head.encode("ascii") + body
    raw = signed(raw, mail.sender.domain, mail.sender.dkim, mail.written_at)
    if len(raw) > MAX_BYTES:
        raise MessageError(f"mail to {mail.recipient}: {len(raw)} bytes are too many")
    return raw


def header_line(name: str, value: str) -> str:
    """Return one header field with its CRLF. Raises MessageError for what would break out of it.

    The value is final: ASCII, and folded only by "CRLF blank" between encoded words.
    """
    field = f"{name}: {value}"
    for line in field.split("\r\n "):
        if not _PLAIN.fullmatch(line) or len(line) > HARD_LIMIT or not line.strip():
            raise MessageError(f"header {name} cannot be written: {value[:80]!r}")
    return field + "\r\n"


def words(name: str, text: str) -> str:
    """Return unstructured text for a header: as it is where it is short and plain, else encoded.

    Text that looks like an encoded word is encoded too, so that a reader sees it as typed.
    """
    _refuse_controls(name, text)
    text = text.strip()
    if _PLAIN.fullmatch(text) and "=?" not in text and len(name) + len(text) + 2 <= LINE:
        return text
    return encoded_words(text, first=LINE - len(name) - 2)


def mailbox(name: str, display: str, address: str) -> str:
    """Return "Name <address>", the name encoded unless it is made of plain words."""
    return named(name, display, ascii_address(name, address))


def named(name: str, display: str, identity: str) -> str:
    """Return a name before something in angle brackets, or the brackets alone."""
    _refuse_controls(name, display)
    exactly(name, identity)
    display = display.strip()
    if not display:
        return f"<{identity}>"
    short = len(name) + len(display) + len(identity) + 5 <= LINE
    if _ATOMS.fullmatch(display) and "=?" not in display and short:
        return f"{display} <{identity}>"
    return f"{encoded_words(display, first=LINE - len(name) - 2)}\r\n <{identity}>"


def ascii_address(name: str, address: str) -> str:
    """Return the address in the form that every mail server takes. Raises MessageError."""
    if _ADDRESS.fullmatch(address):
        return address
    if not address.rpartition("@")[0].isascii():
        raise MessageError(
            f"header {name}: {address[:80]!r} hat vor dem @ Umlaute oder andere Zeichen, die viele "
            "Mailserver nicht annehmen"
        )
    try:
        found = validate_email(address, check_deliverability=False).ascii_email
    except EmailNotValidError as error:
        raise MessageError(f"header {name}: {address[:80]!r} is no address: {error}") from None
    if found is None or not _ADDRESS.fullmatch(found):
        raise MessageError(f"header {name}: {address[:80]!r} has no ASCII form")
    return found


def spellings(address: str) -> list[str]:
    """Return how an address may be written down, in small letters: with umlauts, and without.

    Subscribers have it as they read it, mails as mail servers do.
    """
    found = {address.strip().lower()}
    with suppress(EmailNotValidError):
        known = validate_email(address, check_deliverability=False, test_environment=True)
        found |= {known.normalized.lower(), (known.ascii_email or known.normalized).lower()}
    return sorted(found)


def exactly(name: str, text: str) -> str:
    """Return text that must stand in the header as it is. Raises MessageError if it cannot."""
    if not _PLAIN.fullmatch(text) or re.search(r"[ <>]", text) or not text:
        raise MessageError(f"header {name}: {text[:80]!r} cannot stand there")
    return text


def encoded_words(text: str, first: int) -> str:
    """Return base64 encoded words (RFC 2047), folded; the first has `first` columns left."""
    room = min(_ENCODED_BYTES, (first - len("=?utf-8?b??=")) // 4 * 3)
    chunks: list[bytes] = []
    chunk = b""
    for character in text:
        piece = character.encode()
        if len(chunk) + len(piece) > (room if not chunks else _ENCODED_BYTES):
            chunks.append(chunk)
            chunk = b""
        chunk += piece
    chunks.append(chunk)
    return "\r\n ".join(f"=?utf-8?b?{base64.b64encode(part).decode()}?=" for part in chunks)


def message_id(sender: Sender, issue: str, token: str) -> str:
    """Return the same id for the same reader and issue, whenever and wherever it is made.

    `issue` is its key (`notifier.mail.links.issue_key`).
    """
    seed = f"{sender.secret}|{issue}|{token}".encode()
    return f"{issue}.{hashlib.sha256(seed).hexdigest()[:32]}@{sender.domain}"


def note_id(sender: Sender, once: str) -> str:
    """Return the same id for the same letter, whenever and wherever it is made."""
    seed = f"{sender.secret}|{once}".encode()
    return f"letter.{hashlib.sha256(seed).hexdigest()[:32]}@{sender.domain}"


def _alternatives(letter: Letter) -> bytes:
    mark = hashlib.sha256(letter.message_id.encode()).hexdigest()[:24]
    # Quoted-printable never holds "=_", so the boundary can never stand in a body.
    boundary = f"=_{mark}"
    parts = [
        f'Content-Type: multipart/alternative; boundary="{boundary}"\r\n\r\n'.encode(),
        *(
            f"--{boundary}\r\n".encode() + _part(kind, body) + b"\r\n"
            for kind, body in (
                ("plain", letter.quoted_text or quoted(letter.text)),
                ("html", letter.quoted_html or quoted(letter.html)),
            )
        ),
        f"--{boundary}--\r\n".encode(),
    ]
    return b"".join(parts)


def _text_part(kind: str, body: str) -> bytes:
    return _part(kind, quoted(body))


def _part(kind: str, body: bytes) -> bytes:
    head = (
        f"Content-Type: text/{kind}; charset=utf-8\r\n"
        "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
    )
    return head.encode() + body


def quoted(body: str) -> bytes:
    """Return a body as quoted-printable with CRLF, ready for any mail server.

    Half a character, which no text should hold, becomes a question mark and stops no mail.
    """
    plain = body.replace("\r\n", "\n").replace("\r", "\n")
    return quopri.encodestring(plain.encode(errors="replace")).replace(b"\n", b"\r\n")


def _refuse_controls(name: str, text: str) -> None:
    found = _CONTROL.search(text)
    if found:
        raise MessageError(f"header {name}: control character U+{ord(found[0]):04X} refused")
