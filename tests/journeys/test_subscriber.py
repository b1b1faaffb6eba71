"""A mayor's office, a LEADER region and a district read their digests."""

from __future__ import annotations

import re

from db.engine import reading
from db.queries.listing import published
from landbote.demo.subscribers import SUBSCRIBERS
from tests.journeys.conftest import DemoDay

WITH_QUOTE = re.compile(r"Bis wann: \w+, \d+\. \w+ 20\d\d „[^“]+“")
HEADLINE = re.compile(r"^\* (.+(?:\n  (?!http).+)*)", re.MULTILINE)


def headlines(text: str) -> set[str]:
    """The titles in a mail's text."""
    return {" ".join(title.split()) for title in HEADLINE.findall(text)}


def test_everybody_gets_one_mail_of_their_own(demo_day: DemoDay) -> None:
    """Three subscribers, three mails, and no two with the same items."""
    assert sorted(mail.recipient for mail in demo_day.result.mails) == sorted(
        order.email for order in SUBSCRIBERS
    )
    told = [headlines(demo_day.text_for(order.email)) for order in SUBSCRIBERS]
    assert all(len(titles) >= 5 for titles in told)
    assert told[0] != told[1] != told[2] != told[0]


def test_the_regions_call_reaches_the_region_only(demo_day: DemoDay) -> None:
    """The Vogelsberg's call is for its municipality and its LEADER region, not for Fulda."""
    call = "Förderaufruf Regionalbudget 2027 im Vogelsberg"
    assert call in headlines(demo_day.text_for("rathaus@"))
    assert call in headlines(demo_day.text_for("regionalmanagement@"))
    assert call not in headlines(demo_day.text_for("foerderstelle@"))


def test_what_may_be_one_call_is_one_card_with_both_days(demo_day: DemoDay) -> None:
    """The region's own page leads; the relay's other day stands beside it, as one that differs."""
    text = " ".join(demo_day.text_for("rathaus@").split())
    relayed = "Regionalbudget 2027: Aufruf in der LEADER-Region Vogelsberg"
    assert relayed not in headlines(demo_day.text_for("rathaus@"))
    assert "Angaben weichen ab: 25. oder 29. Januar 2027" in text
    assert "Vielleicht dasselbe: LAND HAT ZUKUNFT" in text


def test_another_lands_money_is_nobodys_here(demo_day: DemoDay) -> None:
    """What is for another Land only is published, but mailed to nobody in Hessen."""
    with reading(demo_day.app.engine) as session:
        elsewhere = {
            listed.values.title
            for listed in published(session)
            if all(re.fullmatch(r"(?!06)\d\d\d*", area) for area in listed.values.areas)
        }
    assert elsewhere
    for order in SUBSCRIBERS:
        assert not elsewhere & headlines(demo_day.text_for(order.email))


def test_a_deadline_is_shown_with_its_words(demo_day: DemoDay) -> None:
    """Until when, and read from which words; that a machine read them is said once, at the foot."""
    for order in SUBSCRIBERS:
        text = " ".join(demo_day.text_for(order.email).split())
        assert WITH_QUOTE.search(text)
        assert text.count("automatisch gelesen") == 1


def test_every_mail_says_why_and_how_to_leave(demo_day: DemoDay) -> None:
    """A reason at every item, and signed links for settings and goodbye."""
    for order in SUBSCRIBERS:
        text = demo_day.text_for(order.email)
        why = " ".join(text.split()).count("Sie lesen das, weil")
        assert why == len(HEADLINE.findall(text))
        assert "/abo/einstellungen/" in text and "/abo/abbestellen/" in text


def test_awards_are_in_no_mail(demo_day: DemoDay) -> None:
    """A Bescheid handed over is nobody's chance."""
    for order in SUBSCRIBERS:
        assert not any("Bescheid" in title for title in headlines(demo_day.text_for(order.email)))


def test_every_mail_says_whom_to_ask_in_the_region(demo_day: DemoDay) -> None:
    """The nearest offices by name, each reader their own; no person and no phone number."""
    block = "Ansprechpartner in Ihrer Region"
    texts = [" ".join(demo_day.text_for(order.email).split()) for order in SUBSCRIBERS]
    rathaus, region, district = (text.partition(block)[2].partition("===")[0] for text in texts)
    assert "Regionalmanagement der LEADER-Region Vogelsberg" in rathaus
    assert "Vogelsbergkreis: Amt für den ländlichen Raum" in rathaus
    assert "Regionalmanagement der LEADER-Region Vogelsberg" in region
    assert "Landkreis Fulda: Amt für den ländlichen Raum" in district
    assert "Vogelsberg" not in district


def test_nothing_is_told_twice(demo_day: DemoDay) -> None:
    """Whatever several sources have is one item of a mail."""
    for order in SUBSCRIBERS:
        told = HEADLINE.findall(demo_day.text_for(order.email))
        assert len(told) == len(set(told)) > 1
