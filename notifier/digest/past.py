"""Past: what the ledger keeps of an issue, as it was chosen for its reader then. Pure.

The editor of today's mails puts it together again: with the same words, in the same order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from db.deliveries import DeliveryItem
from db.terms import own_values
from db.vocabulary import Reason
from notifier.digest.editor import Frame, Item, Reader, Share
from notifier.digest.ending import ending_of
from notifier.news.known import Difference
from notifier.news.select import News, Selected, is_over
from notifier.told import Told, told_from_json


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What the ledger has of one card: the revisions it showed, and all reasons it stood there.

    `asked` are those of its entries of which it was only asked whether they are the same.
    """

    shown: tuple[tuple[int, int], ...]
    reasons: tuple[Reason, ...]
    explanation: str
    closes_on: str
    told: Told
    asked: frozenset[int] = frozenset()

    @property
    def id(self) -> int:
        """The number of the entry that led the card."""
        return self.shown[0][0]


def lines_of(rows: Sequence[DeliveryItem]) -> list[Line]:
    """Return the cards of a mail from the rows of the ledger, in the order of the mail.

    An entry that stood on another one's card has rows of its own, for what its reader knows.
    """
    found: dict[int, Line] = {}
    beside: dict[int, int] = {}  # the card on which an entry stood
    for row in sorted(rows, key=lambda one: one.id):
        number = row.opportunity_id
        if number in beside:
            card = found[beside[number]]
            found[card.id] = replace(card, asked=card.asked | {number})
            continue
        reason = Reason(row.reason)
        if number in found:
            line = found[number]
            found[number] = replace(
                line,
                reasons=(*line.reasons, reason),
                closes_on=line.closes_on or _closes_on(row),
            )
            continue
        shown = tuple((entry, revision) for entry, revision in row.shown)
        line = Line(
            shown=shown or ((number, row.revision_id),),
            reasons=(reason,),
            explanation=row.explanation,
            closes_on=_closes_on(row),
            told=told_from_json(row.told),
        )
        found[number] = line
        beside |= {entry: number for entry, _revision in line.shown[1:]}
    return list(found.values())


def _closes_on(row: DeliveryItem) -> str:
    return row.about if row.reason == Reason.CLOSING else ""


def selected_then(line: Line, news: News) -> Selected:
    """Return a card's opportunity as it was chosen; `news` is what its revisions said."""
    topics = news.values.topics
    return Selected(
        news=replace(news, lifted=line.told.lifted),
        reasons=line.reasons,
        topic=line.told.topic or (topics[0] if topics else ""),
        explanation=line.explanation,
        changes=line.told.changes,
        closes_on=line.closes_on,
        was_on=line.told.was_on,
        places=line.told.places,
        along=line.told.along,
        announced=line.told.announced,
        reopened=line.told.reopened,
        remembered=line.told.remembered,
        reader=line.told.reader,
    )


def every_card(_frame: Frame, _reader: Reader, items: Sequence[Item]) -> Share:
    """Return the share of a page: there is room for all of it."""
    return Share(lines=len(items), cards=frozenset(item.entry for item in items))


def since_then(told: Selected, now: News | None, difference: Difference, today: date) -> str:
    """Say in one line what became of a card's opportunity; "" where all is as it was told.

    `now` is how it stands today, None where it is shown no more.
    """
    present = now or told.news
    own = own_values(present.values, told.reader)
    ended_then = Reason.OVER in told.reasons
    if now is None or is_over(present, own, today):
        if ended_then:
            return ""
        return f"inzwischen beendet: {ending_of(present, own, (), today).word}"
    if ended_then:
        return "steht inzwischen wieder auf den Seiten der Quelle"
    said = "; ".join(difference.sentences)
    return f"seitdem geändert: {said}" if said else ""
