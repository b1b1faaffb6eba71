"""The Atom feed: read by another library, with whatever a page may say."""

from __future__ import annotations

from typing import Any

import feedparser
from hypothesis import given
from hypothesis import strategies as st

from notifier.digest.card import make_card
from notifier.feeds.atom import Feed, FeedEntry, written
from tests.conftest import NOW, TODAY
from tests.notifier.samples import news

HOSTILE = st.one_of(
    st.sampled_from(
        (
            "</summary><script>alert(1)</script>",
            "]]><!ENTITY x SYSTEM 'file:///etc/passwd'>",
            "&lt;b&gt; &amp;amp; <![CDATA[",
            "\x00\x0b\x1b\ufffe\uffff\ud800",
            "\u202egpj.exe",
        )
    ),
    st.text(max_size=60),
)


def entry(number: int = 1, **more: Any) -> FeedEntry:
    """One opportunity of a feed."""
    at = more.pop("updated_at", NOW)
    remembered = more.pop("remembered", False)
    return FeedEntry(
        id=f"tag:example.org,2026:foerderung/{number}",
        page=f"https://landbote.example.org/foerderungen/{number}",
        card=make_card(str(number), news(number, **more), TODAY),
        updated_at=at,
        topics=("Mobilität",),
        remembered=remembered,
    )


def read(*entries: FeedEntry) -> Any:
    """A feed as another library reads it."""
    feed = Feed(
        id="tag:example.org,2026:abo/1",
        title="Landbote: Lauterbach & Umland",
        own_url="https://landbote.example.org/abo/feed/k/atom.xml",
        page="https://landbote.example.org/foerderungen",
        author="Landbote",
        updated_at=NOW,
        entries=entries,
    )
    found = feedparser.parse(written(feed))
    assert not found.bozo and found.version == "atom10"
    return found


def test_a_feed_says_what_it_is_and_what_is_in_it() -> None:
    """Identities, days, links and words are those of the cards."""
    found = read(entry(1), entry(2, title="Dorfladen", remembered=True))
    assert found.feed.title == "Landbote: Lauterbach & Umland"
    assert found.feed.id == "tag:example.org,2026:abo/1"
    first, second = found.entries
    assert first.id == "tag:example.org,2026:foerderung/1"
    assert first.updated == NOW.strftime("%Y-%m-%dT%H:%M:%SZ")
    assert first.link == "https://landbote.example.org/foerderungen/1"
    assert "https://example.org/foerderung/buergerbusse" in {one.href for one in first.links}
    assert first.title == "Bürgerbusse für den ländlichen Raum"
    assert "1. Februar 2027" in first.summary and "20.000 €" in first.summary
    assert [tag.term for tag in first.tags] == ["Mobilität"]
    assert second.title == "Vorgemerkt: Dorfladen"


@given(title=HOSTILE, summary=HOSTILE, url=HOSTILE)
def test_hostile_words_stay_words(title: str, summary: str, url: str) -> None:
    """Each entry stays one entry with text in it, and no address that is none becomes a link."""
    found = read(entry(1, title=title, summary=summary, url=url), entry(2))
    first, second = found.entries
    assert second.title == "Bürgerbusse für den ländlichen Raum"
    assert first.summary_detail.type == "text/plain"
    assert all(one.href.startswith(("http://", "https://")) for one in first.links)
