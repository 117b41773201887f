"""A small province behind a real server, and Chromium in front of it.

Without Chromium the journeys are skipped with one line; in CI they fail instead.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import setup_databases, teardown_databases
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.conftest import migrated
from vinhdanh.access.types import Operator
from vinhdanh.awards.services.demo import install_demo_honours
from vinhdanh.eligibility.services import run_now
from vinhdanh.exchange.demo import install_demo_imports
from vinhdanh.exchange.records import record_facts
from vinhdanh.exchange.sample import sample_province
from vinhdanh.exchange.sample.mergers import with_merger
from vinhdanh.exchange.sample.names import draw_name
from vinhdanh.movements.services.demo import install_demo_movements
from vinhdanh.movements.services.demo_calendar import install_demo_calendar
from vinhdanh.movements.services.demo_clusters import install_demo_clusters
from vinhdanh.movements.services.demo_directives import install_demo_directives
from vinhdanh.movements.services.demo_figures import install_demo_figures
from vinhdanh.movements.services.demo_registration import install_demo_registration
from vinhdanh.movements.services.demo_targets import install_demo_targets
from vinhdanh.people.models import Unit
from vinhdanh.people.services.demo import install_demo_accounts
from vinhdanh.people.services.demo_conduct import install_demo_conduct
from vinhdanh.people.services.demo_months import install_demo_months
from vinhdanh.people.services.demo_records import install_demo_records
from vinhdanh.people.services.demo_registers import install_demo_registers
from vinhdanh.programmes.services.recruitment_demo import install_demo_recruitment
from vinhdanh.programmes.services.training_demo import install_demo_training

HERE = Path(__file__).parent
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SCALE = 0.05
SECONDS = 20  # nothing is measured here: a machine that does much else may be slow
expect.set_options(timeout=SECONDS * 1000)
# Playwright keeps an event loop in this thread; the database is asked from it all the same.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.journey)
            if CHROMIUM is None and not os.environ.get("CI"):
                item.add_marker(pytest.mark.skip(reason="no Chromium here: install the package 'chromium'"))


@pytest.fixture(scope="session")
def server(
    request: pytest.FixtureRequest, django_test_environment: None, django_db_blocker: Any
) -> Iterator[str]:
    """Address of a server with a small sample province, judged for 2025, in demo mode.

    Its database lives for the whole session: a journey only reads it, or adds to it.
    """
    patch = pytest.MonkeyPatch()
    patch.setattr(settings, "VINHDANH_DEMO", True)
    with django_db_blocker.unblock():
        if connection.vendor == "sqlite":  # it comes with its tables, like that of the other tests
            kept = request.config.cache.mkdir("migrated")  # type: ignore[union-attr]
            shutil.copyfile(migrated(kept), connection.settings_dict["TEST"]["NAME"])
        database = setup_databases(verbosity=0, interactive=False, keepdb=connection.vendor == "sqlite")
        province = with_merger(sample_province(scale=SCALE))
        record_facts(province.facts, province.details, actor=Operator())
        install_demo_accounts()
        install_demo_months(province.year)
        install_demo_registers(province.year)
        install_demo_honours(province.year)
        install_demo_records()
        install_demo_conduct(province.year)
        install_demo_recruitment(province.year, draw_name=draw_name)
        install_demo_training(province.year)
        agency = Unit.objects.get(code="CAT")
        install_demo_movements(agency)
        install_demo_registration(agency)
        install_demo_clusters(agency)
        install_demo_directives(agency)
        install_demo_figures(agency)
        install_demo_targets(agency, province.year)
        install_demo_calendar(province.year)
        install_demo_imports(province.facts, province.year)
        run_now(actor=Operator(), year=province.year)
        live = LiveServer("127.0.0.1")
        yield live.url
        live.stop()
        teardown_databases(database, verbosity=0)
    patch.undo()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.fail("no Chromium, and in CI the journeys are never skipped")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@dataclass
class Watched:
    """What went on in a browser that nobody may see: errors, and calls to other hosts."""

    host: str
    wrong: list[str] = field(default_factory=list)
    expects_404: bool = False  # a journey that goes where it may not

    def watch(self, context: BrowserContext) -> None:
        context.on("console", lambda message: self._said(message.type, message.text))
        context.on("weberror", lambda error: self.wrong.append(str(error.error)))
        context.on("request", lambda request: self._asked(request.url))

    def _said(self, kind: str, text: str) -> None:
        mistake_in_a_form = "status of 422" in text  # how a form with a mistake is answered
        shut_out = self.expects_404 and "status of 404" in text
        if kind in ("error", "warning") and not mistake_in_a_form and not shut_out:
            self.wrong.append(text)

    def _asked(self, url: str) -> None:
        if urlsplit(url).scheme in ("http", "https") and urlsplit(url).netloc != self.host:
            self.wrong.append(f"asked elsewhere: {url}")


Open = Callable[..., Page]


@pytest.fixture
def visit(server: str, browser: Browser) -> Iterator[Open]:
    """Opens a page as a role, wide or narrow, with or without scripts; at the end nothing may be wrong."""
    watched = Watched(urlsplit(server).netloc)
    contexts: list[BrowserContext] = []

    def visit(
        who: str | None = "thuongtruc",
        address: str = "/",
        *,
        width: int = 1440,
        scripts: bool = True,
        shut_out: bool = False,
    ) -> Page:
        watched.expects_404 = watched.expects_404 or shut_out
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            java_script_enabled=scripts,
            locale="vi-VN",
            accept_downloads=True,
            base_url=server,
        )
        contexts.append(context)
        watched.watch(context)
        page = context.new_page()
        page.set_default_timeout(SECONDS * 1000)
        if who is None:
            page.goto(address)
        else:
            page.goto(f"/dang-nhap/?{urlencode({'next': address})}")
            page.get_by_role("button", name=f"Vào bằng tài khoản {who}", exact=True).click()
            page.wait_for_url(lambda url: "/dang-nhap/" not in url)
        return page

    yield visit
    for context in contexts:
        context.close()
    assert watched.wrong == []
