"""The rules as they are shipped, made once: they are costly."""

from __future__ import annotations

import pytest

from db.area_tree import load_area_tree
from pipeline.reading.where.areas import Gazetteer
from pipeline.run import Rules
from pipeline.themes import load_topics
from tests.conftest import TODAY
from tests.pipeline.test_settle import SOURCE


@pytest.fixture(scope="session")
def rules() -> Rules:
    """The rules for one source."""
    gazetteer = Gazetteer.of(load_area_tree(TODAY))
    return Rules(
        sources={SOURCE.slug: SOURCE}, topics=load_topics(), gazetteer=gazetteer, edition="one"
    )
