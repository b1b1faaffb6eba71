"""Left out: what a visit could not read and went on without, so that one fault costs one entry."""

from __future__ import annotations

from dataclasses import dataclass, field

from crawlers.observe.outcome import CrawlStopped, Outcome

_PAGES = 3  # beyond which it is the source that is ill, not a page of it
_SHARE = 1 / 3  # of all pages, where they came and only could not be read


@dataclass(slots=True)
class LeftOut:
    """The pages, records and ways that one visit went on without; `pages_read` counts the others.

    Only a page that is one of many may be left out, and only a few of them; of those that
    came and are built as no article is, a third. Who refuses us twice in a row is not asked
    for more.
    """

    pages: list[CrawlStopped] = field(default_factory=list)
    records: list[str] = field(default_factory=list)
    ways: list[str] = field(default_factory=list)  # broken, where a source has several
    pages_read: int = 0
    refused: bool = False  # the last page asked for was

    def page(self, stop: CrawlStopped) -> None:
        """Go on without a page. Raises its reason once there are too many, or we are not wanted."""
        again = self.refused and stop.outcome is Outcome.BLOCKED
        self.refused = stop.outcome is Outcome.BLOCKED
        self.pages.append(stop)
        # A page that came costs the source nothing; what share of them it is the end will show.
        away = [page for page in self.pages if page.outcome is not Outcome.BROKEN]
        if again or len(away) > _PAGES:
            # A new exception: Scrapy reports none that an errback only passes on.
            raise CrawlStopped(stop.outcome, stop.reason)

    def too_much(self, entries: int) -> CrawlStopped | None:
        """Return why a visit with so many entries is none, once all was asked for."""
        every = len(self.pages) + self.pages_read
        if len(self.pages) > self.pages_read or len(self.pages) > max(_PAGES, _SHARE * every):
            return self.pages[0]
        if len(self.records) > entries:
            return CrawlStopped(Outcome.BROKEN, self.records[0])
        return None

    def reasons(self) -> tuple[str, ...]:
        """Return a German sentence for each page, record and way."""
        return (*(stop.reason for stop in self.pages), *self.records, *self.ways)
