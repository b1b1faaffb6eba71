"""Landbote: funding news for rural Germany.

The packages beside this one have plain names. Another installation that brings a `db` or a
`web` of its own would be imported in their place, and mails would go out with foreign code;
so Landbote looks before it starts, and refuses.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

PACKAGES = ("crawlers", "db", "notifier", "pipeline", "web")


class ShadowedPackageError(ImportError):
    """A foreign package stands where one of ours should."""


def check_packages() -> None:
    """Raise ShadowedPackageError when one of our packages would come from elsewhere."""
    home = Path(__file__).resolve().parent.parent
    for name in PACKAGES:
        spec = find_spec(name)
        found = spec.origin if spec else None
        if found is None or Path(found).resolve().parent.parent != home:
            raise ShadowedPackageError(
                f"Landbote cannot start: its package {name!r} is shadowed by {found or 'nothing'}. "
                f"Run it in a virtual environment of its own."
            )


check_packages()
