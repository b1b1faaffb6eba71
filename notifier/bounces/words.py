"""Words: what reports say in German and English, and what it means for the reader's address.

A hard bounce ends all mail to somebody, so it takes a code or words that speak of the mailbox.
What is said of us (spam, policy, a block list) is said of no reader, and what may pass is soft.
"""

from __future__ import annotations

import re

from db.vocabulary import BounceKind

LONGEST = 6000  # of a report's words are looked at

# What a report quotes of addresses and help pages is no word of its own.
_QUOTED = re.compile(r"<[^<>\s]{1,400}>|[^\s<>@]{1,100}@[^\s<>@]{1,200}|\bhttps?://\S{1,500}")
_STATUS = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.]*\d)")

# No such mailbox, syntax, moved, no such recipient, disabled, refused by the directory of
# Exchange Online, owner has changed.
_GONE_CODES = frozenset({"5.1.1", "5.1.3", "5.1.6", "5.1.10", "5.2.1", "5.4.1", "5.7.17", "5.7.18"})
_UNWANTED_CODE = re.compile(r"5\.7\.|5\.1\.[78]$|5\.6\.")


def _any(*words: str) -> re.Pattern[str]:
    return re.compile("|".join(words))


_UNWANTED = _any(
    r"\bspam\b",
    r"\bspamhaus\b",
    r"\b(?:black|block)-?\s?list",
    r"\b(?:dns|r)bl\b",
    r"\bspf\b",
    r"\bdkim\b",
    r"\bdmarc\b",
    r"\breputation\b",
    r"\bunsolicited\b",
    r"\bbulk mail\b",
    r"\bpolicy\b.{0,30}\b(?:reason|violat|reject)",
    r"\b(?:due to|by) (?:local |our )?policy\b",
    r"\bsender\b.{0,40}\b(?:rejected|denied|blocked|not allowed|verif)",
    r"\brelay(?:ing)? (?:access )?(?:denied|not permitted)",
    r"\bunerwünscht",
    r"\brichtlinie",
    r"\bsperrliste",
    r"\babsender\b.{0,40}\b(?:abgelehnt|gesperrt|blockiert|nicht berechtigt|nicht zugelassen)",
    r"\b(?:nur|only)\b.{0,40}\b(?:interne|authenti[fz]ierte|authenticated|internal)\b",
)
_FULL = _any(
    r"\b(?:mailbox|inbox|mail ?drop|storage|account|user|recipient|quota)\b.{0,40}"
    r"\b(?:full|over ?quota|quota exceeded|exceed)",
    r"\bover ?quota\b|\bquota exceeded\b|\bout of storage\b",
    r"\b(?:post\s?fach|posteingang|speicher(?:platz)?|kontingent)\b.{0,50}"
    r"\b(?:voll|überfüllt|erschöpft|überschritten|ausgeschöpft)",
    r"\bübervoll",
)
_GONE = _any(
    r"\b(?:user|recipient|mailbox|address|account|alias)\b.{0,60}"
    r"\b(?:unknown|not found|not exist|doesn'?t exist|n.t be found|disabled|inactive|invalid"
    r"|discontinued|no longer|closed|unavailable)",
    r"\b(?:unknown|invalid|no such|no valid|no) (?:local )?"
    r"(?:user|recipient|mailbox|address|account)",
    r"\bwasn'?t found at\b|\bnot exist at\b|\bno mailbox here by that name\b",
    r"\b(?:empfänger(?:adresse)?|(?:e-?mail-?)?adresse|postfach|benutzer|e-?mail-?konto|konto)\b"
    r".{0,80}\b(?:unbekannt|existiert (?:hier )?nicht|nicht (?:gefunden|vorhanden|bekannt)"
    r"|nicht mehr (?:gültig|vorhanden|aktiv)|gibt es nicht|ungültig|deaktiviert|gelöscht"
    r"|abgeschaltet|stillgelegt|aufgelöst)",
    r"\bunbekannte[rs]? (?:empfänger|benutzer|adresse)",
    r"\bwurde (?:unter|in|bei)\b.{0,60}\bnicht gefunden\b",
)
_DELAYED = _any(
    r"\b(?:is|was|has been|been|were) (?:temporarily )?delayed\b",
    r"\bdelivery (?:is |has been )?(?:delayed|status notification \(delay\))",
    r"(?<!not )(?<!longer )\b(?:will|be) (?:be )?(?:retried|keep trying|kept trying|continue)",
    r"\bdo(?:es)? not need to resend\b|\bno action is required\b",
    r"\bverzöger",
    r"\bnoch nicht (?:zugestellt|ausgeliefert)",
    r"(?<!keine )(?<!nicht )\b(?:weiterhin|weitere[rn]?|erneut)\b.{0,40}\b(?:versuch|zuzustellen)",
    r"\bnicht (?:noch einmal|erneut) (?:senden|zu senden|gesendet)",
)
# What says that it was late, and is now lost.
_GIVEN_UP = _any(
    r"\bno (?:further|more) (?:delivery )?attempts?\b",
    r"\b(?:not|no longer) be (?:retried|tried)\b|\bnot going to try again\b",
    r"\bretry time(?:out)? (?:was )?exceeded\b|\bin the queue too long\b",
    r"\bkeine? weitere[nr]? (?:zustell)?versuche?\b|\bnicht (?:weiter|erneut) versucht\b",
    r"\bzustellversuche? (?:wurden? )?(?:eingestellt|aufgegeben|abgebrochen)\b",
)
_BOUNCE_SUBJECT = _any(
    r"^(?:re: )?unzustellbar",
    r"\bundeliver(?:ed|able)\b",
    r"\bmail delivery (?:failed|failure|status|problem)",
    r"\bdelivery (?:status notification|failure|has failed|problem|error)",
    r"\bdelivery reports? about\b",
    r"^failure notice",
    r"\breturned mail\b|\bmail system error\b|\bmail could not be delivered\b",
    r"\bnicht zu(?:gestellt|stellbar)",
    r"\bzustellung\b.{0,40}\b(?:fehlgeschlagen|gescheitert|nicht möglich)",
    r"\bfehler bei der (?:nachrichten)?(?:zustellung|übermittlung)",
    r"\bzustell(?:ungs)?fehler|\bunzustellbar",
    r"\bübermittlungsstatus\b|\bbenachrichtigung (?:zum|über den) (?:zustell|übermittlungs)status",
)
_BOUNCE_SENDER = _any(
    r"\bmailer-?daemon\b", r"\bpostmaster\b", r"\bmail (?:delivery|administrator)\b",
    r"\bmail-?system\b", r"\bmicrosoftexchange[0-9a-f]{8,}", r"\bmail-?zustell",
)  # fmt: skip
_FAILED = _any(
    r"\b(?:not|n't|unable to|couldn.t|impossible to) (?:be )?(?:deliver|send|reach)",
    r"\bdelivery\b.{0,60}\bfail|\bfail(?:ed|ure)\b.{0,60}\bdeliver",
    r"\b(?:permanent|fatal) (?:error|failure|fatal)",
    r"\bfollowing addresse?s?e?s? failed\b|\bfailed addresses\b",
    r"\bundeliverable\b|\bunzustellbar|\bnicht zugestellt|\bnicht zustellbar",
    r"\bfehler bei der (?:nachrichten)?zustellung|\bnicht erreicht",
    r"\bnicht (?:ausgeliefert|übermittelt|gesendet) werden",
)
_AWAY_SUBJECT = _any(
    r"^(?:automati(?:sche|c) (?:antwort|reply)|automatisch generierte)",
    r"\babwesenheit|^abwesend\b|\bout of (?:the )?office\b|\bauto-?(?:reply|response)\b",
    r"\bautorespon|\bnicht im (?:büro|haus|dienst|amt)\b|\bim urlaub\b|\bon vacation\b",
    r"\bempfangsbestätigung\b|\beingangsbestätigung\b",
)
_SOMEBODY_AWAY = _any(
    r"\b(?:ich bin|wir sind|i am|i'm)\b.{0,80}"
    r"\b(?:nicht im (?:büro|haus|dienst|amt)|abwesend|im urlaub|nicht erreichbar"
    r"|out of (?:the )?office|on (?:vacation|leave)|away)",
)
_BY_ITSELF = _any(
    r"\bautomatisch (?:erzeugte|generierte|erstellte) (?:antwort|nachricht|e-?mail)",
)


def code_in(text: str) -> str:
    """Return the first enhanced status code (RFC 3463) in a text, or nothing."""
    found = _STATUS.search(text)
    return ".".join(found.groups()) if found else ""


def meaning(status: str, said: str) -> BounceKind:
    """Say what a failure means: HARD, SOFT or UNWANTED.

    The code within the words is the other server's own, where the report's says nothing much.
    """
    words = plain(said)
    code = code_in(status)
    if not code or code.endswith(".0"):
        code = code_in(words) or code
    if code.startswith("4"):
        return BounceKind.SOFT
    if _UNWANTED.search(words):
        return BounceKind.UNWANTED
    if code in _GONE_CODES:
        return BounceKind.HARD
    if _UNWANTED_CODE.match(code):
        return BounceKind.UNWANTED
    if code.startswith("5.2.") or _FULL.search(words):
        return BounceKind.SOFT
    return BounceKind.HARD if _GONE.search(words) else BounceKind.SOFT


def plain(text: str) -> str:
    """Return the words of a text in small letters, on one line, without addresses."""
    return " ".join(_QUOTED.sub(" ", text[:LONGEST]).casefold().replace("’", "'").split())


def looks_like_bounce(senders: str, subject: str, words: str) -> bool:
    """Whether a mail without a report for machines says that a mail did not arrive."""
    by_server = _BOUNCE_SENDER.search(senders)
    # Somebody's away note may speak of addresses that end, and of mail that nobody reads.
    if _AWAY_SUBJECT.search(subject) or (not by_server and _SOMEBODY_AWAY.search(words)):
        return False
    says_so = any(one.search(words) for one in (_FAILED, _GONE, _FULL))
    return bool((by_server or _BOUNCE_SUBJECT.search(subject)) and says_so)


def says_delayed(subject: str, words: str) -> bool:
    """Whether a report says that the mail is on its way still."""
    late = _DELAYED.search(subject) or _DELAYED.search(words)
    return bool(late and not _GIVEN_UP.search(words))


def says_away(subject: str, words: str) -> bool:
    """Whether somebody's program says that nobody is there to read."""
    marks = (_AWAY_SUBJECT.search(subject), _SOMEBODY_AWAY.search(words), _BY_ITSELF.search(words))
    return any(marks)
