"""Municipal news: what of the usual news of villages becomes a hint, measured on four sets.

What is expected was written down before anything read it. The first two sets mended the rules, as
kinds, and the third one once more; of the fourth one kind was mended later, who turns to somebody
by a day. `docs/decisions/0029-leads.md` has what each gave when it was first read.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from crawlers.events import kind_of_news
from crawlers.items import RawEntry
from pipeline.lead import Lead, lead_of
from pipeline.run import Rules
from tests.conftest import TODAY
from tests.pipeline.test_leads import TOWN

NEWS = Path(__file__).parent / "news"


@dataclass
class Outcome:
    """How the news of a set came out, each by its title."""

    right: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    wrong_days: list[str] = field(default_factory=list)
    without_day: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """The share of hints that are some."""
        return len(self.right) / (len(self.right) + len(self.false))

    @property
    def recall(self) -> float:
        """The share of what should be a hint that is one."""
        return len(self.right) / (len(self.right) + len(self.missed))


def entry(news: dict[str, Any]) -> RawEntry:
    """A piece of news as a crawler brings it."""
    text = news["text"].strip()
    return RawEntry(
        source=TOWN.slug,
        key=news["title"],
        url="https://mun-a.example.org/meldung",
        kind=kind_of_news(news["title"], "", text),
        title=news["title"],
        body=text,
        published_on=news["on"],
    )


def measured(name: str, rules: Rules) -> Outcome:
    """Read a set, and compare it with what is expected."""
    of_town = replace(rules, sources={TOWN.slug: TOWN})
    outcome = Outcome()
    for news in tomllib.loads((NEWS / f"{name}.toml").read_text())["news"]:
        lead = lead_of(entry(news), of_town, TODAY)
        if lead is None or not news["hint"]:
            wrong = outcome.missed if news["hint"] else outcome.false
            if lead or news["hint"]:
                wrong.append(news["title"])
            continue
        outcome.right.append(news["title"])
        _compare_days(outcome, lead, news)
    return outcome


def _compare_days(outcome: Outcome, lead: Lead, news: dict[str, Any]) -> None:
    if lead.until_on == news.get("until"):
        return
    wrong = outcome.wrong_days if lead.until_on else outcome.without_day
    wrong.append(news["title"])


@pytest.mark.parametrize(
    ("name", "precision", "recall", "without_day"),
    [
        ("first", 0.99, 0.99, 5),
        ("second", 0.99, 0.99, 2),
        ("third", 0.9, 0.83, 0),
        ("fourth", 0.74, 0.66, 2),
    ],
)
def test_the_usual_news_of_villages(
    rules: Rules, name: str, precision: float, recall: float, without_day: int
) -> None:
    """As many become hints as were measured, and none with a wrong day."""
    outcome = measured(name, rules)
    assert outcome.precision >= precision, outcome.false
    assert outcome.recall >= recall, outcome.missed
    assert not outcome.wrong_days
    assert len(outcome.without_day) <= without_day, outcome.without_day
