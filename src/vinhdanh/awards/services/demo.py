"""Honours of the sample province that no rule asks about: of people from outside, and what was done later."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from vinhdanh.access.types import Operator
from vinhdanh.awards.models import Decision, Grant, Outsider, Recipient
from vinhdanh.awards.services.acts import annul, reissue, restore, strip
from vinhdanh.awards.services.decisions import decision_named, record_decision
from vinhdanh.awards.services.grants import Entry, record_grants, register_outsider
from vinhdanh.awards.services.proofs import prepare, set_name_consent
from vinhdanh.engine.facts import Merit
from vinhdanh.people.models import Household, Person, Post, Unit

DIRECTOR = "Giám đốc Công an tỉnh"
CHAIRMAN = "Chủ tịch UBND tỉnh Sơn Hà"
_OUTSIDERS = (
    ("Trần Văn Khoát", "tổ trưởng tổ bảo vệ an ninh, trật tự thôn Nà Lầu, xã Yên Khê"),
    ("Lý A Páo", "trưởng bản Suối Hoa, xã Tân Lập"),
    ("Đỗ Thị Nhàn", "nhân viên ngân hàng, phường Kim Sơn Hà"),
    ("Phạm Đình Thuận", "lái xe tải, xã Đồng Tiến"),
    ("Hoàng Thị Xuyến", "giáo viên Trường Trung học cơ sở Bản Mường"),
)
_MOVEMENT = "Có thành tích trong phong trào Toàn dân bảo vệ an ninh Tổ quốc"
_CASE = "Khám phá nhanh vụ trộm cắp tài sản liên huyện, thu hồi toàn bộ tài sản"
_FRAUD = "Phát hiện, ngăn kịp thời một vụ lừa đảo chuyển tiền"
OFFICERS = 6  # of one phòng, honoured for one case


def install_demo_honours(year: int, *, not_unit: str = "PX01") -> int:
    """Decisions with people from outside, households, money and papers; some taken away or issued anew.

    Args:
        year: the last whole year of the sample; everything is dated in it.
        not_unit: a unit whose figures of that year are fixed, and stay so.

    Returns:
        How many honours were recorded.

    Raises:
        ValidationError: they are there already.
    """
    if Outsider.objects.exists():
        raise ValidationError("Đã có người ngoài cơ quan trong sổ: dữ liệu mẫu chỉ nạp vào chỗ trống.")
    with transaction.atomic():
        outsiders = [
            register_outsider(actor=Operator(), name=name, whereabouts=whereabouts)
            for name, whereabouts in _OUTSIDERS
        ]
        movement = _movement(outsiders, year)
        case = _case(year, not_unit)
        _fraud(outsiders[2:4], year)
        _five_years(year)
        _acts(movement, case, year)
        return Grant.objects.filter(money__isnull=False).count()


def install_demo_proofs(year: int) -> int:
    """Codes for the honours of the director's decisions of a year, the annulled ones too.

    One recipient has agreed that his name is shown.

    Returns:
        How many codes were made.
    """
    given = Grant.objects.filter(decision__authority=DIRECTOR, decision__decided__year=year).order_by("pk")
    outsider = Outsider.objects.order_by("pk").first()
    if outsider is not None:
        ground = "Giấy đồng ý công khai họ tên, hộp 12, kho lưu trữ Phòng Tổ chức cán bộ"
        set_name_consent(actor=Operator(), recipient=outsider, full=True, ground=ground)
    return len(prepare(by=Operator(), grants=given))


def _movement(outsiders: list[Outsider], year: int) -> list[Grant]:
    """The 19th of August, the day of the whole people's movement: people from outside and households."""
    decision = _paper(DIRECTOR, date(year, 8, 15), "QĐ-CAT-PX01", "Hộp 12, kho lưu trữ Phòng Tổ chức cán bộ")
    recipients: list[Recipient] = [*outsiders, *Household.objects.order_by("code")]
    entries = [
        _entry(one, "GK", year, Merit.PHONG_TRAO, _MOVEMENT, at) for at, one in enumerate(recipients, 1)
    ]
    return record_grants(actor=Operator(), decision=decision, entries=entries)


def _case(year: int, not_unit: str) -> list[Grant]:
    """A phòng and its people, for one case."""
    phong = Unit.objects.filter(kind="phong", valid_to=None).exclude(code=not_unit).order_by("code").first()
    if phong is None:
        return []
    day = date(year, 10, 17)
    serving = Post.objects.standing(day).on(day).filter(unit__in=Unit.objects.subtree(phong))
    people = Person.objects.filter(pk__in=serving.values("person")).order_by("number")[:OFFICERS]
    decision = _paper(DIRECTOR, day, "QĐ-CAT-PX01", "Hộp 14, kho lưu trữ Phòng Tổ chức cán bộ")
    entries = [
        _entry(one, "GK", year, Merit.DOT_XUAT, _CASE, at) for at, one in enumerate([phong, *people], 21)
    ]
    return record_grants(actor=Operator(), decision=decision, entries=entries)


def _fraud(outsiders: list[Outsider], year: int) -> None:
    decision = _paper(DIRECTOR, date(year, 11, 6), "QĐ-CAT-PX01", "Hộp 14, kho lưu trữ Phòng Tổ chức cán bộ")
    entries = [_entry(one, "GK", year, Merit.DOT_XUAT, _FRAUD, at) for at, one in enumerate(outsiders, 41)]
    record_grants(actor=Operator(), decision=decision, entries=entries)


def _five_years(year: int) -> None:
    """Several years at once: two communes, by the province's chairman."""
    communes = Unit.objects.filter(kind__in=("cong_an_xa", "cong_an_phuong"), valid_to=None).order_by("code")[
        :2
    ]
    decision = _paper(CHAIRMAN, date(year, 11, 20), "QĐ-UBND", "Văn thư UBND tỉnh, bản sao tại hộp 15")
    why = "Có thành tích xuất sắc trong năm năm xây dựng xã, phường không có ma túy"
    entries = [
        Entry(
            one,
            "BK_BO",
            year,
            first_year=year - 4,
            merit=Merit.PHONG_TRAO,
            achievement=why,
            artefact="Bằng, khung",
        )
        for one in communes
    ]
    record_grants(actor=Operator(), decision=decision, entries=entries)


def _entry(one: Recipient, honour: str, year: int, merit: Merit, why: str, at: int) -> Entry:
    return Entry(
        one,
        honour,
        year,
        merit=merit,
        achievement=why,
        artefact="Giấy khen, khung",
        serial=f"{at:03d}/{year}",
    )


def _acts(movement: list[Grant], case: list[Grant], year: int) -> None:
    """One annulled, one stripped, one annulled and given back, one issued anew."""
    by = Operator()
    day = date(year, 12, 9)
    taken = _paper(DIRECTOR, day, "QĐ-CAT-PX01", "Hộp 16, kho lưu trữ Phòng Tổ chức cán bộ")
    if case:
        wrong, cleared = case[-2:]
        ground = "Kết luận kiểm tra: không trực tiếp tham gia vụ việc, kê khai thành tích không đúng"
        annul(actor=by, grant=wrong, ground=ground, on=day, decision=taken)
        annul(actor=by, grant=cleared, ground=ground, on=day, decision=taken)
        back = date(year, 12, 23)
        restore(
            actor=by,
            grant=cleared,
            ground="Kiểm tra lại: có tham gia vụ việc, kết luận trước nhầm người",
            on=back,
            decision=_paper(DIRECTOR, back, "QĐ-CAT-PX01", "Hộp 16, kho lưu trữ Phòng Tổ chức cán bộ"),
        )
    strip(
        actor=by,
        grant=movement[1],
        ground="Bản án có hiệu lực về hành vi phạm tội trong thời gian được tính thành tích",
        on=day,
        decision=taken,
    )
    reissue(
        actor=by,
        grant=movement[-1],
        ground="Giấy khen hỏng do lũ quét, có xác nhận của Công an xã",
        on=date(year, 12, 16),
        artefact="Giấy khen",
        serial=f"C01/{year}",
    )


def _paper(authority: str, day: date, suffix: str, document: str) -> Decision:
    """A decision of that day under the next number that the authority has not used."""
    number = round((day - date(day.year - 1, 12, 31)).days * 3.65)
    while decision_named(authority, f"{number}/{suffix}", day) is not None:
        number += 1
    return record_decision(
        actor=Operator(), authority=authority, number=f"{number}/{suffix}", decided=day, document=document
    )
