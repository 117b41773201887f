"""A run from the run before against a run made anew, database and freezing included.

``python -m bench.again measure ROUNDS`` is the process that does it: the sample province in a database of its
own; in each round one person's consideration is deferred, then the force is judged both ways in turn, and
the two must give the same bytes.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from datetime import date
from typing import Any

from bench import data
from bench.measuring import Section, Target, Times, fresh_process

ASKED = 0.5  # seconds for a run after one change


def again(rounds: int) -> Section:
    found = fresh_process("bench.again", "measure", str(rounds))
    few, every = Times(tuple(found["again"])), Times(tuple(found["anew"]))
    ratio = every.median / few.median
    return Section(
        "9. After one change: the run before, or everything anew",
        f"The sample province ({found['persons']:,} persons, {found['units']:,} units) on SQLite. Each round "
        "opens one hold; a run then reads the journal, judges again whom it touches and freezes the result, "
        "and another run reads and judges everything. Both freeze the same bytes.",
        ("", "judged again", "seconds", ""),
        [
            ("from the run before", f"{found['rejudged']:,}", str(few), "1"),
            ("anew", f"{found['persons'] + found['units']:,}", str(every), f"{ratio:.1f} ×"),
        ],
        [
            Target(
                "a run after one change, sample province",
                f"≤ {ASKED} s",
                f"{few.median:.2f} s",
                few.median <= ASKED,
            )
        ],
    )


def measure(rounds: int) -> dict[str, Any]:
    """Seconds of each run, in a database that is thrown away."""
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"VINHDANH_HOME": home, "DJANGO_SETTINGS_MODULE": "vinhdanh.web.settings"}
        import django

        django.setup()
        from django.core.management import call_command

        from vinhdanh.access.types import Operator
        from vinhdanh.eligibility.services import run_now
        from vinhdanh.engine.facts import HoldGround
        from vinhdanh.exchange.records import record_facts
        from vinhdanh.exchange.sample import sample_province
        from vinhdanh.people.models import Person
        from vinhdanh.people.services.years import open_hold

        call_command("migrate", verbosity=0)
        actor, province = Operator(), sample_province()
        record_facts(province.facts, province.details, actor=actor)
        first = run_now(actor=actor, year=data.YEAR)
        serving = Person.objects.filter(left__isnull=True, holds__isnull=True).order_by("number")
        taken: dict[str, list[float]] = {"again": [], "anew": []}
        touched = 0
        for person in serving[:rounds]:
            open_hold(actor=actor, subject=person, ground=HoldGround.COMPLAINT, opened=date(data.YEAR, 11, 3))
            few = run_now(actor=actor, year=data.YEAR)
            every = run_now(actor=actor, year=data.YEAR, anew=True)
            if few.fingerprint != every.fingerprint:
                raise RuntimeError(f"the two runs differ after a hold of {person.number}")
            taken["again"].append(few.seconds or 0.0)
            taken["anew"].append(every.seconds or 0.0)
            touched = max(touched, few.rejudged or 0)
        return {"persons": first.persons, "units": first.units, "rejudged": touched, **taken}


if __name__ == "__main__" and sys.argv[1:2] == ["measure"]:
    sys.stdout.write(json.dumps(measure(int(sys.argv[2]))) + "\n")
