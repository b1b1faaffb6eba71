"""The journey of a regional manager who takes a search along: calendar, workbook, appointments.

Other programs than ours read the files.
"""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import vobject
from playwright.sync_api import Page, expect

from db.vocabulary import Role
from tests.browser.desk_world import VILLAGE
from tests.browser.journeying import SELDOM_WITHOUT, put_beside
from tests.browser.journeying import visits as visits
from tests.browser.journeying import world as world
from tests.browser.visiting import Visits

SEARCH = "suche=Dorfmitte&gebiet=06"


def saved(page: Page, link: str) -> bytes:
    """Follow a link to a file and return what the browser saved."""
    with page.expect_download() as download:
        page.get_by_role("link", name=link, exact=True).click()
    return Path(download.value.path()).read_bytes()


def compare(page: Page) -> None:
    """Put the entry beside another one: what differs is said."""
    page.goto(f"/foerderungen?{SEARCH}")
    put_beside(page, VILLAGE, "Aufruf Dorfläden")
    most = page.get_by_role("row", name=re.compile("^Fördersumme verschieden"))
    expect(most).to_contain_text("45.000 €")
    expect(most).to_contain_text("20.000 €")


@SELDOM_WITHOUT
def test_a_manager_takes_a_search_along(visits: Visits, javascript: bool) -> None:
    """Its deadlines as a month and a list, two entries compared, all as workbook and calendar."""
    page = visits.as_role(Role.MANAGER, area="leader:vogelsberg", javascript=javascript)
    page.goto(f"/foerderungen?{SEARCH}")
    page.get_by_role("link", name="Fristen im Kalender").click()
    page.goto(f"{page.url}&monat=2027-03")
    day = page.get_by_role("cell").filter(has_text="31.")
    expect(day.get_by_role("link", name=VILLAGE)).to_be_visible()
    page.get_by_role("link", name="Liste").click()
    month = page.get_by_role("region", name="31. März 2027")
    expect(month.get_by_role("link", name=VILLAGE)).to_be_visible()
    compare(page)
    page.goto(f"/foerderungen?{SEARCH}")
    rows = openpyxl.load_workbook(BytesIO(saved(page, "Excel"))).worksheets[0].values
    assert [VILLAGE in row for row in rows] == [False, True]
    calendar = vobject.readOne(saved(page, "iCalendar").decode())
    days = {one.dtstart.value for one in calendar.vevent_list}
    assert days == {date(2027, 3, 31)}
    assert all(VILLAGE in one.summary.value for one in calendar.vevent_list)
