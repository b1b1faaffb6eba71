"""Sending: what is planned for webhooks goes out, each webhook's calls one after the other.

A call is claimed in one commit, sent outside of any, and settled in another. Who dies between
leaves a claim behind; after a while the same call goes once more, with the same id: at least once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Engine, and_, func, or_, select, update
from sqlalchemy.orm import Session

from db.accounts import Account
from db.change_log import LoggedChange
from db.engine import reading, writing
from db.opportunities import Opportunity
from db.saved_filters import SavedFilter, Webhook, WebhookCall
from db.vocabulary import DeliveryState, LetterKind, Visibility
from landbote.webhooks.calling import Answer
from notifier.letters import write_letter
from notifier.mail.sender import Sender
from web.webhooks.acts import keys_of, stop
from web.webhooks.planning import withheld
from web.webhooks.signing import signed_headers

# What was not taken is tried again after these, together three days; then it is stopped.
WAITS = (
    *(timedelta(minutes=minutes) for minutes in (1, 5, 30)),
    *(timedelta(hours=hours) for hours in (2, 5, 10, 14, 20, 20)),
)
# A claim that old is nobody's any more: a call takes seconds.
ABANDONED = timedelta(minutes=5)
AT_ONCE = 50  # calls of one webhook in one run
KEPT = timedelta(days=30)  # so long a settled call stays on its page
_UNSETTLED = (DeliveryState.PLANNED, DeliveryState.DEFERRED, DeliveryState.SENDING)
Caller = Callable[[str, dict[str, str], bytes], Answer]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """A call that is ours to make."""

    id: int
    webhook_id: int
    url: str
    keys: tuple[str, ...]
    call_id: str
    body: bytes
    claimed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What one run came to."""

    taken: int = 0
    later: int = 0
    stopped: int = 0


def send(engine: Engine, caller: Caller, sender: Sender, clock: Callable[[], datetime]) -> Counts:
    """Make the calls that are due; several may do so at once."""
    taken = later = stopped = 0
    with reading(engine) as session:
        hooks = _hooks(session, clock())
    for hook in hooks:
        for _ in range(AT_ONCE):
            claimed = claim(engine, hook, clock())
            if claimed is None:
                break
            at = int(clock().timestamp())
            headers = signed_headers(claimed.keys, claimed.call_id, claimed.body, at)
            answer = caller(claimed.url, headers, claimed.body)
            ended = settle(engine, claimed, answer, sender, clock())
            taken, later = taken + answer.taken, later + (not answer.taken)
            stopped += ended
            if not answer.taken:
                break
    return Counts(taken=taken, later=later, stopped=stopped)


def _hooks(session: Session, now: datetime) -> list[int]:
    due = (
        select(WebhookCall.webhook_id)
        .join(Webhook, Webhook.id == WebhookCall.webhook_id)
        .join(SavedFilter, SavedFilter.id == Webhook.saved_filter_id)
        .join(Account, Account.id == SavedFilter.account_id)
        .where(Account.locked_at.is_(None), Account.removed_at.is_(None))
    )
    wanted = due.where(_due(now), Webhook.stopped_at.is_(None)).distinct()
    return sorted(session.scalars(wanted))


def _due(now: datetime) -> ColumnElement[bool]:
    waiting = WebhookCall.state.in_((DeliveryState.PLANNED, DeliveryState.DEFERRED))
    left = and_(
        WebhookCall.state == DeliveryState.SENDING, WebhookCall.claimed_at <= now - ABANDONED
    )
    return or_(and_(waiting, WebhookCall.next_try_at <= now), left)


def claim(engine: Engine, webhook_id: int, now: datetime) -> Claimed | None:
    """Claim the next call of a webhook; None where none is due, or somebody else is at it.

    Changes go in their order, so that one that is not taken holds back those after it, and
    nobody who is down is asked for each of them. A test goes at once.
    """
    own = and_(WebhookCall.webhook_id == webhook_id, WebhookCall.state.in_(_UNSETTLED))
    with writing(engine) as session:
        hook = session.get(Webhook, webhook_id, with_for_update=True)
        if hook is None or hook.stopped_at is not None:
            return None
        first = select(func.min(WebhookCall.number)).where(own)
        tests = select(WebhookCall).where(own, WebhookCall.number.is_(None), _due(now))
        in_turn = select(WebhookCall).where(
            own, WebhookCall.number == first.scalar_subquery(), _due(now)
        )
        call = session.scalars(tests.order_by(WebhookCall.id).limit(1)).first()
        call = call or session.scalars(in_turn).first()
        if call is None:
            return None
        call.state, call.claimed_at = DeliveryState.SENDING, now
        call.attempts += 1
        if call.number is not None and _is_hidden(session, call.number):
            call.body = withheld(call.body)
        return Claimed(
            id=call.id,
            webhook_id=hook.id,
            url=hook.url,
            keys=keys_of(hook, now),
            call_id=call.call_id,
            body=call.body.encode(),
            claimed_at=now,
        )


def _is_hidden(session: Session, number: int) -> bool:
    """Whether what a change is about was hidden since it was planned."""
    seen = select(Opportunity.visibility).join(
        LoggedChange, LoggedChange.opportunity_id == Opportunity.id
    )
    return session.scalar(seen.where(LoggedChange.id == number)) != Visibility.PUBLISHED


def settle(engine: Engine, claimed: Claimed, answer: Answer, sender: Sender, now: datetime) -> bool:
    """Write down what came of a call; return whether the webhook was stopped by it."""
    with writing(engine) as session:
        hook = session.get(Webhook, claimed.webhook_id, with_for_update=True)
        call = session.get(WebhookCall, claimed.id)
        if hook is None or call is None or call.claimed_at != claimed.claimed_at:
            return False  # it was deleted, or took so long that somebody else has it
        call.answer = answer.said
        if answer.taken:
            call.state, call.settled_at, call.next_try_at = DeliveryState.SENT, now, None
            _forget_old(session, hook, now)
            return False
        is_test = call.number is None
        if answer.unwanted or is_test or call.attempts > len(WAITS):
            call.state, call.settled_at, call.next_try_at = DeliveryState.FAILED, now, None
            if is_test and not answer.unwanted:
                return False
            return _give_up(session, hook, answer, sender, now)
        call.state = DeliveryState.DEFERRED
        call.next_try_at = now + WAITS[call.attempts - 1]
        return False


def _give_up(
    session: Session, hook: Webhook, answer: Answer, sender: Sender, now: datetime
) -> bool:
    why = (
        "Die Adresse will nichts mehr empfangen (HTTP 410)."
        if answer.unwanted
        else f"Drei Tage lang kam nichts an, zuletzt: {answer.said}."
    )
    stop(hook, now, why)
    saved = session.get_one(SavedFilter, hook.saved_filter_id)
    account = session.get_one(Account, saved.account_id)
    write_letter(
        session,
        kind=LetterKind.WEBHOOK,
        recipient=account.address,
        name=account.name,
        subject=f"Webhook angehalten: {saved.name}",
        text="\n".join(
            (
                "Guten Tag,",
                "",
                f"der Webhook Ihres Filters „{saved.name}“ ist angehalten. {why}",
                "",
                "Änderungen seither sind nicht verloren: Sobald Sie ihn wieder starten, werden sie "
                "nachgeholt.",
                f"{sender.base_url}/filter/{saved.id}/webhook",
                "",
            )
        ),
        once=f"webhook:{hook.id}:{now.isoformat()}",
        now=now,
        sender=sender,
    )
    return True


def _forget_old(session: Session, hook: Webhook, now: datetime) -> None:
    """Forget the bodies of calls that were taken long ago."""
    session.execute(
        update(WebhookCall)
        .where(
            WebhookCall.webhook_id == hook.id,
            WebhookCall.settled_at < now - KEPT,
            WebhookCall.body != "",
            WebhookCall.state == DeliveryState.SENT,
        )
        .values(body="")
    )
