"""Closing a plan with its coverage, opening it again, and taking back one entered by mistake."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from vinhdanh.audit.changes import stored
from vinhdanh.programmes.models import PlanClosing, TrainingPlan
from vinhdanh.programmes.services.training_classes import require_withdrawable, take_out
from vinhdanh.programmes.services.training_plans import Actor, note, require_plan, require_running
from vinhdanh.programmes.training_figures import coverage
from vinhdanh.programmes.training_plan_closing import list_fingerprint, stored_lines


def what_keeps_plan_open(plan: TrainingPlan) -> list[str]:
    """Why the plan can't be closed yet, a sentence each; none when it can."""
    if plan.closed:
        return ["Kế hoạch đã chốt."]
    said = []
    if plan.counted_on > timezone.localdate():
        said.append(f"Ngày chốt quân số {plan.counted_on:%d/%m/%Y} chưa đến.")
    running = list(plan.classes.filter(closed=None).values_list("code", flat=True))
    if running:
        said.append(
            f"{len(running)} lớp chưa chốt: {', '.join(running[:8])}{'…' if len(running) > 8 else '.'}"
        )
    return said


def close_plan(*, actor: Actor, plan: TrainingPlan) -> PlanClosing:
    """Keep the coverage as it is now, of the members in force on the plan's day.

    What changes in the records later is shown beside it and changes nothing in it.

    Raises:
        PermissionDenied: the actor may not run the plan.
        ValidationError: what is still missing.
    """
    by = require_plan(actor, plan)
    missing = what_keeps_plan_open(plan)
    if missing:
        raise ValidationError(missing)
    with transaction.atomic():
        before = stored(plan)
        closing = keep_coverage(plan, by.full_name, timezone.now())
        data = {"in_force": closing.in_force, "trained": closing.trained, "list": closing.fingerprint}
        note(by, "plan_closed", plan, (before, plan), data=data)
    return closing


def keep_coverage(plan: TrainingPlan, by_name: str, at: datetime) -> PlanClosing:
    """Close a plan at a moment with the coverage of now, inside the caller's transaction."""
    found = coverage(plan)
    plan.closed = at
    plan.save(update_fields=["closed"])
    return PlanClosing.objects.create(
        plan=plan,
        day=found.day,
        at=at,
        by_name=by_name,
        target=plan.target,
        in_force=found.whole.in_force,
        trained=found.whole.trained,
        first_time=found.whole.first_time,
        classes=found.classes,
        learners=found.learners,
        lines=stored_lines((*found.lines, *found.unknown)),
        fingerprint=list_fingerprint(plan),
    )


def reopen_plan(*, actor: Actor, plan: TrainingPlan, why: str) -> TrainingPlan:
    """Go on with a plan that was closed too early. What it was closed with stays on record.

    Raises:
        PermissionDenied: the actor may not run the plan.
        ValidationError: no reason, or the plan runs.
    """
    by = require_plan(actor, plan)
    if not why.strip():
        raise ValidationError("Ghi lý do mở lại kế hoạch.")
    if not plan.closed:
        raise ValidationError("Kế hoạch chưa chốt.")
    with transaction.atomic():
        before = stored(plan)
        plan.closed = None
        plan.save(update_fields=["closed"])
        note(by, "plan_reopened", plan, (before, plan), why=why.strip())
    return plan


def withdraw_plan(*, actor: Actor, plan: TrainingPlan, why: str) -> None:
    """A plan entered by mistake: it and its classes count nowhere from now on.

    Raises:
        PermissionDenied: the actor may not run the plan.
        ValidationError: no reason, the plan is closed, or a class of it has issued certificates.
    """
    by = require_plan(actor, plan)
    if not why.strip():
        raise ValidationError("Ghi lý do rút kế hoạch.")
    require_running(plan)
    # Make-up classes first: nothing that stands then makes up for the others.
    classes = list(plan.classes.order_by("-pk"))
    with transaction.atomic():
        for one in classes:
            require_withdrawable(one)
            take_out(by, one, why.strip())
        before = stored(plan)
        plan.withdrawn = True
        plan.save(update_fields=["withdrawn"])
        note(by, "plan_withdrawn", plan, (before, plan), data={"classes": len(classes)}, why=why.strip())
