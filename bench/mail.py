"""Mail: rendering and building digests, beside the plain way of doing it."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bench.row import Row
from db.subscribers import Subscriber
from db.vocabulary import Cadence
from notifier.digest.compose import Composer
from notifier.mail.message import message_bytes
from notifier.news.select import Selected
from tests.conftest import NOW, TODAY
from tests.notifier.samples import (
    MUNICIPALITY,
    SENDER,
    TOPICS,
    chosen,
    news,
)

ITEMS = 15
MAILS = 300
NAIVE_MAILS = 20


def rows() -> Iterator[Row]:
    """Measure one digest of fifteen items."""
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
