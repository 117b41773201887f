"""The pages of figures: the form of a term, the table, a unit's course, the levels for points."""

from __future__ import annotations

from tests.movements.test_figures import MONTH, enter, indicator
from tests.movements.year import TODAY, Year
from tests.people.months import as_, said, sheet_of
from vinhdanh.movements.models import FigureReport, IndicatorFigure, IndicatorGoal
from vinhdanh.people.models import Unit


def test_a_clerk_fills_in_the_form_and_the_head_sends_from_it(year: Year) -> None:
    movement = year.launched()
    key = indicator(movement).pk
    address = f"/phong-trao/{movement.pk}/so-lieu/PX01/ghi/?ky={MONTH.key}"
    clerk = as_(year.clerk)
    page = clerk.get(address)
    assert "Còn 1 chỉ số chưa ghi" in said(page)
    assert "Quyền này thuộc" in said(page)  # the clerk does not send, and reads why
    wrong = clerk.post(address, {f"v{key}": "nhiều", f"m{key}": "Sổ trực"})
    assert wrong.status_code == 422
    assert "Vi phạm: “nhiều” không phải số" in said(wrong)
    assert "Sổ trực" in wrong.content.decode()
    assert "có minh chứng mà chưa ghi số liệu" in said(clerk.post(address, {f"v{key}": "", f"m{key}": "Sổ"}))
    assert clerk.post(address, {f"v{key}": "1.234,5", f"m{key}": "Sổ trực"}).status_code == 302
    assert str(IndicatorFigure.objects.get().value) == "1234.50"
    assert clerk.post(address, {"act": "gui"}).status_code == 403
    assert as_(year.boss).post(address, {"act": "gui"}).status_code == 302
    assert FigureReport.objects.get().unit == year.px01
    refused = clerk.post(address, {f"v{key}": "2", f"m{key}": "Sổ trực"})
    assert "ghi lý do sửa" in said(refused)
    clerk.post(address, {f"v{key}": "2", f"m{key}": "Sổ trực", f"l{key}": "Đếm lại"})
    course = said(as_(year.boss).get(f"/phong-trao/{movement.pk}/so-lieu/PX01/?ky={MONTH.key}"))
    assert "1.234,5 thành 2 , Đếm lại" in course


def test_the_table_tells_units_changes_and_who_is_late(year: Year) -> None:
    movement = year.launched()
    enter(year, movement, "3", term=MONTH.before)
    enter(year, movement, "1")
    address = f"/phong-trao/{movement.pk}/so-lieu/"
    client = as_(year.standing)
    page = said(client.get(f"{address}?ky={MONTH.key}"))
    assert "2 trong 2 đơn vị chưa gửi" in page
    assert "1 −2 , kém kỳ trước" in page
    assert "không tính điểm, chỉ xem số liệu" in page
    assert "Phòng Hậu cần" not in said(client.get(f"{address}?ky={MONTH.key}&tim=to+chuc"))
    assert "Không có đơn vị nào khớp bộ lọc" in said(client.get(f"{address}?ky={MONTH.key}&tt=gui"))
    sheet = sheet_of(client.get(f"{address}bang.xlsx?ky={MONTH.key}"))
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert next(row for row in rows if row[0] == "PX01")[:4] == ["PX01", "Phòng Tổ chức cán bộ", "1", "−2"]
    assert "Không có đơn vị nào trong phạm vi" in said(as_(year.officer).get(address))


def test_levels_for_points_are_set_and_told(year: Year) -> None:
    movement = year.launched()
    one = indicator(movement)
    one.weight = 10
    one.save()
    enter(year, movement, "3")
    client, address = as_(year.standing), f"/phong-trao/{movement.pk}/so-lieu/diem/"
    half = client.post(address, {f"d{one.pk}": "4", f"k{one.pk}": ""})
    assert "ghi cả mức đủ điểm và mức không điểm" in said(half)
    assert "phải cao hơn mức không điểm" in said(client.post(address, {f"d{one.pk}": "0", f"k{one.pk}": "4"}))
    assert client.post(address, {f"d{one.pk}": "4", f"k{one.pk}": "0"}).status_code == 302
    assert IndicatorGoal.objects.get().goal == 4
    page = said(client.get(f"/phong-trao/{movement.pk}/so-lieu/?ky={MONTH.key}"))
    assert "Vi phạm trọng số 10, đủ điểm 4, không điểm 0" in page
    assert " 7,5 " in page
    assert as_(year.boss).get(address).status_code == 403


def test_a_draft_and_units_elsewhere_have_no_figures_to_look_at(year: Year) -> None:
    draft, movement = year.draft(name="Bản soạn"), year.launched()
    assert as_(year.standing).get(f"/phong-trao/{draft.pk}/so-lieu/").status_code == 404
    for code in ("PX02", "PX01-D1", "X"):
        assert as_(year.boss).get(f"/phong-trao/{movement.pk}/so-lieu/{code}/").status_code == 404
    Unit.objects.filter(pk=year.px02.pk).update(valid_to=TODAY.replace(day=1))
    assert as_(year.standing).get(f"/phong-trao/{movement.pk}/so-lieu/?ky={MONTH.key}").status_code == 200
