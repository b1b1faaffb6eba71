"""Looking: what axe-core, the width of a window and the Tab key find wrong with a page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

Look = Callable[[Page], list[str]]

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
ALL: dict[str, Any] = {"runOnly": list(TAGS), "resultTypes": ["violations"]}
# What another theme can change.
COLOURS: dict[str, Any] = {"runOnly": ["color-contrast"], "resultTypes": ["violations"]}

STICKING_OUT = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const scrolls = (one) => one && (
    getComputedStyle(one).overflowX !== "visible" || scrolls(one.parentElement));
  const wide = [...document.body.querySelectorAll("*")].filter((one) =>
    one.getBoundingClientRect().right > width + 1 && !scrolls(one.parentElement));
  return ["the page"].concat(wide.slice(-5).map((one) => one.outerHTML.slice(0, 120)));
}"""

# Notes how everything that takes the focus looks without it, and what has it changed by it.
WATCH = """() => {
  const look = (one) => {
    const style = getComputedStyle(one);
    return [style.outlineStyle, style.outlineWidth, style.outlineColor, style.boxShadow].join();
  };
  const takes = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]";
  const all = [...document.querySelectorAll(takes)].filter(
    (one) => one.tabIndex >= 0 && !one.disabled && one.checkVisibility());
  const before = new Map(all.map((one) => [one, look(one)]));
  const group = (one) => one.type === "radio" ? one.form + one.name : one;
  const wanted = new Set(all.map(group));
  window.focusing = { all, wanted, unseen: [] };
  document.addEventListener("focusin", (event) => {
    const one = event.target;
    if (!before.has(one)) return;
    wanted.delete(group(one));
    if (look(one) === before.get(one)) window.focusing.unseen.push(one.outerHTML.slice(0, 120));
  });
  return wanted.size;
}"""
TOUCH = "() => window.focusing.all.forEach((one) => one.focus())"
MISSED = "() => [...window.focusing.wanted].map((one) => (one.outerHTML || one).slice(0, 120))"


def axe(page: Page, options: dict[str, Any] = ALL) -> list[str]:
    """Return what axe-core finds wrong with a page, each with where it stands."""
    # Its script is large: a page that is looked at twice has it from the first time.
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate("options => axe.run(options).then((all) => all.violations)", options)
    return [
        f"{one['id']}: {one['help']}: {node['target']} {node['html'][:160]}"
        for one in found
        for node in one["nodes"]
    ]


def sticking_out(page: Page, width: int, *, text: int = 100) -> list[str]:
    """Return what makes a page scroll sideways in a window so wide with text so large (percent)."""
    page.set_viewport_size({"width": width, "height": 900})
    page.evaluate("size => document.documentElement.style.fontSize = size", f"{text}%")
    found: list[str] = page.evaluate(STICKING_OUT)
    page.evaluate("() => document.documentElement.style.fontSize = ''")
    return [f"at {width} px, text {text} %: {one}" for one in found]


def glance(page: Page) -> list[str]:
    """Return what is wrong with a freshly loaded page of ours, light, wide and narrow."""
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1280, "height": 900})
    return [*focus_unseen(page), *axe(page), *sticking_out(page, 320)]


def faults(page: Page) -> list[str]:
    """Return all that is wrong with a freshly loaded page: by keyboard, dark, with large text."""
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1280, "height": 900})
    found = [*focus_lost(page), *axe(page)]
    page.emulate_media(color_scheme="dark")
    found += [f"dark: {one}" for one in axe(page, COLOURS)]
    for width, text in ((1280, 100), (1280, 200), (320, 100)):
        found += sticking_out(page, width, text=text)
    return found


# What is asked of a page every day, and in the long form.
LOOKS = pytest.mark.parametrize(
    "look", [glance, pytest.param(faults, marks=pytest.mark.long)], ids=["glance", "all"]
)


def focus_unseen(page: Page) -> list[str]:
    """Give the focus to all that takes it; return what does not, or is not seen to have it.

    A script does so at once, where each Tab is a picture that Chromium makes.
    """
    page.evaluate(WATCH)
    # Who used the keyboard last is shown where the focus is.
    page.keyboard.press("Tab")
    page.evaluate(TOUCH)
    return _missed_and_unseen(page)


def focus_lost(page: Page) -> list[str]:
    """Walk through a freshly loaded page by Tab; return what is not reached, or not seen to be."""
    steps: int = page.evaluate(WATCH)
    for _round in range(3):
        for _step in range(steps + 2):
            page.keyboard.press("Tab")
        if not page.evaluate("() => window.focusing.wanted.size"):
            break
    return _missed_and_unseen(page)


def _missed_and_unseen(page: Page) -> list[str]:
    missed: list[str] = page.evaluate(MISSED)
    unseen: list[str] = page.evaluate("() => window.focusing.unseen")
    return [*(f"not reached: {one}" for one in missed), *(f"not seen: {one}" for one in unseen)]
