"""Digests at their worst: ten thousand hostile texts, and what a spam filter says to mails."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from random import Random

import pytest

from db.subscribers import Subscriber
from notifier.digest.render import CLIPPED_BYTES
from notifier.mail.message import Letter, message_bytes
from tests.notifier.digest.looking import faults
from tests.notifier.digest.test_render import KNOWN, mixed
from tests.notifier.digest.test_valid import composer, hostile_letter
from tests.notifier.samples import MUNICIPALITY, chosen, news

pytestmark = pytest.mark.long

TITLES = 10_000
OF_A_MAIL = 40
MOST_POINTS = 1.0
WITHOUT = "no SpamAssassin here: make mail-tools installs Debian's where it may"
# "-0.0 NO_RELAYS   Informational: …"
_RULE = re.compile(r"^\s*(-?\d+\.\d) ([A-Z][A-Z0-9_]+)\s", re.MULTILINE)


def test_ten_thousand_hostile_texts_never_act() -> None:
    """Not one of them becomes an element, an attribute, a script or a link to elsewhere."""
    random, listed = Random(11), 0
    for _mail in range(TITLES // OF_A_MAIL):
        letter = hostile_letter(random, OF_A_MAIL)
        assert faults(letter.html) == []
        assert len(letter.html.encode()) <= CLIPPED_BYTES
        assert not re.search("[\x00-\x08\x0b-\x1f]", letter.html + letter.text)
        listed += letter.html.count('<td class="what"')
    assert listed == TITLES


def spamassassin() -> str:
    """Return where SpamAssassin is. Without one the test is left out, but fails where required."""
    path = shutil.which("spamassassin") or ""
    if not path and os.environ.get("CI_MAIL_TOOLS") == "required":
        pytest.fail(WITHOUT)
    if not path:
        pytest.skip(WITHOUT)
    return path


def points(letter: Letter) -> dict[str, float]:
    """Return the rules that a mail hits, without asking any network."""
    command = [spamassassin(), "--local", "--test-mode"]
    said = subprocess.run(command, input=message_bytes(letter), capture_output=True, check=False)
    return {rule: float(score) for score, rule in _RULE.findall(said.stdout.decode("utf-8"))}


@pytest.mark.parametrize("count", [0, 1, 5, 40])
def test_a_spam_filter_has_no_objection(count: int) -> None:
    """No rule about what a mail says or how it is built costs a point, however much it tells."""
    reader = Subscriber(email="reader@example.org", name="Gemeinde Beispiel", token="token")
    made = composer("Am 3. Dezember ist Sprechtag: https://example.org/termin")
    items = chosen(*mixed(), *(news(number) for number in range(6, count + 1)), known=KNOWN)
    letter = (
        made.compose(reader, (MUNICIPALITY,), items[:count])[1]
        if count
        else made.nothing_new(reader, (MUNICIPALITY,))[1]
    )
    found = points(letter)
    assert "HTML_MESSAGE" in found
    assert {rule: score for rule, score in found.items() if score >= MOST_POINTS} == {}
