"""Transport: the ways out for a finished mail: a mail server, a folder, or memory."""

from __future__ import annotations

import asyncio
import hashlib
import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self
from urllib.parse import parse_qs, unquote, urlsplit

import aiosmtplib

from notifier.mail.refusals import Blame, blame

LANES = 4
SECONDS = 60.0
# After the final dot a server may look at the mail for long (RFC 5321, 4.5.3.2.6); whoever hangs up
# on it gets the mail twice.
SECONDS_AT_THE_END = 600.0
LONGEST_ANSWER = 500
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """One finished mail and whom it goes to.

    `return_path` is where trouble with it is reported; empty takes the transport's own.
    """

    recipient: str
    message: bytes
    return_path: str = ""


class RefusedError(Exception):
    """The server refuses this mail to this reader for good; the text is its answer."""


class DeferredError(Exception):
    """The server takes this mail later; the text is its answer."""


class UnclearError(Exception):
    """The whole mail was handed over and the answer was lost: it may have gone out."""


class UnreachableError(Exception):
    """No mail goes now: no server is there, or it refuses us, whoever is to read; says why."""


class Transport(Protocol):
    """A way out. `lanes` is how many mails it takes at once."""

    @property
    def lanes(self) -> int: ...

    async def __aenter__(self) -> Self: ...

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...

    async def send(self, envelope: Envelope) -> str:
        """Deliver one mail and return the answer; it is delivered only when this returns.

        Raises RefusedError, DeferredError, UnclearError or UnreachableError.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpAddress:
    """A mail server, as `smtp://user:password@host:587?starttls=required` says it."""

    host: str
    port: int
    tls: bool = False
    starttls: bool | None = None  # None: where the server offers it
    user: str = ""
    password: str = field(default="", repr=False)

    @classmethod
    def parse(cls, url: str) -> SmtpAddress:
        """Read smtp:// or smtps://, with starttls=required, auto or off.

        Encryption is required unless told otherwise, but for a server on this machine.
        Raises ValueError for anything else, and for a password that would travel in the clear.
        """
        parts = urlsplit(url)
        port, odd = None, bool(parts.fragment or parts.path.strip("/"))
        try:
            port = parts.port
        except ValueError:  # which repeats what may be half of a password
            odd = True
        if odd:
            raise ValueError(
                f"mail server {parts.scheme}://: after the host comes a port and nothing else; "
                "in a password write / as %2F, # as %23, ? as %3F, @ as %40 and % as %25"
            )
        shown = f"{parts.scheme}://{parts.hostname}"
        if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
            raise ValueError(f"mail server {shown}: must be smtp://host or smtps://host")
        tls = parts.scheme == "smtps"
        usual = "auto" if parts.hostname in LOOPBACK else "required"
        choice = parse_qs(parts.query).get("starttls", [usual])[0]
        if choice not in ("required", "auto", "off"):
            raise ValueError(f"mail server {shown}: starttls must be required, auto or off")
        starttls = False if tls else {"required": True, "off": False}.get(choice)
        if parts.password and not tls and parts.hostname not in LOOPBACK:
            if starttls is False:
                raise ValueError(f"mail server {shown}: a password needs smtps or starttls")
            starttls = True  # also where "auto" was said
        return cls(
            host=parts.hostname,
            port=port or (465 if tls else 587),
            tls=tls,
            starttls=starttls,
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
        )


class SmtpTransport:
    """A mail server, reached over a few connections that stay open between mails."""

    def __init__(
        self,
        url: str,
        return_path: str,
        *,
        lanes: int = LANES,
        seconds: float = SECONDS,
        seconds_at_the_end: float = SECONDS_AT_THE_END,
    ) -> None:
        self.lanes = lanes
        self._seconds = seconds
        self._seconds_at_the_end = seconds_at_the_end
        self._address = SmtpAddress.parse(url)
        self._return_path = return_path
        self._idle: list[aiosmtplib.SMTP] = []

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        idle, self._idle = self._idle, []
        await asyncio.gather(*(_leave(client) for client in idle))

    async def send(self, envelope: Envelope) -> str:
        """Deliver over an open connection, or a new one."""
        client = await self._begun(envelope)
        handed_over = False
        try:
            await _name_reader(client, envelope.recipient)
            await _expect(client, b"DATA", 354)
            handed_over = True
            answer = await _hand_over(client, envelope.message, self._seconds_at_the_end)
        except (aiosmtplib.SMTPException, OSError) as error:
            verdict = _verdict(error)
            if handed_over and not _answered(error):
                verdict = UnclearError(_words(error))
            await self._keep(client, usable=not _gone(error) and _goes_on(verdict))
            raise verdict from error
        except BaseException:
            client.close()
            raise
        self._idle.append(client)
        return _said(answer.code, answer.message)

    async def _begun(self, envelope: Envelope) -> aiosmtplib.SMTP:
        """Return a connection on which a mail is begun.

        A server may have closed one that was kept; nothing was lost by that, so the next one
        is taken, in the end a new one.
        """
        while True:
            kept = bool(self._idle)
            client = self._idle.pop() if kept else await self._connect()
            size = f"size={len(envelope.message)}"
            sizes = (size,) if client.supports_extension("size") else ()
            try:
                await client.mail(envelope.return_path or self._return_path, options=sizes)
                return client
            except (aiosmtplib.SMTPException, OSError) as error:
                verdict = _verdict(error, of_mail=True)
                await self._keep(client, usable=_goes_on(verdict))
                if not (kept and _gone(error)):
                    raise verdict from error
            except BaseException:
                client.close()
                raise

    async def _keep(self, client: aiosmtplib.SMTP, *, usable: bool) -> None:
        """Put a connection back after a refusal, with nothing begun on it, or close it."""
        try:
            if usable:
                await client.rset()
                self._idle.append(client)
                return
        except (aiosmtplib.SMTPException, OSError):
            pass
        client.close()

    async def _connect(self) -> aiosmtplib.SMTP:
        address = self._address
        client = aiosmtplib.SMTP(
            hostname=address.host,
            port=address.port,
            use_tls=address.tls,
            start_tls=address.starttls,
            username=address.user or None,
            password=address.password or None,
            # The default asks the name service, which may take long and is not ours to ask.
            local_hostname=self._return_path.rpartition("@")[2] or "localhost",
            timeout=self._seconds,
        )
        try:
            await client.connect()
        except (aiosmtplib.SMTPException, OSError) as error:
            client.close()
            raise UnreachableError(_words(error)) from error
        return client


def _verdict(error: Exception, *, of_mail: bool = False) -> Exception:
    """Say what an error means for the mail: refused, later, or nothing goes at all.

    `of_mail` says that no reader was named yet: then only the mail's size can be at fault.
    """
    if _gone(error) or not isinstance(error, aiosmtplib.SMTPResponseException):
        return UnreachableError(_words(error))
    fault = blame(error.code, _readable(str(error.message)))
    if isinstance(error, aiosmtplib.SMTPHeloError) or (of_mail and error.code != 552):
        fault = Blame.SENDER
    meaning = {
        Blame.READER: RefusedError,
        Blame.NOBODY: DeferredError,
        Blame.SENDER: UnreachableError,
    }
    return meaning[fault](_words(error))


async def _name_reader(client: aiosmtplib.SMTP, recipient: str) -> None:
    """Name the reader. aiosmtplib takes two of the answers that say yes for it, and no other."""
    try:
        await client.rcpt(recipient)
    except aiosmtplib.SMTPRecipientRefused as error:
        if not _yes(error.code):
            raise


async def _expect(client: aiosmtplib.SMTP, command: bytes, code: int) -> None:
    answer = await client.execute_command(command)
    if answer.code != code:
        raise aiosmtplib.SMTPDataError(answer.code, answer.message)


async def _hand_over(
    client: aiosmtplib.SMTP, message: bytes, seconds: float
) -> aiosmtplib.SMTPResponse:
    """Send the mail itself, to a server that waits for it, and return its answer.

    aiosmtplib does this and the command before it in one call, which does not tell where of the
    two it failed; and it looks at every line of mails whose lines are right as they are.
    """
    stuffed = message.replace(b"\r\n.", b"\r\n..")
    stuffed = b"." + stuffed if stuffed.startswith(b".") else stuffed
    ending = b".\r\n" if message.endswith(b"\r\n") else b"\r\n.\r\n"
    protocol = client.protocol
    if protocol is None:
        raise aiosmtplib.SMTPServerDisconnected("Connection lost")
    protocol._response_pending = True  # as it does itself: what comes now was asked for
    protocol.write(stuffed + ending)
    try:
        answer = await protocol.read_response(timeout=seconds)
    except aiosmtplib.SMTPException:
        client.close()
        raise
    if not _yes(answer.code):
        raise aiosmtplib.SMTPDataError(answer.code, answer.message)
    return answer


def _yes(code: int) -> bool:
    """Whether an answer says yes: its first digit decides (RFC 5321, 4.3.2)."""
    return 200 <= code < 300


def _answered(error: Exception) -> bool:
    """Whether the server said no in so many words."""
    return isinstance(error, aiosmtplib.SMTPResponseException) and error.code > 0


def _goes_on(verdict: Exception) -> bool:
    """Whether the next mail may go over the same connection."""
    return isinstance(verdict, RefusedError | DeferredError)


def _gone(error: Exception) -> bool:
    """Whether the connection is no more, or about to be closed."""
    if isinstance(error, aiosmtplib.SMTPResponseException):
        return error.code in (-1, 421)
    return True


def _words(error: Exception) -> str:
    if isinstance(error, aiosmtplib.SMTPResponseException):
        return _said(error.code, str(error.message))
    return f"{type(error).__name__}: {_readable(str(error))}"[:LONGEST_ANSWER]


def _said(code: int, message: str) -> str:
    return f"{code} {_readable(message)}"[:LONGEST_ANSWER]


def _readable(message: str) -> str:
    """Return what a server said on one line, such as every database keeps it.

    Old servers say "Empfänger" in Latin-1, which aiosmtplib leaves as halves of characters.
    """
    raw = message.encode("utf-8", "surrogateescape")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = raw.decode("windows-1252", "replace")
    return " ".join(_CONTROL.sub(" ", text).split())


async def _leave(client: aiosmtplib.SMTP) -> None:
    try:
        await client.quit(timeout=5)
    except (aiosmtplib.SMTPException, OSError):
        client.close()


class _Local:
    """What a transport without a server has in common: one lane, nothing to open or close."""

    lanes = 1

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        return None


class FolderTransport(_Local):
    """Writes each mail as a file; a mail sent again replaces itself."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    async def send(self, envelope: Envelope) -> str:
        """Write the mail under a name made of its Message-ID."""
        self.folder.mkdir(parents=True, exist_ok=True)
        found = re.search(rb"^Message-ID: <([^>]+)>", envelope.message, re.MULTILINE)
        mark = found[1] if found else envelope.message
        path = self.folder / f"{hashlib.sha256(mark).hexdigest()[:32]}.eml"
        unfinished = path.with_suffix(".part")
        with unfinished.open("wb") as file:
            file.write(envelope.message)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
        return f"250 {path.name}"


class MemoryTransport(_Local):
    """Keeps the mails in a list."""

    def __init__(self) -> None:
        self.sent: list[Envelope] = []

    async def send(self, envelope: Envelope) -> str:
        """Keep the mail."""
        self.sent.append(envelope)
        return "250 kept"


def transport_for(url: str, return_path: str, *, lanes: int = LANES) -> Transport:
    """Return the transport of an address: smtp://, smtps:// or folder:///path.

    `return_path` is the address that a mail server reports trouble to. Raises ValueError.
    """
    parts = urlsplit(url)
    if parts.scheme == "folder":
        return FolderTransport(Path(unquote(parts.path)))
    return SmtpTransport(url, return_path, lanes=lanes)
