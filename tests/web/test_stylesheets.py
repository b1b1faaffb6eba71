"""Stylesheets: what pages name exists in one of them, and nothing stands there for nobody."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

import web

HERE = Path(web.__file__).parent
SHEETS = sorted((HERE / "static").glob("*.css"))
KERN = HERE / "static" / "kern" / "kern.min.css"
TEMPLATES = sorted((HERE / "templates").rglob("*.html"))
SCRIPTS = sorted((HERE / "static").glob("*.js"))
# What `web.run_strip` names the bars of a chart, and htmx its waiting.
NAMED_ELSEWHERE = {"good", "quiet", "broken", "failed", "htmx-indicator", "htmx-request"}
HOLE = "\0"  # what a template fills in


@cache
def ruled(sheet: Path) -> set[str]:
    """The classes that a stylesheet has rules for."""
    text = re.sub(r"/\*.*?\*/|url\([^)]*\)|\"[^\"]*\"", "", sheet.read_text(), flags=re.DOTALL)
    selectors = [before.rpartition("}")[2] for before in text.split("{")[:-1]]
    return {name for one in selectors for name in re.findall(r"\.(-?[A-Za-z_][\w-]*)", one)}


def named(template: Path) -> set[str]:
    """The classes that a template names; one that is filled in has a hole."""
    found = set()
    for value in re.findall(r'class="((?:\{\{.*?\}\}|\{%.*?%\}|[^"])*)"', template.read_text()):
        chosen = [word for one in re.findall(r"\{\{.*?\}\}", value) for word in _quoted(one)]
        plain = re.sub(r"\{\{.*?\}\}", lambda one: "" if _quoted(one[0]) else HOLE, value)
        plain = re.sub(r"\{%.*?%\}", " ", plain)
        found.update(" ".join([plain, *chosen]).split())
    return found


def _quoted(expression: str) -> list[str]:
    # Of a choice: {{ " kern-alert--error" if error }}; a comparison's words name nothing.
    return re.findall(r"""(?<!== )["'](\s?[a-z][\w -]*)["'](?=\s+if|\s+else|\s*\}\})""", expression)


def pattern(name: str) -> re.Pattern[str]:
    """What a name with holes may become."""
    return re.compile(".+".join(map(re.escape, name.split(HOLE))))


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda one: str(one.relative_to(HERE)))
def test_every_class_of_a_template_is_in_a_stylesheet(template: Path) -> None:
    """KERN's or ours; a class that nothing styles is left out."""
    known = set().union(*map(ruled, [KERN, *SHEETS]))
    lost = {name for name in named(template) if not any(map(pattern(name).fullmatch, known))}
    assert not lost


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda one: one.name)
def test_every_class_of_our_stylesheets_is_used(sheet: Path) -> None:
    """By a template or a script; what nobody uses is deleted."""
    names = set().union(*map(named, TEMPLATES)) - {HOLE}
    scripts = " ".join(one.read_text() for one in SCRIPTS)
    unused = {
        name
        for name in ruled(sheet) - NAMED_ELSEWHERE - ruled(KERN)
        if not any(pattern(one).fullmatch(name) for one in names)
        and not re.search(rf"\b{name}\b", scripts)
    }
    assert not unused


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda one: str(one.relative_to(HERE)))
def test_what_is_kept_whole_is_no_cell_of_a_table(template: Path) -> None:
    """As a block of its own a cell or an item has neither its line nor its point."""
    assert not re.findall(r'<(?:td|th|li|dd)[^>]*class="[^"]*\bwhole\b', template.read_text())


def test_no_stylesheet_says_again_what_another_says() -> None:
    """Each selector of one class has its rule in one sheet only."""
    seen: dict[str, str] = {}
    for sheet in SHEETS:
        text = re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL)
        for selector in set(re.findall(r"(?:^|\})\s*(\.[\w-]+)\s*(?=\{)", text)):
            assert seen.setdefault(selector, sheet.name) == sheet.name, selector
