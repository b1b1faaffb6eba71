"""Settings: what a subscriber changes of the own subscriptions."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from crawlers.source import Level
from db.finding.filter import EVERYTHING, Filter, from_json, to_json
from db.secrets import new_secret
from db.subscribers import Subscriber, Subscription
from db.vocabulary import ApplicantType, Cadence
from notifier.subscribing.remember import LEAD_DAYS, MOST_LEAD_DAYS

MOST = 20  # subscriptions of one address
MOST_WORDS = 20
LONGEST_WORD = 60
LONGEST_NAME = 80
WORKING_DAYS = range(5)
# Only these have a weekday of their own.
ON_A_WEEKDAY = (Cadence.WEEKLY, Cadence.FORTNIGHTLY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One subscription as its owner wants it; an empty tuple means: all.

    `narrowed` is what a search says beyond that.
    """

    area: str = ""
    name: str = ""
    topics: tuple[str, ...] = ()
    applicants: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    cadence: str = Cadence.WEEKLY
    weekday: int | None = None
    lead_days: int = LEAD_DAYS
    required: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    narrowed: Filter = EVERYTHING


def wanted_of(subscription: Subscription) -> Wanted:
    """Return what a subscription wants as it stands."""
    return Wanted(
        area=subscription.area,
        name=subscription.name,
        topics=tuple(subscription.topics),
        applicants=tuple(subscription.applicants),
        levels=tuple(subscription.levels),
        cadence=subscription.cadence,
        weekday=subscription.weekday,
        lead_days=subscription.lead_days,
        required=tuple(subscription.required),
        excluded=tuple(subscription.excluded),
        narrowed=from_json(subscription.narrowed or {}),
    )


def words_of(typed: str) -> tuple[str, ...]:
    """Return the words of a text that has them apart by commas or lines, each once."""
    parts = (" ".join(part.split()) for part in typed.replace("\n", ",").split(","))
    return tuple(dict.fromkeys(part for part in parts if part))


def wrong(wanted: Wanted, topics: Collection[str]) -> dict[str, str]:
    """Return by field what has to be put right, in German; `topics` are those that exist."""
    found = {}
    if not wanted.area:
        found["area"] = "Bitte wählen Sie einen Ort, einen Kreis oder eine LEADER-Region."
    if len(wanted.name) > LONGEST_NAME:
        found["name"] = f"Bitte kürzen Sie den Namen auf höchstens {LONGEST_NAME} Zeichen."
    chosen: tuple[tuple[str, str, Iterable[str], Collection[str]], ...] = (
        ("topics", "Themen aus der Liste.", wanted.topics, topics),
        ("applicants", "aus der Liste, wer beantragt.", wanted.applicants, list(ApplicantType)),
        ("levels", "Ebenen aus der Liste.", wanted.levels, list(Level)),
        ("cadence", "aus der Liste, wie oft eine Mail kommt.", (wanted.cadence,), list(Cadence)),
    )
    for field, what, codes, known in chosen:
        if not set(codes) <= {str(code) for code in known}:
            found[field] = f"Bitte wählen Sie {what}"
    if wanted.weekday is not None and wanted.weekday not in WORKING_DAYS:
        found["weekday"] = "Bitte wählen Sie einen Tag von Montag bis Freitag."
    if not 1 <= wanted.lead_days <= MOST_LEAD_DAYS:
        found["lead_days"] = (
            f"Bitte geben Sie für die Tage der Erinnerung eine Zahl von 1 bis {MOST_LEAD_DAYS} an."
        )
    for field, which in (("required", "die vorkommen sollen"), ("excluded", "die nie vorkommen")):
        words: tuple[str, ...] = getattr(wanted, field)
        if len(words) > MOST_WORDS or any(len(word) > LONGEST_WORD for word in words):
            found[field] = (
                f"Bitte geben Sie höchstens {MOST_WORDS} Wörter an, {which}, jedes mit höchstens "
                f"{LONGEST_WORD} Zeichen."
            )
    return found


def change(subscription: Subscription, wanted: Wanted, now: datetime) -> None:
    """Let a subscription want what its owner wants now.

    Where that is more than before, or elsewhere, what is open there is owed to its owner.
    """
    if _asks_for_more(wanted_of(subscription), wanted):
        subscription.changed_at = now
    fill(subscription, wanted)


def fill(subscription: Subscription, wanted: Wanted) -> None:
    """Write down what a subscription wants."""
    subscription.area = wanted.area
    subscription.name = wanted.name
    subscription.topics = sorted(set(wanted.topics))
    subscription.applicants = sorted(set(wanted.applicants))
    subscription.levels = sorted(set(wanted.levels))
    subscription.cadence = wanted.cadence
    subscription.weekday = wanted.weekday if wanted.cadence in ON_A_WEEKDAY else None
    subscription.lead_days = wanted.lead_days
    subscription.required = list(wanted.required)
    subscription.excluded = list(wanted.excluded)
    subscription.narrowed = to_json(wanted.narrowed)


def add(subscriber: Subscriber, wanted: Wanted, now: datetime) -> Subscription:
    """Give a subscriber one more subscription; the consent to mail to the address holds for it."""
    subscription = Subscription(created_at=now)
    fill(subscription, wanted)
    subscriber.subscriptions.append(subscription)
    return subscription


def running(subscriber: Subscriber) -> list[Subscription]:
    """Return the subscriptions that have not ended, oldest first."""
    return [one for one in subscriber.subscriptions if one.ended_at is None]


def new_feed(subscription: Subscription) -> None:
    """Give a subscription's feed and calendar a new address; the one before leads nowhere."""
    subscription.feed_key = new_secret()


def end_feed(subscription: Subscription) -> None:
    """Let the address of a subscription's feed and calendar lead nowhere."""
    subscription.feed_key = None


def _asks_for_more(before: Wanted, after: Wanted) -> bool:
    """Whether anything is asked for that was not; an empty choice asks for all."""
    choices = (
        (before.topics, after.topics),
        (before.applicants, after.applicants),
        (before.levels, after.levels),
        (before.required, after.required),
    )
    wider = any(was and (not now or set(now) - set(was)) for was, now in choices)
    wider = wider or before.narrowed not in (EVERYTHING, after.narrowed)
    return before.area != after.area or wider or bool(set(before.excluded) - set(after.excluded))
