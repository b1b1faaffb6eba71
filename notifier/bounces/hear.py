"""Hear: what a mail that came in says about one of ours. Nothing of it is believed yet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from db.vocabulary import BounceKind
from notifier.bounces import words
from notifier.bounces.parts import Part, headers_in, parts_of

MOST_RECIPIENTS = 50
MOST_MARKS = 20  # addresses and ids that may name a mail of ours
LONGEST_SAID = 2000

_STATUS_PARTS = ("message/delivery-status", "message/global-delivery-status")
_MAIL_PARTS = (
    "message/rfc822",
    "message/global",
    "text/rfc822-headers",
    "message/rfc822-headers",
    "message/global-headers",
)
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,253}")
_ID = re.compile(r"<([!-;=?A-~]{1,120}@[A-Za-z0-9.-]{1,120})>")
# Where a report in plain words begins to repeat the mail that it is about.
_ORIGINAL = re.compile(
    r"""^\W{0,40}(?:
        the\ header\ of\ the\ original | this\ is\ a\ copy\ of | below\ this\ line\ is\ a\ copy
      | original\ message | message\ headers? | unsent\ message | returned\ message
      | ursprüngliche\ (?:nachricht|kopf) | der\ kopf\ der\ ursprünglichen
      | es\ folgt\ (?:die|eine\ kopie) | kopfzeilen\ der
    )""",
    re.VERBOSE | re.MULTILINE | re.IGNORECASE,
)
_OWN_ADDRESS_FIELDS = ("to", "delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "cc")
_SENT_BACK_FIELDS = ("return-path", "x-original-return-path", "errors-to")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a report for machines says of one recipient."""

    recipients: tuple[str, ...]  # as it was in the end, and as it was written to
    action: str
    status: str
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What a mail says. `addresses` and `message_ids` are what may prove which mail it is about.

    `original_id` is that of the mail that came back, where its header fields are there.
    `kind` is what it says as a whole; where it tells recipients apart, `outcomes` says more.
    """

    kind: BounceKind
    subject: str
    status: str = ""
    said: str = ""
    outcomes: tuple[Outcome, ...] = ()
    addresses: tuple[str, ...] = ()
    message_ids: tuple[str, ...] = ()
    original_id: str = ""


def hear(raw: bytes) -> Heard:
    """Read a mail, whatever it is. Never raises, in linear time."""
    whole, *parts = parts_of(raw)
    body = _words(parts or [whole])
    text, original_text = _cut(body)
    original = _original(parts, original_text)
    subject = whole.first("subject")
    heard = Heard(
        kind=BounceKind.NONE,
        subject=subject[:LONGEST_SAID],
        addresses=tuple(islice(_addresses(whole, original, parts), MOST_MARKS)),
        message_ids=tuple(islice(_message_ids(whole, original, body), MOST_MARKS)),
        original_id=next(iter(_ID.findall(original.first("message-id"))), ""),
    )
    if report := _one(parts, "message/feedback-report"):
        said = headers_in(report.content).first("feedback-type").casefold()
        kind = re.split(r"[\s;(]", said, maxsplit=1)[0]  # a comment may follow
        return replace(heard, kind=_COMPLAINTS.get(kind, BounceKind.NONE))
    if report := next((part for part in parts if part.kind in _STATUS_PARTS), None):
        outcomes = tuple(_outcomes(report.content))
        return replace(heard, kind=_as_a_whole(outcomes), outcomes=outcomes, said=text)
    return replace(heard, **_in_plain_words(whole, subject, text))


def _in_plain_words(whole: Part, subject: str, text: str) -> dict[str, Any]:
    """Return what a mail without a report for machines says, if it is about a mail at all."""
    plain_subject, plain_text = words.plain(subject), words.plain(text)
    senders = " ".join(whole.all("from") + whole.all("return-path") + whole.all("sender"))
    if not words.looks_like_bounce(senders.casefold(), plain_subject, plain_text):
        away = _answers_by_itself(whole) or words.says_away(plain_subject, plain_text)
        return {"kind": BounceKind.AWAY if away else BounceKind.NONE}
    if words.says_delayed(plain_subject, plain_text):
        return {"kind": BounceKind.DELAYED}
    return {"kind": words.meaning("", text), "status": words.code_in(text), "said": text}


# Of feedback (RFC 5965): "not-spam" takes a complaint back, and an open or failed check is none.
_COMPLAINTS = {
    "abuse": BounceKind.COMPLAINT,
    "fraud": BounceKind.COMPLAINT,
    "other": BounceKind.COMPLAINT,
    "opt-out": BounceKind.COMPLAINT,
    "opt-out-list": BounceKind.COMPLAINT,
}


def _as_a_whole(outcomes: Sequence[Outcome]) -> BounceKind:
    failed = [one for one in outcomes if one.action == "failed"]
    if not failed:
        return BounceKind.DELAYED if outcomes else BounceKind.NONE
    return words.meaning(failed[0].status, failed[0].said)


def _outcomes(report: bytes) -> Iterator[Outcome]:
    """Yield what a delivery status (RFC 3464) says of each recipient."""
    blocks = report.replace(b"\r\n", b"\n").replace(b"\r", b"\n").strip(b"\n").split(b"\n\n")
    found = 0
    for block in blocks[: MOST_RECIPIENTS * 4]:
        fields = headers_in(block)
        recipients = [
            fields.first(name).rpartition(";")[2].strip(" <>").casefold()
            for name in ("final-recipient", "original-recipient", "x-actual-recipient")
        ]
        action = fields.first("action").split(" ")[0].casefold()
        if not any(recipients) or not action or found == MOST_RECIPIENTS:
            continue
        found += 1
        yield Outcome(
            recipients=tuple(one for one in recipients if one),
            action=action,
            status=words.code_in(fields.first("status")),
            said=" ".join(fields.all("diagnostic-code"))[:LONGEST_SAID],
        )


def _answers_by_itself(whole: Part) -> bool:
    """Whether a program wrote the mail as an answer (RFC 3834, and what was before it)."""
    automatic = whole.first("auto-submitted").casefold()
    if automatic.startswith(("auto-replied", "auto-generated", "auto-notified")):
        return True
    marks = ("x-autoreply", "x-autorespond", "x-auto-response", "x-autoresponder")
    answered = whole.first("precedence").casefold() in ("auto_reply", "auto-reply")
    return answered or any(whole.all(name) for name in marks)


def _words(parts: Sequence[Part]) -> str:
    """Return the text of a mail; its HTML where it has no other."""
    for kind in ("text/plain", "text/html"):
        found = [part.text[: 4 * words.LONGEST] for part in parts[:8] if part.kind == kind]
        if text := "\n".join(found).strip():
            return text
    return ""


def _cut(text: str) -> tuple[str, str]:
    """Return what a report says, and the mail that it repeats at its end."""
    found = _ORIGINAL.search(text)
    return (text[: found.start()], text[found.start() :]) if found else (text, "")


def _original(parts: Sequence[Part], repeated: str) -> Part:
    """Return the header fields of the mail that came back, as far as they are there."""
    back = next((part for part in parts if part.kind in _MAIL_PARTS), None)
    if back is not None:
        return headers_in(back.content)
    lines = repeated.partition("\n")[2]
    return headers_in(lines.encode("utf-8", "replace"))


def _addresses(whole: Part, original: Part, parts: Sequence[Part]) -> Iterator[str]:
    for name in _OWN_ADDRESS_FIELDS:
        for value in whole.all(name):
            yield from _ADDRESS.findall(value)
    for name in _SENT_BACK_FIELDS:
        for value in original.all(name):
            yield from _ADDRESS.findall(value)
    if feedback := _one(parts, "message/feedback-report"):
        yield from _ADDRESS.findall(headers_in(feedback.content).first("original-mail-from"))


def _message_ids(whole: Part, original: Part, body: str) -> Iterator[str]:
    fields = [*original.all("message-id"), *whole.all("in-reply-to"), *whole.all("references")]
    for value in fields:
        yield from _ID.findall(value)
    yield from _ID.findall(body[: 8 * words.LONGEST])


def _one(parts: Sequence[Part], kind: str) -> Part | None:
    return next((part for part in parts if part.kind == kind), None)
