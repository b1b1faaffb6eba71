"""Where a demo lives: a folder of its own, and nobody else's."""

from __future__ import annotations

from pathlib import Path

import pytest

from landbote.demo.folder import DEMO_DAY, DemoFolderError, open_demo


def test_a_folder_with_something_else_in_it_is_left_alone(tmp_path: Path) -> None:
    """The demo begins by emptying its folder, so it must be sure that it is its own."""
    mine = tmp_path / "Briefe" / "brief.txt"
    mine.parent.mkdir()
    mine.write_text("Liebe Gemeinde")
    with pytest.raises(DemoFolderError, match="Briefe"):
        open_demo(mine.parent, 0)
    assert mine.read_text() == "Liebe Gemeinde"


def test_a_demo_begins_anew_in_its_own_folder(tmp_path: Path) -> None:
    """Nothing is left of the demo before, and it is always the same day."""
    folder = tmp_path / "demo"
    for _ in range(2):
        app = open_demo(folder, 0)
        app.engine.dispose()
        assert app.today == DEMO_DAY
        assert not (folder / "old.eml").exists()
        (folder / "old.eml").touch()
