"""Page: everything that the page of one entry shows, from one dossier."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import String, cast, func, select
from sqlalchemy.orm import Session

from crawlers.items import RawEntry
from db import labels
from db.decisions import Act, Decision
from db.queries.dossier import Dossier, dossier
from db.reviews import LOSING, READING, ReviewItem
from db.statements import Field, Subject, statements_from_json
from db.subscribers import Subscription
from db.values import Values, from_json
from db.vocabulary import ReviewState
from notifier.digest.wording import cut
from pipeline.desk.competence import Matter
from pipeline.desk.seen import Seen
from pipeline.desk.taking import taken
from pipeline.desk.worth import is_worth
from pipeline.themes import topic_labels
from web.doors.competence import why_not
from web.doors.people import Person
from web.entry.beside import Compared, beside
from web.entry.claims import Text, text_of
from web.entry.letter import ANSWER_WITHIN, Letter, letter
from web.entry.rows import rows_of, subject_asked
from web.entry.timeline import timeline
from web.site import Site
from web.typed import EXAMPLES, shown_typed
from web.word_diff import Piece, around_changes, word_diff

LATER = timedelta(days=7)
MOST_AROUND = 220  # characters of the line around a quote
LATELY = timedelta(minutes=10)
_FOR_GOOD = (Act.UNDO, Act.WATCH, Act.WRITE, Act.SETTLE_TIP)
SUBSCRIPTIONS = 100  # in the list of those whose card can be looked at
SAME_AS = "same_as"


@dataclass(frozen=True, slots=True, kw_only=True)
class Typing:
    """What somebody typed or chose for one value, and what is wrong with it, in German.

    `part`, `start` and `end` say where the words stand; `found` are the places to choose from
    where they stand more than once.
    """

    subject: Subject
    case_key: str = ""
    value: str = ""
    words: str = ""
    part: int | None = None
    start: int | None = None
    end: int | None = None
    why: str = ""
    wrong: str = ""
    found: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One open question with what a clerk needs to answer it in a few seconds.

    `before` are the words around what it is about, as evidence; `proposed` is what an
    acceptance would state, unless it is but a half of a value, such as a day without its year.
    `diff` shows the old text against the new one where the source moved beneath a person's
    word, `earlier` that word.
    """

    item: ReviewItem
    subject: Subject | None
    proposed: str = ""
    accepts: bool = False
    rejects: bool = False
    other_id: int | None = None
    number: int | None = None
    sentence: tuple[str, str, str] = ("", "", "")
    diff: tuple[Piece, ...] = ()
    earlier: Decision | None = None
    letter: Letter | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """Who looks at a page, what it answers, and what was typed on it."""

    person: Person
    notice: str = ""
    typing: Typing | None = None
    queue: str = ""
    kept: Mapping[str, str] = field(default_factory=dict)


def entry_context(
    session: Session, site: Site, number: int, around: Around
) -> dict[str, Any] | None:
    """Return what the template of an entry shows, None where there is no such entry."""
    found = dossier(session, number)
    if found is None:
        return None
    present, topics = found.present, topic_labels()
    taken_by = taken(session, [number], site.now()).get(number, "")
    values = from_json(present.content)
    read = statements_from_json(present.read)
    raw = RawEntry.from_json(found.stored.payload, found.stored.shape)
    decided = [one for one in found.decisions if one.opportunity_id == number]
    text = text_of(raw, (*values.statements, *read))
    said = partial(
        labels.statement_shown,
        area_name=site.area_label,
        topic_name=partial(labels.label, topics),
    )
    due_on = site.today() + ANSWER_WITHIN
    open_now = _awake(found.questions, site.today())
    versions = [values, *(one.values for one in found.others)]
    compared = beside(versions, said) if found.others else ()
    return {
        "number": number,
        "opportunity": found.opportunity,
        "values": values,
        "today": site.today(),
        "text": text,
        "taken_at": found.stored.taken_at,
        "rows": rows_of(read, values.statements, decided, found.questions),
        "questions": [
            _question(one, found, raw, text, values, due_on, around, site) for one in open_now
        ],
        "settled": [one for one in found.questions if one.state != ReviewState.OPEN],
        "others": found.others,
        "compared": compared,
        "differing": sum(one.matters for one in compared),
        "happened": timeline(
            found.revisions,
            found.decisions,
            around.person.role,
            site.area_label,
            partial(labels.label, topics),
        ),
        "seen": _seen(found).token,
        "why_not": why_not(around.person, Matter(funders=values.funders, areas=values.areas)),
        "taken_by": taken_by if taken_by != around.person.by else "",
        "notice": around.notice,
        "typing": around.typing,
        "done": _lately(session, around.person, site.now()),
        "put_off": [
            one for one in found.questions if one.state == ReviewState.OPEN and one not in open_now
        ],
        "queue": around.queue,
        "kept": around.kept,
        "examples": EXAMPLES,
        "subjects": list(Subject),
        "typed_again": partial(
            shown_typed, area_name=site.area_label, topic_name=partial(labels.label, topics)
        ),
        "subscriptions": _subscriptions(session, site, topics),
        "later_on": site.today() + LATER,
        "due_on": due_on,
    }


def _subscriptions(
    session: Session, site: Site, topics: Mapping[str, str]
) -> list[tuple[int, str]]:
    """Return the subscriptions of which a card can be looked at, without whose they are."""
    rows = session.execute(
        select(func.min(Subscription.id), Subscription.area, cast(Subscription.topics, String))
        .where(Subscription.ended_at.is_(None))
        .group_by(Subscription.area, cast(Subscription.topics, String))
        .order_by(Subscription.area, func.min(Subscription.id))
        .limit(SUBSCRIPTIONS)
    )
    return [(id, f"{site.area_label(area)}: {_listed(plain, topics)}") for id, area, plain in rows]


def _listed(plain: str, topics: Mapping[str, str]) -> str:
    chosen = json.loads(plain or "[]")
    return ", ".join(labels.label(topics, one) for one in chosen) or "alle Themen"


def asked_now(session: Session, number: int, today: date) -> list[ReviewItem]:
    """Return the questions of an entry that are open and do not wait for a day."""
    items = select(ReviewItem).where(ReviewItem.opportunity_id == number)
    return _awake(session.scalars(items), today)


def _awake(items: Iterable[ReviewItem], today: date) -> list[ReviewItem]:
    return [
        one
        for one in items
        if one.state == ReviewState.OPEN
        and (one.asleep_until_on is None or one.asleep_until_on <= today)
    ]


def _lately(decisions_of: Session, person: Person, now: datetime) -> Decision | None:
    """Return what a person did last, as long as he may want to take it back at once."""
    last = (
        select(Decision)
        .where(Decision.decided_by == person.by, Decision.decided_at >= now - LATELY)
        .where(Decision.opportunity_id.is_not(None))  # what is about a source ends on its page
        .order_by(Decision.id.desc())
        .limit(1)
    )
    found = decisions_of.scalars(last).first()
    stands = found is not None and found.undone_at is None and found.act not in _FOR_GOOD
    return found if stands else None


def _seen(found: Dossier) -> Seen:
    last = max((one.id for one in found.decisions), default=0)
    return Seen(revision_id=found.present.id, decision_id=last)


def _question(
    item: ReviewItem,
    found: Dossier,
    raw: RawEntry,
    text: Text,
    values: Values,
    due_on: date,
    around: Around,
    site: Site,
) -> Question:
    topics = topic_labels()
    proposed = statements_from_json(item.proposed)
    earlier = next((one for one in found.decisions if one.id == item.moved_id), None)
    is_field = item.field in {one.value for one in Field}
    return Question(
        item=item,
        subject=subject_asked(item.field),
        proposed=shown_typed(proposed, site.area_label, partial(labels.label, topics)),
        accepts=bool(proposed) and all(map(is_worth, proposed)),
        rejects=bool(earlier)
        or (
            is_field
            and (item.raised_by == LOSING or (item.raised_by == READING and bool(proposed)))
        ),
        other_id=int(item.suggestion)
        if item.field == SAME_AS and item.suggestion.isdecimal()
        else None,
        number=next((text.number_of[one] for one in proposed if one in text.number_of), None)
        or _quoted(item.quote, text),
        sentence=_sentence(item.quote, text),
        diff=_diff(earlier, found, raw),
        earlier=earlier,
        letter=letter(values, item.question, item.quote, due_on, around.person.name),
    )


def _sentence(words: str, text: Text) -> tuple[str, str, str]:
    """Return a quote with what stands around it on its line: a day alone is no evidence."""
    for part in text.parts:
        at = part.text.find(words) if words else -1
        if at >= 0:
            before = part.text[:at].rpartition("\n")[2]
            after = part.text[at + len(words) :].partition("\n")[0]
            return _cut_left(before), words, cut(after, MOST_AROUND)
    return "", words, ""


def _cut_left(words: str) -> str:
    return words if len(words) <= MOST_AROUND else f"… {words[-MOST_AROUND:].partition(' ')[2]}"


def _quoted(words: str, text: Text) -> int | None:
    return next((no for no, one in text.claims.items() if one.evidence.quote == words), None)


def _diff(earlier: Decision | None, found: Dossier, raw: RawEntry) -> tuple[Piece, ...]:
    stored = found.texts.get(earlier.revision_id or 0) if earlier else None
    if stored is None:
        return ()
    return around_changes(word_diff(_whole(RawEntry.from_json(stored.payload)), _whole(raw)))


def _whole(raw: RawEntry) -> str:
    fields = (f"{one.label}\n{one.text}" for one in raw.fields)
    return "\n".join(filter(None, (raw.title, raw.summary, *fields, raw.body)))


__all__ = ["Around", "Compared", "Question", "Typing", "entry_context"]
