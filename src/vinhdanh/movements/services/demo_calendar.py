"""The sample province's own dates for two years, and what its accounts are reminded of today."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.access.types import Operator
from vinhdanh.audit.services import record
from vinhdanh.movements.models import CalendarEntry, Reminder
from vinhdanh.movements.services.reminders import make_reminders, save_settings
from vinhdanh.movements.types.calendar import EntryKind
from vinhdanh.people.models import Unit
from vinhdanh.people.working_days import calendar

AGENCY, STAFF = "CAT", "PX01"
MEETING, DEADLINE, INSPECTION, OTHER = (
    EntryKind.MEETING,
    EntryKind.DEADLINE,
    EntryKind.INSPECTION,
    EntryKind.OTHER,
)
# Unit, month, day, kind, words, note. What happens once in the sample's year.
ONCE = (
    (
        AGENCY,
        1,
        15,
        MEETING,
        "Hội nghị phát động phong trào thi đua và ký giao ước",
        "Hội trường Công an tỉnh, 7 giờ 30",
    ),
    (AGENCY, 2, 10, DEADLINE, "Các đơn vị nộp đăng ký danh hiệu thi đua", "Gửi Thường trực Hội đồng"),
    (
        AGENCY,
        3,
        16,
        INSPECTION,
        "Kiểm tra công tác thi đua, khen thưởng đợt 1 ở công an cấp xã",
        "Theo kế hoạch kiểm tra năm",
    ),
    (AGENCY, 6, 19, MEETING, "Hội nghị sơ kết thi đua sáu tháng đầu năm", "Trực tuyến đến công an cấp xã"),
    (AGENCY, 9, 15, INSPECTION, "Kiểm tra công tác thi đua, khen thưởng đợt 2 ở các phòng", ""),
    (AGENCY, 11, 9, OTHER, "Các cụm thi đua chấm chéo", "Trưởng cụm gửi biên bản chấm trước ngày 20/11"),
    (
        AGENCY,
        11,
        30,
        DEADLINE,
        "Các đơn vị nộp hồ sơ đề nghị khen thưởng tổng kết năm",
        "Bản ký số và bản giấy",
    ),
    (AGENCY, 12, 3, MEETING, "Họp tổ thư ký Hội đồng Thi đua – Khen thưởng", "Rà hồ sơ trước phiên họp"),
    (AGENCY, 12, 15, MEETING, "Phiên họp Hội đồng Thi đua – Khen thưởng cuối năm", ""),
    (AGENCY, 12, 25, MEETING, "Hội nghị tổng kết phong trào thi đua năm", "Hội trường Công an tỉnh"),
    (STAFF, 10, 30, DEADLINE, "Các đội nộp tự chấm điểm thi đua", "Gửi cán bộ tổng hợp của phòng"),
    (STAFF, 11, 27, DEADLINE, "Các đội nộp danh sách đề nghị danh hiệu năm", "Kèm biên bản bình xét"),
    (STAFF, 12, 1, MEETING, "Họp bình xét thi đua của phòng", ""),
)
LEFT_OPEN = (STAFF, 2026)  # whose deadlines nobody has ticked off yet
QUARTERS = ((3, 25, "quý I"), (6, 25, "quý II"), (9, 25, "quý III"), (12, 10, "quý IV và cả năm"))
LONG = {"Các cụm thi đua chấm chéo": 4, "Kiểm tra công tác thi đua, khen thưởng đợt 1 ở công an cấp xã": 4}


@transaction.atomic
def install_demo_calendar(year: int) -> None:
    """Own dates for the year and the next, and reminders of the demo's accounts.

    Args:
        year: the year that the sample plays whole.
    """
    today = timezone.localdate()
    units = {unit.code: unit for unit in Unit.objects.filter(code__in=(AGENCY, STAFF))}
    rows = [
        row
        for one in (year, year + 1)
        for row in _rows(one)
        if row[0] in units  # a smaller sample has less
    ]
    made = CalendarEntry.objects.bulk_create(
        CalendarEntry(
            unit=units[code],
            on=on,
            until=on + timedelta(days=LONG[words]) if words in LONG else None,
            kind=kind,
            title=words,
            note=note,
            remind=14 if kind == DEADLINE else None,
            done=on if kind == DEADLINE and on < today and (code, on.year) != LEFT_OPEN else None,
            by_name="Dữ liệu mẫu",
            changed=timezone.now(),
        )
        for code, on, kind, words, note in rows
    )
    said = f"{len(made)} việc trong lịch của tỉnh mẫu"
    record(actor=Operator(), verb="movements.calendar_written", subject=said, ref="calendar:mau")
    for account in Account.objects.filter(is_demo=True, is_active=True):
        if account.username == "tonghop":
            address = "tonghop@congan-sonha.example"
            save_settings(account=account, muted=[], offsets=[14, 7, 1, 0], by_email=True, email=address)
        make_reminders(account)
        first = account.reminders.order_by("due").values_list("pk", flat=True)[:1]
        Reminder.objects.filter(pk__in=list(first)).update(read=timezone.now())


def _rows(year: int) -> list[tuple[str, date, EntryKind, str, str]]:
    rows = [
        (
            unit,
            _working(date(year, month, day)),
            kind,
            f"{words} {year}" if "năm" in words[-3:] else words,
            note,
        )
        for unit, month, day, kind, words, note in ONCE
    ]
    for month, day, words in QUARTERS:
        title = f"Các đơn vị nộp báo cáo thi đua {words}"
        rows.append((AGENCY, _working(date(year, month, day)), DEADLINE, title, "Theo mẫu của Thường trực"))
    for month in range(1, 13):
        rows.append(
            (AGENCY, _working(date(year, month, 28)), MEETING, f"Giao ban công tác tháng {month}", "")
        )
    return rows


def _working(day: date) -> date:
    """The day itself, or the last working day before it: meetings are not held on Sundays."""
    while not calendar().is_working_day(day):
        day -= timedelta(days=1)
    return day
