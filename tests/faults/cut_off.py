"""Cut off: mails that were on their way when their sender was killed; these alone may go twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from sqlalchemy import Engine, select

from db.deliveries import Delivery
from db.engine import reading
from db.vocabulary import DeliveryState
from tests.faults.peer import Taken


def on_their_way(engine: Engine, sender: str, most: int) -> list[str]:
    """Return the Message-IDs of the mails that a sender, dead by now, had begun and not settled.

    `most` is how many connections it had: no more were ever begun at once.
    """
    begun = select(Delivery.message_id).where(
        Delivery.state == DeliveryState.SENDING, Delivery.claimed_by == sender
    )
    with reading(engine) as session:
        found = list(session.scalars(begun))
    assert len(found) <= most
    return found


def gone_again(taken: Iterable[Taken], cut_off: Iterable[str]) -> int:
    """Return how many mails went again, once for a death at most, and the same to a byte.

    `cut_off` names a mail as often as a sender was killed over it.
    """
    copies, deaths = Counter(taken), Counter(cut_off)
    named = Counter(one.message_id for one in copies)
    assert set(named.values()) <= {1}, "what went again is another mail"
    again = {one.message_id: count - 1 for one, count in copies.items() if count > 1}
    surplus = {one: count for one, count in again.items() if count > deaths[one]}
    assert not surplus, "went again although its answer was noted"
    return sum(again.values())
