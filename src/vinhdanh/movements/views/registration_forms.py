"""A unit's registration out to Excel and back."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from vinhdanh.access.policies import require
from vinhdanh.access.selectors import scopes
from vinhdanh.awards.catalogue import in_order, is_title
from vinhdanh.movements import services
from vinhdanh.movements.forms.registration_xlsx import read_form, registration_form
from vinhdanh.movements.policies.registration import may_write_registration
from vinhdanh.movements.selectors.registration import lines_of, titles_for
from vinhdanh.movements.views.registration_sheets import columns_of, shown_sheet, visible_unit
from vinhdanh.people.views.shown import actor_of, download


def form(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """The unit's form to take away; sent back, it is read into the sheet whole or not at all."""
    unit, actor = visible_unit(request, year, code), actor_of(request)
    lines = lines_of(unit, year)
    own = [title for title in titles_for(unit) if is_title(title)]
    columns = in_order({*columns_of(lines), *own})
    if request.method != "POST":
        content = registration_form(actor, unit, year, lines, columns)
        return download(content, f"bieu-dang-ky-{year}.xlsx")
    require(may_write_registration(scopes(actor), unit.path))
    file = request.FILES.get("bieu")
    try:
        if file is None:
            raise ValidationError("Chọn biểu đã điền.")
        entries = read_form(file.read(), lines, columns)
        services.write_registrations(actor=actor, unit=unit, year=year, entries=entries)
    except ValidationError as error:
        context = shown_sheet(actor, unit, year) | {"sheet_errors": error.messages}
        return render(request, "movements/registration_sheet.html", context, status=422)
    messages.success(request, f"Đã nạp biểu: {len(entries)} dòng thay đổi.")
    return redirect("movements:registration-sheet", year, code)
