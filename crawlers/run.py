"""Run: one crawl in one process.

    python -m crawlers.run SLUG --today 2026-11-22 --out entries.jsonl --report report.json

`--out` gets one RawEntry per line while the crawl goes on; `--report` gets the outcome as
its last act. The exit code is 0 for ok and unchanged; only after ok may the entries be
used. A process that is killed leaves no report. `--known` names a file of visits that an
earlier crawl wrote to `--visits`; what did not change since is asked for conditionally,
not read, and reported as kept.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from scrapy.crawler import Crawler, CrawlerProcess
from scrapy.settings import Settings
from twisted.python.failure import Failure

import crawlers.settings
from crawlers.line import Line
from crawlers.line_tables import line_spider
from crawlers.observe.copies import Copies
from crawlers.observe.outcome import CrawlStopped, Outcome, Report
from crawlers.observe.recorder import Recorder
from crawlers.observe.survey import Survey
from crawlers.registry import spider_class
from crawlers.spider import SourceSpider
from crawlers.visited_pages import read_visited, write_visited
from crawlers.watched import WatchedPage, watched_spider

GOOD = (Outcome.OK, Outcome.UNCHANGED)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the crawl that the arguments describe and return the exit code."""
    arguments = _parser().parse_args(argv)
    if not (arguments.replay or arguments.contact):
        _parser().error("--contact is required: no visit without an address to complain to")
    report = crawl(arguments)
    if arguments.report:
        text = json.dumps(asdict(report), ensure_ascii=False)
        arguments.report.write_text(f"{text}\n", encoding="utf-8")
    if report.reason:
        print(report.reason, file=sys.stderr)
    return 0 if report.outcome in GOOD else 1


def crawl(arguments: argparse.Namespace) -> Report:
    """Run the crawl and say how it ended. Usable once per process, as Twisted's reactor is."""
    try:
        spider = arguments.page or spider_class(arguments.slug)
    except LookupError as error:
        return Report(outcome=Outcome.FAILED, reason=f"Quelle nicht vorhanden: {error}")
    with arguments.out.open("w", encoding="utf-8") as out:
        recorder = Recorder(out, sys.stderr if arguments.progress else None)
        process = CrawlerProcess(settings_for(arguments))
        crawler = process.create_crawler(spider)
        recorder.listen(crawler)
        survey = Survey(arguments.freeze)
        if arguments.survey:
            survey.listen(crawler)
        copies = Copies()
        if arguments.copies:
            copies.listen(crawler)
        options = dict(option.split("=", 1) for option in arguments.option)
        known = list(read_visited(arguments.known)) if arguments.known else []
        finished = process.crawl(crawler, today=arguments.today, last_visits=known, **options)
        finished.addErrback(_not_started, recorder)
        process.start()
    report = recorder.report(_finish_reason(crawler), _errors(crawler))
    if arguments.survey:
        arguments.survey.write_text(survey.to_json(crawler.spider), encoding="utf-8")
    if arguments.copies:
        copies.write(arguments.copies)
    visited = recorder.visited()
    if arguments.visits and visited is not None and report.outcome in GOOD:
        write_visited(arguments.visits, visited)
    return report


def settings_for(arguments: argparse.Namespace) -> Settings:
    """Return the project's settings with what the arguments change."""
    settings = Settings()
    settings.setmodule(crawlers.settings, priority="project")
    if arguments.contact:
        settings.set("USER_AGENT", f"{settings['USER_AGENT']} (+{arguments.contact})", "cmdline")
    if arguments.allow_address:
        settings.set("ALLOW_ADDRESSES", arguments.allow_address, "cmdline")
        settings.set("DOWNLOAD_DELAY", 0, "cmdline")
    if arguments.replay:
        settings.set("REPLAY_DIR", str(arguments.replay), "cmdline")
        # Nobody is waited for where nobody is asked.
        settings.set("DOWNLOAD_DELAY", 0, "cmdline")
        settings.set("RETRY_AFTER_MAX", 0, "cmdline")
    return settings


def _not_started(failure: Failure, recorder: Recorder) -> None:
    error = failure.value
    if not isinstance(error, CrawlStopped):
        reason = f"Abruf nicht begonnen: {type(error).__name__}: {error}"
        error = CrawlStopped(Outcome.FAILED, reason)
    recorder.note(error)


def _finish_reason(crawler: Crawler) -> str:
    return str(_stat(crawler, "finish_reason") or "nicht begonnen")


def _errors(crawler: Crawler) -> int:
    return int(_stat(crawler, "log_count/ERROR") or 0)


def _stat(crawler: Crawler, name: str) -> Any:
    return crawler._stats.get_value(name) if crawler._stats else None


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m crawlers.run", description="Run one crawl.")
    parser.add_argument("slug")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE.jsonl")
    parser.add_argument("--report", type=Path, metavar="FILE.json")
    parser.add_argument("--known", type=Path, metavar="FILE.jsonl", help="visits of the last crawl")
    parser.add_argument("--visits", type=Path, metavar="FILE.jsonl", help="written for the next")
    parser.add_argument("--page", type=_page, metavar="JSON", help="a watched page's facts")
    parser.add_argument("--line", type=_line, dest="page", metavar="JSON", help="a line's facts")
    parser.add_argument("--survey", type=Path, metavar="FILE.json", help="what each step found")
    parser.add_argument("--freeze", type=Path, metavar="DIR", help="write every answer there")
    parser.add_argument("--copies", type=Path, metavar="DIR", help="two pages of each kind")
    parser.add_argument("--today", type=date.fromisoformat, required=True, metavar="YYYY-MM-DD")
    parser.add_argument("--replay", type=Path, metavar="DIR", help="answer from a folder")
    test_only = "let through although not public; for tests with a server of their own"
    parser.add_argument("--allow-address", action="append", metavar="HOST:PORT", help=test_only)
    parser.add_argument("--contact", metavar="URL", help="contact address for the user agent")
    parser.add_argument("--progress", action="store_true", help="JSON lines on stderr")
    parser.add_argument("--option", action="append", default=[], type=_option, metavar="NAME=VALUE")
    return parser


def _page(text: str) -> type[SourceSpider]:
    try:
        return watched_spider(WatchedPage.from_json(text))
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _line(text: str) -> type[SourceSpider]:
    try:
        return line_spider(Line.from_json(text))
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _option(text: str) -> str:
    if "=" not in text:
        raise argparse.ArgumentTypeError(f"{text!r} is not NAME=VALUE")
    return text


if __name__ == "__main__":
    sys.exit(main())
