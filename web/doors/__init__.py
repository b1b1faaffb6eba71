"""Doors: who may come in, decided once for every page behind it.

A page is one file with a `router` in the folder named like its door; it is found by looking
and cannot be reached but through that door.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from importlib import import_module
from types import ModuleType

from fastapi import APIRouter


def actions(room: ModuleType) -> Iterator[APIRouter]:
    """Yield the routers of all actions in a folder."""
    for found in pkgutil.iter_modules(room.__path__):
        router: APIRouter = import_module(f"{room.__name__}.{found.name}").router
        yield router
