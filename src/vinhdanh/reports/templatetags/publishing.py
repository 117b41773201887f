"""What the templates of public pages ask for."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from vinhdanh.people.models import Unit
from vinhdanh.people.papers.letterheads import letterhead_of
from vinhdanh.reports.publishing import agency_name

register = template.Library()


@register.simple_tag
def who_answers() -> str:
    """Whom a reader tells what is wrong."""
    return f"Thường trực Hội đồng thi đua, khen thưởng {agency_name()}"


@register.simple_tag
def issuing_agency() -> SafeString:
    """Who answers for the page, as on the head of its papers: the superior, and the agency itself."""
    top = Unit.objects.filter(parent=None, valid_to=None).order_by("pk").first()
    if top is None:
        return format_html("<b>{}</b>", "VINH DANH")
    head = letterhead_of(top)
    return format_html("{}<b>{}</b>", head.parent, head.issuer)
