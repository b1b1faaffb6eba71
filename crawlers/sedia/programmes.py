"""Programmes: which of the EU's funding programmes concern municipalities and rural life."""

from __future__ import annotations

import re
from collections.abc import Iterable

HORIZON = "43108390"

# Programme code of the portal → German name with the portal's own short name.
PROGRAMMES = {
    "43251589": "Bürgerinnen und Bürger, Gleichstellung, Rechte und Werte (CERV)",
    "43252405": "Umwelt- und Klimapolitik (LIFE)",
    "43251814": "Kreatives Europa (CREA)",
    "43353764": "Erasmus+",
    "43254037": "Europäisches Solidaritätskorps (ESC)",
    "43254019": "Europäischer Sozialfonds Plus (ESF+)",
    "44773066": "Mechanismus für einen gerechten Übergang (JTM)",
    "44416173": "Interregionale Innovationsinvestitionen (I3)",
    "43637601": "Pilotprojekte und vorbereitende Maßnahmen (PPPA)",
    "43298203": "Katastrophenschutzverfahren der Union (UCPM)",
    "43252476": "Binnenmarktprogramm (SMP)",
    "43152860": "Digitales Europa (DIGITAL)",
    "43251567": "Connecting Europe (CEF)",
    "46324255": "Technische Hilfe für EFRE, Kohäsionsfonds und JTF (ERDF-TA)",
    "44773133": "Informationsmaßnahmen zur Kohäsionspolitik (IMREG)",
    "43251882": "Informationsmaßnahmen zur Gemeinsamen Agrarpolitik (IMCAP)",
    HORIZON: "Horizont Europa (HORIZON)",
}

# Of Horizon only the missions, the New European Bauhaus, the communities of cluster 6 and,
# in cluster 5, energy supply (D3), buildings (D4) and mobility (D6).
_HORIZON = re.compile(
    r"HORIZON-(MISS|NEB)-.+|HORIZON-CL6-.*COMMUNITIES.*|HORIZON-CL5-(.+-)?D[346](-.+)?"
)


def concerns_us(programmes: Iterable[object], identifier: str) -> bool:
    """Whether a call is let through: the query can ask by programme only."""
    ours = {str(code) for code in programmes} & set(PROGRAMMES)
    return bool(ours - {HORIZON}) or (HORIZON in ours and bool(_HORIZON.fullmatch(identifier)))
