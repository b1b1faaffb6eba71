"""Whatever a publisher calls a programme, the mail about it has the same headers."""

from __future__ import annotations

from dataclasses import replace
from email.header import decode_header, make_header

from hypothesis import given
from hypothesis import strategies as st

from notifier.digest.wording import one_line
from notifier.mail.message import HARD_LIMIT, MessageError, message_bytes
from tests.notifier.mail.test_message import LETTER, header, parsed, raw_headers

NAMES = [name for name, _ in raw_headers(message_bytes(LETTER))]
# Half ordinary text, half pieces that have broken header writers before.
pieces = st.sampled_from(
    ["=?", "?=", "=?utf-8?q?", "=0D=0A", "\r\n", "Bcc:", " ", "\t", "\x00", ","]
)
titles = st.one_of(
    st.text(max_size=300), st.lists(st.one_of(pieces, st.text(max_size=9))).map("".join)
)


@given(titles)
def test_any_title_comes_back(title: str) -> None:
    """A cleaned title is read back word for word by another parser, and adds no header."""
    clean = one_line(title)
    raw = message_bytes(replace(LETTER, subject=clean, recipient_name=clean))
    assert [name for name, _ in raw_headers(raw)] == NAMES
    assert str(make_header(decode_header(header(raw, "Subject")))) == clean
    assert max(map(len, raw.split(b"\r\n"))) <= HARD_LIMIT
    assert header(raw, "To").rpartition(" ")[2].strip("<>") == "reader@example.org"


@given(titles)
def test_any_raw_title_is_refused_or_harmless(title: str) -> None:
    """A title that nobody cleaned is refused, or written without becoming a header."""
    try:
        raw = message_bytes(replace(LETTER, subject=title))
    except MessageError:
        assert title != one_line(title)
        return
    assert [name for name, _ in raw_headers(raw)] == NAMES
    assert len(parsed(raw).keys()) == len(NAMES)


@given(st.text(max_size=2000), st.text(max_size=2000))
def test_any_body_comes_back(text: str, html: str) -> None:
    """Bodies survive the way, whatever is in them, and no line grows too long."""
    raw = message_bytes(replace(LETTER, text=one_line(text), html=one_line(html)))
    bodies = [part.get_content() for part in parsed(raw).iter_parts()]
    assert [body.rstrip("\n") for body in bodies] == [one_line(text), one_line(html)]
    assert max(map(len, raw.split(b"\r\n\r\n", 1)[1].split(b"\r\n"))) <= 78
