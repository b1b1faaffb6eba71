"""Mail: rendering digests and sending them, each beside the plain way of doing it."""

from __future__ import annotations

import smtplib
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from urllib.parse import urlsplit

from sqlalchemy import Engine, select

from bench.row import Row
from db.deliveries import Delivery
from db.engine import make_engine, reading
from db.schema import upgrade
from db.subscribers import Subscriber
from db.vocabulary import Cadence
from notifier import outbox
from notifier.digest.compose import Composer
from notifier.mail.message import message_bytes
from notifier.mail.transport import transport_for
from notifier.news.select import Selected
from tests.conftest import NOW, TODAY
from tests.notifier.samples import (
    MUNICIPALITY,
    SENDER,
    SOURCES,
    TOPICS,
    TREE,
    add_subscriber,
    chosen,
    news,
    publish,
    values,
)

ITEMS = 15
MAILS = 300
NAIVE_MAILS = 20


def rows() -> Iterator[Row]:
    """Measure one digest of fifteen items, then a few hundred mails over SMTP."""
    items = chosen(*(news(n, title=f"Förderung {n}") for n in range(1, ITEMS + 1)))
    naive = _composed(items, NAIVE_MAILS, shared=False)
    ours = _composed(items, MAILS, shared=True)
    apart = _composed(items, MAILS, shared=True, apart=True)
    what = f"digest of {len(items)} items, rendered and built"
    yield Row(name=f"{what}, everything made anew", value=naive * 1000, unit="ms")
    yield Row(
        name=what,
        value=ours * 1000,
        unit="ms",
        baseline="everything made anew",
        ratio=ours / naive,
    )
    yield Row(
        name=f"{what}, each reader of another place",
        value=apart * 1000,
        unit="ms",
        baseline="everything made anew",
        ratio=apart / naive,
    )
    yield from _sending()


def _composed(items: Sequence[Selected], mails: int, *, shared: bool, apart: bool = False) -> float:
    """Return the processor seconds of one mail; `apart` where no two readers want the same."""
    composer = _composer()
    began = time.process_time()
    for number in range(mails):
        if not shared:
            composer = _composer()
        reader = Subscriber(
            email=f"reader{number}@example.org", name=f"Gemeinde {number}", token=f"token-{number}"
        )
        place = f"Gemeinde {number}" if apart else MUNICIPALITY.area_name
        wish = replace(MUNICIPALITY, area_name=place)
        _digest, letter = composer.compose(reader, (wish,), items)
        message_bytes(letter)
    return (time.process_time() - began) / mails


def _composer() -> Composer:
    return Composer.of_issue(SENDER, Cadence.DAILY, TODAY, NOW, TOPICS)


def _sending() -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as name, _sink() as url:
        engine = make_engine(f"sqlite:///{name}/landbote.db")
        upgrade(engine)
        _plan(engine)
        plain = _sent_plainly(engine, url)
        began = time.perf_counter()
        counts = outbox.send(
            engine, transport_for(url, SENDER.address), worker="bench", clock=lambda: NOW
        )
        ours = counts.sent / (time.perf_counter() - began)
        engine.dispose()
    yield Row(name="mails sent in a plain loop, nothing written down", value=plain, unit="/s")
    yield Row(
        name="mails sent, each with its own commits",
        value=ours,
        unit="/s",
        baseline="plain loop",
        ratio=ours / plain,
    )


def _plan(engine: Engine) -> None:
    publish(engine, "1", values())
    for number in range(MAILS):
        add_subscriber(engine, number)
    outbox.plan(
        engine,
        cadence=Cadence.DAILY,
        on=TODAY,
        now=NOW,
        sender=SENDER,
        places=TREE,
        sources=SOURCES,
        topics=TOPICS,
    )


def _sent_plainly(engine: Engine, url: str) -> float:
    with reading(engine) as session:
        mails = session.execute(select(Delivery.recipient, Delivery.message)).all()
    server = urlsplit(url)
    began = time.perf_counter()
    with smtplib.SMTP(server.hostname or "", server.port or 0) as client:
        for recipient, message in mails:
            client.sendmail(SENDER.address, [recipient], message)
    return len(mails) / (time.perf_counter() - began)


@contextmanager
def _sink() -> Iterator[str]:
    """Run a mail server that throws everything away, in a process of its own."""
    command = [sys.executable, "-m", "bench.sink"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stdin=subprocess.PIPE, text=True
    ) as sink:
        assert sink.stdout is not None
        yield sink.stdout.readline().strip()
        sink.terminate()
