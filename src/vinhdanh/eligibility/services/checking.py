"""Judging a finished run anew from its frozen facts: the proof that it was what it says."""

from __future__ import annotations

from time import perf_counter

from django.db import transaction

from vinhdanh.access.models import Account
from vinhdanh.access.policies import admit
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Operator
from vinhdanh.audit.services import record
from vinhdanh.eligibility.memory import LawChanged, book_of, facts_of, judged
from vinhdanh.eligibility.models import Run, RunCheck
from vinhdanh.eligibility.policies import may_run
from vinhdanh.people.models import Unit


def check_run(*, actor: Account | Operator, run: Run) -> RunCheck:
    """Judge the frozen facts anew, everybody and from nothing, and compare byte by byte.

    A run that was made by judging only whom changes touched is proved by this to equal a full one.

    Raises:
        PermissionDenied: the actor may not judge whom the run judged.
        LawChanged: the law files are not those of the run.
    """
    unit = Unit.objects.filter(code=run.unit_code).first() if run.unit_code else None
    by = admit(actor, may_run(scopes(actor), unit.path if unit else "/"))
    if book_of(run).fingerprint != run.book_fingerprint:
        raise LawChanged
    began = perf_counter()
    assert run.snapshot is not None
    found = judged(run, facts_of(run.snapshot)).fingerprint
    with transaction.atomic():
        check = RunCheck.objects.create(
            run=run,
            by_name=by.full_name,
            same=found == run.fingerprint,
            fingerprint=found,
            seconds=perf_counter() - began,
        )
        record(
            actor=by,
            verb="eligibility.run_checked",
            subject=str(run),
            ref=f"run:{run.pk}",
            data={"same": check.same, "fingerprint": found},
        )
    return check
