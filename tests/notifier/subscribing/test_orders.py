"""Orders: what the service desk enters for who agreed to it, checked as a whole."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Engine, select

from db.area_tree import load_area_tree
from db.engine import reading, writing
from db.subscribers import Consent, Subscriber
from notifier.subscribing.erase import erase
from notifier.subscribing.orders import Order, OrderError, checked, enter, refuse_erased
from tests.conftest import NOW, TODAY
from tests.notifier.samples import SENDER

TREE = load_area_tree(TODAY)
ORDER = Order(email="rathaus@example.org", area="Grebenhain", consent="Schreiben vom 3. Mai")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"cadence": "daily", "weekday": 1}, "wöchentlich oder alle zwei Wochen"),
        ({"weekday": 6}, "Wochentag: Bitte wählen Sie einen Tag von Montag bis Freitag."),
        ({"lead_days": 0}, "Erinnerung: Bitte geben Sie"),
        ({"required": ("x" * 61,)}, "Verlangte Wörter: "),
        ({"excluded": tuple(map(str, range(21)))}, "Ausgeschlossene Wörter: "),
        ({"called": "x" * 81}, "Bezeichnung: "),
        ({"area": "Lauterbach"}, "nicht eindeutig"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(fields: dict[str, Any], said: str) -> None:
    """In German, and it names what was wrong."""
    with pytest.raises(OrderError, match=said):
        checked(replace(ORDER, **fields), TREE, ["mobilitaet"])


@pytest.mark.parametrize(
    ("typed", "key"),
    [("Bromskirchen", "06635001"), ("GREBENHAIN", "06535007"), ("Wahlsburg", "06633030")],
)
def test_a_place_may_be_called_as_it_was_before_a_merger(typed: str, key: str) -> None:
    """And be spelt as people spell it."""
    assert checked(replace(ORDER, area=typed), TREE, []).area == key


def test_all_that_was_ordered_is_entered(engine: Engine) -> None:
    """One address may have several subscriptions; there is one consent for who was new."""
    first = replace(ORDER, weekday=4, lead_days=30, required=("Rad",), excluded=("Forst",))
    second = replace(ORDER, area="06631", called="Kreis", sign_of_life=True)
    entered = []
    for order in (first, first, second):
        with writing(engine) as session:
            entered.append(enter(session, checked(order, TREE, []), NOW))
    assert entered == [True, False, True]
    with reading(engine) as session:
        reader = session.scalars(select(Subscriber)).one()
        one, other = reader.subscriptions
        assert (one.weekday, one.lead_days) == (4, 30)
        assert (one.required, one.excluded) == (["Rad"], ["Forst"])
        assert (other.area, other.name, reader.sign_of_life) == ("06631", "Kreis", True)
        assert session.scalars(select(Consent.way)).all() == ["operator"]


def test_an_erased_address_is_entered_by_its_owner_alone(engine: Engine) -> None:
    """The operator is told so; others are entered as ever."""
    with writing(engine) as session:
        enter(session, checked(ORDER, TREE, []), NOW)
        refuse_erased(session, ORDER.email, SENDER)
        erase(session, session.scalars(select(Subscriber)).one(), SENDER.secret, NOW)
    with reading(engine) as session:
        refuse_erased(session, "andere@example.org", SENDER)
        with pytest.raises(OrderError, match=r"auf Wunsch alles gelöscht.*/abonnieren"):
            refuse_erased(session, ORDER.email, SENDER)
