"""One demo day, gone through once, that the journeys look at from their sides."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from rich.console import Console
from starlette.testclient import TestClient

from landbote.application import Application
from landbote.demo.folder import open_demo
from landbote.demo.summary import summarise
from landbote.demo.way import SAMPLES, DemoResult, go_the_way
from landbote.webserver import site_of
from tests.forks import forked
from tests.web.signing_in import signed_in

# The readers of the demo are in Hesse, and so are those of whom these journeys tell.
OF_HESSE = ("bund_*", "eu_efre_hessen", "eu_urbact", "he_*", "leader_vogelsberg")


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoDay:
    """What the demo did and left behind."""

    app: Application
    result: DemoResult
    summary: str

    @property
    def pages(self) -> TestClient:
        """A browser without a window in which the service desk is signed in."""
        return signed_in(site_of(self.app))

    def text_for(self, recipient: str) -> str:
        """The text of the mail to somebody whose address begins like this."""
        (mail,) = [mail for mail in self.result.mails if mail.recipient.startswith(recipient)]
        body = mail.message.get_body(preferencelist=("plain",))
        assert body is not None
        return str(body.get_content())


@pytest.fixture(scope="session", params=["hesse", pytest.param("all", marks=pytest.mark.long)])
def demo_day(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[DemoDay]:
    """The whole way in a folder of its own: on Hesse's pages every day, on all in the long form."""
    samples = SAMPLES
    if request.param == "hesse":
        samples = tmp_path_factory.mktemp("samples")
        for one in (folder for name in OF_HESSE for folder in SAMPLES.glob(name)):
            (samples / one.name).symlink_to(one)
    app = open_demo(tmp_path_factory.mktemp("demo") / "demo", 0)
    app = replace(app, program=forked("crawlers.run"))
    out = io.StringIO()
    console = Console(file=out, width=200)
    result = go_the_way(app, console, samples)
    summarise(console, app, result)
    yield DemoDay(app=app, result=result, summary=out.getvalue())
    app.engine.dispose()
