"""A raw entry holds the publisher's words, and nothing that a file or a database refuses."""

from __future__ import annotations

import json

import pytest

from crawlers.items import Contact, Given, Kind, LabelledText, Link, RawEntry
from crawlers.observe.outcome import CrawlStopped, Outcome


def entry(word: str) -> RawEntry:
    """An entry that has a word everywhere, however deep."""
    return RawEntry(
        source="he_muster",
        key=word,
        url=f"https://example.org/{word}",
        kind=Kind.CALL,
        title=word,
        fields=(LabelledText(label=word, text=word),),
        given=Given(notes=(word,), contacts=(Contact(person=word),), links=(Link(url=word),)),
        structured={word: [word, {"more": word}], "count": 3},
    )


@pytest.mark.parametrize(
    ("bad", "clean"),
    [
        ("Dor\0f", "Dorf"),
        ("Dor\x08f", "Dorf"),
        ("Dorf\x1f\x7f", "Dorf"),
        ("Do\ud83crf", "Do\ufffdrf"),
    ],
)
def test_what_nobody_can_store_is_taken_out_of_an_entry_wherever_it_stands(
    bad: str, clean: str
) -> None:
    """The entry is the one that its source would have sent without the fault."""
    assert entry(bad).to_json() == entry(clean).to_json()
    assert RawEntry.from_json(entry(clean).to_json().replace(clean, escaped(bad))) == entry(clean)


def escaped(text: str) -> str:
    return json.dumps(text)[1:-1]


@pytest.mark.parametrize(
    "text", ["Zeile\nZeile\tSpalte\r\f", "weich\u00adtrennen \U0001f33b \ufffd"]
)
def test_words_and_white_space_stay_as_they_are(text: str) -> None:
    """Only control characters and half characters go."""
    assert entry(text).title == text
    assert RawEntry.from_json(entry(text).to_json()) == entry(text)


@pytest.mark.parametrize(("said", "kept"), [("Titel\0", "Titel"), ("\udc80Titel", "\ufffdTitel")])
def test_the_reason_of_a_failed_crawl_can_be_stored_too(said: str, kept: str) -> None:
    """It may quote the page."""
    assert CrawlStopped(Outcome.BROKEN, said).reason == kept
