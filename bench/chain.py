"""Chain: ten thousand digests planned, written down and sent, by several processes at once.

Each process does what a service does: it plans the issue beside the others until nobody is left,
then it sends beside them until nothing is due. What Postfix's smtp-source reaches to the same sink,
where it is installed, is the baseline.
"""

from __future__ import annotations

import multiprocessing
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.queues import SimpleQueue
from multiprocessing.synchronize import Barrier

from sqlalchemy import Engine, func, select

from bench.planning import READERS, fill, plan
from bench.row import Row
from bench.sending import LANES, by_postfix, databases, sink
from db.area_tree import load_area_tree
from db.deliveries import Delivery
from db.engine import make_engine, reading
from db.vocabulary import DeliveryState
from notifier import outbox
from notifier.mail.transport import SmtpTransport
from tests.conftest import NOW, TODAY
from tests.notifier.samples import SENDER

PROCESSES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class _Spent:
    """Processor seconds of one process."""

    planning: float
    sending: float


def rows() -> Iterator[Row]:
    """Measure the way of ten thousand digests from news to sink, in either database."""
    tree = load_area_tree(TODAY)
    source = shutil.which("smtp-source")
    with sink() as port:
        for name, engine in databases():
            fill(engine, tree)
            seconds, spent = _chain(engine, port)
            items, size = _sent(engine)
            ours = READERS / seconds
            plain = by_postfix(source, port, size) if source else None
            what = f"digests of {items:.0f} items planned, then sent by {PROCESSES} processes"
            yield Row(
                name=f"{what}, {name}",
                value=ours,
                unit="/s",
                baseline="smtp-source" if plain else "",
                ratio=ours / plain if plain else None,
            )
            for part in ("planning", "sending"):
                seconds = sum(getattr(one, part) for one in spent)
                yield Row(
                    name=f"  processor time of {part} one",
                    value=seconds / READERS * 1000,
                    unit="ms",
                )


def _chain(engine: Engine, port: int) -> tuple[float, list[_Spent]]:
    """Let processes plan and send all there is; return seconds by the clock and what each spent."""
    url = engine.url.render_as_string(hide_password=False)
    fresh = multiprocessing.get_context("spawn")
    ready, told = fresh.Barrier(PROCESSES + 1), fresh.SimpleQueue()
    workers = [
        fresh.Process(target=_work, args=(url, port, f"bench:{number}", ready, told))
        for number in range(PROCESSES)
    ]
    for one in workers:
        one.start()
    ready.wait()
    began = time.perf_counter()
    spent = [told.get() for _ in workers]
    seconds = time.perf_counter() - began
    for one in workers:
        one.join()
    return seconds, spent


def _work(url: str, port: int, worker: str, ready: Barrier, told: SimpleQueue[_Spent]) -> None:
    """Plan and send as one of several services that have started."""
    engine, tree = make_engine(url), load_area_tree(TODAY)
    ready.wait()
    began = time.process_time()
    plan(engine, tree, TODAY, worker)
    planned = time.process_time()
    transport = SmtpTransport(f"smtp://127.0.0.1:{port}", SENDER.address, lanes=LANES)
    outbox.send(engine, transport, worker=worker, clock=lambda: NOW)
    told.put(_Spent(planning=planned - began, sending=time.process_time() - planned))
    engine.dispose()


def _sent(engine: Engine) -> tuple[float, int]:
    """Return the items and the bytes of a mail, once all are sent."""
    with reading(engine) as session:
        sent = select(func.count()).where(Delivery.state == DeliveryState.SENT)
        assert session.scalar(sent) == READERS
        items = session.scalar(select(func.avg(Delivery.item_count)))
        message = session.scalar(select(Delivery.message).limit(1))
    return float(items or 0), len(message or b"")
