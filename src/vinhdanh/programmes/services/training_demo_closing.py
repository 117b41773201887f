"""The end of the sample's training year: its plans are closed in December with their coverage."""

from __future__ import annotations

from datetime import datetime, time

from django.utils import timezone

from vinhdanh.people.models import Unit
from vinhdanh.programmes.models import TrainingPlan
from vinhdanh.programmes.services.training_plan_closing import keep_coverage


def close_demo_plans(organiser: Unit, year: int) -> None:
    """Close every plan of a unit for a year, as its office would have done on 15 December."""
    at = timezone.make_aware(datetime.combine(datetime(year, 12, 15), time(10)))
    for plan in TrainingPlan.objects.filter(organiser=organiser, year=year):
        keep_coverage(plan, f"Cán bộ tổng hợp, {organiser}", at)
