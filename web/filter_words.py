"""Filter words: what a filter narrows to, in German, for the head of a file or a feed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from db import labels
from db.finding.filter import Filter


def filter_words(
    wanted: Filter,
    *,
    area_name: Callable[[str], str] = str,
    topic_name: Callable[[str], str] = str,
    source_name: Callable[[str], str] = str,
) -> Mapping[str, str]:
    """Return what a filter narrows to, by what that is called; nothing for all."""

    def of(codes: Iterable[str], name: Callable[[str], str]) -> str:
        return ", ".join(map(name, codes))

    def coded(codes: Iterable[str], words: labels.Words) -> str:
        return of(codes, lambda code: labels.label(words, code))

    area = area_name(wanted.area) if wanted.area else ""
    said = {
        "Suche": wanted.words.strip(),
        "Gebiet": f"nur eigene für {area}" if area and wanted.own else area,
        "Thema": of(wanted.topics, topic_name),
        "Ebene": coded(wanted.levels, labels.LEVELS),
        "Art": coded(wanted.kinds, labels.KINDS),
        "Antragsberechtigt": coded(wanted.applicants, labels.APPLICANTS),
        "Stand": coded(wanted.statuses, labels.STATUSES),
        "Förderart": coded(wanted.instruments, labels.INSTRUMENTS),
        "Quelle": of(wanted.sources, source_name),
        "Frist ab": labels.short_day(wanted.closes_from_on) if wanted.closes_from_on else "",
        "Frist bis": labels.short_day(wanted.closes_until_on) if wanted.closes_until_on else "",
        "Betrag": "" if wanted.award is None else f"mindestens {labels.money(wanted.award)}",
        "Eigenanteil": ""
        if wanted.own_share is None
        else f"höchstens {labels.percent(wanted.own_share)}",
        "Geprüft": {True: "ja", False: "nein", None: ""}[wanted.checked],
    }
    return {name: words for name, words in said.items() if words}
