"""Take in: read what lies in a mailbox, act on it, and put each mail away after the commit."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Protocol

from sqlalchemy import Engine

from db.engine import reading, writing
from db.vocabulary import BounceKind
from notifier.bounces.act import act_on
from notifier.bounces.report import read_report
from notifier.mail.sender import Sender

DONE, UNCLEAR = "Erledigt", "Unklar"


class Box(Protocol):
    """A mailbox that reports come to."""

    def mails(self) -> Iterator[tuple[str, bytes]]:
        """Yield the mails that nobody put away yet: by what name they are known, and their bytes.

        Of a large one the beginning is enough.
        """
        ...

    def put_away(self, name: str, folder: str) -> None:
        """Move a mail to a folder, DONE or UNCLEAR."""
        ...


def take_in(engine: Engine, box: Box, sender: Sender, now: datetime) -> Counter[BounceKind]:
    """Read every mail of a box and return how many there were of each kind.

    One commit a mail, and only then it is put away: whoever dies in between reads it once more,
    which changes nothing. What nothing proves to be ours stays for staff in a folder of its own.
    """
    counts: Counter[BounceKind] = Counter()
    for name, raw in box.mails():
        with reading(engine) as session:
            report = read_report(session, sender, raw)
        with writing(engine) as session:
            act_on(session, report, digest_of(raw), now)
        box.put_away(name, UNCLEAR if report.kind == BounceKind.NONE else DONE)
        counts[report.kind] += 1
    return counts


def digest_of(raw: bytes) -> str:
    """Return what tells one report from another."""
    return hashlib.sha256(raw).hexdigest()
