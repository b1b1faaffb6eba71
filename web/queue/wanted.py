"""Wanted: what a clerk looks for in the queue, as it stands in the address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode

# What can be asked for, by its name in the address. Those of an entry are what it is and who
# has it; those of a question are why it is asked, of what, and whether it is its time.
OF_ENTRIES = ("quelle", "thema", "art", "gebiet", "ressort", "bei")
OF_QUESTIONS = ("angabe", "anlass", "zustand")
FACETS = (*OF_ENTRIES, *OF_QUESTIONS)
SEARCH, AFTER = "suche", "ab"
NONE = "-"  # what has no topic, nobody answerable
MINE, NOBODYS, OTHERS = "mir", "niemandem", "anderen"
OPEN, ASLEEP, AWAITING = "offen", "schlaeft", "wartet"
_LONGEST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is asked for: of each facet one value at most, and words of the title."""

    chosen: Mapping[str, str] = field(default_factory=dict)
    search: str = ""

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> Wanted:
        """Return what an address or a form asks for; what it names besides is left aside."""
        chosen = {name: asked[name][:_LONGEST] for name in FACETS if asked.get(name)}
        return cls(chosen=chosen, search=" ".join(asked.get(SEARCH, "")[:_LONGEST].split()))

    @classmethod
    def of_query(cls, query: str) -> Wanted:
        """Return what the part of an address behind its question mark asks for."""
        return cls.of(dict(parse_qsl(query, max_num_fields=50)))

    @property
    def state(self) -> str:
        """Whose time it must be; what nobody said is open now."""
        return self.chosen.get("zustand", OPEN)

    @property
    def narrowed(self) -> bool:
        """Whether anything at all is asked for."""
        return bool(self.chosen or self.search)

    def items(self) -> list[tuple[str, str]]:
        """Return names and values, in one order for ever, so that addresses can be compared."""
        chosen = [(name, self.chosen[name]) for name in FACETS if name in self.chosen]
        return [*chosen, (SEARCH, self.search)] if self.search else chosen

    def query(self, after: str = "") -> str:
        """Return it as the part of an address behind the question mark, "" for nothing."""
        return urlencode([*self.items(), (AFTER, after)] if after else self.items())

    def choosing(self, name: str, value: str) -> Wanted:
        """Return it with another value of one facet; an empty one lets go of it."""
        others = {key: one for key, one in self.chosen.items() if key != name}
        return Wanted(chosen=others | ({name: value} if value else {}), search=self.search)
