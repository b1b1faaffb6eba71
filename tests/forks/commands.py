"""Commands: all that a command of `landbote` imports, early or late, and what it reads of files.

A command that crawls has its crawl forked, too, by the server of those who ordered the command.
"""

from __future__ import annotations

import json
import os
import pkgutil
from importlib import import_module

from sqlalchemy.orm import configure_mappers

import landbote
from crawlers.registry import sources
from db.area_files import read_register
from landbote.crawling import order
from pipeline.themes import load_topics
from tests.forks import CRAWLER

# What SQLAlchemy and Alembic would look up by name.
DIALECTS = ("sqlalchemy.dialects.postgresql", "sqlalchemy.dialects.sqlite")
LATE = ("alembic.command", "holidays.countries", "psycopg", *DIALECTS)


def warm() -> None:
    """Import every module of the application, each of which imports what it needs."""
    order.CRAWL = tuple(json.loads(os.environ[CRAWLER]))
    for found in pkgutil.walk_packages(landbote.__path__, "landbote."):
        if not found.name.endswith("__main__"):
            import_module(found.name)
    for module in LATE:
        import_module(module)
    sources()
    configure_mappers()
    read_register()
    load_topics()


warm()
