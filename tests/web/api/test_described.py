"""Described: what the interfaces say of themselves is what they do."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from db.engine import make_engine
from db.stable_ids import stable_id
from tests.databases import SqliteTemplate
from tests.doses import dose
from tests.web.api.asking import UNLIMITED
from tests.web.test_doors import furnish, site
from web.app import make_app
from web.interfaces.openapi import description

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # of its own dependencies
    import schemathesis

# What may come, and what comes back, by the description of both interfaces.
CHECKS = [
    schemathesis.checks.not_a_server_error,
    schemathesis.checks.status_code_conformance,
    schemathesis.checks.content_type_conformance,
    schemathesis.checks.response_schema_conformance,
]


@pytest.fixture(scope="module")
def described(
    sqlite_template: SqliteTemplate, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Any]:
    """The description of a furnished site that answers in this process."""
    with sqlite_template.database(tmp_path_factory.mktemp("described")) as url:
        engine = make_engine(url)
        furnish(engine)
        app = make_app(replace(site(engine), requests_a_minute=UNLIMITED))
        yield schemathesis.openapi.from_asgi("/api/v1/openapi.json", app)
        engine.dispose()


def operations() -> list[tuple[str, str]]:
    """Every path and method that is described."""
    found = description(make_app(site(make_engine("sqlite://"))), "")
    return [(path, method.upper()) for path, one in found["paths"].items() for method in one]


@pytest.mark.parametrize(("path", "method"), operations())
def test_what_is_answered_is_what_is_described(described: Any, path: str, method: str) -> None:
    """Whatever is asked, sense or not, status, type and shape of the answer are as described."""

    in_path = {"number": 1, "oppId": str(stable_id("state", "1"))}
    here = described[path][method]
    wanted = {name: value for name, value in in_path.items() if f"{{{name}}}" in path}
    here.Case(path_parameters=wanted).call_and_validate(checks=CHECKS)

    @settings(
        max_examples=dose(5, 12),
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=here.as_strategy())
    def ask(case: Any) -> None:
        case.call_and_validate(checks=CHECKS)

    ask()


def test_all_of_it_is_described_in_german() -> None:
    """Each route has a summary and an explanation, each parameter of the filter its meaning."""
    found = description(make_app(site(make_engine("sqlite://"))), "https://landbote.example.org")
    assert found["openapi"].startswith("3.1") and found["servers"][0]["url"].startswith("https")
    for path, methods in found["paths"].items():
        for one in methods.values():
            assert one["summary"] and one["description"], path
            silent = [p["name"] for p in one.get("parameters", ()) if not p.get("description")]
            assert [name for name in silent if name not in ("number", "oppId")] == [], path
    assert not any("Body_" in name for name in found["components"]["schemas"])
