"""Edition: a selection as a mail, the same for all readers but for their names and links."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from db.labels import day, short_day
from db.local_date import local_date
from db.queries.source_readings import source_readings
from db.selections import Selection
from db.subscribers import Subscriber
from db.vocabulary import SELECTION
from notifier.digest.card import CardBox
from notifier.digest.editor import MAX_CONTACTS, Digest, Frame, Group, Item, Reader, Section, Share
from notifier.digest.facts import Link
from notifier.digest.note import note_of
from notifier.digest.order import Places
from notifier.digest.render import Renderer
from notifier.digest.sections import selected
from notifier.digest.sources_note import SourcesNote
from notifier.digest.wording import one_line
from notifier.issue import Imprint, area_name
from notifier.ledger import NewMail, lines_of
from notifier.mail.links import Links, issue_key, link_allowed
from notifier.mail.message import Letter, message_bytes, message_id
from notifier.mail.sender import Sender
from notifier.mail.verp import leave_list_mail
from notifier.news.known import Known
from notifier.news.select import Selected, Wish
from notifier.selections.look import selected_of, titles_of
from notifier.standing import Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """Who a selection is from: a name, the address that gets the answers, and the region's name."""

    name: str
    address: str
    region: str

    @property
    def by(self) -> str:
        """How the manager is called above and beside what was written."""
        return f"Hinweis von {self.name}, {self.region}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reads:
    """Whom a mail is for, and since when this one is on the list."""

    subscriber: Subscriber
    since: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One selection set for its readers; what they share is made once."""

    number: int
    area: str
    on: date
    now: datetime
    signed: Signed
    sender: Sender
    links: Links
    frame: Frame
    items: tuple[Item, ...]
    subject: str
    renderer: Renderer
    share: Share

    @classmethod
    def of(
        cls,
        session: Session,
        imprint: Imprint,
        selection: Selection,
        items: Sequence[tuple[str, Standing]],
        signed: Signed,
        now: datetime,
    ) -> Edition:
        """Set what a manager chose, in that order, each with a line that may be empty."""
        on = local_date(now)
        sender = from_region(imprint.sender, signed.region, selection.area)
        frame = _frame(session, imprint, selection, signed, on)
        cards = CardBox(on, imprint.actors, titles_of(imprint), imprint.topics)
        places = Places(on)
        wish = Wish(area=selection.area, area_name=signed.region)
        made = []
        for note, standing in items:
            why = f"weil {one_line(signed.name, 80)} es für {signed.region} ausgewählt hat"
            chosen = replace(selected_of(standing, why), again_on=str(selection.id))
            made.append(
                Item(
                    card=cards.card(chosen),
                    explanation=why,
                    selected=chosen,
                    place=places.of(chosen, [wish]),
                    hint=one_line(note, 400),
                    hint_by=signed.by,
                )
            )
        renderer = Renderer(sender)
        nobody = Reader(
            address="", name="", settings_url="", unsubscribe_url="", matches_url="", issue_url=""
        )
        return cls(
            number=selection.id,
            area=selection.area,
            on=on,
            now=now,
            signed=signed,
            sender=sender,
            links=Links(base_url=sender.base_url, secret=sender.secret),
            frame=frame,
            items=tuple(made),
            subject=selection.title,
            renderer=renderer,
            share=renderer.share(frame, nobody, made),
        )

    @property
    def key(self) -> str:
        """The name by which a link tells this issue from all others."""
        return issue_key(SELECTION, self.on, self.number)

    def digest(self, reads: Reads, share: Share | None = None) -> Digest:
        """Return what stands in a reader's mail; of what has no card a line leads to its page."""
        cards = (share or self.share).cards
        carded = tuple(item for item in self.items if item.entry in cards)
        kind = selected.SECTION
        section = Section(
            name=kind.name,
            title=kind.title,
            counted=kind.counted(len(self.items)),
            groups=(Group(heading="", items=carded),) if carded else (),
        )
        return Digest(
            subject=self.subject,
            on=self.on,
            reader=self._reader(reads.subscriber),
            frame=replace(self.frame, why=self._why(reads.since)),
            overview=self.items,
            sections=(section,),
        )

    def mail(self, reads: Reads) -> tuple[Digest, Letter]:
        """Return a reader's mail and what stands in it."""
        subscriber, digest = reads.subscriber, self.digest(reads)
        bodies = self.renderer.render(digest)
        return digest, Letter(
            sender=self.sender,
            recipient=subscriber.email,
            recipient_name=digest.reader.name,
            subject=digest.subject,
            message_id=message_id(self.sender, self.key, subscriber.token),
            written_at=self.now,
            unsubscribe_url=digest.reader.unsubscribe_url,
            unsubscribe_mail=leave_list_mail(self.sender, subscriber.token, self.area),
            issue=self.key,
            reply_to=(self.signed.name, self.signed.address),
            html=bodies.html,
            text=bodies.text,
            quoted_html=bodies.quoted_html,
            quoted_text=bodies.quoted_text,
        )

    def row(self, issue_id: int, reads: Reads) -> NewMail:
        """Return a mail as the ledger has it. Raises MessageError for what cannot be mailed."""
        digest, letter = self.mail(reads)
        return NewMail(
            subscriber_id=reads.subscriber.id,
            mail={
                "issue_id": issue_id,
                "subscriber_id": reads.subscriber.id,
                "recipient": letter.envelope_recipient,
                "subject": digest.subject,
                "message_id": letter.message_id,
                "message": message_bytes(letter),
                "item_count": len(self.items),
                "sources_note": self.frame.sources_note,
                "planned_at": self.now,
            },
            lines=[line for item in self.items for line in _lines(item.selected)],
        )

    def _reader(self, subscriber: Subscriber) -> Reader:
        return Reader(
            address=subscriber.email,
            name=one_line(subscriber.name, 120),
            settings_url=self.links.settings(subscriber.token),
            unsubscribe_url=self.links.leave_list(subscriber.token, self.area),
            matches_url=self.links.matches(subscriber.token),
            issue_url=self.links.issue(subscriber.token, self.key),
        )

    def _why(self, since: datetime | None) -> str:
        when = f" am {short_day(local_date(since))}" if since else ""
        return (
            f"den Verteiler „{self.signed.region}“{when} bestätigt hat. Zusammengestellt hat die "
            f"Auswahl {self.signed.name} ({self.signed.address}), verschickt wird sie mit dem "
            "Landboten."
        )


def from_region(sender: Sender, region: str, area: str) -> Sender:
    """Return the installation's sender as it writes for a region, whose list is one of its own."""
    name = "".join(one if one.isalnum() and one.isascii() else "-" for one in area).strip("-")
    return replace(
        sender,
        name=f"{one_line(region, 80)} über {sender.name}",
        list_id=f"{name}.{sender.list_identity}",
    )


def region_name(imprint: Imprint, area: str) -> str:
    """Return how a region is called in a mail."""
    return one_line(area_name(imprint.places, area), 80)


def _frame(
    session: Session, imprint: Imprint, selection: Selection, signed: Signed, on: date
) -> Frame:
    said = SourcesNote(imprint.sources, source_readings(session), on, imprint.places.covers)
    return Frame(
        headline=selection.title,
        issue=f"Auswahl vom {day(on)} von {signed.name}",
        cadence="",
        subscriptions=(),
        contacts=tuple(
            Link(
                text=f"{one.name}: {one.task}",
                url=one.website if link_allowed(one.website) else "",
            )
            for one in dict.fromkeys(imprint.contacts(selection.area))
        )[:MAX_CONTACTS],
        sources_note=said([Wish(area=selection.area)]),
        selected_by=signed.by,
        intro=note_of(selection.intro),
    )


def _lines(chosen: Selected) -> list[dict[str, object]]:
    return lines_of(chosen, Known())
