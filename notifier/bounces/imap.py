"""IMAP: reports in a mailbox on a server, read without marking them and moved when done."""

from __future__ import annotations

import base64
import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self
from urllib.parse import unquote, urlsplit

from notifier.bounces.parts import LARGEST
from notifier.mail.transport import LOOPBACK

SECONDS = 30.0
_NAMESPACE = re.compile(rb'\(\("([^"]{0,40})" (?:"(.)"|NIL)')


class MailboxError(ValueError):
    """The mailbox cannot be read; the message says why, in German and without a password."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImapAddress:
    """A mailbox, as `imaps://user:password@mail.example.org/INBOX` says it."""

    host: str
    port: int
    tls: bool
    user: str
    password: str = field(repr=False)
    mailbox: str

    @classmethod
    def parse(cls, address: str) -> ImapAddress:
        """Read imaps:// or imap://. Raises ValueError for anything else."""
        parts, port = urlsplit(address), -1
        with suppress(ValueError):  # which repeats what may be half of a password
            port = -1 if parts.fragment else parts.port or 0
        named = parts.scheme in ("imap", "imaps") and port >= 0
        if not named or not parts.hostname or not parts.username:
            raise ValueError(
                "das Postfach für Rückläufer muss so lauten: "
                "imaps://BENUTZER:KENNWORT@RECHNER/INBOX oder maildir:///ORDNER; im Kennwort steht "
                "%2F für /, %23 für #, %40 für @ und %25 für %"
            )
        tls = parts.scheme == "imaps"
        return cls(
            host=parts.hostname,
            port=port or (993 if tls else 143),
            tls=tls,
            user=unquote(parts.username),
            password=unquote(parts.password or ""),
            mailbox=unquote(parts.path.strip("/")) or "INBOX",
        )


class ImapBox:
    """An open mailbox. Without TLS it is opened on this machine alone."""

    def __init__(self, address: ImapAddress, context: ssl.SSLContext | None = None) -> None:
        self._address = address
        self._context = context or ssl.create_default_context()
        self._folders: dict[str, str] = {}

    def __enter__(self) -> Self:
        address = self._address
        try:
            self._server = self._connected()
            try:
                self._enter_mailbox()
            except BaseException:
                self._server.shutdown()
                raise
        except (imaplib.IMAP4.error, OSError) as error:
            raise MailboxError(
                f"das Postfach {address.mailbox} auf {address.host} lässt sich nicht öffnen: "
                f"{_words(error)}"
            ) from error
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with suppress(imaplib.IMAP4.error, OSError):
            self._server.logout()
        with suppress(OSError):
            self._server.shutdown()  # whoever cannot say goodbye any more hangs up all the same

    def mails(self) -> Iterator[tuple[str, bytes]]:
        """Yield what lies in the mailbox, the oldest first; it stays unread."""
        with self._saying_why():
            (numbers,) = self._asked("SEARCH", "UNDELETED")
        for number in (numbers or b"").split():
            name = number.decode("ascii")
            with self._saying_why():
                answer = self._asked("FETCH", name, f"(BODY.PEEK[]<0.{LARGEST}>)")
            raw = next((one[1] for one in answer if isinstance(one, tuple)), None)
            if raw is not None:
                yield name, raw

    def put_away(self, name: str, folder: str) -> None:
        """Move a mail to a folder, which is made where it is missing."""
        with self._saying_why():
            target = self._folder(folder)
            if b"MOVE" in self._can:
                self._asked("MOVE", name, target)
                return
            self._asked("COPY", name, target)
            self._asked("STORE", name, "+FLAGS.SILENT", r"(\Deleted)")
            if b"UIDPLUS" in self._can:
                self._asked("EXPUNGE", name)  # of this one, and of nobody else's
            else:
                self._server.expunge()

    def _connected(self) -> imaplib.IMAP4:
        address = self._address
        if address.tls:
            return imaplib.IMAP4_SSL(
                address.host, address.port, ssl_context=self._context, timeout=SECONDS
            )
        return imaplib.IMAP4(address.host, address.port, timeout=SECONDS)

    def _enter_mailbox(self) -> None:
        address, server = self._address, self._server
        if not address.tls and address.host not in LOOPBACK:
            server.starttls(self._context)
        self._sign_in()
        # What it can do it may say only to whom it knows.
        self._can = frozenset(b" ".join(server.capability()[1]).upper().split())
        self._checked(server.select(_quoted(address.mailbox)))

    def _sign_in(self) -> None:
        user, password = self._address.user, self._address.password
        if (user + password).isascii():
            self._server.login(user, password)
        else:  # which the plain command knows no way to write
            said = f"\0{user}\0{password}".encode()
            self._server.authenticate("PLAIN", lambda _challenge: said)

    def _folder(self, folder: str) -> str:
        """Return a folder's name on this server, where all of them may stand below one."""
        if folder not in self._folders:
            name = _quoted(self._before_names() + folder)
            try:
                self._server.create(name)
            except imaplib.IMAP4.abort:
                raise
            except imaplib.IMAP4.error:
                pass  # refused where it is there already; where it is not, the move says so
            self._folders[folder] = name
        return self._folders[folder]

    def _before_names(self) -> str:
        """Return what the names of all own folders begin with; older servers cannot be asked."""
        if b"NAMESPACE" not in self._can:
            return ""
        _, answer = self._server.namespace()
        found = _NAMESPACE.search(answer[0] or b"")
        return found[1].decode("ascii", "replace") if found else ""

    def _asked(self, command: str, *arguments: str) -> list[Any]:
        return self._checked(self._server.uid(command, *arguments))

    @contextmanager
    def _saying_why(self) -> Iterator[None]:
        try:
            yield
        except (imaplib.IMAP4.error, OSError) as error:
            raise MailboxError(
                f"der Mailserver {self._address.host} sagt beim Lesen der Rückläufer: "
                f"{_words(error)}"
            ) from error

    @staticmethod
    def _checked(answer: tuple[str, list[Any]]) -> list[Any]:
        status, said = answer
        if status != "OK":
            raise imaplib.IMAP4.error(str(said))
        return said


def _quoted(name: str) -> str:
    """Return a mailbox's name as IMAP writes it (RFC 3501, 5.1.3): "R&APw-ckl&AOQ-ufer"."""
    plain, *others = re.split(r"([^\x20-\x7e]+)", name)
    written = plain.replace("&", "&-")
    for foreign, plain in zip(others[::2], others[1::2], strict=True):
        code = base64.b64encode(foreign.encode("utf-16-be")).decode().rstrip("=")
        written += f"&{code.replace('/', ',')}-{plain.replace('&', '&-')}"
    return '"{}"'.format(written.replace("\\", "\\\\").replace('"', '\\"'))


def _words(error: Exception) -> str:
    return " ".join(str(error).split())[:300] or type(error).__name__
