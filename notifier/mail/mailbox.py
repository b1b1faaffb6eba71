"""Mailbox: a real mail server on this machine that files what it gets in a folder.

For the demo and the tests. It answers on a loopback address only and passes nothing on.
"""

from __future__ import annotations

import asyncio
import email
import html
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

LARGEST = 10_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledMail:
    """One mail that came in: who got it, and its bytes as they were sent."""

    recipient: str
    path: Path

    @property
    def raw(self) -> bytes:
        """The mail as it came over the wire."""
        return self.path.read_bytes()

    @property
    def message(self) -> EmailMessage:
        """The mail as the standard library reads it."""
        message = email.message_from_bytes(self.raw, policy=default)
        assert isinstance(message, EmailMessage)
        return message


@dataclass(slots=True, kw_only=True)
class Mailbox:
    """The folder and the address of a running mailbox."""

    folder: Path
    url: str = ""
    _before: int = 0  # mails of earlier runs in the same folder
    _mails: list[FiledMail] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def mails(self) -> list[FiledMail]:
        """Return what came in since the start, in that order."""
        with self._lock:
            return list(self._mails)

    @property
    def index(self) -> Path:
        """The page that lists the mails."""
        return self.folder / "index.html"

    def file(self, recipient: str, raw: bytes) -> None:
        """Write one mail, its pages and its line in the index."""
        with self._lock:
            path = self.folder / f"{self._before + len(self._mails) + 1:05d}.eml"
            path.write_bytes(raw)
            mail = FiledMail(recipient=recipient, path=path)
            _write_bodies(mail)
            with self.index.open("a", encoding="utf-8") as index:
                index.write(_row(mail))
            self._mails.append(mail)


class _Files:
    """Answers the server's events by filing."""

    def __init__(self, mailbox: Mailbox) -> None:
        self._mailbox = mailbox

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        """File the mail once for each recipient, then say that it is taken."""
        content = envelope.content
        raw = content.encode() if isinstance(content, str) else content or b""
        for recipient in envelope.rcpt_tos:
            self._mailbox.file(recipient, raw)
        return "250 2.0.0 filed"


class LoopbackController(Controller):
    """A server on a free port, which it knows as soon as it listens."""

    def _trigger_server(self) -> None:
        assert isinstance(self.server, asyncio.Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]


@contextmanager
def listening(handler: Any, **options: Any) -> Iterator[str]:
    """Run a server with any aiosmtpd handler on a free loopback port and yield its address."""
    controller = LoopbackController(handler, hostname="127.0.0.1", port=0, **options)
    controller.start()
    try:
        yield f"smtp://127.0.0.1:{controller.port}?starttls=off"
    finally:
        controller.stop()


@contextmanager
def running_mailbox(folder: Path) -> Iterator[Mailbox]:
    """Run a mailbox that files into a folder until the block ends."""
    folder.mkdir(parents=True, exist_ok=True)
    before = max((int(path.stem) for path in folder.glob("*.eml")), default=0)
    mailbox = Mailbox(folder=folder, _before=before)
    if not mailbox.index.exists():
        mailbox.index.write_text(_INDEX_HEAD, encoding="utf-8")
    with listening(_Files(mailbox), data_size_limit=LARGEST) as url:
        mailbox.url = url
        yield mailbox


def _write_bodies(mail: FiledMail) -> None:
    """Write the HTML and the text body beside the mail, so that a browser can show them."""
    for kind in ("html", "plain"):
        body = mail.message.get_body(preferencelist=(kind,))
        if body is not None:
            suffix = ".html" if kind == "html" else ".txt"
            mail.path.with_suffix(suffix).write_text(body.get_content(), encoding="utf-8")


def _row(mail: FiledMail) -> str:
    subject, stem = html.escape(str(mail.message["subject"])), mail.path.stem
    return (
        f"<tr><td>{html.escape(mail.recipient)}<td>"
        f'<a href="{stem}.html">{subject}</a><td><a href="{stem}.txt">Text</a>'
        f'<td><a href="{mail.path.name}">Rohfassung</a>\n'
    )


# Rows are only ever added at the end; a browser closes the table by itself.
_INDEX_HEAD = (
    '<!DOCTYPE html><html lang="de"><meta charset="utf-8"><title>Postfach</title>'
    "<style>body{font:16px/1.5 sans-serif;margin:2rem}td,th{padding:.4rem 1.2rem .4rem 0;"
    "text-align:left}</style><h1>Postfach</h1><table><tr><th>An<th>Betreff<th><th>\n"
)
