"""Sending: claimed, sent over ten connections and settled, beside those who write nothing down.

With Postfix installed its smtp-source is the baseline and its smtp-sink takes the mails; without it
a plain loop of the standard library and our own sink.
"""

from __future__ import annotations

import os
import shutil
import smtplib
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy import Engine, insert

from bench.row import Row
from db.base import table_of
from db.deliveries import Delivery, DigestIssue
from db.engine import make_engine, writing
from db.schema import upgrade
from db.subscribers import Subscriber
from db.vocabulary import Cadence, DeliveryState
from notifier import outbox
from notifier.digest.compose import Composer
from notifier.mail.message import message_bytes
from notifier.mail.transport import SmtpTransport
from tests.conftest import NOW, TODAY
from tests.databases import PostgresTemplate, running_postgres
from tests.notifier.samples import MUNICIPALITY, SENDER, TOPICS, chosen, news

MAILS = 10_000
ITEMS = 15
LANES = 10
PLAIN_MAILS = 1_000
DOMAINS = 500


def rows() -> Iterator[Row]:
    """Send ten thousand mails of fifteen items from a database of either kind."""
    raw = _mail()
    with sink() as port:
        source = shutil.which("smtp-source")
        plain = by_postfix(source, port, len(raw)) if source else _by_a_loop(port, raw)
        whom = "smtp-source" if source else "a plain loop"
        size = f"{len(raw) / 1000:.0f} KB"
        yield Row(name=f"mails of {size} by {whom}, nothing written down", value=plain, unit="/s")
        for name, engine in databases():
            _fill(engine, raw)
            began, busy = time.perf_counter(), time.process_time()
            transport = SmtpTransport(f"smtp://127.0.0.1:{port}", SENDER.address, lanes=LANES)
            counts = outbox.send(engine, transport, worker="bench", clock=lambda: NOW)
            assert counts.sent == MAILS, counts
            seconds, busy = time.perf_counter() - began, time.process_time() - busy
            ours = MAILS / seconds
            yield Row(
                name=f"mails claimed, sent and settled, {name}",
                value=ours,
                unit="/s",
                baseline=whom,
                ratio=ours / plain,
            )
            yield Row(name="  processor time of one", value=busy / MAILS * 1000, unit="ms")


def _mail() -> bytes:
    items = chosen(*(news(n, title=f"Förderung {n}") for n in range(1, ITEMS + 1)))
    composer = Composer.of_issue(SENDER, Cadence.DAILY, TODAY, NOW, TOPICS)
    reader = Subscriber(email="reader@example.org", name="Gemeinde", token="token-of-one")
    _digest, letter = composer.compose(reader, (MUNICIPALITY,), items)
    return message_bytes(letter)


def databases() -> Iterator[tuple[str, Engine]]:
    """Yield an empty database of each kind, by its name."""
    with tempfile.TemporaryDirectory() as folder:
        engine = make_engine(f"sqlite:///{folder}/landbote.db")
        upgrade(engine)
        yield "SQLite", engine
        engine.dispose()
    with running_postgres() as server:
        template = PostgresTemplate(server)
        template.settle()
        with template.database(Path()) as url:
            engine = make_engine(url)
            yield "PostgreSQL", engine
            engine.dispose()
        template.close()


def _fill(engine: Engine, raw: bytes) -> None:
    addresses = {n: f"reader{n}@town{n % DOMAINS}.example" for n in range(1, MAILS + 1)}
    with writing(engine) as session:
        session.add(DigestIssue(id=1, cadence="daily", issued_on=TODAY, created_at=NOW, slot=0))
        session.flush()
        readers = [
            {
                "id": number,
                "email": address,
                "name": f"Gemeinde {number}",
                "token": f"token-{number}",
                "created_at": NOW,
                "confirmed_at": NOW,
            }
            for number, address in addresses.items()
        ]
        session.execute(insert(table_of(Subscriber)), readers)
        mails = [
            {
                "issue_id": 1,
                "subscriber_id": number,
                "item_count": ITEMS,
                "state": DeliveryState.PLANNED,
                "recipient": address,
                "subject": "Landbote",
                "message_id": f"{number}@example.org",
                "message": raw.replace(b"reader@example.org", address.encode()),
                "planned_at": NOW,
                "claimed_by": "",
                "attempts": 0,
                "answer": "",
            }
            for number, address in addresses.items()
        ]
        session.execute(insert(table_of(Delivery)), mails)


def by_postfix(source: str, port: int, size: int) -> float:
    """Return how many mails of a size Postfix's smtp-source sends a second."""
    began = time.perf_counter()
    arguments = ["-s", f"{LANES}", "-l", f"{size}", "-m", f"{MAILS}", f"127.0.0.1:{port}"]
    subprocess.run([source, *arguments], check=True)
    return MAILS / (time.perf_counter() - began)


def _by_a_loop(port: int, raw: bytes) -> float:
    began = time.perf_counter()
    with smtplib.SMTP("127.0.0.1", port) as client:
        for _ in range(PLAIN_MAILS):
            client.sendmail(SENDER.address, ["reader@example.org"], raw)
    return PLAIN_MAILS / (time.perf_counter() - began)


@contextmanager
def sink() -> Iterator[int]:
    """Run a mail server that throws everything away, in a process of its own."""
    postfix = shutil.which("smtp-sink")
    port = _free_port()
    command = [sys.executable, "-m", "bench.sink"]
    if postfix:
        as_whom = ["-u", "nobody"] if os.getuid() == 0 else []
        command = [postfix, *as_whom, f"127.0.0.1:{port}", "1000"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as sink:
        if not postfix:
            assert sink.stdout is not None
            port = urlsplit(sink.stdout.readline().strip()).port or 0
        try:
            while not _listens(port):
                time.sleep(0.05)
            yield port
        finally:
            sink.terminate()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def _listens(port: int) -> bool:
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0
