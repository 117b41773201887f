"""The pages of giao ước: drawing one up, signing it, the list and the paper."""

from __future__ import annotations

from decimal import Decimal

from tests.movements.year import OPERATOR, TODAY, Year
from tests.papers import pdf_text
from tests.people.months import as_, said, sheet_of
from vinhdanh.documents.words import day_line
from vinhdanh.movements import services
from vinhdanh.movements.models import Compact

NOW = TODAY.year


def typed() -> dict[str, object]:
    return {
        "unit": "CAT",
        "kind": "unit",
        "year": NOW,
        "number": "01/GƯ-CAT",
        "dated": f"{TODAY:%d/%m/%Y}",
        "place": "Sơn Hà",
        "name": "Vì An ninh Tổ quốc",
        "opening": "Các đơn vị thống nhất:",
        "articles": "Chấp hành điều lệnh\n\nHoàn thành chỉ tiêu",
        "m1_name": "Báo cáo đúng hạn",
        "m1_value": "≥ 95",
        "m1_measure": "%",
        "party": ["PX01", "PX02"],
        "witness": "Giám đốc",
    }


def test_a_giao_uoc_is_drawn_up_opened_signed_and_printed(year: Year) -> None:
    client = as_(year.standing)
    client.post("/giao-uoc/moi/", typed())
    compact = Compact.objects.get()
    address = f"/giao-uoc/{compact.pk}/"
    assert [article.text for article in compact.articles.all()] == [
        "Chấp hành điều lệnh",
        "Hoàn thành chỉ tiêu",
    ]
    boss = as_(year.boss)
    assert boss.get(address).status_code == 404
    client.post(f"{address}viec/", {"viec": "mo-ky"})
    assert "Ký thay mặt" not in said(client.get(address))
    assert "Ký thay mặt PX01" in said(boss.get(address))
    boss.post(f"{address}viec/", {"viec": "ky", "dv": "PX01"})
    assert "1 trong 2 đơn vị đã ký" in said(client.get("/giao-uoc/"))
    page = pdf_text(client.get(f"{address}giao-uoc.pdf").content)
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in page
    assert f"Sơn Hà, {day_line(TODAY)}" in page
    assert year.boss.full_name in page
    assert page.count("(Đã ký ngày") == 1
    rows = list(sheet_of(client.get("/giao-uoc/danh-sach.xlsx")).iter_rows(values_only=True))
    assert any(row[3:5] == ("Phòng Hậu cần", "Chưa ký") for row in rows)


def test_what_was_typed_stays_when_something_is_wrong(year: Year) -> None:
    client = as_(year.standing)
    wrong = client.post("/giao-uoc/moi/", typed() | {"m1_value": "", "number": ""})
    assert wrong.status_code == 422
    assert "Ghi số giao ước" in said(wrong)
    short = client.post("/giao-uoc/moi/", typed() | {"m1_value": ""})
    assert "Chỉ tiêu 1: ghi cả tên và mức đăng ký" in said(short)
    assert "Chấp hành điều lệnh" in short.content.decode()
    strange = client.post("/giao-uoc/moi/", typed() | {"party": ["X9"]})
    assert "Không có đơn vị X9" in said(strange)
    assert not Compact.objects.exists()


def test_a_draft_is_changed_and_dropped_and_the_list_filters(year: Year) -> None:
    client = as_(year.standing)
    client.post("/giao-uoc/moi/", typed())
    compact = Compact.objects.get()
    client.post(f"/giao-uoc/{compact.pk}/sua/", typed() | {"name": "Tên mới", "party": ["PX01"]})
    compact.refresh_from_db()
    assert (compact.name, compact.parties.count()) == ("Tên mới", 1)
    assert "Tên mới" in said(client.get("/giao-uoc/?tim=ten+moi"))
    assert "Không có giao ước nào như vậy" in said(client.get("/giao-uoc/?loai=cluster"))
    client.post(f"/giao-uoc/{compact.pk}/viec/", {"viec": "bo"})
    assert not Compact.objects.exists()


def test_registered_targets_are_offered_and_copied_into_the_text(year: Year) -> None:
    target, drafted = (
        services.add_target(
            actor=OPERATOR,
            unit=year.cat,
            year=NOW,
            name=name,
            measure="lượt",
            value=Decimal("45.5"),
            direction="down",
        )
        for name in ("Lượt vi phạm", "Còn soạn")
    )
    services.register_target(actor=OPERATOR, target=target, on=TODAY)
    client = as_(year.standing)
    page = said(client.get("/giao-uoc/moi/?dv=CAT"))
    assert "Lượt vi phạm: ≤ 45,5 lượt" in page
    assert "Còn soạn" not in page
    client.post("/giao-uoc/moi/", typed() | {"ct": [target.pk, drafted.pk]})
    compact = Compact.objects.get()
    assert [str(one) for one in compact.targets.all()] == [
        "Báo cáo đúng hạn: ≥ 95 %",
        "Lượt vi phạm: ≤ 45,5 lượt",
    ]
    assert "Lấy từ" not in said(client.get(f"/giao-uoc/{compact.pk}/sua/"))  # all are there
