"""Folder: where a demo lives, on a day of its own."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from landbote.application import Application, start
from landbote.settings import Settings

# A working Monday on which the sample pages make sense; the demo must not rot with the calendar.
DEMO_DAY = date(2026, 11, 23)
MARK = ".landbote-demo"


class DemoFolderError(FileExistsError):
    """The demo's folder holds something that is not a demo's."""


def open_demo(folder: Path, port: int) -> Application:
    """Start afresh in a folder; one with something else in it is left alone."""
    if folder.exists():
        if any(folder.iterdir()) and not (folder / MARK).exists():
            raise DemoFolderError(f"der Ordner {folder} ist nicht leer und kein Demo-Ordner")
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    (folder / MARK).touch()
    settings = Settings(
        data_folder=folder,
        database_url=f"sqlite:///{folder.resolve() / 'landbote.db'}",
        base_url=f"http://127.0.0.1:{port}",
    )
    return start(settings, DEMO_DAY)
