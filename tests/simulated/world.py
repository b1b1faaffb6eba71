"""World: which hosts there are, half of them ill, every fault at several systems."""

from __future__ import annotations

from collections.abc import Sequence

from tests.simulated.faults import FAULTS
from tests.simulated.systems import SYSTEMS, System
from tests.simulated.web import Host, host

HOSTS = 250
# One for each way in which a source can stand after a look, and for each outcome of a crawl.
FEW = (
    ("portuna", ""), ("wordpress_interface", ""), ("contao", "404"), ("plain", "Captcha"),
    ("gsb", "robots.txt verbietet"), ("plain", "umgebaut"), ("drupal", "Schleife"),
    ("plain", "ohne Tage"), ("named_feed", "weniger als erwartet"), ("ikiss", "eine Seite 500"),
    ("contao", "Name unbekannt"),
)  # fmt: skip


def all_hosts(port: int) -> Sequence[Host]:
    """Return all hosts: every second one is ill, each fault in turn, at one system or another."""
    turns = dict.fromkeys(FAULTS, 0)
    made = []
    for number in range(1, HOSTS + 1):
        nth = number // 2
        if number % 2:
            made.append(host(number, port, SYSTEMS[nth % len(SYSTEMS)]))
            continue
        name = list(turns)[(nth - 1) % len(turns)]
        fitting = [system for system in SYSTEMS if FAULTS[name][1](system)]
        system = fitting[((nth - 1) % len(turns) + turns[name]) % len(fitting)]
        turns[name] += 1
        made.append(ill(number, port, system, name))
    return made


def few_hosts(port: int) -> Sequence[Host]:
    """Return the few that stand for all."""
    named = {system.name: system for system in SYSTEMS}
    return [
        ill(number, port, named[system], fault) if fault else host(number, port, named[system])
        for number, (system, fault) in enumerate(FEW, start=1)
    ]


def ill(number: int, port: int, system: System, fault: str) -> Host:
    """Return a host with a fault."""
    made = host(number, port, system)
    FAULTS[fault][0](made)
    made.fault = fault
    return made
