"""Entries for the comparison: a few sources, and profiles with what a test says."""

from __future__ import annotations

from datetime import date
from typing import Any

from crawlers.source import Level, Source, Trust
from db.actors import load_actors
from db.values import Deadline, Reference
from db.vocabulary import DeadlineKind
from pipeline.duplicates import Profile, profile_of
from tests.stating import stated

HMLU = "Hessisches Ministerium für Landwirtschaft und Umwelt, Weinbau, Forsten, Jagd und Heimat"


def make_source(
    slug: str,
    trust: Trust,
    area: str,
    publisher: str = "Herausgeber",
    *,
    takes_applications: bool = False,
) -> Source:
    """Return a source that nobody crawls."""
    return Source(
        slug=slug,
        title=f"Quelle {slug}",
        publisher=publisher,
        homepage=f"https://{slug}.example.org/",
        level=Level.FEDERAL if area == "de" else Level.STATE,
        area=area,
        trust=trust,
        cron="0 5 * * *",
        expected=(0, 100),
        licence="© Herausgeber",
        takes_applications=takes_applications,
    )


SOURCES = {
    source.slug: source
    for source in (
        make_source("fdb", Trust.RELAY, "de", "Bundesministerium für Wirtschaft und Energie"),
        make_source("federal", Trust.PRIMARY, "de"),
        make_source("nki", Trust.PRIMARY, "de"),
        make_source("ble", Trust.PRIMARY, "de"),
        make_source("bbsr", Trust.PRIMARY, "de"),
        make_source("dsee", Trust.PRIMARY, "de", "Deutsche Stiftung für Engagement und Ehrenamt"),
        make_source("foerderinfo", Trust.RELAY, "de"),
        make_source("eu", Trust.PRIMARY, "eu", "Europäische Kommission"),
        make_source("eu_relay", Trust.RELAY, "eu"),
        make_source("wibank", Trust.PRIMARY, "06", "WIBank", takes_applications=True),
        make_source("wibank_by", Trust.PRIMARY, "09"),
        make_source("lhz", Trust.PRIMARY, "06", HMLU),
        make_source("press", Trust.PRIMARY, "06", "Hessische Landesregierung"),
        make_source("pages", Trust.PRIMARY, "06"),
        make_source("culture", Trust.RELAY, "06"),
        make_source("innovation", Trust.RELAY, "06"),
        make_source("lea", Trust.RELAY, "06"),
        make_source("hsgb", Trust.RELAY, "06"),
        make_source("academy", Trust.PRIMARY, "06"),
        make_source("gazette", Trust.SECONDARY, "06"),
        *(
            make_source(
                f"leader_{region}", Trust.PRIMARY, f"leader:{region}", takes_applications=True
            )
            for region in ("vogelsberg", "knuell")
        ),
    )
}


def profile(id: int, **facts: Any) -> Profile:
    """Return the profile of an entry given in the words of `duplicate_pairs.toml`."""
    source = SOURCES[facts["in"]]
    area = facts.get("area", source.area)
    links = [Reference(url=url) for url in facts.get("links", ())]
    if facts.get("guideline"):
        links.append(Reference(url=facts["guideline"], role="guideline"))
    deadlines = [facts["deadline"]] if facts.get("deadline") else []
    values = stated(
        title=facts["title"],
        url=facts.get("url", f"https://{source.slug}.example.org/entry-{id}"),
        kind=facts.get("kind", "programme"),
        level=source.level.value,
        areas=tuple(area.split()),
        funders=(facts.get("funder") or source.publisher,),
        deadlines=tuple(Deadline(kind=DeadlineKind.FIXED, value=day) for day in deadlines),
        links=tuple(links),
        published_on=_day(facts.get("published")),
        event_starts_on=_day(facts.get("event")),
        event_place=facts.get("place", ""),
    )
    return profile_of(id, values, source, load_actors())


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
