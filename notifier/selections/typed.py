"""Typed: addresses as somebody types, pastes or brings them in a file, one a line."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from notifier.subscribing.orders import OrderError, mail_address

MOST_LINES = 200
LONGEST_LINE = 600
LONGEST_NAME = 120
_NAMED = re.compile(r"\s*(?P<name>[^<>]*?)\s*<\s*(?P<address>[^<>\s]+)\s*>\s*[,;]?\s*")
_HEADS = frozenset({"adresse", "mailadresse", "e-mail", "email", "mail", "e-mail-adresse"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """One address with whose it is and where they are; `place` is the key of an area or empty."""

    address: str
    name: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongLine:
    """A line that names no address that could be written to, and why, in German."""

    number: int
    text: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """What was read of some lines: addresses, each once, what is wrong, and what stood twice."""

    typed: tuple[Typed, ...] = ()
    wrong: tuple[WrongLine, ...] = ()
    twice: int = 0


def lines_of(text: str, place_of: Callable[[str], str | None]) -> Lines:
    """Read addresses, one a line: alone, as "Name <Adresse>", or with name and place behind it.

    `place_of` returns the key of a place within the region, None for any other. Several addresses
    on a line that are apart by commas or semicolons are read as one a line.
    """
    typed: dict[str, Typed] = {}
    wrong: list[WrongLine] = []
    twice = count = 0
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        for part in _parts(line):
            count += 1
            shown = " ".join(line.split())[:80]
            if count > MOST_LINES:
                why = f"Auf einmal gehen höchstens {MOST_LINES} Adressen. Der Rest fehlt noch."
                wrong.append(WrongLine(number=number, text=shown, why=why))
                return Lines(typed=tuple(typed.values()), wrong=tuple(wrong), twice=twice)
            try:
                one = _read(part, place_of)
            except ValueError as error:
                wrong.append(WrongLine(number=number, text=shown, why=str(error)))
                continue
            twice += one.address in typed
            typed.setdefault(one.address, one)
    return Lines(typed=tuple(typed.values()), wrong=tuple(wrong), twice=twice)


def text_of_file(content: bytes) -> str:
    """Return the text of a file as spreadsheets write it: UTF-8, or that of old Windows."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _parts(line: str) -> Iterable[Sequence[str]]:
    """Yield the cells of a line, or of each address on it."""
    if not line.strip().strip(" \t;,"):
        return
    if len(line) > LONGEST_LINE and line.count("@") <= 1:
        yield (line[:80],)
        return
    if named := _NAMED.fullmatch(line):
        yield (named["address"], named["name"].strip("\"' "))
        return
    mark = next((one for one in (";", "\t", ",") if one in line), ";")
    cells = [cell.strip() for cell in next(csv.reader([line.strip()], delimiter=mark))]
    if cells[0].casefold() in _HEADS:
        return
    if sum("@" in cell for cell in cells) > 1:
        for cell in filter(None, cells):
            named = _NAMED.fullmatch(cell)
            yield (named["address"], named["name"].strip("\"' ")) if named else (cell,)
        return
    yield cells


def _read(cells: Sequence[str], place_of: Callable[[str], str | None]) -> Typed:
    """Return what the cells of a line say. Raises ValueError, in German."""
    address, name, place, *_rest = [*cells, "", "", ""]
    if "@" not in address and "@" in name:
        address, name = name, address  # the name stands first
    try:
        plain = mail_address(address)
    except OrderError:
        raise ValueError("Das ist keine Mailadresse, an die etwas gehen kann.") from None
    if any(ord(one) < 32 for one in name):
        raise ValueError("Im Namen stehen Zeichen, die dort nicht hingehören.")
    key = place_of(place) if place else ""
    if key is None:
        raise ValueError(f"Den Ort „{place[:60]}“ gibt es in Ihrer Region nicht.")
    return Typed(address=plain, name=" ".join(name.split())[:LONGEST_NAME], place=key)
