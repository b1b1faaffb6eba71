"""The closed lists of words that the database and everything above it share."""

from __future__ import annotations

from enum import StrEnum


class OpportunityStatus(StrEnum):
    """Where an opportunity stands on a day; after CommonGrants."""

    FORECASTED = "forecasted"
    OPEN = "open"
    CLOSED = "closed"
    SUSPENDED = "suspended"
    UNKNOWN = "unknown"


# What a source says of what is over before its day.
OVER = (OpportunityStatus.CLOSED.value, "cancelled")


class DeadlineKind(StrEnum):
    """How a deadline is stated; after XFLB 2.0.0 and the EU portal's deadline models."""

    FIXED = "fixed"
    ANNUAL = "annual"
    MONTH = "month"
    ROLLING = "rolling"
    UNTIL_EXHAUSTED = "until_exhausted"
    RELATIVE = "relative"
    ANNOUNCED_ELSEWHERE = "announced_elsewhere"


class Origin(StrEnum):
    """Who said a value: the source as a value, our reading of its prose, or staff."""

    GIVEN = "given"
    READ = "read"
    STAFF = "staff"


class Visibility(StrEnum):
    """Who may see an opportunity."""

    PUBLISHED = "published"
    HELD = "held"  # waits for staff
    NEVER = "never"  # an award, or not a funding matter at all


class RunOutcome(StrEnum):
    """How a crawl ended; only `ok` may change what is stored."""

    RUNNING = "running"
    OK = "ok"
    BROKEN = "broken"  # the page is not the page we know
    UNREACHABLE = "unreachable"  # the source does not answer
    FAILED = "failed"
    UNCHANGED = "unchanged"  # the source says, or its parts show, that nothing is new
    BLOCKED = "blocked"  # the source refuses us
    ROBOTS = "robots"  # robots.txt or a rights reservation forbids the visit
    TIMEOUT = "timeout"
    TOO_FEW = "too_few"
    INTERRUPTED = "interrupted"  # whoever made the visit stopped in the middle of it


# The runs that read a source as a whole: the only ones that say anything about an entry.
GOOD_RUNS = (RunOutcome.OK, RunOutcome.UNCHANGED)
# The runs that did not come to an end: another try may.
UNFINISHED_RUNS = (
    *(RunOutcome.UNREACHABLE, RunOutcome.FAILED),
    *(RunOutcome.TIMEOUT, RunOutcome.INTERRUPTED),
)
# The runs that came to their end and were not believed.
SET_ASIDE_RUNS = (RunOutcome.BROKEN, RunOutcome.TOO_FEW)


class Presence(StrEnum):
    """Whether a source still lists an entry; only a good run changes it."""

    PRESENT = "present"
    MISSING = "missing"  # not listed by the last good run, which proves nothing
    WITHDRAWN = "withdrawn"  # gone, by the rule in `pipeline.visit.presence`


class Withdrawal(StrEnum):
    """Why an entry counts as gone."""

    ENDED = "ended"  # not listed, and its own deadline has passed
    ABSENT = "absent"  # not listed by repeated good runs over a long span
    STAFF = "staff"  # a person says so, and no run says otherwise


class FindingKind(StrEnum):
    """What is wrong with a source or the mail; all but the last seven are outcomes of a run."""

    BROKEN = "broken"
    UNREACHABLE = "unreachable"
    FAILED = "failed"
    BLOCKED = "blocked"
    ROBOTS = "robots"
    TIMEOUT = "timeout"
    TOO_FEW = "too_few"
    INCOMPLETE = "incomplete"  # runs are good, but single pages or records could not be read
    SILENT = "silent"  # runs are good, but nothing new comes for longer than ever
    UNSENT = "unsent"  # no mail goes: the mail server is not there, or does not want us
    LATE = "late"  # an issue is not planned though it is due, or its mails do not go
    UNWANTED = "unwanted"  # servers of readers send our mails back for what we are
    CLOCK = "clock"  # the machine's clock leapt
    UNCLEAR = "unclear"  # of some mails nobody knows whether they went


# A website that answers with an error one day and not at all the next: one matter, since the first.
UNANSWERED = frozenset({FindingKind.UNREACHABLE, FindingKind.FAILED})


class MailEnd(StrEnum):
    """What staff say of a mail of which nobody knows whether it arrived."""

    AGAIN = "again"  # it goes once more
    ARRIVED = "arrived"
    LOST = "lost"  # what stood in it comes with the next issue


class OrderAct(StrEnum):
    """What staff ask of the service about a source."""

    RUN = "run"  # visit it now
    CHECK = "check"  # visit it, store nothing, say what would be read
    LOOK = "look"  # the same of an address that is no source yet


class OrderState(StrEnum):
    """Where such an order stands; who claims one makes it running."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"  # it came to no result; the order says why


class ReviewState(StrEnum):
    """Where a question to staff stands."""

    OPEN = "open"
    ANSWERED = "answered"
    MOOT = "moot"  # the source changed, and the question with it


class Cadence(StrEnum):
    """How often a subscriber wants a digest."""

    AT_ONCE = "at_once"  # as soon as there is something, at most once an hour
    DAILY = "daily"
    WEEKLY = "weekly"  # on a weekday of one's own choice
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"


# Instead of a cadence: an issue that a regional manager sends, as often as there is one.
SELECTION = "selection"


class DeliveryState(StrEnum):
    """The life of one mail; each step is one commit."""

    PLANNED = "planned"
    SENDING = "sending"  # a sender is about to talk to the mail server
    SENT = "sent"  # the mail server said 250
    DEFERRED = "deferred"  # the mail server takes it later; it is tried again
    UNCLEAR = "unclear"  # the answer was lost: it may have gone out, and goes once more
    FAILED = "failed"  # refused for good, or never taken
    SUPPRESSED = "suppressed"


class BounceKind(StrEnum):
    """What a mail about one of our mails means; the first four are written down."""

    HARD = "hard"  # there is no such reader
    SOFT = "soft"  # it could not be delivered, and may be another time
    UNWANTED = "unwanted"  # refused for what we are, whoever is to read
    COMPLAINT = "complaint"  # the reader called it spam
    DELAYED = "delayed"  # on its way still, or arrived
    AWAY = "away"  # somebody is out of office
    UNSUBSCRIBE = "unsubscribe"
    NONE = "none"  # none of it, or of no mail of ours


class Role(StrEnum):
    """What a person may do."""

    STAFF = "staff"  # the service desk
    REVIEWER = "reviewer"  # decides on opportunities of the own ministry or body
    MANAGER = "manager"  # regional manager, of the own region
    ADMIN = "admin"  # all of it, and accounts


class LetterKind(StrEnum):
    """What a mail is about that is no digest."""

    SIGN_IN = "sign_in"
    FINDINGS = "findings"  # what is newly wrong with sources or the mail
    CONFIRM = "confirm"  # asks whether a subscription is wanted
    OWN_LINK = "own_link"  # lets a subscriber change the own subscriptions
    LATE = "late"  # tells staff that an issue is late
    CLOCK = "clock"  # that the machine's clock leapt
    UNCLEAR = "unclear"  # that mails wait for a person to say whether they went
    WEBHOOK = "webhook"  # tells somebody that a webhook was stopped
    LEFT = "left"  # confirms that the service desk unsubscribed an address on request
    LIST = "list"  # asks whether somebody wants the selections of a region
    TRIAL = "trial"  # a selection to its author, to be looked at


class Reason(StrEnum):
    """Why an item stands in a digest."""

    NEW = "new"
    OPEN = "open"  # there before the reader asked, and open or announced
    CHANGED = "changed"
    OVER = "over"  # told before, and over earlier than the reader could know
    CLOSING = "closing"
    EVENT = "event"
    SELECTED = "selected"  # a regional manager chose it for the own region


class ApplicantType(StrEnum):
    """Who may apply: the Förderdatenbank's nine, with the municipal side told apart."""

    MUNICIPALITY = "municipality"
    DISTRICT = "district"
    MUNICIPAL_ASSOCIATION = "municipal_association"
    MUNICIPAL_COMPANY = "municipal_company"
    LEADER_GROUP = "leader_group"
    PUBLIC_BODY = "public_body"
    ASSOCIATION = "association"
    FOUNDATION = "foundation"
    NONPROFIT = "nonprofit"
    INITIATIVE = "initiative"
    COMPANY = "company"
    INDIVIDUAL = "individual"
    RESEARCH = "research"
    EDUCATION = "education"


class Relation(StrEnum):
    """What two entries are to each other."""

    SAME = "same"  # one programme in two sources: shown once
    LIKELY = "likely"  # perhaps the same: staff are asked
    FAMILY = "family"  # one federal programme, each entry for another Land
    ROUND = "round"  # a programme and its call, or one call and the next
    DIFFERENT = "different"


class TipEnd(StrEnum):
    """What became of a tip."""

    ENTRY = "entry"
    QUESTION = "question"
    DONE = "done"
