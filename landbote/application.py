"""Application: settings, engine and clock put together; the one place where they meet."""

from __future__ import annotations

import os
import socket
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from threading import Event

from sqlalchemy import Engine

from crawlers.by_hand import BY_HAND
from crawlers.forks import CRAWLS, ForkServer
from crawlers.registry import sources
from crawlers.source import Source
from crawlers.watched import WatchedPage
from db.area_tree import AreaTree
from db.areas import store_areas
from db.engine import make_engine, reading, writing
from db.projection import rebuild_all
from db.schema import upgrade
from db.search_texts import store_topic_names, topic_names
from landbote.alone import Alone
from landbote.areas import current_areas
from landbote.clock import Clock, local_date, pretending, real_clock
from landbote.crawling.order import CRAWL
from landbote.settings import Settings
from landbote.watching import watched_pages
from notifier.mail.dkim import read_key
from notifier.mail.pace import Pace
from notifier.mail.sender import Sender
from notifier.sending import Terms
from pipeline.edition import comparing_edition, reading_edition
from pipeline.reading.where.areas import Gazetteer
from pipeline.run import Rules
from pipeline.themes import Topic, load_topics, topic_labels


@dataclass(frozen=True, kw_only=True)
class Application:
    """What every command works with. Costly parts are made when first asked for."""

    settings: Settings
    clock: Clock
    engine: Engine
    program: tuple[str, ...] = CRAWL  # what Python runs for a crawl
    forks: ForkServer | None = None  # instead, where many crawls are to come
    alone: Alone = field(default_factory=Alone)  # which sources this process is visiting
    stopping: Event = field(default_factory=Event)  # no mail is begun any more

    @property
    def today(self) -> date:
        """The local date of this moment, or the pretended one."""
        return local_date(self.clock())

    @property
    def sources(self) -> Mapping[str, Source]:
        """Every source by its slug: shipped, written by hand, and pages that staff have watched."""
        watched = {slug: page.source() for slug, page in self.watched.items()}
        return {**self._shipped, **watched}

    @property
    def watched(self) -> Mapping[str, WatchedPage]:
        """The pages that staff have watched; asked anew each time, since they may be more."""
        with reading(self.engine) as session:
            return watched_pages(session)

    @cached_property
    def _shipped(self) -> Mapping[str, Source]:
        return {**sources(), BY_HAND.slug: BY_HAND}

    @cached_property
    def areas(self) -> AreaTree:
        """The areas as they are valid today, stored and in memory."""
        with writing(self.engine) as session:
            tree = current_areas(session, self.today)
            store_areas(session, tree)
        return tree

    @cached_property
    def topics(self) -> tuple[Topic, ...]:
        """The themes that subscribers choose from."""
        return load_topics()

    @cached_property
    def edition(self) -> str:
        """The mark of the rules for reading as they are now."""
        return reading_edition(self._shipped.values())

    @cached_property
    def compares_as(self) -> str:
        """The mark of the rules for comparing as they are now."""
        return comparing_edition(self._shipped.values())

    @property
    def rules(self) -> Rules:
        """What the pipeline reads by, for the sources that there are now."""
        return replace(self._costly_rules, sources=self.sources)

    @cached_property
    def _costly_rules(self) -> Rules:
        return Rules(
            sources=self._shipped,
            topics=self.topics,
            gazetteer=Gazetteer.of(self.areas),
            edition=self.edition,
            compares_as=self.compares_as,
        )

    @cached_property
    def sender(self) -> Sender:
        """Who the mails come from."""
        settings = self.settings
        return Sender(
            name=settings.sender_name,
            address=settings.sender_address,
            base_url=settings.base_url.rstrip("/"),
            secret=settings.signing_secret(),
            contact=(settings.contact, settings.contact_address),
            bounce_address=settings.bounce_address or "",
            dkim=tuple(read_key(file, selector) for selector, file in settings.dkim_keys.items()),
        )

    @cached_property
    def terms(self) -> Terms:
        """How mails are sent; what was learned of a domain's pace is kept from run to run."""
        settings = self.settings
        return Terms(
            sender=self.sender,
            pace=Pace(connections=settings.domain_connections, pause=settings.domain_pause),
            stopping=self.stopping.is_set,
        )

    @cached_property
    def holder(self) -> str:
        """This process, as leases and claims name it."""
        return f"{socket.gethostname()}:{os.getpid()}"

    @property
    def crawler(self) -> tuple[str, ...]:
        """What Python is to run for a crawl now."""
        return self.forks.program(CRAWL[-1]) if self.forks else self.program

    def for_many_crawls(self) -> Application:
        """Return the application with crawls that start as forks, of the same program."""
        return replace(self, forks=ForkServer(imports=CRAWLS)) if self.program == CRAWL else self

    @property
    def crawl_limit(self) -> timedelta:
        """How long one crawl may take."""
        return timedelta(minutes=self.settings.crawl_minutes)


def start(settings: Settings, today: date | None = None) -> Application:
    """Open the database, bring its schema up to date, and return the application.

    Facts follow the schema, and what the topics are called, which is searched.
    """
    engine = make_engine(settings.database())
    clock = real_clock if today is None else pretending(today)
    upgraded, labels = upgrade(engine), topic_labels()
    with reading(engine) as session:
        renamed = topic_names(session) != labels
    if upgraded or renamed:
        with writing(engine) as session:
            store_topic_names(session, labels)
            rebuild_all(session, local_date(clock()))
    return Application(settings=settings, clock=clock, engine=engine)
