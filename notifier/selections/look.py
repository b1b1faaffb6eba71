"""Look: how the items of a selection stand, and what became of each since somebody looked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from sqlalchemy.orm import Session

from db.selections import Selection, SelectionItem
from db.terms import ANYBODY, own_values
from db.vocabulary import Reason
from notifier.digest.card import Card, CardBox
from notifier.digest.past import Line
from notifier.issue import Imprint, area_name
from notifier.news.history import History
from notifier.news.known import Item as KnownItem
from notifier.news.known import Known
from notifier.news.select import Selected, is_over
from notifier.past_issue import as_shown
from notifier.selections.collect import items_of, seen_as
from notifier.standing import Standing, standing_now
from notifier.told import Told

GONE = "nicht mehr veröffentlicht: Der Eintrag wurde inzwischen zurückgezogen."
OVER = "inzwischen geschlossen oder vorbei."


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """One item of a selection as it stands.

    `standing` is None where it is published no more. `became` says what became of it since
    somebody looked; while that is not empty the selection does not go. `twice` names the item
    above that is the same opportunity.
    """

    item: SelectionItem
    standing: Standing | None
    card: Card
    became: str = ""
    twice: str = ""

    @property
    def gone(self) -> bool:
        """Whether nobody can be told of it any more."""
        return self.standing is None

    @property
    def hinders(self) -> bool:
        """Whether somebody has to look at it, or take it out, before the selection goes."""
        return self.gone or bool(self.became) or bool(self.twice)


def look(session: Session, imprint: Imprint, selection_id: int, today: date) -> list[Looked]:
    """Return the items of a selection as they stand now, in its order; in so many statements
    however many items there are.
    """
    items = items_of(session, selection_id)
    by_part = _present(session, imprint, items)
    then = as_shown(session, [line_of(item) for item in items], imprint.sources)
    history = History(today, partial(area_name, imprint.places))
    known = _known(items)
    history.read(session, [one.news for one in by_part.values()], known)
    cards = CardBox(today, imprint.actors, titles_of(imprint), imprint.topics)
    found: list[Looked] = []
    first: dict[int, str] = {}
    for item in items:
        now = by_part.get(item.opportunity_id)
        shown = now or then[line_of(item).id]
        card = cards.card(selected_of(shown, ""))
        became = GONE if now is None else ""
        twice = ""
        if now is not None:
            became = _became(session, history, known, now, item, today)
            twice = first.get(now.id, "")
            first.setdefault(now.id, card.title)
        found.append(Looked(item=item, standing=now, card=card, became=became, twice=twice))
    return found


def as_it_went(
    session: Session, imprint: Imprint, selection: Selection
) -> list[tuple[SelectionItem, Standing]]:
    """Return the items of a selection as they were when it was released, in its order."""
    items = items_of(session, selection.id)
    then = as_shown(session, [line_of(item) for item in items], imprint.sources)
    return [(item, then[line_of(item).id]) for item in items]


def mark_looked(
    session: Session, imprint: Imprint, one: Selection, item_id: int, today: date, now: datetime
) -> None:
    """Note that somebody looked at an item of a locked selection as it stands now."""
    item = next((item for item in items_of(session, one.id) if item.id == item_id), None)
    standing = _present(session, imprint, [item]) if item is not None else {}
    if item is not None and item.opportunity_id in standing:
        item.seen = seen_as(standing[item.opportunity_id], today)
        one.version += 1
        one.changed_at = now


def line_of(item: SelectionItem) -> Line:
    """Return an item as a card of a past issue."""
    shown = tuple((entry, revision) for entry, revision in item.seen["shown"])
    return Line(
        shown=shown,
        reasons=(Reason.SELECTED,),
        explanation="",
        closes_on="",
        told=Told(),
        asked=frozenset(item.seen.get("asked", ())),
    )


def selected_of(standing: Standing, explanation: str) -> Selected:
    """Return an opportunity as somebody chose it for others."""
    news = standing.news
    return Selected(
        news=news,
        reasons=(Reason.SELECTED,),
        topic=news.values.topics[0] if news.values.topics else "",
        explanation=explanation,
    )


def titles_of(imprint: Imprint) -> Mapping[str, str]:
    """Return the names of sources by their slugs."""
    return {slug: source.title for slug, source in imprint.sources.items()}


def _present(
    session: Session, imprint: Imprint, items: Sequence[SelectionItem]
) -> dict[int, Standing]:
    """Return how the opportunities stand, by the number of each of their entries."""
    standing = standing_now(session, imprint.sources, [item.opportunity_id for item in items])
    return {part.id: one for one in standing for part in one.parts}


def _known(items: Sequence[SelectionItem]) -> Known:
    return Known.of(
        KnownItem(
            opportunity_id=item.opportunity_id,
            revision_id=item.seen["shown"][0][1],
            reason=Reason.SELECTED,
            shown=tuple((entry, revision) for entry, revision in item.seen["shown"]),
        )
        for item in items
    )


def _became(
    session: Session,
    history: History,
    known: Known,
    now: Standing,
    item: SelectionItem,
    today: date,
) -> str:
    over = is_over(now.news, own_values(now.news.values, ANYBODY), today)
    if over and not item.seen.get("over"):
        return OVER
    sentences = history.difference(session, now.news, known, ANYBODY).sentences
    if item.seen.get("over") and not over:
        return "; ".join(("inzwischen wieder offen", *sentences))
    return f"geändert: {'; '.join(sentences)}" if sentences else ""
