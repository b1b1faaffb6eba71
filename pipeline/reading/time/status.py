"""Status: closed, open, announced or cancelled, in the publishers' many wordings.

Only what is said of the present counts: a condition ("sobald die Mittel ausgeschöpft
sind"), a rule for late or incomplete applications, and a stop of approvals while
submissions go on are no status.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.claim import Claim, Field
from pipeline.reading.text.layout import Layout, Sentence
from pipeline.reading.time.status_words import WORDINGS
from pipeline.reading.time.wordings import Wording

_BOTH = "Der Text sagt an einer Stelle „offen“, an einer anderen „geschlossen“. Was gilt?"
_EXPECTED = "Ist der Aufruf bisher nur angekündigt?"
_FROM_WHEN = "Der Text nennt einen Tag, ab dem geschlossen ist. Gilt das schon?"
_FROM_DAY = re.compile(r"\b(?:ab|(?<!bis )zum|from|as of)\s(?:dem\s)?\d{1,2}\.?\s?(?:\d|[a-zä]{3})")
_FORMERLY = re.compile(r"\b(?:ursprünglich\w*|bisher|zunächst|originally)\b")
# Closed now, whatever the condition of its end: "erst wieder möglich, wenn …".
_SHUT_NOW = re.compile(
    r"\berst wieder\b"
    r"|\b(?:derzeit|zurzeit|zur zeit|momentan|vorübergehend|bis auf weiteres)\b[^,;]{0,40}"
    r"\b(?:nicht|keine?)\b"
)
# What holds only under a condition, or only for some applications, closes nothing.
_IF = re.compile(
    r"""\b(?:wenn|sobald|falls|sofern|solange|soweit|bevor|ehe|nachdem|sollten?|wären?|könnten?
        |if|once|when|unless|should)\b
      |\buntil\b.*\b(?:allocated|committed|exhausted|spent)
      |\bnach\ (?:ausschöpf|erschöpf|verbrauch|ablauf|dieser|dem|fristende|ende|diesem|verausgab
        |aufbrauch)|\bdanach\b|\bfristende\b.{0,40}\beingehend
      |\bbis\b[^.]{0,60}\b(?:ausgeschöpft|aufgebraucht|erschöpft|verbraucht|vergeben)\b
      |^\W*(?:ist|sind|wird|werden|wurde)\ (?:die|das|der|ein)\b[^?]*,
      |\b(?:unvollständig|verspätet|zu\ spät|nicht\ fristgerecht|per\ (?:e-?mail|fax|post)
        |mehrfach|rückwirkend|nachträglich|bereits\ begonnen|begonnene|gleichzeitig|zusätzlich
        |technische\w*\ (?:problem|störung|engp|schwierig)|ihr\ (?:antrag|bewerbung)
        |doppel|zweckgebunden|incomplete|late\ applications)""",
    re.VERBOSE,
)


def read_status(layout: Layout) -> Iterator[Claim]:
    """Yield what the text says of the present; questions where it contradicts itself."""
    found = list(_stated(layout))
    certain = {claim.value for claim in found if not claim.doubt}
    torn = {"open", "closed"} <= certain
    for claim in found:
        yield replace(claim, doubt=_BOTH) if torn and claim.value != "forecast" else claim


def _stated(layout: Layout) -> Iterator[Claim]:
    for sentence, words, wordings in WORDINGS.asked(layout):
        claim = _claim(layout, sentence, words, wordings)
        if claim and not _FORMERLY.search(words):
            yield claim


def _claim(
    layout: Layout, sentence: Sentence, words: str, wordings: tuple[Wording, ...]
) -> Claim | None:
    for one in wordings:
        extent = one.holds(layout, sentence, words)
        if extent is None:
            continue
        if one.value == "closed" and _IF.search(words) and not _SHUT_NOW.search(words):
            return None
        start, end, quote = layout.prose.span(*extent)
        return Claim(
            field=Field.STATUS,
            value=one.value,
            quote=quote,
            start=start,
            end=end,
            rule=f"status.{one.name}",
            doubt=_doubt(one, words),
        )
    return None


def _doubt(one: Wording, words: str) -> str:
    if one.name == "forecast.expected":
        return _EXPECTED
    ahead = one.value == "closed" and _FROM_DAY.search(words) and not re.search(r"wurde", words)
    return _FROM_WHEN if ahead else ""
