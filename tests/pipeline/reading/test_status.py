"""Whether a text says that one can apply today."""

from __future__ import annotations

import pytest

from pipeline.reading import read
from tests.pipeline.reading.reader import rows, stated


@pytest.mark.parametrize(("text", "expected"), rows("status"))
def test_a_status_is_read(text: str, expected: set[str]) -> None:
    """What is said of the present is a status; rules and conditions are none."""
    assert {value for value in stated(text) if value.startswith("status")} == {
        f"status {value}" for value in expected
    }


def test_a_stop_of_approvals_closes_nothing() -> None:
    """Where submissions go on, the call is open and rolling although nothing is approved."""
    text = (
        "Wegen der Haushaltssperre dürfen derzeit keine Anträge bewilligt werden. "
        "Einreichungen sind jedoch weiterhin möglich."
    )
    assert stated(text) == {"status open", "deadline_rule rolling"}


def test_a_contradiction_is_asked() -> None:
    """A text that says both open and closed is a question, never a value."""
    text = (
        "Das Antragsportal ist geschlossen. "
        "Anträge für die zweite Runde können ab sofort gestellt werden."
    )
    assert not {value for value in stated(text) if value.startswith("status")}
    assert stated(text, asked=True) == {"status open", "status closed"}


@pytest.mark.parametrize(
    "text",
    [
        "Der nächste Förderaufruf startet voraussichtlich im Frühjahr 2027.",
        "Ab dem 1. Juli 2026 können keine Anträge mehr gestellt werden.",
    ],
)
def test_a_status_to_come_is_asked(text: str) -> None:
    """What will be so is no status of today."""
    assert not stated(text)
    assert any(claim.review and claim.doubt.endswith((".", "?")) for claim in read(text))


@pytest.mark.parametrize(
    "text",
    [
        "ABGESAGT: Infoabend am 3. März 2027",
        "Fachtag Dorfmitte (abgesagt)",
        "Der Infoabend am 3. März 2027 ist abgesagt.",
        "Die Werkstatt am 21. Januar 2027 ist abgesagt.",
        "Das Dorfcafé am 3. März 2027 wurde leider abgesagt.",
        "Die Lehrfahrt am 3. Mai 2027 fällt aus.",
        "Die Dialogwerkstätten im März entfallen.",
        "Die Exkursion muss leider ausfallen.",
        "Der für den 3. März 2027 geplante Workshop entfällt.",
        "Leider entfällt die Sprechstunde im Februar.",
        "Die Schulung fällt wegen Krankheit aus.",
        "Das Seminar findet nicht statt.",
        "Die Tagung kann nicht stattfinden.",
        "The conference has been cancelled.",
    ],
)
def test_a_cancelled_event_is_read(text: str) -> None:
    """Whoever means to go must hear of it."""
    assert {value for value in stated(text) if value.startswith("status")} == {"status cancelled"}


@pytest.mark.parametrize(
    "text",
    [
        "Die Teilnahmegebühr für den Workshop entfällt.",
        "Bei Sturm fällt die Exkursion aus.",
        "Bei Regen wird der Dorfmarkt abgesagt.",
        "Sollte das Seminar abgesagt werden, erhalten Sie eine Nachricht.",
        "Nachdem die Messe im Vorjahr abgesagt wurde, findet sie nun am 4. März 2027 statt.",
        "Der Infoabend wird auf den 5. März 2027 verschoben, der Termin im Februar entfällt.",
        "Der Eigenanteil entfällt für finanzschwache Gemeinden.",
        "Bitte sagen Sie rechtzeitig ab, wenn Sie zum Treffen nicht kommen können.",
    ],
)
def test_what_is_not_cancelled(text: str) -> None:
    """A condition, a fee, last year and another day cancel nothing."""
    assert "status cancelled" not in stated(text)
