"""Counts, movements, tasks, targets, directives, decisions out of sentences. Names and places are made up."""

from __future__ import annotations

import pytest

from vinhdanh.exchange.prose.reader import read_text

Counts = list[tuple[int | None, int | None]]

COUNTS: dict[str, tuple[str, Counts]] = {
    "behind the number": ("Có 25 tập thể, 60 lượt cá nhân được khen thưởng.", [(25, 60)]),
    "in front of the number": ("Hội Phụ nữ huyện biểu dương 12 hội viên tiêu biểu.", [(None, 12)]),
    "thousands": ("Năm qua, 1.577 lượt tập thể được biểu dương, khen thưởng.", [(1577, None)]),
    "unsplit": ("UBND tỉnh tặng Bằng khen cho 30 tập thể, cá nhân.", [(None, None)]),
    "vague": ("Hàng trăm lượt cá nhân được các cấp khen thưởng.", [(None, None)]),
    "two acts": (
        "Sở Y tế trao giấy khen cho 4 tập thể; tuyên dương 9 bác sĩ.",
        [(4, None), (None, 9)],
    ),
    "titles are awards only": ("15 đồng chí đạt danh hiệu Chiến sĩ thi đua cơ sở.", []),
    "proposed": ("Đơn vị đề nghị khen thưởng 3 tập thể, 8 cá nhân.", []),
    "parts of a number told": (
        "Chủ tịch UBND tỉnh tặng bằng khen cho 9 cá nhân, gồm 4 người dân; 5 cán bộ, chiến sĩ.",
        [(None, 9)],
    ),
}


@pytest.mark.parametrize(("text", "expected"), COUNTS.values(), ids=COUNTS.keys())
def test_commended_are_counted(text: str, expected: Counts) -> None:
    found = read_text(text).commendation_counts
    assert [(one.collectives, one.individuals) for one in found] == expected


def test_movement_carries_year_partner_and_axes() -> None:
    text = (
        "Công an huyện phát động phong trào thi đua “Vì nước” năm 2027 gắn với phong trào thi đua "
        "“Hai tốt: Học tốt – Làm tốt”."
    )
    one = read_text(text).movements[0]
    assert (one.name, one.year, one.linked_to, one.axes) == (
        "Vì nước",
        2027,
        "Hai tốt",
        ("Học tốt", "Làm tốt"),
    )


MOVEMENTS = {
    "unquoted": ("Xã duy trì phong trào Dân vận khéo.", ["Dân vận khéo"]),
    "campaign": (
        "Huyện hưởng ứng cuộc vận động Ngày vì người nghèo do Mặt trận phát động.",
        ["Ngày vì người nghèo"],
    ),
    "launched without a name": (
        "Tỉnh phát động phong trào thi đua giai đoạn 2026 - 2030.",
        ["giai đoạn 2026 - 2030"],
    ),
    "told twice": ("Phong trào “Ba nhất” lan rộng. Phong trào “Ba nhất” có sức sống.", ["Ba nhất"]),
    "generic": ("Các phong trào thi đua được đẩy mạnh; phong trào thi đua yêu nước lan tỏa.", []),
    "the Party's directive": ("Đẩy mạnh phong trào “Học tập và làm theo tấm gương Hồ Chí Minh”.", []),
}


@pytest.mark.parametrize(("text", "expected"), MOVEMENTS.values(), ids=MOVEMENTS.keys())
def test_movements_are_named(text: str, expected: list[str]) -> None:
    assert [one.name for one in read_text(text).movements] == expected


def test_numbered_tasks_are_parted() -> None:
    text = "Đơn vị xác định ba nhiệm vụ, trọng tâm là: (1) xây dựng lực lượng; (2) nâng cao chất lượng hồ sơ."
    assert [one.task for one in read_text(text).focal_tasks] == [
        "xây dựng lực lượng",
        "nâng cao chất lượng hồ sơ",
    ]


def test_listed_tasks_below_a_heading_are_read() -> None:
    text = (
        "Nhiệm vụ trọng tâm năm 2027:\n- Nâng cao chất lượng tham mưu;\n- Tăng cường kiểm tra, giám "
        "sát.\nNơi nhận: như trên."
    )
    assert [one.task for one in read_text(text).focal_tasks] == [
        "Nâng cao chất lượng tham mưu",
        "Tăng cường kiểm tra, giám sát",
    ]


def test_directives_say_who_asks_and_what() -> None:
    text = (
        "Phó Chủ tịch UBND tỉnh Lê Thị Hằng yêu cầu các sở tiếp tục nâng cao chất lượng thẩm định; khẩn "
        "trương gửi báo cáo, "
        "góp phần hoàn thành nhiệm vụ năm."
    )
    found = read_text(text).directives
    assert [one.task for one in found] == ["nâng cao chất lượng thẩm định", "khẩn trương gửi báo cáo"]
    assert {one.by for one in found} == {"Phó Chủ tịch UBND tỉnh Lê Thị Hằng"}


@pytest.mark.parametrize(
    "text",
    [
        "Chủ tịch UBND tỉnh chúc các đơn vị nâng cao chất lượng công tác.",
        "Công tác cán bộ đáp ứng yêu cầu nhiệm vụ, thực hiện tốt quy định.",
        "Giám đốc Sở đề nghị tặng Bằng khen cho 3 tập thể.",
    ],
    ids=["wish", "noun", "proposal of an award"],
)
def test_no_directive(text: str) -> None:
    assert read_text(text).directives == ()


TARGETS = {
    "reached": ("Tỷ lệ điều tra, khám phá án đạt 92,5%.", [(92.5, "%", "result")]),
    "aimed at": ("Phấn đấu tỷ lệ giải quyết tin báo đạt trên 95%.", [(95, "%", "target")]),
    "numbers of work": (
        "Trong 6 tháng, đơn vị tổ chức 45 buổi tuyên truyền; xử lý 1.240 vụ vi phạm.",
        [(45, "buổi", "result"), (1240, "vụ", "result")],
    ),
    "one case": ("Công an bắt giữ 3 đối tượng, thu 2 bánh heroin.", []),
    "numbers of awards": ("Trong năm, có 30 đơn vị được tặng Bằng khen.", []),
}


@pytest.mark.parametrize(("text", "expected"), TARGETS.values(), ids=TARGETS.keys())
def test_targets_and_results(text: str, expected: list[tuple[float, str, str]]) -> None:
    assert [(one.value, one.unit, one.kind) for one in read_text(text).targets] == expected


DECISIONS = {
    "number and day": (
        "Quyết định số 45/QĐ-UBND ngày 3 tháng 4 năm 2023 của UBND tỉnh.",
        [("45/QĐ-UBND", "03/04/2023")],
    ),
    "day in strokes": (
        "Chủ tịch nước có Quyết định 512/QĐ-CTN ngày 14/5/2021.",
        [("512/QĐ-CTN", "14/05/2021")],
    ),
    "day without a year": ("Quyết định số 7/QĐ-BCA ngày 4-5.", [("7/QĐ-BCA", None)]),
    "day alone": ("Quyết định ngày 02/9/2022 có hiệu lực.", [(None, "02/09/2022")]),
    "a decree": ("Nghị định số 98/2023/NĐ-CP ngày 31/12/2023.", []),
}


@pytest.mark.parametrize(("text", "expected"), DECISIONS.values(), ids=DECISIONS.keys())
def test_decisions(text: str, expected: list[tuple[str | None, str | None]]) -> None:
    assert [(one.number, one.date) for one in read_text(text).decisions] == expected


@pytest.mark.parametrize(
    "words", ["tặng bằng khen cho ", "các tập thể, ", "100% ", "phong trào “", "(", "yêu cầu "]
)
def test_junk_does_not_hide_what_follows_it(words: str) -> None:
    junk = words * (6_000 // len(words))
    given = read_text(f"{junk}\nGiám đốc Công an tỉnh tặng Giấy khen cho 02 tập thể.").awards
    assert ("Giấy khen của Giám đốc Công an tỉnh", 2) in [(one.award, one.count) for one in given]


def test_nothing_in_an_empty_text() -> None:
    assert not any(vars_of(read_text(" \n ")))


def vars_of(reading: object) -> list[object]:
    return [getattr(reading, name) for name in reading.__slots__]  # type: ignore[attr-defined]
