"""When a page is no longer the page of its entry, by what was read from it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crawlers.items import RawEntry
from db.statements import Evidence, Field, Standing, Statement
from pipeline.visit.emptied import Loss, Substance, judge_losses, loss
from tests.pipeline.test_settle import raw

TEXT = (
    "Gefördert werden Umbauten alter Scheunen. Anträge nimmt das Amt bis Mai entgegen. "
    "Beraten werden Eigentümer jederzeit im Rathaus."
)
CARTS = (
    "Gefördert werden Lastenräder neuer Läden. Anträge nimmt die Bank bis Juni entgegen. "
    "Fragen beantwortet die Kammer telefonisch am Mittwoch."
)
OTHER = "Willkommen im Mitgliederbereich. Geben Sie Benutzernamen sowie Kennwort ein."
DEADLINE = Statement(field=Field.DEADLINE, value="2027-05-03", evidence=Evidence(quote="Mai"))
AMOUNT = Statement(field=Field.AWARD_MAX, value=900.0)
CLOSED = Statement(field=Field.STATUS, value="closed")
MORE = replace(AMOUNT, value=4000.0)
CLUBS = Statement(field=Field.APPLICANT, value="association")
LATER = replace(DEADLINE, value="2027-06-01")
AREA = Statement(field=Field.AREA, value="06")
DOUBT = replace(DEADLINE, standing=Standing.ASKED, question="Gilt das?")


def entry(text: str = TEXT, title: str = "Scheunen") -> RawEntry:
    """An entry with a text."""
    return replace(raw(), title=title, summary="", body=text, fields=())


def lost(said: list[Statement], now: list[Statement], after: RawEntry) -> Loss:
    """What an entry loses that said this and says that now."""
    return loss("1", Substance.of(entry(), said), Substance.of(after, now))


@pytest.mark.parametrize(
    ("said", "now", "after", "whole"),
    [
        ([DEADLINE, AMOUNT], [], entry(), True),
        ([DEADLINE, AMOUNT], [AREA, DOUBT], entry(OTHER), True),
        ([DEADLINE], [], entry("Weiterlesen …"), True),
        ([DEADLINE, AMOUNT], [AMOUNT], entry(), False),
        ([DEADLINE], [LATER], entry(), False),
        ([DEADLINE], [CLOSED], entry("Das Programm ist beendet, Anträge entfallen."), False),
        ([DEADLINE], [], entry("Der Termin entfällt.", "Abgesagt: Scheunen"), False),
        # A foreign page may name a day; it is none of this entry.
        ([DEADLINE], [LATER], entry(OTHER), True),
        ([DEADLINE], [DEADLINE], entry(OTHER), False),
        # Another programme speaks alike, and perhaps to the same readers.
        ([DEADLINE, AMOUNT], [LATER, MORE], entry(CARTS), True),
        ([DEADLINE, AMOUNT, CLUBS], [LATER, MORE, CLUBS], entry(CARTS, "Lastenräder"), True),
        # A new round of the same, a page that says it in other words.
        ([DEADLINE, AMOUNT], [LATER, MORE], entry(f"{TEXT} Neu: mehr Geld."), False),
        ([DEADLINE, AMOUNT], [LATER, AMOUNT], entry(CARTS), False),
        ([DEADLINE, CLUBS], [LATER, CLUBS], entry(CARTS), False),
        ([DEADLINE, AMOUNT], [CLOSED, LATER], entry(CARTS), False),
        ([], [], entry(OTHER, "Mitglieder"), True),
        ([], [], entry(OTHER), False),
        ([], [DEADLINE], entry(f"{TEXT} Noch bis Mai."), False),
        ([AREA], [], entry(), False),
    ],
)
def test_a_page_is_another_where_nothing_of_it_is_left(
    said: list[Statement], now: list[Statement], after: RawEntry, whole: bool
) -> None:
    """All that was read is gone, or nearly all words are; a page that says it is over speaks."""
    assert lost(said, now, after).whole is whole


def test_the_reason_names_what_was_there() -> None:
    """Staff read title, values and address of what they are to look at."""
    reason = lost([DEADLINE, AMOUNT], [], entry(OTHER)).reason
    assert "„Scheunen“" in reason and "03.05.2027" in reason and entry().url in reason


def losses(whole: int, partly: int = 0, kept: int = 0) -> list[Loss]:
    """Changed entries: some that are lost, some that lost their deadline, some sound ones."""
    foreign = lost([DEADLINE, AMOUNT], [], entry(OTHER))
    poorer = lost([DEADLINE, AMOUNT], [AMOUNT], entry())
    sound = lost([DEADLINE], [LATER], entry())
    return [*[foreign] * whole, *[poorer] * partly, *[sound] * kept]


@pytest.mark.parametrize(
    ("found", "present", "refused"),
    [
        (losses(0), 9, False),
        (losses(1), 9, False),
        (losses(2), 9, False),
        (losses(3), 9, True),
        (losses(1), 1, True),
        (losses(2), 2, True),
        (losses(0, partly=2), 9, False),
        (losses(0, partly=3), 9, True),
        (losses(0, partly=3, kept=1), 9, False),
        (losses(0, partly=3, kept=2), 9, True),
        (losses(0, partly=1, kept=8), 9, False),
    ],
)
def test_a_run_is_refused_for_what_several_lose_at_once(
    found: list[Loss], present: int, refused: bool
) -> None:
    """One or two of many are left as they were; three, or all there are, speak against the run."""
    assert (judge_losses(found, present) is not None) is refused
