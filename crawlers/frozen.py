"""Frozen: what a spider hands from page to page, as JSON that gives back the same values."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from importlib import import_module
from typing import Any

from crawlers.shape import ShapedText, from_rows, to_rows

_PLAIN = (type(None), bool, int, float, str)
_OWN = "crawlers."  # only our own classes are made from stored names
_IS, _OF = "=", "of"


def freeze(value: Any) -> Any:
    """Return a value as JSON types.

    Lists, tuples, sets, dicts, dates, shaped texts, and the enums and dataclasses of `crawlers`
    keep their type. Raises TypeError for anything else.
    """
    if type(value) in _PLAIN:
        return value
    if type(value) is list:
        return [freeze(part) for part in value]
    if type(value) in _FREEZERS:
        return {_IS: type(value).__name__, _OF: _FREEZERS[type(value)](value)}
    return {_IS: f"{type(value).__module__}:{type(value).__qualname__}", _OF: _own(value)}


def thaw(frozen: Any) -> Any:
    """Return the value that `freeze` was given. Raises ValueError for what it never made."""
    if isinstance(frozen, list):
        return [thaw(part) for part in frozen]
    if not isinstance(frozen, dict):
        return frozen
    try:
        kind, content = frozen[_IS], frozen[_OF]
        return _THAWERS[kind](content) if kind in _THAWERS else _made(_class(kind), content)
    except (AttributeError, ImportError, KeyError, TypeError) as error:
        raise ValueError(f"not a frozen value: {error!r}") from error


def _own(value: Any) -> Any:
    """Return the content of an enum or a dataclass of ours."""
    cls = type(value)
    if not cls.__module__.startswith(_OWN) or "." in cls.__qualname__:
        raise TypeError(f"{cls.__module__}.{cls.__qualname__} cannot be kept between visits")
    if isinstance(value, Enum):
        return freeze(value.value)
    if not is_dataclass(value):
        raise TypeError(f"{cls.__module__}.{cls.__qualname__} cannot be kept between visits")
    return {field.name: freeze(getattr(value, field.name)) for field in fields(value)}


def _class(name: str) -> Any:
    module, _, cls = name.partition(":")
    if not module.startswith(_OWN):
        raise KeyError(name)
    return getattr(sys.modules.get(module) or import_module(module), cls)


def _made(cls: Any, content: Any) -> Any:
    if issubclass(cls, Enum):
        return cls(content)
    if not hasattr(cls, "__dataclass_fields__"):
        raise TypeError(f"{cls.__name__} is no dataclass")
    return cls(**{name: thaw(part) for name, part in content.items()})


_FREEZERS: dict[type, Callable[[Any], Any]] = {
    tuple: lambda value: [freeze(part) for part in value],
    set: lambda value: sorted(freeze(part) for part in value),
    frozenset: lambda value: sorted(freeze(part) for part in value),
    dict: lambda value: [[freeze(key), freeze(part)] for key, part in value.items()],
    date: date.isoformat,
    ShapedText: lambda value: [str(value), to_rows(value)],
}
_THAWERS: dict[str, Callable[[Any], Any]] = {
    "tuple": lambda content: tuple(thaw(part) for part in content),
    "set": lambda content: {thaw(part) for part in content},
    "frozenset": lambda content: frozenset(thaw(part) for part in content),
    "dict": lambda content: {thaw(key): thaw(part) for key, part in content},
    "date": date.fromisoformat,
    "ShapedText": lambda content: from_rows(*content),
}
