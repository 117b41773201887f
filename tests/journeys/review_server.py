"""A province whose PX01 has not been reviewed yet, behind a server of its own.

Run as a program, ``python -m tests.journeys.review_server PORT`` fills the migrated database in VINHDANH_HOME
(with the ``fill`` of another module, where one is named) and serves it as ``vinhdanh serve`` does. Where
somebody has set its clock, it goes from there on, also while it serves: what has to hang out for days would
else take days.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

from django.utils import timezone

YEAR = 2025
OFFICE = "PX01"
WITHHELD = frozenset({"CO_BO", "DVQT", "DVTT", "GK"})  # what the round is about
# Besides the accounts of the demo: the council's members, by the units that they lead.
MEMBERS = ("hoidong1", "hoidong2", "hoidong3")


def _clock() -> Path:
    return Path(os.environ["VINHDANH_HOME"]) / "clock"


def _really() -> datetime:
    return datetime.now(UTC)


def set_clock(home: Path, moment: datetime) -> None:
    """From now on it is that moment for the server of this home."""
    seconds = (moment - _really()).total_seconds()
    new = home / "clock-new"
    new.write_text(str(seconds), encoding="ascii")
    new.replace(home / "clock")


def _now() -> datetime:
    return _really() + timedelta(seconds=float(_clock().read_text(encoding="ascii")))


if _clock().exists():  # in the server and in its workers, before any model reads the clock
    timezone.now = _now


def fill() -> None:
    """The sample's records without PX01's honours for công trạng, its accounts, and the year judged."""
    from vinhdanh.access.types import Operator
    from vinhdanh.eligibility.services import run_now
    from vinhdanh.engine.facts import Merit
    from vinhdanh.exchange.records import record_facts
    from vinhdanh.exchange.sample import sample_province
    from vinhdanh.exchange.sample.mergers import with_merger
    from vinhdanh.people.services.demo import install_demo_accounts

    province = with_merger(sample_province(scale=0.05))
    facts = province.facts
    posts = [post for post in facts.posts if post.main and post.end is None]
    office = {unit.id for unit in facts.units if unit.id.split("-")[0] == OFFICE}
    subjects = office | {post.person for post in posts if post.unit in office}
    facts = replace(
        facts,
        grants=tuple(
            grant
            for grant in facts.grants
            if grant.subject not in subjects
            or (grant.year, grant.merit) != (YEAR, Merit.CONG_TRANG)
            or grant.honour not in WITHHELD
        ),
    )
    record_facts(facts, province.details, actor=Operator())
    install_demo_accounts()
    _install_members()
    run_now(actor=Operator(), year=YEAR)


def _install_members() -> None:
    """Accounts for the council: heads of other phòng, so that nobody votes on his own unit."""
    from vinhdanh.access.services import create_account, give_role
    from vinhdanh.access.types import DEMO_PASSWORD, WHOLE_AGENCY, Operator, Role
    from vinhdanh.people.models import Post

    today = timezone.localdate()
    heads = Post.objects.standing(today).on(today).filter(leads=True, unit__kind="phong")
    heads = heads.exclude(unit__code=OFFICE).select_related("person", "unit").order_by("-unit__path", "-id")
    one_of_each = {post.unit_id: post for post in heads}
    for username, post in zip(MEMBERS, reversed(one_of_each.values()), strict=False):
        account = create_account(
            actor=Operator(),
            username=username,
            full_name=post.person.name,
            password=DEMO_PASSWORD,
            post_text=f"ủy viên Hội đồng, {post.unit}",
            person_number=post.person.number,
            is_demo=True,
        )
        give_role(actor=Operator(), account=account, role=Role.COUNCIL_MEMBER, unit_code=WHOLE_AGENCY)


def main(port: int, filled_by: str = "") -> None:
    """Fill the home, then serve it until stopped."""
    import django
    from django.db import connections

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vinhdanh.web.settings")
    django.setup()
    if filled_by:
        import_module(filled_by).fill()
    else:
        fill()
    connections.close_all()

    from granian import Granian
    from granian.constants import Interfaces

    from vinhdanh.web.cli.site import LOCAL, collect_static

    collect_static()
    multiprocessing.set_start_method("spawn", force=True)  # as ``vinhdanh serve`` does
    Granian(
        "tests.journeys.review_server:application",
        address=LOCAL,
        port=port,
        interface=Interfaces.WSGI,
        blocking_threads=4,
        log_enabled=False,
    ).serve()


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """The site, for the server's workers."""
    from vinhdanh.web.wsgi import application as site

    return site(environ, start_response)


if __name__ == "__main__":
    main(int(sys.argv[1]), *sys.argv[2:])
