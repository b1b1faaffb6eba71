"""Plain IMAP: a mail server that knows the oldest commands only, and may hang up at one of them."""

from __future__ import annotations

import socketserver
from base64 import b64decode
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import Thread


class PlainImap(socketserver.ThreadingTCPServer):
    """The server; `mails` are those that lie in it, `folders` what was copied where."""

    daemon_threads = True

    def __init__(self, mails: Sequence[bytes], hangs_up_at: bytes) -> None:
        super().__init__(("127.0.0.1", 0), _Session)
        self.mails = dict(enumerate(mails, 1))
        self.hangs_up_at = hangs_up_at
        self.folders: dict[str, list[int]] = {}
        self.deleted: set[int] = set()
        self.opened: list[str] = []
        self.signed_in = b""

    def answer(self, command: bytes) -> bytes | None:
        """Return what comes before the end of an answer; None where the command is unknown."""
        if command.startswith(b"SELECT "):
            self.opened.append(command.partition(b" ")[2].decode("ascii"))
            return b""
        match command.split():
            case [b"CAPABILITY"]:
                return b"* CAPABILITY IMAP4rev1\r\n"
            case [b"LOGIN" | b"LOGOUT" | b"AUTHENTICATE", *_]:
                return b""
            case [b"CREATE", name] if name.decode() not in self.folders:
                self.folders[name.decode()] = []
                return b""
            case [b"UID", b"SEARCH", b"UNDELETED"]:
                return f"* SEARCH {' '.join(map(str, self.mails))}\r\n".encode()
            case [b"UID", b"FETCH", number, _]:
                mail = self.mails[int(number)]
                return b"* 1 FETCH (BODY[]<0> {%d}\r\n%b)\r\n" % (len(mail), mail)
            case [b"UID", b"COPY", number, name]:
                self.folders[name.decode()].append(int(number))
                return b""
            case [b"UID", b"STORE", number, *_]:
                self.deleted.add(int(number))
                return b""
            case [b"EXPUNGE"]:
                self.mails = {n: mail for n, mail in self.mails.items() if n not in self.deleted}
                return b""
        return None


class _Session(socketserver.StreamRequestHandler):
    server: PlainImap

    def handle(self) -> None:
        """Answer one command after the other."""
        self.wfile.write(b"* OK ready\r\n")
        for line in self.rfile:
            tag, _, command = line.strip().partition(b" ")
            if self.server.hangs_up_at and command.startswith(self.server.hangs_up_at):
                return
            if command.startswith(b"AUTHENTICATE"):
                self.wfile.write(b"+ \r\n")
                self.server.signed_in = b64decode(self.rfile.readline())
            said = self.server.answer(command)
            end = b"OK" if said is not None else b"BAD"
            self.wfile.write((said or b"") + tag + b" " + end + b" \r\n")


@contextmanager
def plain_imap(mails: Sequence[bytes], hangs_up_at: bytes = b"") -> Iterator[PlainImap]:
    """Run the server until the block ends."""
    with PlainImap(mails, hangs_up_at) as server:
        Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()
