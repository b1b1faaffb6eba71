"""Mail words: what staff read about a mail that is not simply delivered."""

from __future__ import annotations

from datetime import datetime

import pytest

from db.deliveries import Delivery
from db.vocabulary import DeliveryState
from tests.conftest import NOW
from web.mail_words import why_words


@pytest.mark.parametrize(
    ("state", "answer", "settled_at", "said"),
    [
        (DeliveryState.UNCLEAR, "SMTPTimeoutError: gone", None, "geht noch einmal hinaus"),
        (DeliveryState.UNCLEAR, "SMTPTimeoutError: gone", NOW, "selbst geht sie nicht noch einmal"),
        (DeliveryState.DEFERRED, "451 4.3.0 try later", None, "nimmt sie gerade nicht an"),
        (DeliveryState.FAILED, "550 5.1.1 User unknown", NOW, "gibt es nicht"),
        (DeliveryState.SENT, "250 ok", NOW, ""),
    ],
)
def test_why_a_mail_is_where_it_is(
    state: DeliveryState, answer: str, settled_at: datetime | None, said: str
) -> None:
    """In a sentence, and nothing where all is well."""
    words = why_words(Delivery(state=state, answer=answer, settled_at=settled_at))
    assert said in words and bool(words) is bool(said)
