"""Valid: a mail is HTML that a strict parser takes, and nothing in it acts."""

from __future__ import annotations

import re
from random import Random

import pytest

from db.subscribers import Subscriber
from db.vocabulary import Cadence
from notifier.digest.compose import Composer
from notifier.digest.render import CLIPPED_BYTES
from notifier.mail.message import Letter
from notifier.news.select import Wish
from tests.conftest import NOW, TODAY
from tests.notifier.digest.hostile import hostile_news, words
from tests.notifier.digest.looking import faults
from tests.notifier.digest.test_render import KNOWN, mixed
from tests.notifier.samples import MUNICIPALITY, SENDER, TOPICS, chosen, news

FIRST = Wish(area="06535011", area_name="Lauterbach (Hessen)", asked_on=TODAY)


def composer(note: str = "") -> Composer:
    """Return the composer of an issue, with a note of the desk on top."""
    return Composer.of_issue(
        SENDER, Cadence.DAILY, TODAY, NOW, TOPICS, notes=lambda _wishes: [note] if note else []
    )


def hostile_letter(random: Random, count: int) -> Letter:
    """Return a mail about so many things of which every word is hostile."""
    reader = Subscriber(email="reader@example.org", name=words(random), token="token")
    items = chosen(*(hostile_news(number, random) for number in range(count)))
    return composer(words(random)).compose(reader, (MUNICIPALITY,), items)[1]


@pytest.mark.parametrize("count", [1, 5, 40])
def test_a_mail_is_valid(count: int) -> None:
    """Of one thing or of many: no parse error, headings in order, every anchor there."""
    items = chosen(*mixed(), *(news(number) for number in range(6, count + 1)), known=KNOWN)
    reader = Subscriber(email="reader@example.org", name="", token="token")
    made = composer("Sprechtag am 3. Dezember: https://example.org/termin")
    assert faults(made.compose(reader, (MUNICIPALITY,), items[:count])[1].html) == []
    assert faults(made.compose(reader, (FIRST,), items[:count])[1].html) == []


def test_a_sign_of_life_is_valid() -> None:
    """Where there is nothing to tell the mail says that, and nothing is empty in it."""
    reader = Subscriber(email="reader@example.org", name="Gemeinde", token="token")
    digest, letter = composer().nothing_new(reader, (MUNICIPALITY,))
    assert (digest.subject, digest.items) == ("Landbote: nichts Neues in den letzten Wochen", ())
    assert faults(letter.html) == []
    said = "in den vergangenen Wochen gab es für Ihre Abonnements nichts Neues"
    assert said in letter.html and said in " ".join(letter.text.split())
    assert "Auf einen Blick" not in letter.html and "AUF EINEN BLICK" not in letter.text
    # It leads on to what fits today.
    assert "/abo/treffer/" in letter.html and "/abo/treffer/" in letter.text


@pytest.mark.parametrize("seed", range(3))
def test_hostile_words_never_act(seed: int) -> None:
    """Whatever is crawled stays text in its place, and links lead to web and mail only."""
    letter = hostile_letter(Random(seed), 40)
    assert faults(letter.html) == []
    assert len(letter.html.encode()) <= CLIPPED_BYTES
    assert not re.search("[\x00-\x08\x0b-\x1f]", letter.html + letter.text)


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        ("<!DOCTYPE html><p><script>1</script>", "element script"),
        ("<!DOCTYPE html><p onclick='1'>", "attribute onclick"),
        ("<!DOCTYPE html><a href='javascript:1'>a</a>", "link javascript:1"),
        ("<!DOCTYPE html><a href='#e1'>a</a>", "link to #e1, which is nowhere"),
        ("<!DOCTYPE html><h1>a</h1><h3>b</h3>", "heading h3 after h1"),
        ("<!DOCTYPE html><table><p>a</p></table>", "parse error"),
    ],
)
def test_faults_are_seen(html: str, fault: str) -> None:
    """What looks at the mails does see what is wrong."""
    assert any(one.startswith(fault) for one in faults(html))
