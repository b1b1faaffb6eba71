"""Composing: from what was selected for a reader to the finished mail."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from db.actors import Actors, AreaContact
from db.subscribers import Subscriber
from db.vocabulary import Cadence
from notifier.digest.card import CardBox
from notifier.digest.editor import Digest, Editor, Reader
from notifier.digest.render import Rendered, Renderer, sign_of_life
from notifier.digest.sections import section_kinds
from notifier.digest.wording import one_line
from notifier.mail.links import Links
from notifier.mail.message import Letter, message_id
from notifier.mail.sender import Sender
from notifier.news.select import MAX_ITEMS, Selected, SourceFacts, Wish

# Gmail cuts a mail off at 102 KB, and with it the line that unsubscribes.
CLIPPED_BYTES = 100_000
FEWER_ITEMS = (MAX_ITEMS, 30, 20, 10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Composer:
    """Makes the mails of one issue; what they share is made once."""

    sender: Sender
    links: Links
    editor: Editor
    renderer: Renderer
    now: datetime
    slot: int = 0  # the hour of an issue that goes out at once

    @classmethod
    def of_issue(
        cls,
        sender: Sender,
        cadence: Cadence,
        on: date,
        now: datetime,
        topics: Mapping[str, str],
        actors: Actors | None = None,
        contacts: Callable[[str], Sequence[AreaContact]] = lambda _area: (),
        sources: Mapping[str, SourceFacts] | None = None,
        notes: Callable[[Sequence[Wish]], Sequence[str]] = lambda _wishes: (),
    ) -> Composer:
        """Return the composer of an issue; `topics` are the German labels by topic id.

        `actors` know the present names of funders, `contacts` whom to ask in an area,
        `sources` the facts of sources by slug, `notes` what the desk says to whom.
        """
        titles = {slug: source.title for slug, source in (sources or {}).items()}
        editor = Editor(
            title=sender.name,
            on=on,
            cadence=cadence,
            kinds=section_kinds(),
            topics=topics,
            card=CardBox(on, actors, titles, topics).card,
            contacts=contacts,
            notes=notes,
        )
        links = Links(base_url=sender.base_url, secret=sender.secret)
        return cls(sender=sender, links=links, editor=editor, renderer=Renderer(sender), now=now)

    def compose(
        self,
        subscriber: Subscriber,
        wishes: Sequence[Wish],
        selected: Sequence[Selected],
        left: int = 0,
    ) -> tuple[Digest, Letter]:
        """Return what stands in a subscriber's mail, and the mail; `left` counts what cannot."""
        reader = self.reader(subscriber)
        digest, bodies = self._fitting(selected, wishes, reader, left)
        return digest, self._letter(subscriber, digest, bodies)

    def nothing_new(self, subscriber: Subscriber, wishes: Sequence[Wish]) -> tuple[Digest, Letter]:
        """Return the mail that says that a month brought nothing, to who wants a sign of life."""
        digest = self.editor.without_news(wishes, self.reader(subscriber))
        return digest, self._letter(subscriber, digest, sign_of_life(digest))

    def _letter(self, subscriber: Subscriber, digest: Digest, bodies: Rendered) -> Letter:
        return Letter(
            sender=self.sender,
            recipient=subscriber.email,
            recipient_name=digest.reader.name,
            subject=digest.subject,
            message_id=message_id(self.sender, self._name, self.editor.on, subscriber.token),
            written_at=self.now,
            unsubscribe_url=digest.reader.unsubscribe_url,
            html=bodies.html,
            text=bodies.text,
        )

    @property
    def _name(self) -> str:
        """What tells the issue from others of its day."""
        return f"{self.editor.cadence}.{self.slot}" if self.slot else self.editor.cadence

    def reader(self, subscriber: Subscriber) -> Reader:
        """Return a subscriber with the links that only this one gets."""
        return Reader(
            address=subscriber.email,
            name=one_line(subscriber.name, 120),
            settings_url=self.links.settings(subscriber.token),
            unsubscribe_url=self.links.unsubscribe(subscriber.token),
            matches_url=self.links.matches(subscriber.token),
        )

    def _fitting(
        self, selected: Sequence[Selected], wishes: Sequence[Wish], reader: Reader, left: int
    ) -> tuple[Digest, Rendered]:
        for limit in FEWER_ITEMS:
            digest = self.editor.assemble(selected, wishes, reader, limit, left)
            bodies = self.renderer.render(digest)
            if len(bodies.html.encode()) <= CLIPPED_BYTES:
                break
        return digest, bodies
