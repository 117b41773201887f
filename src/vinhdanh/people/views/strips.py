"""One person's months, year by year."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from vinhdanh.people.classing_strips import month_rows, person_strips
from vinhdanh.people.classing_types import SheetState
from vinhdanh.people.models import Period
from vinhdanh.people.selectors import people_visible_to
from vinhdanh.people.views.shown import actor_of, this_year, whole


def person_months(request: HttpRequest, number: str) -> HttpResponse:
    """The months of somebody whom the account sees; anybody else does not exist."""
    person = people_visible_to(actor_of(request)).filter(number=number).first()
    if person is None:
        raise Http404
    years = sorted(
        set(
            Period.objects.filter(
                person_classes__person=person, person_classes__sheet__state=SheetState.SUBMITTED
            ).values_list("year", flat=True)
        ),
        reverse=True,
    )
    year = whole(request.GET.get("nam"), years[0] if years else this_year())
    context = {
        "person": person,
        "year": year,
        "strips": [(one, person_strips([person], one)[person.pk]) for one in years],
        "rows": month_rows(person, year),
        "tab": "can-bo",
    }
    return render(request, "people/person_months.html", context)
