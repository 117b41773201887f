"""Figures, days and citations as offices write them."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from vinhdanh.engine import Verdict
from vinhdanh.web.icons import SHEET, icon
from vinhdanh.web.templatetags import vinhdanh as tags

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (tags.number(3512), "3.512"),
        (tags.number(0), "0"),
        (tags.number(None), "–"),
        (tags.decimal(Fraction(3600, 46)), "78,3"),
        (tags.decimal(1234.5), "1.234,5"),
        (tags.decimal(None), "–"),
        (tags.day(date(2025, 3, 1)), "01/03/2025"),
        (tags.day(None), "–"),
        (tags.megabytes(420_000), "420 KB"),
        (tags.megabytes(3), "1 KB"),
        (tags.megabytes(1_400_000), "1,4 MB"),
        (tags.megabytes(20_000_000), "20 MB"),
        (tags.signed(4), "+4"),
        (tags.signed(-12), "−12"),
        (tags.signed(0), "0"),
        (tags.article_only("điểm b khoản 1 Điều 24 Luật TĐKT 2022"), "điểm b khoản 1 Điều 24"),
        (tags.article_only("Phụ lục Quyết định 5"), "Phụ lục Quyết định 5"),
        (tags.version("CSTD_BO@luat-06-2022/dieu-22#474436612dd2"), "dieu-22, bản 4744"),
        (tags.year_first("2024: QĐ 1208"), ("2024", "QĐ 1208")),
        (tags.year_first("Vào ngành 15/09/2008"), ("", "Vào ngành 15/09/2008")),
        (tags.no_aside("Giấy khen (cá nhân)"), "Giấy khen"),
        (tags.no_aside("Cờ thi đua của Chính phủ (hằng năm)"), "Cờ thi đua của Chính phủ (hằng năm)"),
    ],
)
def test_it_is_written_as_offices_write_it(written: object, expected: object) -> None:
    assert written == expected


def test_an_hour_of_today_needs_no_day() -> None:
    now = timezone.now()
    assert tags.moment(now) == f"{now.astimezone(HANOI):%H:%M} hôm nay"
    assert tags.moment(datetime(2025, 11, 17, 6, 30, tzinfo=HANOI)) == "06:30, 17/11/2025"
    assert tags.moment(None) == "–"


def test_a_verdict_is_icon_word_and_class() -> None:
    for verdict in (Verdict.MET, Verdict.UNSURE, Verdict.HELD, Verdict.UNMET, Verdict.NO_RULE):
        chip = tags.verdict(verdict)
        assert f'class="v v-{verdict.css}"' in chip
        assert verdict.label in chip
        assert "<svg" in chip
    assert "v-" not in tags.verdict(Verdict.OUT_OF_SCOPE)


def test_icons_are_decoration_and_an_unknown_one_is_an_error() -> None:
    assert 'aria-hidden="true"' in icon("check", "i-s")
    assert 'class="i i-s"' in icon("check", "i-s")
    with pytest.raises(KeyError):
        icon("không-có")
    assert "MIT" in SHEET.read_text(encoding="utf-8")
