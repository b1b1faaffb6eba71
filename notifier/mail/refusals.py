"""Refusals: whom a mail server blames when it takes no mail.

A mail has failed for good only where the answer clearly speaks of its reader. A full mailbox
is empty some day, and all else concerns us: our address, our domain, our volume, our program.
"""

from __future__ import annotations

import re
from enum import StrEnum


class Blame(StrEnum):
    """Whose fault it is, as far as the answer says."""

    READER = "reader"  # this reader never gets this mail, whoever sends it
    NOBODY = "nobody"  # it may go later
    SENDER = "sender"  # it is us whom the server does not want, whoever is to read


def blame(code: int, answer: str) -> Blame:
    """Say whose fault a negative answer is (RFC 5321, RFC 3463)."""
    if code < 500:
        return Blame.NOBODY
    said = _ADDRESS.sub(" ", answer.casefold())
    found = _STATUS.search(said)
    status = found[1] if found else ""
    if _SURELY_SENDER.search(said):
        return Blame.SENDER
    if status == "2.2":
        return Blame.NOBODY
    if status in _OF_READER:
        return Blame.READER
    # "Sender address rejected: domain does not exist" names nobody's reader.
    if _SENDER.search(said) or (_OF_SENDER.match(status) and not _READER.search(said)):
        return Blame.SENDER
    if _FULL.search(said):
        return Blame.NOBODY
    if _READER.search(said):
        return Blame.READER
    # 552 alone is an exceeded storage allocation.
    return Blame.NOBODY if code == 552 else Blame.SENDER


def no_mailbox(answer: str) -> bool:
    """Whether an answer surely says that the reader's mailbox is no more, whatever is sent.

    It begins with the reply code. A mail too large, or a way that cannot be found, says nothing
    of the mailbox.
    """
    said = _ADDRESS.sub(" ", answer.casefold())
    if not said.startswith("5") or blame(int(said[:3]), answer) is not Blame.READER:
        return False
    found = _STATUS.search(said)
    if found and found[1] in _NO_MAILBOX:
        return True
    return bool(_NOBODY_THERE.search(said)) and not (found and found[1] in _OF_READER)


# What an answer quotes of addresses and help pages is no word of its own.
_ADDRESS = re.compile(r"<[^<>\s]*>|\S+@\S+|\bhttps?://\S+")
_STATUS = re.compile(r"(?<![\d.])5\.(\d{1,3}\.\d{1,3})(?!\.?\d)")
# No such mailbox, moved, syntax, disabled, too large, unable to route, owner has changed.
_OF_READER = frozenset(
    {"1.1", "1.2", "1.3", "1.6", "1.10", "2.1", "3.4", "4.4", "7.17", "7.18"},
)
# No such mailbox, moved, disabled, no such recipient.
_NO_MAILBOX = frozenset({"1.1", "1.6", "1.10", "2.1"})
_NOBODY_THERE = re.compile(
    r"""\b(?:user|recipient|mailbox|address|account|alias)\b.{0,20}
        \b(?:unknown|not\ found|not\ exist|disabled|inactive|closed)
      |\b(?:unknown|no\ such|no)\ (?:local\ )?(?:user|recipient|mailbox|account)
      |\b(?:empfänger|postfach|adresse)\b.{0,40}\b(?:unbekannt|existiert\ nicht)""",
    re.VERBOSE,
)
# Sender's address, quota, protocol, content, policy.
_OF_SENDER = re.compile(r"1\.[78]$|4\.5$|[567]\.")
_SURELY_SENDER = re.compile(
    r"""\brelay|\bclient\ host\b|\bspf\b|\bdkim\b|\bdmarc\b|\b(?:black|block)-?\ ?list
      |\bdnsbl\b|\brbl\b|\bsend(?:ing|er)\b.{0,20}\b(?:quota|limit|rate)""",
    re.VERBOSE,
)
_SENDER = re.compile(
    r"""\bsender|\bmail\ from\b|\byour\b|\bauthent|\bblocked\b|\bblocking\b|\bblacklisted\b|\bspam
      |\breputation|\bpolicy\b|\btoo\ many\b|\brate\b|\blisted\b|\bbulk\b|\bunsolicited\b
      |\bnot\ allowed\ to\ send\b|\bhelo\b|\behlo\b|\bcommand\b|\babsender|\bblockiert\b
      |\bgesperrt\b""",
    re.VERBOSE,
)
_FULL = re.compile(
    r"""\b(?:mailbox|inbox|mail\ ?drop|storage|account|user|recipient)\b.{0,30}
        \b(?:full|over\ ?quota|quota\ exceeded|exceeded)
      |\bover\ ?quota\b|\bquota\ exceeded\b|\binsufficient\b.{0,20}\bstorage\b
      |\bpostfach\b.{0,30}\b(?:voll|überfüllt)""",
    re.VERBOSE,
)
_READER = re.compile(
    r"""\b(?:user|recipient|mailbox|address|account|alias)\b.{0,40}
        \b(?:unknown|unavailable|not\ found|not\ exist|disabled|inactive|invalid|rejected|closed)
      |\b(?:unknown|invalid|no\ such|no)\ (?:local\ )?(?:user|recipient|mailbox|address|account)
      |\bnot\ exist\b|\bno\ longer\ (?:here|with|valid)\b|\btoo\ (?:large|big)\b
      |\b(?:empfänger|postfach|adresse)\b.{0,40}\b(?:unbekannt|existiert\ nicht)
      |\bnot\ (?:a\ )?(?:valid|known)\b""",
    re.VERBOSE,
)
