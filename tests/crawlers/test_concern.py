"""Whether an entry is about what its source is read for."""

from __future__ import annotations

import pytest

from crawlers.concern import concerns
from crawlers.items import Kind, RawEntry

WORDS = ("LEADER", "Regionalbudget")


@pytest.mark.parametrize(
    ("title", "body", "kind", "is_about"),
    [
        ("REGIONALBUDGET 2027", "", Kind.NOTICE, True),
        ("Infoabend zu LEADER-Projekten", "", Kind.EVENT, True),
        ("Geld für Vereine", "Das Regionalbudgets-Team berät.", Kind.CALL, True),
        ("Geld für Vereine", "Ein Zuschuss aus LEADER.", Kind.PROGRAMME, True),
        # Who got money, and where a word merely stands.
        ("LEADER: Bescheid übergeben", "", Kind.AWARD, False),
        ("Neuer Wanderweg", "Gefördert aus LEADER.", Kind.NOTICE, False),
        ("Abend im Wald", "Mit Geld aus dem Regionalbudget.", Kind.EVENT, False),
        # Another word, or none.
        ("Leadership im Wald", "", Kind.CALL, False),
        ("Fotowettbewerb", "Bilder einreichen!", Kind.PRIZE, False),
    ],
)
def test_what_an_entry_is_about(title: str, body: str, kind: Kind, is_about: bool) -> None:
    """A word in the title says it, and one in the text of an offer; nothing else does."""
    entry = RawEntry(
        source="leader_rhoen", key="/a", url="https://www.example.org/a", kind=kind, title=title,
        body=body,
    )  # fmt: skip
    assert concerns(entry, WORDS) is is_about
