"""Every list page of a round of two thousand proposals, against Django's own admin on the same rows.

``python -m bench.review measure SIZE ROUNDS`` is the process that does it, in a database of its own.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from statistics import median
from typing import TYPE_CHECKING, Any, NamedTuple

from bench.measuring import Section, Target, fresh_process, interleaved
from bench.search.__main__ import percentile

if TYPE_CHECKING:
    from bench.review_round import Made

SIZE = 2_000
ASKED = 300  # milliseconds of server time for a list page
FROZEN = 500  # people whose assessments are frozen in one act
FROZEN_ASKED = 3.0  # seconds


def review(rounds: int) -> Section:
    found = fresh_process("bench.review", "measure", str(SIZE), str(rounds))
    slowest = max(found["pages"], key=lambda one: one["p95"])
    return Section(
        title="10. A round of two thousand proposals",
        text=(
            f"{SIZE:,} people of the sample province proposed for one honour in one round, on SQLite. Each "
            "page is asked through the whole stack (session, rights, queries, template), "
            f"{rounds} times in turn with its peer, while all the proposals stand where it lists them: 50 "
            "rows of a page, or the whole list where the page shows it. Ours works out for each account "
            "what it may see, why each proposal stands where it does, until when and with whom, and what "
            "may be done. The peer is Django's own admin of the same table in the same process and database: "
            "50 rows of a page with the same columns, one join for their names, filters by the same columns "
            "and a search; it looks at no rights of a row and works nothing out. Beside it, the whole round "
            f"as acts: the assessments of {FROZEN} people frozen in {found['frozen']:.1f} s, a decision of "
            f"{SIZE:,} lines signed in {found['signed']:.0f} s, each line judged again, entered in the "
            "register and journaled, in one transaction."
        ),
        head=(
            "page",
            "rows",
            "ours, median",
            "ours, p95",
            "processor",
            "queries",
            "admin, median",
            "admin, p95",
        ),
        rows=[
            (
                one["name"],
                f"{one['rows']:,}",
                f"{one['median']:.0f} ms",
                f"{one['p95']:.0f} ms",
                f"{one['worked']:.0f} ms",
                str(one["queries"]),
                f"{one['peer']:.0f} ms",
                f"{one['peer_p95']:.0f} ms",
            )
            for one in found["pages"]
        ],
        targets=[
            Target(
                f"List pages of a round of {SIZE:,} proposals, the slowest, p95",
                f"≤ {ASKED} ms",
                f"{slowest['p95']:.0f} ms",
                slowest["p95"] <= ASKED,
            ),
            Target(
                f"Assessments of {FROZEN} people frozen",
                f"≤ {FROZEN_ASKED:.0f} s",
                f"{found['frozen']:.1f} s",
                found["frozen"] <= FROZEN_ASKED,
            ),
        ],
    )


# ---- in a fresh process ---------------------------------------------------------------------------


class Page(NamedTuple):
    """One list page: who asks, at which address, and the table whose admin is its peer."""

    name: str
    account: str
    address: str  # {meeting}, {item} and {draft} once they are made
    table: str
    before: Callable[[], object]


def start(home: str) -> None:
    """Django with the admin beside the product, on an empty database."""
    os.environ |= {
        "VINHDANH_HOME": home,
        "DJANGO_SETTINGS_MODULE": "vinhdanh.web.settings",
        "VINHDANH_HTTPS": "0",
        "VINHDANH_HOSTS": "testserver",
    }
    os.environ.pop("DATABASE_URL", None)
    from django.conf import settings

    settings.INSTALLED_APPS = [*settings.INSTALLED_APPS, "django.contrib.admin"]
    settings.ROOT_URLCONF = "bench.review_admin"
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def pages(made: Made) -> list[Page]:
    """The pages in the order of a round; ``before`` brings every proposal to where the page lists it."""
    from vinhdanh.dossiers.stages import Stage

    round = f"/dot-xet-tang/{made.round.pk}/"
    unit = f"{round}de-nghi/{made.unit.code}/"
    above, decisions = "/trinh-cap-tren/", "/quyet-dinh-khen-thuong/"
    nothing: Callable[[], object] = lambda: None  # noqa: E731

    def at(stage: Stage, *acts: Callable[[], object]) -> Callable[[], object]:
        return lambda: (made.at(stage), *(act() for act in acts))

    return [
        Page("the rounds", "standing", "/dot-xet-tang/", "reviewround", nothing),
        Page("the round", "standing", round, "proposal", at(Stage.APPRAISAL, made.asked)),
        Page("the round, last page", "standing", f"{round}?trang=999", "proposal", nothing),
        Page("the round, a name", "standing", f"{round}?tim=nguyen", "proposal", nothing),
        Page("the list of the largest unit", "standing", unit, "proposal", at(Stage.UNIT)),
        Page("the appraisal queue", "reviewer", "/tham-dinh/", "opinion", at(Stage.APPRAISAL)),
        Page("to be posted", "standing", f"{round}niem-yet/", "proposal", at(Stage.POSTING)),
        Page("posted", "standing", "/niem-yet/", "postingline", made.posted),
        Page("held", "standing", f"{round}hoan-xet/", "proposalhold", at(Stage.DEFERRED, made.held)),
        Page("complaints", "standing", "/kien-nghi/", "complaint", made.complained),
        Page(
            "a meeting",
            "secretary",
            "/hoi-dong/phien-hop/{meeting}/",
            "agendaline",
            at(Stage.COUNCIL, made.meeting),
        ),
        Page("an item of the meeting", "secretary", "/hoi-dong/muc/{item}/", "agendaline", nothing),
        Page("submissions", "standing", above, "proposal", at(Stage.SIGNING, made.above)),
        Page("a new submission", "standing", f"{above}moi/", "proposal", nothing),
        Page("a new decision", "standing", f"{decisions}soan/", "proposal", made.own),
        Page("decisions", "standing", decisions, "decisiondraft", made.drafted),
        Page("a decision", "standing", decisions + "{draft}/", "draftline", nothing),
        Page("a decision, who signs", "signer", decisions + "{draft}/", "draftline", nothing),
    ]


def measure(size: int, rounds: int) -> dict[str, Any]:
    """Milliseconds of each page and of its peer, and seconds of the long acts."""
    with tempfile.TemporaryDirectory() as home:
        start(home)
        from bench.review_round import Made

        made = Made(size)
        frozen = _seconds(partial(made.frozen, made.proposals[:FROZEN]))
        made.frozen(made.proposals[FROZEN:])
        found = [_page(made, page, rounds) for page in pages(made)]
        signed = _seconds(made.signed)
        return {"pages": found, "frozen": frozen, "signed": signed}


def _page(made: Made, page: Page, rounds: int) -> dict[str, Any]:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from bench.review_admin import LISTED
    from vinhdanh.access.models import Account

    page.before()
    client = Client()
    client.force_login(Account.objects.get(username=page.account))
    model = next(model for model in LISTED if model._meta.model_name == page.table)
    peer = f"/bench-admin/{model._meta.app_label}/{page.table}/"

    worked: dict[str, list[float]] = {}

    def get(address: str) -> None:
        began = time.process_time()
        answer = client.get(address)
        worked.setdefault(address, []).append(time.process_time() - began)
        if answer.status_code != 200:
            raise RuntimeError(f"{page.name}: {address} answers {answer.status_code}")

    address = page.address.format(**made.keys())
    ours, theirs = partial(get, address), partial(get, peer)
    theirs()  # both templates and both statements are read and compiled before any time counts
    ours()
    with CaptureQueriesContext(connection) as queries:
        ours()
        asked = len(queries)
    times = interleaved({"ours": ours, "peer": theirs}, rounds, collect=True)
    own, other = ([1000 * one for one in times[side].rounds] for side in ("ours", "peer"))
    told = {
        "name": page.name,
        "rows": model._default_manager.count(),
        "median": median(own),
        "p95": percentile(own, 0.95),
        "worked": 1000 * median(worked[address][-rounds:]),
        "queries": asked,
        "peer": median(other),
        "peer_p95": percentile(other, 0.95),
    }
    print(told, file=sys.stderr, flush=True)
    return told


def _seconds(do: Callable[[], object]) -> float:
    began = time.perf_counter()
    do()
    return time.perf_counter() - began


if __name__ == "__main__" and sys.argv[1:2] == ["measure"]:
    print(json.dumps(measure(int(sys.argv[2]), int(sys.argv[3]))))
