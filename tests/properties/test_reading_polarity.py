"""No denial is overheard: whatever denies a limit, it is never read the wrong way round."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from pipeline.claim import Claim
from pipeline.reading import read

LEAST, MOST = "min", "max"


class Named(NamedTuple):
    """Words for all that lie above (`LEAST`) or below (`MOST`) a limit."""

    words: str
    side: str
    subject: str = "cost"


NAMED = (
    Named("Projekte mit Gesamtkosten über 20.000 Euro", LEAST),
    Named("Projekte mit Gesamtkosten unter 20.000 Euro", MOST),
    Named("Vorhaben mit Gesamtkosten von mehr als 20.000 Euro", LEAST),
    Named("Vorhaben mit Gesamtkosten von weniger als 20.000 Euro", MOST),
    Named("Maßnahmen mit zuwendungsfähigen Ausgaben ab 20.000 Euro", LEAST),
    Named("Maßnahmen mit zuwendungsfähigen Ausgaben bis 20.000 Euro", MOST),
    Named("Projekte mit Gesamtkosten von mindestens 20.000 Euro", LEAST),
    Named("Projekte mit Gesamtkosten von höchstens 20.000 Euro", MOST),
    Named("Projekte mit Gesamtkosten oberhalb von 20.000 Euro", LEAST),
    Named("Projekte mit Gesamtkosten von nicht mehr als 20.000 Euro", MOST),
    Named("Projekte mit Gesamtkosten von nicht weniger als 20.000 Euro", LEAST),
    Named("Projekte, deren Gesamtkosten 20.000 Euro überschreiten", LEAST),
    Named("Projekte, deren Gesamtkosten 20.000 Euro unterschreiten", MOST),
    Named("Projekte, deren Gesamtkosten 20.000 Euro nicht übersteigen", MOST),
    Named("Projekte, deren Gesamtkosten 20.000 Euro nicht erreichen", MOST),
    Named("Projekte, deren Gesamtkosten nicht unter 20.000 Euro liegen", LEAST),
    Named("Projekte, die weniger als 20.000 Euro kosten", MOST),
    Named("Vorhaben unter 20.000 Euro", MOST),
    Named("Vorhaben über 20.000 Euro", LEAST),
    Named("Gemeinden mit mehr als 8.000 Einwohnern", LEAST, "population"),
    Named("Gemeinden mit weniger als 8.000 Einwohnern", MOST, "population"),
    Named("Kommunen ab 8.000 Einwohnern", LEAST, "population"),
    Named("Kommunen bis 8.000 Einwohner", MOST, "population"),
    Named("Städte über 8.000 Einwohner", LEAST, "population"),
    Named("Orte mit nicht mehr als 8.000 Einwohnern", MOST, "population"),
    *(
        Named(f"Orte mit {denial} mehr als 8.000 Einwohnern", MOST, "population")
        for denial in ("nie", "niemals", "keinesfalls", "keineswegs", "in keinem Fall")
    ),
    *(
        Named(f"Projekte, deren Gesamtkosten 20.000 Euro {denial} übersteigen", MOST)
        for denial in ("nie", "niemals", "keinesfalls", "keineswegs", "in keinem Fall")
    ),
    Named("Projekte mit Gesamtkosten von keinesfalls weniger als 20.000 Euro", LEAST),
    Named("Projekte, deren Gesamtkosten niemals unter 20.000 Euro liegen", LEAST),
    Named("Gemeinden, die mehr als 8.000 Einwohner haben", LEAST, "population"),
)
AFFIRMING = (
    "Gefördert werden {}.",
    "{} werden gefördert.",
    "Förderfähig sind {}.",
    "Antragsberechtigt sind nur {}.",
    "Was wird gefördert?\n\n- Brunnen\n- {}",
    "Gefördert werden:\n- Brunnen\n- {}",
    "Was wird nicht gefördert?\n\n- Reisen\n\nWas wird gefördert?\n\n- {}",
    "{} werden gefördert, Personalkosten nicht.",
)
DENYING = (
    "Nicht gefördert werden {}.",
    "{} werden nicht gefördert.",
    "Nicht förderfähig sind {}.",
    "Förderfähig sind nicht {}.",
    "{} sind nicht antragsberechtigt.",
    "Ausgeschlossen sind {}.",
    "{} sind von der Förderung ausgeschlossen.",
    "Von der Förderung ausgenommen sind {}.",
    "Ausgenommen davon sind {}.",
    "Nicht förderfähige Vorhaben\n- {}\n- Reisen",
    "Was wir nicht fördern\n- {}\n- Reisen",
    "Wer kann keinen Antrag stellen?\n- {}",
    "Keine Förderung für:\n- {}",
    "Keine Förderung erhalten {}.",
    "{} erhalten keine Zuwendung.",
    "{} können nicht berücksichtigt werden.",
    "{} bleiben unberücksichtigt.",
    "{} werden abgelehnt.",
    "{} scheiden aus.",
    "Die Richtlinie schließt {} aus.",
    "Das Land fördert keine {}.",
    "Eine Förderung ist ausgeschlossen für {}.",
    "Die Förderung gilt nicht für {}.",
    "Gefördert werden alle Antragsteller außer {}.",
    "Antragsberechtigt sind Vereine, nicht jedoch {}.",
    "Nicht gefördert werden Reisen, Personalkosten und {}.",
    "Nicht gefördert werden:\n- Reisen\n- {}\n- Grunderwerb",
    "Nicht gefördert werden\n\n• Reisen\n• {}",
    "Von der Förderung ausgeschlossen sind insbesondere:\n1. Grunderwerb\n2. {}",
    "Ausschlüsse\n\n- Reisen\n- {}",
    "Ausschlusskriterien:\n* {}",
    "Was wird nicht gefördert?\n\n- Reisen\n- {}",
    "Nicht förderfähig\n\n{}\nGrunderwerb",
    "Nicht förderfähig: {}.",
    "Was wird gefördert?\n\n- Wege\n\nAusschluss von der Förderung\n\n- {}",
)
DECIDING_NOTHING = (
    "{} sind nicht ausgeschlossen.",
    "Nicht nur {} werden gefördert.",
    "{} werden nur in Ausnahmefällen gefördert.",
    "{} werden bevorzugt gefördert.",
    "Auch {} werden gefördert.",
    "{} bedürfen der Zustimmung des Ministeriums.",
    "{} müssen vorab mit dem Amt besprochen werden.",
    "Bei {} ist kein Kostenplan nötig.",
    "Begonnene Vorhaben werden nicht gefördert, {} dagegen schon.",
)
TURNED = {LEAST: MOST, MOST: LEAST}


def limits(frame: str, named: Named) -> list[Claim]:
    """Return the limits read from words in a frame, with the comma that a clause needs."""
    words = named.words
    if ", " in words and not frame.endswith(("{}.", "{}")) and "{}\n" not in frame:
        words += ","
    fields = (f"{named.subject}_min", f"{named.subject}_max", "award_min", "award_max")
    return [claim for claim in read(frame.format(words)) if claim.field.value in fields]


@pytest.mark.parametrize(
    ("frame", "denied"),
    [(frame, False) for frame in AFFIRMING] + [(frame, True) for frame in DENYING],
)
def test_a_limit_is_never_read_the_wrong_way_round(frame: str, *, denied: bool) -> None:
    """Whatever limits, in whatever frame, is stated on its right side, or asked."""
    stated = 0
    for named in NAMED:
        side = TURNED[named.side] if denied else named.side
        claims = limits(frame, named)
        assert claims, frame.format(named.words)
        certain = {claim.field.value for claim in claims if not claim.doubt}
        assert certain <= {f"{named.subject}_{side}"}, frame.format(named.words)
        stated += bool(certain)
    assert stated >= 7, frame  # at least those of inhabitants


@pytest.mark.parametrize("frame", DECIDING_NOTHING)
def test_what_decides_nothing_states_no_limit(frame: str) -> None:
    """A frame that neither funds nor refuses makes no limit certain."""
    for named in NAMED:
        certain = [claim for claim in limits(frame, named) if not claim.doubt]
        assert certain == [], frame.format(named.words)
