"""Visits: regular expressions that count every look at a character, as a backtracking engine looks.

`Counting` stands in for `re.Pattern`. What it finds the real pattern finds; beside it the same
expression is walked through step by step, by the rules of backtracking but with none of the
real engine's short cuts, and every character that is tried is counted.
"""

from __future__ import annotations

import importlib
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

_SYNTAX: Any = importlib.import_module("re._parser")
_OP: Any = importlib.import_module("re._constants")
_compiled = re.compile

Go = Callable[["_Walk", int], bool]  # whether all that follows matches from a position on
Test = Callable[[str], bool]


class TooManyVisits(Exception):
    """The limit is reached: a pattern that grows with the square would never come to an end."""


@dataclass
class Visits:
    """The looks at characters so far, in all and by pattern."""

    limit: int
    total: int = 0
    by_pattern: Counter[str] = field(default_factory=Counter)

    def check(self) -> None:
        """Raise TooManyVisits beyond the limit."""
        if self.total > self.limit:
            raise TooManyVisits


class _Letters(dict[str, bool]):
    """Which letters one place of an expression takes, each asked once."""

    def __init__(self, takes: Test) -> None:
        super().__init__()
        self._takes = takes

    def __missing__(self, letter: str) -> bool:
        self[letter] = found = self._takes(letter)
        return found


@dataclass
class _Walk:
    """One way through a text: its end, and the groups found so far."""

    text: str
    end: int
    visits: Visits
    whole: bool = False
    groups: dict[object, tuple[int, int]] = field(default_factory=dict)
    reached: int = 0


class Counting:
    """A pattern that counts its visits. `visits` may be exchanged between two texts."""

    visits = Visits(limit=1 << 62)

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self._real = _compiled(pattern, flags)
        self._go: Go | None = None
        self._counted: dict[tuple[object, ...], int] = {}  # the same is often asked again

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    def match(self, text: str, start: int = 0, end: int = 1 << 62) -> Any:
        """Match at the start."""
        self._count(text, start, end, first_only=True)
        return self._real.match(text, start, min(end, len(text)))

    def fullmatch(self, text: str, start: int = 0, end: int = 1 << 62) -> Any:
        """Match from start to end."""
        self._count(text, start, end, first_only=True, whole=True)
        return self._real.fullmatch(text, start, min(end, len(text)))

    def search(self, text: str, start: int = 0, end: int = 1 << 62) -> Any:
        """Match anywhere."""
        self._count(text, start, end, once=True)
        return self._real.search(text, start, min(end, len(text)))

    def finditer(self, text: str, start: int = 0, end: int = 1 << 62) -> Any:
        """Match everywhere."""
        self._count(text, start, end)
        return self._real.finditer(text, start, min(end, len(text)))

    def findall(self, text: str, start: int = 0, end: int = 1 << 62) -> Any:
        """Match everywhere."""
        self._count(text, start, end)
        return self._real.findall(text, start, min(end, len(text)))

    def sub(self, new: Any, text: str, count: int = 0) -> str:
        """Match everywhere, and put something else there."""
        self._count(text, 0, len(text))
        return self._real.sub(new, text, count)

    def split(self, text: str, maxsplit: int = 0) -> list[Any]:
        """Match everywhere, and cut there."""
        self._count(text, 0, len(text))
        return self._real.split(text, maxsplit)

    def _count(
        self,
        text: str,
        start: int,
        end: int,
        *,
        first_only: bool = False,
        once: bool = False,
        whole: bool = False,
    ) -> None:
        asked = text, start, end, first_only, once, whole
        before = self.visits.total
        try:
            if asked in self._counted:
                self.visits.total += self._counted[asked]
                self.visits.check()
            else:
                for _ in self._found(text, start, min(end, len(text)), first_only, whole):
                    if once:
                        break
                self._counted[asked] = self.visits.total - before
        finally:
            self.visits.by_pattern[self._real.pattern] += self.visits.total - before

    def _found(
        self, text: str, start: int, end: int, first_only: bool, whole: bool
    ) -> Iterator[int]:
        if self._go is None:
            flags = int(self._real.flags)
            self._go = _sequence(_SYNTAX.parse(self._real.pattern, flags), flags, _arrived)
        at, go, visits = start, self._go, self.visits
        walk = _Walk(text, end, visits, whole)
        while at <= end:
            visits.total += 1
            visits.check()
            if go(walk, at):
                yield walk.reached
                at = max(walk.reached, at + 1)
            else:
                at += 1
            walk.groups.clear()
            if first_only:
                return


def _arrived(walk: _Walk, at: int) -> bool:
    walk.reached = at
    return not walk.whole or at == walk.end


def _sequence(items: Any, flags: int, go: Go) -> Go:
    for operator, argument in reversed(list(items)):
        go = _step(operator, argument, flags, go)
    return go


def _step(operator: Any, argument: Any, flags: int, go: Go) -> Go:
    """Return how one part of an expression goes on, `go` being all behind it."""
    if (letters := _single(operator, argument, flags)) is not None:
        return _one(letters, go)
    if operator in (_OP.MAX_REPEAT, _OP.MIN_REPEAT, _OP.POSSESSIVE_REPEAT):
        least, most, part = argument
        most = 1 << 40 if most is _OP.MAXREPEAT else int(most)
        letters = _single(part[0][0], part[0][1], flags) if len(part) == 1 else None
        if operator is _OP.POSSESSIVE_REPEAT:
            return _repeat_possessively(least, most, _sequence(part, flags, _arrived_inside), go)
        greedy = operator is _OP.MAX_REPEAT
        if letters is not None:
            repeat = _repeat_greedily if greedy else _repeat_lazily
            return repeat(letters, least, most, go)
        return _repeat(part, flags, least, most, go, greedy=greedy)
    if operator is _OP.BRANCH:
        return _either([_sequence(way, flags, go) for way in argument[1]])
    if operator is _OP.SUBPATTERN:
        group, added, removed, part = argument
        return _group(group, part, (flags | added) & ~removed, go)
    if operator is _OP.ATOMIC_GROUP:
        inside = _sequence(argument, flags, _arrived_inside)
        return lambda walk, at: inside(walk, at) and go(walk, walk.reached)
    if operator in (_OP.ASSERT, _OP.ASSERT_NOT):
        direction, part = argument
        inside, wanted = _sequence(part, flags, _arrived_inside), operator is _OP.ASSERT
        width = 0 if direction > 0 else part.getwidth()[0]
        return lambda walk, at: (
            (at >= width and inside(walk, at - width)) == wanted and go(walk, at)
        )
    if operator is _OP.AT:
        return _at(argument, flags, go)
    if operator is _OP.GROUPREF:
        return _again(argument, go)
    raise NotImplementedError(operator)


def _arrived_inside(walk: _Walk, at: int) -> bool:
    walk.reached = at
    return True


def _single(operator: Any, argument: Any, flags: int) -> _Letters | None:
    """Return what a part that is one character takes, None for any other part."""
    ignoring = bool(flags & re.IGNORECASE)
    if operator is _OP.LITERAL:
        return _any_of(((_OP.LITERAL, argument),), ignoring)
    if operator is _OP.NOT_LITERAL:
        return _any_of(((_OP.NEGATE, None), (_OP.LITERAL, argument)), ignoring)
    if operator is _OP.ANY:
        return _Letters(lambda letter: bool(flags & re.DOTALL) or letter != "\n")
    return _any_of(tuple(argument), ignoring) if operator is _OP.IN else None


@cache
def _any_of(items: tuple[tuple[Any, Any], ...], ignoring: bool) -> _Letters:
    wanted = items[0][0] is not _OP.NEGATE
    tests = [_of_class(*item) for item in items if item[0] is not _OP.NEGATE]

    def takes(letter: str) -> bool:
        forms = {letter, letter.lower(), letter.upper()} if ignoring else {letter}
        found = any(one(form) for one in tests for form in forms if len(form) == 1)
        return found == wanted

    return _Letters(takes)


_WRITTEN = {
    _OP.CATEGORY_DIGIT: _compiled(r"\d"), _OP.CATEGORY_NOT_DIGIT: _compiled(r"\D"),
    _OP.CATEGORY_SPACE: _compiled(r"\s"), _OP.CATEGORY_NOT_SPACE: _compiled(r"\S"),
    _OP.CATEGORY_WORD: _compiled(r"\w"), _OP.CATEGORY_NOT_WORD: _compiled(r"\W"),
}  # fmt: skip


def _of_class(operator: Any, argument: Any) -> Test:
    if operator is _OP.LITERAL:
        return lambda letter: ord(letter) == argument
    if operator is _OP.RANGE:
        return lambda letter: argument[0] <= ord(letter) <= argument[1]
    real = _WRITTEN[argument]
    return lambda letter: real.fullmatch(letter) is not None


def _one(letters: _Letters, go: Go) -> Go:
    def step(walk: _Walk, at: int) -> bool:
        walk.visits.total += 1
        return at < walk.end and letters[walk.text[at]] and go(walk, at + 1)

    return step


# Loops, not `any`: what is built in takes the machine's own stack, and texts are long.
def _either(ways: list[Go]) -> Go:
    def step(walk: _Walk, at: int) -> bool:
        for way in ways:  # noqa: SIM110
            if way(walk, at):
                return True
        return False

    return step


def _repeat_greedily(letters: _Letters, least: int, most: int, go: Go) -> Go:
    def step(walk: _Walk, at: int) -> bool:
        end, last, text = at, min(walk.end, at + most), walk.text
        while end < last and letters[text[end]]:
            end += 1
        walk.visits.total += end - at + 1
        walk.visits.check()
        for reached in range(end, at + least - 1, -1):  # noqa: SIM110
            if go(walk, reached):
                return True
        return False

    return step


def _repeat_lazily(letters: _Letters, least: int, most: int, go: Go) -> Go:
    def step(walk: _Walk, at: int) -> bool:
        for end in range(at, min(walk.end, at + most) + 1):
            if end - at >= least and go(walk, end):
                return True
            walk.visits.total += 1
            walk.visits.check()
            if end >= walk.end or not letters[walk.text[end]]:
                return False
        return False

    return step


def _repeat_possessively(least: int, most: int, inside: Go, go: Go) -> Go:
    def step(walk: _Walk, at: int) -> bool:
        count = 0
        walk.visits.check()
        while count < most and inside(walk, at):
            count += 1
            if walk.reached == at:
                break
            at = walk.reached
        return count >= least and go(walk, at)

    return step


def _repeat(part: Any, flags: int, least: int, most: int, go: Go, *, greedy: bool) -> Go:
    waiting: list[Go] = []  # what comes behind each repetition that has begun

    def behind(walk: _Walk, at: int) -> bool:
        following = waiting.pop()
        try:
            return following(walk, at)
        finally:
            waiting.append(following)

    inside = _sequence(part, flags, behind)

    def once_more(following: Go, walk: _Walk, at: int) -> bool:
        walk.visits.check()
        waiting.append(following)
        try:
            return inside(walk, at)
        finally:
            waiting.pop()

    def repeated(walk: _Walk, at: int, count: int) -> bool:
        def again(walk: _Walk, reached: int) -> bool:
            nothing = reached == at and count >= least
            return not nothing and repeated(walk, reached, count + 1)

        if not greedy and count >= least and go(walk, at):
            return True
        if count < most and once_more(again, walk, at):
            return True
        return greedy and count >= least and go(walk, at)

    return lambda walk, at: repeated(walk, at, 0)


def _group(group: int | None, part: Any, flags: int, go: Go) -> Go:
    if group is None:
        return _sequence(part, flags, go)

    def closed(walk: _Walk, at: int) -> bool:
        before = walk.groups.get(group)
        walk.groups[group] = (walk.groups["opened", group][0], at)
        if go(walk, at):
            return True
        walk.groups.pop(group)
        if before:
            walk.groups[group] = before
        return False

    inside = _sequence(part, flags, closed)

    def opened(walk: _Walk, at: int) -> bool:
        walk.groups["opened", group] = (at, at)
        return inside(walk, at)

    return opened


def _at(where: Any, flags: int, go: Go) -> Go:
    is_there = _place(where, lines=bool(flags & re.MULTILINE))

    def step(walk: _Walk, at: int) -> bool:
        walk.visits.total += 1
        return is_there(walk, at) and go(walk, at)

    return step


def _place(where: Any, *, lines: bool) -> Go:
    """Return the test of a place that takes no character: an edge of a word, line or text."""
    if where in (_OP.AT_BOUNDARY, _OP.AT_NON_BOUNDARY):
        wanted = where is _OP.AT_BOUNDARY
        return lambda walk, at: (_is_word(walk, at - 1) != _is_word(walk, at)) == wanted
    if where in (_OP.AT_BEGINNING, _OP.AT_BEGINNING_STRING):
        return lambda walk, at: at == 0 or (lines and walk.text[at - 1] == "\n")

    def ends(walk: _Walk, at: int) -> bool:
        last = where is _OP.AT_END and walk.text[at : walk.end] == "\n"
        return at == walk.end or last or (lines and walk.text[at] == "\n")

    return ends


def _is_word(walk: _Walk, at: int) -> bool:
    return 0 <= at < walk.end and (walk.text[at].isalnum() or walk.text[at] == "_")


def _again(group: int, go: Go) -> Go:
    def step(walk: _Walk, at: int) -> bool:
        start, end = walk.groups.get(group, (0, 0))
        walk.visits.total += end - start + 1
        said = walk.text[start:end]
        return group in walk.groups and walk.text.startswith(said, at) and go(walk, at + len(said))

    return step
