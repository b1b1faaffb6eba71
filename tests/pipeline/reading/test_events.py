"""When and where people can meet."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.claim import Field
from pipeline.reading import read
from tests.pipeline.reading.reader import rows, stated

EVENTS = """
Am 13. März 2026 veranstaltet das Ministerium in der Stadthalle in Alsfeld ein Praxisforum. => event_start 2026-03-13, event_place Stadthalle in Alsfeld
Die Tagung findet vom 3. bis 4. Juni 2026 in Fulda statt. => event_start 2026-06-03, event_end 2026-06-04, event_place Fulda
Fachforum Dorfentwicklung⏎⏎am 5. September 2026 von 10.00 bis 17.00 Uhr im Bürgerhaus Nidda => event_start 2026-09-05, event_place Bürgerhaus Nidda
2. Regionalforum⏎5. September 2026 | Bürgerhaus Nidda | 10 bis 17 Uhr => event_start 2026-09-05, event_place Bürgerhaus Nidda
Das Netzwerk lädt zum Vernetzungstreffen am 4. und 5. April 2026 in Kassel ein. => event_start 2026-04-04, event_end 2026-04-05, event_place Kassel
Am 11. November 2026 (17.00 bis 18.15 Uhr) stellt die Stiftung das Programm online vor. => event_start 2026-11-11, event_place online
Am 11. Juni 2026 bietet das Team eine digitale Sprechstunde in Kooperation mit dem Kreis an. => event_start 2026-06-11, event_place online
The info session will take place on 3 March 2026 at 10:00 in the Town Hall. => event_start 2026-03-03, event_place Town Hall
Vom 20. bis 22. Januar 2026 organisierte die Akademie eine Vernetzungsfahrt nach Berlin. =>
Der Workshop am 12. Mai 2025 war gut besucht. =>
Die Veranstaltung fand am 3. März 2026 in Fulda statt. =>
Die Auswahlsitzung findet am 12. Juni 2026 statt. =>
Die Anlage geht am 1. Juni 2026 in Betrieb. =>
"""


@pytest.mark.parametrize(("text", "expected"), rows(EVENTS))
def test_an_event_is_read(text: str, expected: set[str]) -> None:
    """Start, end and place of what is to come are read; a report of the past is not an event."""
    assert stated(text) == expected


def test_an_event_before_the_publication_is_none() -> None:
    """What lay behind when the text appeared cannot be attended."""
    text = "Fachtag am 5. September 2025 in Fulda"
    assert stated(text, date(2025, 8, 1)) == {"event_start 2025-09-05", "event_place Fulda"}
    assert not stated(text, date(2025, 10, 1))


def test_an_event_without_a_year_is_asked() -> None:
    """Without year and publication the day of an event is a question."""
    (claim,) = [
        claim
        for claim in read("Das Netzwerk lädt zum Treffen am 4. April in Kassel ein.")
        if claim.field is Field.EVENT_START
    ]
    assert claim.review and claim.value == "--04-04"
