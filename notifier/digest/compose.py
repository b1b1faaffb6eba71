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
from notifier.digest.order import Places
from notifier.digest.render import Renderer
from notifier.digest.sections import section_kinds
from notifier.digest.wording import one_line
from notifier.mail.links import Links, issue_key
from notifier.mail.message import Letter, message_id
from notifier.mail.sender import Sender
from notifier.mail.verp import unsubscribe_mail
from notifier.news.select import Selected, SourceFacts, Wish


@dataclass(frozen=True, slots=True, kw_only=True)
class Composer:
    """Makes the mails of one issue; what they share is made once."""

    sender: Sender
    links: Links
    editor: Editor
    renderer: Renderer
    key: str
    now: datetime

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
        sources_note: Callable[[Sequence[Wish]], str] = lambda _wishes: "",
        slot: int = 0,
    ) -> Composer:
        """Return the composer of an issue; `topics` are the German labels by topic id.

        `actors` know the present names of funders, `contacts` whom to ask in an area,
        `sources` the facts of sources by slug, `notes` what the desk says to whom,
        `sources_note` which sources were read; `slot` is the local hour of what goes out at once.
        """
        titles = {slug: source.title for slug, source in (sources or {}).items()}
        renderer = Renderer(sender)
        editor = Editor(
            title=sender.name,
            on=on,
            cadence=cadence,
            kinds=section_kinds(),
            topics=topics,
            card=CardBox(on, actors, titles, topics).card,
            places=Places(on),
            contacts=contacts,
            notes=notes,
            sources_note=sources_note,
            share=renderer.share,
        )
        links = Links(base_url=sender.base_url, secret=sender.secret)
        return cls(
            sender=sender,
            links=links,
            editor=editor,
            renderer=renderer,
            key=issue_key(cadence, on, slot),
            now=now,
        )

    def compose(
        self,
        subscriber: Subscriber,
        wishes: Sequence[Wish],
        selected: Sequence[Selected],
        left: int = 0,
    ) -> tuple[Digest, Letter]:
        """Return what stands in a subscriber's mail, and the mail; `left` counts what cannot."""
        reader = self.reader(subscriber)
        digest = self.editor.assemble(selected, wishes, reader, left)
        return digest, self._letter(subscriber, digest)

    def nothing_new(self, subscriber: Subscriber, wishes: Sequence[Wish]) -> tuple[Digest, Letter]:
        """Return the mail that says that there is nothing to tell, and which sources were read."""
        digest = self.editor.nothing_new(wishes, self.reader(subscriber))
        return digest, self._letter(subscriber, digest)

    def _letter(self, subscriber: Subscriber, digest: Digest) -> Letter:
        bodies = self.renderer.render(digest)
        return Letter(
            sender=self.sender,
            recipient=subscriber.email,
            recipient_name=digest.reader.name,
            subject=digest.subject,
            message_id=message_id(self.sender, self.key, subscriber.token),
            written_at=self.now,
            unsubscribe_url=digest.reader.unsubscribe_url,
            unsubscribe_mail=unsubscribe_mail(self.sender, subscriber.token),
            issue=self.key,
            html=bodies.html,
            text=bodies.text,
            quoted_html=bodies.quoted_html,
            quoted_text=bodies.quoted_text,
        )

    def reader(self, subscriber: Subscriber) -> Reader:
        """Return a subscriber with the links that only this one gets."""
        return Reader(
            address=subscriber.email,
            name=one_line(subscriber.name, 120),
            settings_url=self.links.settings(subscriber.token),
            unsubscribe_url=self.links.unsubscribe(subscriber.token),
            matches_url=self.links.matches(subscriber.token),
            issue_url=self.links.issue(subscriber.token, self.key),
        )
