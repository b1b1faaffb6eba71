"""`python -m bench.as_read`: write what is read of every sample and capture into docs.

Whoever changes a rule sees in the difference of these tables what it changes. They hold
values and the few words of a number, never a publisher's sentences.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from crawlers.foerderdatenbank.export import Export
from crawlers.foerderdatenbank.programme import programme
from crawlers.items import Kind, RawEntry
from crawlers.registry import sources
from crawlers.source import Level, Source, Trust
from db.area import GERMANY
from db.area_tree import load_area_tree
from db.labels import APPLICANTS, CLAIMS, KINDS, STAGES, UNITS, statement_shown
from db.statements import EVERY_CASE, Case, Field, Standing, Statement, Subject, Unit
from db.terms import OF_TERMS
from db.values import Values
from db.vocabulary import Visibility
from pipeline.reading.where.areas import Gazetteer
from pipeline.run import Rules, read_entry, stand
from pipeline.themes import load_topics

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "crawlers" / "samples"
CAPTURES = ROOT.parent / "shared" / "captures"
AS_READ = ROOT / "docs" / "as-read.md"
AS_READ_CAPTURES = ROOT / "docs" / "as-read-captures.md"
AS_OF = date(2026, 11, 22)
QUOTE_CHARACTERS = 48

_HEADER = ("Title", "Source", "Case", "Applicants", "Amounts", "Rates", "Deadlines", "Standing")
_NOTE = """\
<!-- Written by `make as-read`; a test regenerates it. Values as read, in the words of the
reading rules; quotes are the few words of a number. -->
"""
_MONEY = (Subject.AWARD, Subject.COST, Subject.BUDGET)
_DAYS = (Subject.DEADLINES, Subject.OPENS, Subject.EVENT, Subject.STATUS)


def _capturing(slug: str, area: str, level: Level) -> Source:
    """Return a source for pages that were captured without one."""
    return Source(
        slug=slug,
        title="Fremde Seiten",
        publisher="unbekannt",
        homepage="https://example.org/",
        level=level,
        area=area,
        trust=Trust.RELAY,
        cron="15 5 * * *",
        expected=(0, 1000),
        licence="",
    )


HESSIAN = _capturing("captured_hessen", "06", Level.STATE)
FEDERAL = _capturing("captured_federal", GERMANY, Level.FEDERAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """An entry, and what stands of it after reading."""

    raw: RawEntry
    values: Values
    visibility: Visibility


def main() -> None:
    """Write both tables; the second only where the captures are."""
    AS_READ.write_text(samples_page(), encoding="utf-8")
    if CAPTURES.exists():
        AS_READ_CAPTURES.write_text(captures_page(CAPTURES), encoding="utf-8")


def samples_page() -> str:
    """Return the table of every shipped sample."""
    return _page("What is read of the shipped samples", sampled())


def captures_page(folder: Path) -> str:
    """Return the table of every captured page and programme."""
    return _page("What is read of the captures", captured(folder))


def sampled() -> Iterator[RawEntry]:
    """Yield the entries that the spiders make of their samples."""
    for folder in sorted(file.parent for file in SAMPLES.glob("*/expected.json")):
        yield from sample(folder)


def sample(folder: Path) -> Iterator[RawEntry]:
    """Yield the entries of one sample, with the shapes of their texts."""
    records, shapes = (
        json.loads((folder / name).read_text(encoding="utf-8"))
        for name in ("expected.json", "shapes.json")
    )
    for record in records:
        yield RawEntry.from_json(json.dumps(record), shapes.get(record["key"]))


def captured(folder: Path) -> Iterator[RawEntry]:
    """Yield the captured programmes of the export, then the texts of captured pages."""
    packed = io.BytesIO()
    export_folder = folder / "foerderdatenbank" / "xml-export"
    with zipfile.ZipFile(packed, "w") as archive:
        for path in sorted(export_folder.rglob("*.xml")):
            archive.write(path, path.relative_to(export_folder).as_posix())
    export = Export(packed)
    linked = export.linked()
    found = (programme(one, linked, "bund_foerderdatenbank") for one in export.programmes())
    yield from sorted((one for one in found if one), key=lambda one: one.key)
    pages = (folder / "hessen" / "pages" / "pages.jsonl").read_text(encoding="utf-8")
    for record in map(json.loads, pages.splitlines()):
        yield _capture(HESSIAN, record["id"], record["text"])
    for file in sorted((folder / "federal-others").glob("*/page_excerpts.json")):
        for number, record in enumerate(json.loads(file.read_text(encoding="utf-8")), start=1):
            text = next(record[key] for key in ("text", "excerpt", "passages") if key in record)
            yield _capture(FEDERAL, f"{file.parent.name} {number}", text)


def read_all(entries: Iterable[RawEntry]) -> list[Read]:
    """Read entries as the pipeline would, without a database."""
    rules = Rules(
        sources=sources() | {one.slug: one for one in (HESSIAN, FEDERAL)},
        topics=load_topics(),
        gazetteer=Gazetteer.of(load_area_tree(AS_OF)),
        edition="as read",
    )
    found = []
    for raw in entries:
        stands = stand(read_entry(raw, rules), ())
        found.append(Read(raw=raw, values=stands.values, visibility=stands.visibility))
    return found


def _capture(source: Source, name: str, text: str) -> RawEntry:
    return RawEntry(
        source=source.slug,
        key=name,
        kind=Kind.PROGRAMME,
        title=name,
        url="https://example.org/",
        body=text,
    )


def _page(title: str, entries: Iterable[RawEntry]) -> str:
    shown = [one for one in read_all(entries) if one.visibility is not Visibility.NEVER]
    lines = [_row(_HEADER), _row(["---"] * len(_HEADER))]
    lines += [_row(row) for one in shown for row in _rows(one)]
    return f"# {title}\n\n{_NOTE}\n{len(shown)} opportunities.\n\n" + "\n".join(lines) + "\n"


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(" ".join(cell.replace("|", "\\|").split()) for cell in cells) + " |"


def _rows(one: Read) -> Iterator[tuple[str, ...]]:
    """Yield one row a case, what holds for all first."""
    values = one.values
    kind = KINDS[values.kind]
    source = f"{one.raw.source} · {kind} · {'; '.join(values.funders) or 'no funder named'}"
    cases = dict.fromkeys(
        [EVERY_CASE, *(s.case for s in values.statements if s.subject in OF_TERMS)]
    )
    for number, case in enumerate(cases):
        said = [s for s in values.statements if s.case == case]
        told = [s for s in said if s.told]
        yield (
            values.title if number == 0 else "",
            source if number == 0 else "",
            _case(case),
            _applicants(told),
            "; ".join(_amount(s) for s in told if s.subject in _MONEY),
            "; ".join(_shown(s) for s in told if s.subject is Subject.RATE),
            "; ".join(_day(s) for s in told if s.subject in _DAYS),
            _standing(said),
        )


def _case(case: Case) -> str:
    if case.general:
        return "all"
    codes = [APPLICANTS[code] for code in case.applicants]
    codes += ["finanzschwach"] if case.weak else []
    if case.population_min is not None or case.population_max is not None:
        codes.append(f"{case.population_min or ''}–{case.population_max or ''} Einwohner")
    return f"„{_short(case.words)}“" + (f" ({', '.join(codes)})" if codes else "")


def _applicants(told: Sequence[Statement]) -> str:
    able = [APPLICANTS[str(s.value)] for s in told if s.field is Field.APPLICANT]
    barred = [APPLICANTS[str(s.value)] for s in told if s.field is Field.EXCLUDED_APPLICANT]
    limits = [_shown(s) for s in told if s.subject in (Subject.POPULATION, Subject.PARTNERS)]
    return "; ".join([", ".join(able), *(f"not {word}" for word in barred), *limits]).strip("; ")


def _shown(one: Statement) -> str:
    return f"{_field(one)} {statement_shown(one)}"


def _amount(one: Statement) -> str:
    units = [UNITS[unit] for unit in one.units if unit is not Unit.UNSAID]
    quote = f" „{_short(one.evidence.quote)}“" if one.evidence.quote else ""
    return f"{_shown(one)} [{', '.join(units) or 'no unit'}]{quote}"


def _day(one: Statement) -> str:
    stage = STAGES.get(one.deadline_stage, "")
    return " ".join(filter(None, (_shown(one), one.at, stage)))


def _field(one: Statement) -> str:
    return CLAIMS[one.field.value]


def _standing(said: Sequence[Statement]) -> str:
    contested = dict.fromkeys(_field(s) for s in said if s.standing is Standing.CONTESTED)
    asked = [f"{_field(s)} {statement_shown(s)}" for s in said if s.standing is Standing.ASKED]
    parts = [f"contested: {', '.join(contested)}"] if contested else []
    parts += [f"asked: {'; '.join(dict.fromkeys(asked))}"] if asked else []
    return " · ".join(parts) or "sure"


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= QUOTE_CHARACTERS else f"{words[: QUOTE_CHARACTERS - 1]}…"


if __name__ == "__main__":
    main()
