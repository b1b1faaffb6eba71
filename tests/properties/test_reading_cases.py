"""What holds for every text with cases: order, neighbours and length change no binding."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.claim import Field
from pipeline.reading import read

MONEY = frozenset({Field.AWARD_MAX, Field.RATE_MAX})
# Each block holds for some cases and says so in its own way; what stands below a heading
# holds for it, so those with a heading keep to themselves. A heading alone may only say what
# the text is about: it is certain beside another.
HEADED = (
    "Private Maßnahmen\n\nDer Zuschuss beträgt 35 Prozent, höchstens 45.000 Euro.",
    "Kommunale Vorhaben\n\nDer Zuschuss beträgt 65 Prozent.",
    "Baustein 1: Konzepte\n\nDie Zuwendung beträgt höchstens 20.000 Euro.",
    "Phase 2\n\nDie Zuwendung beträgt höchstens 90.000 Euro.",
)
PLAIN = (
    "Für Vereine beträgt der Zuschuss 80 Prozent, höchstens 4.000 Euro.",
    "Stiftungen erhalten einen Zuschuss von höchstens 7.000 Euro.",
    "Fördersätze:\n- Landkreise: 55 %\n- Hochschulen: 45 %",
    "Antragsteller | Zuschuss\nUnternehmen | 25 % Zuschuss\nZweckverbände | 75 % Zuschuss",
)
BLOCKS = HEADED + PLAIN
UNRELATED = (
    "Die Bibliothek öffnet im Mai.",
    "Das Land besteht aus 21 Landkreisen und 421 Gemeinden.",
    "Ein Rechtsanspruch auf die Zuwendung besteht nicht.",
    "Der Jahresumsatz darf 10 Millionen Euro nicht übersteigen.",
    "Im Vorjahr wurden 14 Vereine mit 90.000 Euro gefördert.",
)
NAMES = ("Konzepte", "Neubauten", "kleine Vereine", "Brunnen im Ortskern")
FRAGMENTS = (
    "Verkehr und Bau stellt auf Grund von Vorschlägen der Länder",
    "Fahrzeuge im Sinne der Verordnung",
    "jeweilige Schwerpunkte im Einzelnen",
    "Anlagen und Geräte nach Maßgabe der folgenden Vorschriften",
)
FRAMES = (
    "Für {} beträgt der Zuschuss 30 Prozent.",
    "Fördersätze:\n- {}: 30 %\n- Hochschulen: 45 %",
    "Zuschüsse\n{} | 30 % der Kosten\nHochschulen | 45 % der Kosten",
)


def bindings(text: str) -> set[tuple[Field, object, str, tuple[str, ...], bool]]:
    """Return each amount and rate with its case, and whether it is asked."""
    return {
        (claim.field, claim.value, claim.case.words, claim.case.applicants, claim.review)
        for claim in read(text)
        if claim.field in MONEY
    }


@pytest.mark.parametrize("block", [*PLAIN, "\n\n".join(HEADED[:2]), "\n\n".join(HEADED[2:])])
def test_every_block_is_bound_and_certain(block: str) -> None:
    """Each sample has only values with a case, so that stability is not that of nothing."""
    found = bindings("Förderung\n\n" + block)
    assert found
    assert all(words and not asked for *_, words, _, asked in found)


@pytest.mark.parametrize("blocks", [HEADED, PLAIN])
@given(st.data())
def test_the_order_of_cases_does_not_matter(blocks: tuple[str, ...], data: st.DataObject) -> None:
    """Whatever block comes first, each value keeps the case of its own block."""
    some = data.draw(st.permutations(blocks))[: data.draw(st.integers(2, len(blocks)))]
    together = bindings("\n\n".join(["Förderung", *some]))
    assert together == bindings("\n\n".join(["Förderung", *reversed(some)]))
    alone = set().union(*(bindings("Förderung\n\n" + block) for block in some))
    assert {found[:-1] for found in together} == {found[:-1] for found in alone}
    assert not any(asked for *_, asked in together)


@given(st.sampled_from(BLOCKS), st.sampled_from(UNRELATED), st.booleans())
def test_an_unrelated_paragraph_changes_no_case(block: str, more: str, first: bool) -> None:
    """A paragraph of something else beside a block neither takes nor gives a case."""
    text = f"Förderung\n\n{more}\n\n{block}" if first else f"Förderung\n\n{block}\n\n{more}"
    assert bindings(text) == bindings("Förderung\n\n" + block)


@given(st.sampled_from(FRAMES), st.sampled_from(NAMES), st.sampled_from(FRAGMENTS))
def test_a_fragment_in_place_of_a_name_makes_a_question(
    frame: str, name: str, fragment: str
) -> None:
    """A clean name in a frame is certain; words cut out of a sentence are asked."""
    certain, asked = bindings(frame.format(name)), bindings(frame.format(fragment))
    assert certain
    assert all(words and not doubt for *_, words, _, doubt in certain)
    assert {doubt for _, value, *_, doubt in asked if value == 30} <= {True}


@given(
    st.sampled_from(NAMES),
    st.integers(2, 48),
    st.integers(50, 99),
    st.booleans(),
)
def test_a_second_value_without_a_frame_leaves_none_certain_for_all(
    name: str, one: int, other: int, first: bool
) -> None:
    """Two values of one field, of which none narrows the other, are both asked."""
    said = [f"Der Zuschuss beträgt {one} Prozent.", f"Der Zuschuss beträgt {other} Prozent."]
    alone = bindings(said[0])
    assert {doubt for *_, doubt in alone} == {False}
    row = f"Zuschüsse\n- {name}: {one} %\n- Beratung: 49 %"
    text = "\n\n".join([*said, row] if first else [row, *said])
    general = [doubt for *_, words, _, doubt in bindings(text) if not words]
    assert len(general) == 2
    assert all(general)
