"""A mail server in a process of its own, which notes every mail it says 250 to.

Run as `python -m tests.faults.peer FILE`: prints its address, then appends one line per mail:
Message-ID, recipient, and a hash of the bytes. While a file `stall` lies beside FILE it notes what
comes and says nothing, as a server that thinks.
"""

from __future__ import annotations

import asyncio
import hashlib
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from notifier.mail.mailbox import listening


@dataclass(frozen=True, slots=True)
class Taken:
    """One mail that a server took."""

    message_id: str
    recipient: str
    digest: str


@dataclass(frozen=True, slots=True)
class Peer:
    """A running server."""

    url: str
    file: Path

    @property
    def stall(self) -> Path:
        """The file that keeps the server from answering."""
        return self.file.with_name("stall")

    def taken(self) -> list[Taken]:
        """Return every mail the server took, in order; it says 250 to each in the end."""
        lines = self.file.read_text(encoding="ascii").splitlines() if self.file.exists() else []
        return [Taken(*line.split("\t")) for line in lines]


def noted(recipient: str, raw: bytes) -> Taken:
    """Return what is noted of one mail."""
    found = re.search(rb"^Message-ID: <([^>]+)>", raw, re.MULTILINE)
    assert found is not None
    return Taken(found[1].decode("ascii"), recipient, hashlib.sha256(raw).hexdigest())


class Noting:
    """Notes each mail before it says 250."""

    def __init__(self, file: Path) -> None:
        self.file = file

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """Write the line first: what is not written was not taken."""
        one = noted(envelope.rcpt_tos[0], envelope.content)
        with self.file.open("a", encoding="ascii") as lines:
            lines.write(f"{one.message_id}\t{one.recipient}\t{one.digest}\n")
        while self.file.with_name("stall").exists():
            await asyncio.sleep(0.02)
        return "250 taken"


@contextmanager
def running_peer(file: Path) -> Iterator[Peer]:
    """Run the server as a process of its own."""
    command = [sys.executable, "-m", "tests.faults.peer", str(file)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stdin=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None and process.stdin is not None
        yield Peer(url=process.stdout.readline().strip(), file=file)
        process.stdin.close()
        process.wait(timeout=30)


if __name__ == "__main__":
    with listening(Noting(Path(sys.argv[1]))) as address:
        print(address, flush=True)
        sys.stdin.read()  # until whoever started it is gone
