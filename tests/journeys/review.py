"""Journeys through a review: each module has a province, a server and a clock of its own.

A test file imports what it asks for: ``from tests.journeys.review import clock, review_home, server``.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from urllib.request import urlopen

import pytest
from django.utils import timezone

from tests.conftest import migrated
from tests.journeys.review_server import set_clock
from tests.ports import free_port

ROOT = Path(__file__).resolve().parents[2]
ANSWERS_WITHIN = 400  # seconds, the filling among them

Clock = Callable[[datetime], None]


@pytest.fixture(scope="module")
def review_home(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the migrated database; its module's ``BEGINS`` is when the story begins."""
    home = tmp_path_factory.mktemp("review")
    kept = request.config.cache.mkdir("migrated")  # type: ignore[union-attr]
    shutil.copyfile(migrated(kept), home / "vinhdanh.sqlite3")
    if begins := getattr(request.module, "BEGINS", None):
        set_clock(home, timezone.make_aware(begins))
    return home


@pytest.fixture(scope="module")
def clock(review_home: Path) -> Clock:
    """Puts the server's clock to a moment, as the province reads it."""
    return lambda moment: set_clock(review_home, timezone.make_aware(moment))


@pytest.fixture(scope="module")
def server(request: pytest.FixtureRequest, review_home: Path) -> Iterator[str]:
    """Address of a server whose PX01 has not been reviewed yet; see ``review_server``.

    Its module's ``FILLED_BY`` names another module whose ``fill`` makes the province.
    """
    port = free_port()
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    log = review_home / "server.log"
    filled_by = [name] if (name := getattr(request.module, "FILLED_BY", None)) else []
    with log.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.journeys.review_server", str(port), *filled_by],
            cwd=ROOT,
            env=kept
            | {
                "VINHDANH_HOME": str(review_home),
                "VINHDANH_DEMO": "1",
                "VINHDANH_URL": f"http://127.0.0.1:{port}",
            },
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_for(f"{address}/dang-nhap/", process, log)
        yield address
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + ANSWERS_WITHIN
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urlopen(address):
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"the server of the review doesn't answer: {log.read_text()[-2000:]}")
