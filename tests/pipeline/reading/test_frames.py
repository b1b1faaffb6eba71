"""Every frame states what its own example says."""

from __future__ import annotations

import pytest

from pipeline.claim import Field
from pipeline.reading import read
from pipeline.reading.time.frames import CLOSING, OPENING, Shape


@pytest.mark.parametrize(
    ("shape", "field"),
    [
        *((one, Field.DEADLINE) for one in CLOSING),
        *((one, Field.OPENS) for one in OPENING),
    ],
    ids=lambda value: value.example if isinstance(value, Shape) else "",
)
def test_a_frame_states_its_example(shape: Shape, field: Field) -> None:
    """A frame stands beside a sentence that it binds, and binds it for certain."""
    text = shape.example.replace("Mai", "Mai 2027").replace("May", "May 2027")
    stated = [one.value for one in read(text) if one.field is field and not one.doubt]
    assert any(str(value).endswith(("-05-03", "-05-09")) for value in stated)
