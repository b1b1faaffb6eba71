"""Past: one issue as its reader got it, made again from what the ledger keeps. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from db.deliveries import DeliveryItem
from db.terms import own_values
from db.vocabulary import Reason
from notifier.digest.card import Card
from notifier.digest.editor import OTHER_TOPICS
from notifier.digest.ending import ending_of
from notifier.digest.sections import SectionKind
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


@dataclass(frozen=True, slots=True, kw_only=True)
class PastItem:
    """One card as it was, why it stood there, and in one line what became of it since."""

    id: int
    card: Card
    news: News
    explanation: str
    since: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PastGroup:
    """The cards under one heading."""

    topic: str
    items: tuple[PastItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PastSection:
    """One section of the mail."""

    name: str
    title: str
    groups: tuple[PastGroup, ...]

    @property
    def items(self) -> tuple[PastItem, ...]:
        """All its cards in the order of the mail."""
        return tuple(item for group in self.groups for item in group.items)


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
        along=line.told.along,
        announced=line.told.announced,
        reopened=line.told.reopened,
        remembered=line.told.remembered,
        reader=line.told.reader,
    )


def sections_again(
    chosen: Iterable[Selected],
    kinds: Sequence[SectionKind],
    topics: Mapping[str, str],
    card: Callable[[Selected], Card],
    since: Callable[[Selected], str],
) -> tuple[PastSection, ...]:
    """Return the sections of an issue; whatever the order in the mail was, it stays.

    `card` makes a card as of the day of the issue, `since` says what became of it.
    """
    claiming = sorted(kinds, key=lambda kind: kind.claim)
    homes: dict[str, dict[str, list[PastItem]]] = {}
    named = {kind.name: kind.title for kind in kinds}
    for one in chosen:
        home = next(kind.name for kind in claiming if kind.takes(one))
        topic = topics.get(one.topic, one.topic) or OTHER_TOPICS
        item = PastItem(
            id=one.news.opportunity_id,
            card=card(one),
            news=one.news,
            explanation=one.explanation,
            since=since(one),
        )
        homes.setdefault(home, {}).setdefault(topic, []).append(item)
    return tuple(
        PastSection(
            name=name,
            title=named[name],
            groups=tuple(
                PastGroup(topic=topic, items=tuple(items)) for topic, items in groups.items()
            ),
        )
        for name, groups in homes.items()
    )


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
