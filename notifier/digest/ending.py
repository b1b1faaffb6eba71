"""Ending: how a card says that what its reader was told of is over."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from db.labels import STATED_STATUSES
from db.statements import Field
from db.values import Values
from db.vocabulary import Withdrawal
from notifier.digest.wording import one_line, sentence_with
from notifier.news.select import News, is_past

QUOTE_CHARACTERS = 240


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """One word for the head of the card, and the lines that say what happened."""

    word: str
    lines: tuple[str, ...]


def ending_of(news: News, own: Values, changes: tuple[str, ...], today: date) -> Ending:
    """Return how something ended; `changes` are what else is different for its reader."""
    status = news.values.stated_status
    if news.withdrawn is Withdrawal.STAFF:
        return Ending(word="zurückgezogen", lines=("Von der Servicestelle zurückgezogen",))
    if status in ("cancelled", "closed"):
        word = STATED_STATUSES[status]
        quote = _said_of_status(news.values)
        return Ending(word=word, lines=(_line(word, quote),))
    if is_past(own, today):
        if own.event_starts_on is not None:
            return Ending(word="vorbei", lines=changes)
        return Ending(word="abgelaufen", lines=changes or ("Die Frist ist abgelaufen",))
    gone = f"Steht nicht mehr auf den Seiten der Quelle „{news.source.title}“"
    return Ending(word="nicht mehr veröffentlicht", lines=(gone,))


def _line(word: str, quote: str) -> str:
    """Say it in the publisher's words; the word itself stands in the head of the card."""
    # "ABGESAGT:" says no more than our own word does.
    if quote.casefold().strip(" :!()–") not in ("", word):
        return f"„{quote}“" if word in quote.casefold() else f"{word.capitalize()}: „{quote}“"
    return "Findet nicht statt" if word == STATED_STATUSES["cancelled"] else word.capitalize()


def title_without(word: str, title: str) -> str:
    """Return a title without a mark that says what stands above it anyhow: "ABGESAGT: …"."""
    # A hyphen is a mark only where it stands alone: "Geschlossen-Cell" is one word.
    before = rf"^\W*{word}(?:\s*[:!)\]–]+|\s*-(?=\s))+\s*"
    after = rf"(?:\s*[:(\[–]+|\s+-)\s*{word}\W*$"
    bare = title
    for mark in (before, after):
        if found := re.search(mark, bare, re.IGNORECASE):
            rest = bare[: found.start()] + bare[found.end() :]
            bare = _in_pairs(rest, found[0])
    return bare or title


def _in_pairs(text: str, gone: str) -> str:
    """Return a text without the bracket whose partner is gone, or with it where it closes one."""
    for opening, closing in ("()", "[]"):
        if gone.count(opening) < gone.count(closing):
            text += closing if text.count(opening) > text.count(closing) else ""
        if gone.count(opening) > gone.count(closing):
            depths = accumulate((one == opening) - (one == closing) for one in text)
            place = next((place for place, depth in enumerate(depths) if depth < 0), len(text))
            text = text[:place] + text[place + 1 :]
    return text


def _said_of_status(values: Values) -> str:
    """Return the publisher's sentence, where the stored text has it, else the words read from."""
    quotes = [
        one.evidence.quote
        for one in values.statements
        if one.field is Field.STATUS and one.value == values.stated_status and one.sure
    ]
    whole = (sentence_with(values.summary, quote, QUOTE_CHARACTERS) for quote in quotes if quote)
    return next(filter(None, whole), one_line(quotes[0], QUOTE_CHARACTERS) if quotes else "")
