"""The picture of a unit's indicator, for the pages of a movement's figures."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString

from vinhdanh.movements.selectors.figures import Course, Line
from vinhdanh.movements.types.figures import Cadence
from vinhdanh.web.charts.course import term_line

register = template.Library()


@register.simple_tag
def course_line(course: Course, line: Line) -> SafeString:
    """One indicator over the terms of a course."""
    labels = [
        f"T{term.number}/{term.year % 100:02d}"
        if term.cadence == Cadence.MONTH
        else term.label.replace("Quý ", "Q").replace(f"/{term.year}", f"/{term.year % 100:02d}")
        for term in course.terms
    ]
    indicator = line.indicator
    return term_line(line.values, labels, line.goal, name=indicator.name, measure=indicator.measure)
