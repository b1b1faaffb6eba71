"""German: what the command line's framework says of usage and mistakes, in the users' language.

The framework has its words in English and in many places; here they are changed where they
come out: a help page as a whole, and a mistake by what it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

_HELP = (
    (re.compile(r"^Usage: ", re.MULTILINE), "Aufruf: "),
    (re.compile(r"\[OPTIONS\]"), "[OPTIONEN]"),
    (re.compile(r"COMMAND \[ARGS\]\.\.\."), "BEFEHL …"),
    (re.compile(r"^Options:$", re.MULTILINE), "Optionen:"),
    (re.compile(r"^Arguments:$", re.MULTILINE), "Angaben:"),
    (re.compile(r"^Commands:$", re.MULTILINE), "Befehle:"),
    (re.compile(r"Show this message and exit\."), "Diese Hilfe zeigen."),
    (re.compile(r"\[default: "), "[sonst: "),
    (re.compile(r"\[required\]"), "[nötig]"),
    (re.compile(r"; required\]"), "; nötig]"),
    (re.compile(r" <list\[str\]>| <str>"), ""),
)
# What a mistake says of itself, and how it is said here; what follows is in German already.
_SAID = tuple(
    (re.compile(english, re.DOTALL), german)
    for english, german in (
        (r"No such command (\S+?)\.(?: Did you mean .*)?", "den Befehl {} gibt es nicht"),
        (r"No such option: (\S+)(?: .*)?", "die Option {} gibt es nicht"),
        (r"Missing command\.", "es fehlt ein Befehl"),
        (r"Missing option (\S+?)\.?(?: .*)?", "es fehlt die Option {}"),
        (r"Missing argument (\S+?)\.?(?: .*)?", "es fehlt die Angabe {}"),
        (r"Got unexpected extra arguments?(?:\(s\))? \((.*)\)", "zu viel angegeben: {}"),
        (r"Option (\S+) requires an argument\.", "die Option {} braucht eine Angabe"),
        (r"Option (\S+) does not take a value\.", "die Option {} nimmt keine Angabe"),
        (r"Invalid value for (\S+)(?: / \S+)?: (.*)", "{}: {}"),
        (r"Invalid value: (.*)", "{}"),
    )
)
_MARKS = "'\"{}[]… "  # around names, as the framework sets them


def help_page(page: str) -> str:
    """Return a help page of the framework in German."""
    for english, german in _HELP:
        page = english.sub(german, page)
    return page


def mistake(error: Any) -> str:
    """Return in one sentence what was not understood, what could be said instead, and where."""
    words = str(error.format_message())
    sentence = words
    for english, german in _SAID:
        if found := english.fullmatch(words):
            first, *rest = (*found.groups(), "")
            sentence = german.format(first.strip(_MARKS), *rest)
            break
    context = getattr(error, "ctx", None)
    if context is None:
        return sentence
    choices = ", ".join(_choices(words, context))
    possible = f"; möglich sind: {choices}" if choices else ""
    return f"{sentence}{possible} (Hilfe: {context.command_path} --help)"


def _choices(words: str, context: Any) -> Iterable[str]:
    """Yield what could have stood there."""
    if words.startswith(("No such command", "Missing command")):
        return [str(name) for name in context.command.list_commands(context)]
    if words.startswith("No such option"):
        return [str(one.opts[0]) for one in context.command.params if one.opts[0].startswith("-")]
    return []
