"""Whether a text says that one can apply today."""

from __future__ import annotations

import pytest

from pipeline.reading import read
from tests.pipeline.reading.reader import rows, stated

STATUS = """
Das Antragsportal ist geschlossen. => closed
Das Förderfenster ist geschlossen . => closed
Derzeit können keine Anträge gestellt werden. => closed
Es werden keine neuen Bewerbungen mehr angenommen. => closed
Eine Antragstellung ist aktuell nicht möglich. => closed
Bewerbungen sind leider nicht mehr möglich. => closed
Weitere Anträge für das Jahr 2026 können nicht angenommen werden. => closed
Seit dem 19.12.2025 ist keine Antragstellung mehr möglich. => closed
Die Fördermittel für 2026 sind bereits ausgeschöpft. => closed
Alle verfügbaren Mittel sind gebunden. => closed
Für 2026 stehen keine Mittel mehr zur Verfügung. => closed
Die Annahme von Anträgen ist bis auf Weiteres ausgesetzt. => closed
Antragsstopp für das Teilprogramm Mobilität => closed
Das Förderprogramm ist beendet. => closed
Das Programm ist ausgelaufen. => closed
Die Antragsfrist ist abgelaufen. => closed
Projektskizzen konnten bis zum 30.06.2025 eingereicht werden. => closed
Die Frist zur Einreichung endete am 28.11.2025. => closed
Einsendeschluss war der 15. Januar 2026. => closed
The call is now closed. => closed
Applications are currently closed. => closed
We are no longer accepting applications. => closed
The programme has been suspended. => closed
All our funds have been committed. => closed
Anträge können ab sofort gestellt werden. => open
Eine Bewerbung ist ab sofort möglich. => open
Das Portal ist wieder geöffnet. => open
The call is now open. => open
Status: Angekündigt => forecast
Ein neuer Aufruf ist in Vorbereitung. => forecast
Anträge können noch nicht gestellt werden. => forecast
Unvollständige Anträge können nicht berücksichtigt werden. =>
Verspätet eingehende Anträge werden nicht mehr berücksichtigt. =>
Sobald die Mittel ausgeschöpft sind, können keine Anträge mehr gestellt werden. =>
Nach Ausschöpfung der Mittel können keine weiteren Anträge mehr berücksichtigt werden. =>
Eine Antragstellung per Fax ist nicht möglich. =>
Eine rückwirkende Förderung ist nicht mehr möglich. =>
Ist die Frist abgelaufen, verfällt der Anspruch. =>
Die Investition muss bis zum 31.12.2027 abgeschlossen sein. =>
Die Mittel werden im Wettbewerb vergeben. =>
Der Vertrag kann jederzeit beendet werden. =>
Mit den Mitteln sind Personalkosten gebunden an den Tarif zu zahlen. =>
"""


@pytest.mark.parametrize(("text", "expected"), rows(STATUS))
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
