"""Movements and campaigns: how they are named in reports, plans and the press.

Names and places are made up.
"""

from __future__ import annotations

import pytest

from vinhdanh.exchange.prose.reader import read_text

NAMED: list[tuple[str, str, list[str]]] = [
    (
        "a few words before the quotes",
        (
            "Xã nhân rộng phong trào xây dựng “Tuyến đường không rác”; việc xây dựng phong trào “Ba sạch” có "
            "kết quả."
        ),
        ["Tuyến đường không rác", "Ba sạch"],
    ),
    (
        "emulation launched for an aim",
        "Sở có công văn phát động thi đua hoàn thành kế hoạch gieo trồng vụ xuân, giữ vững đê điều năm 2023.",
        ["hoàn thành kế hoạch gieo trồng vụ xuân, giữ vững đê điều"],
    ),
    (
        "a drive",
        "Tổng kết đợt thi đua nước rút chào mừng Đại hội Hội Nông dân, kết quả rất tốt.",
        ["nước rút chào mừng Đại hội Hội Nông dân"],
    ),
    (
        "its theme is its name",
        "Trung đoàn phát động đợt thi đua cao điểm chào mừng Đại hội Đảng bộ với chủ đề “Ra quân là thắng”.",
        ["Ra quân là thắng"],
    ),
    (
        "its slogan is its name",
        "Sang năm, trạm phát động thi đua với khẩu hiệu “Nhanh tay, sạch bến”, giữ gìn trật tự.",
        ["Nhanh tay, sạch bến"],
    ),
    (
        "a list of both",
        "Hội hưởng ứng cuộc vận động “Gia đình 5 có” và các phong trào “Phụ nữ đảm đang”, “Ngôi nhà xanh”.",
        ["Gia đình 5 có", "Phụ nữ đảm đang", "Ngôi nhà xanh"],
    ),
    ("a drive with its own name", "Huyện sơ kết đợt vận động Tết ấm bản làng.", ["Tết ấm bản làng"]),
    (
        "known over the country, without quotes",
        "Có phong trào thi đua Lao động giỏi - Lao động sáng tạo, phong trào sản xuất, kinh doanh giỏi.",
        ["Lao động giỏi - Lao động sáng tạo", "sản xuất, kinh doanh giỏi"],
    ),
    (
        "a drive that bears a name",
        "Tòa soạn mở đợt thi đua cao điểm mang tên “40 ngày số hóa tư liệu”.",
        ["40 ngày số hóa tư liệu"],
    ),
    (
        "a round by its number",
        "Huyện phát động thi đua đợt 2 chào mừng ngày lập xã.",
        ["đợt 2 chào mừng ngày lập xã"],
    ),
    ("a congress has a theme", "Đại hội thi đua yêu nước có chủ đề “Đoàn kết, sáng tạo”.", []),
    ("a contest has a theme", "Phong trào văn nghệ sôi nổi; cuộc thi ảnh với chủ đề “Quê hương”.", []),
    ("a team called after it", "Đội Xây dựng phong trào toàn dân bảo vệ ANTQ nhận cờ.", []),
    ("an honour in the quotes behind", "Phong trào thi đua được tặng danh hiệu “Đơn vị quyết thắng”.", []),
]


@pytest.mark.parametrize(("text", "expected"), [one[1:] for one in NAMED], ids=[one[0] for one in NAMED])
def test_movements_are_named(text: str, expected: list[str]) -> None:
    assert [one.name for one in read_text(text).movements] == expected


@pytest.mark.parametrize(
    ("text", "axes"),
    [
        (
            "Huyện phát động phong trào “Hai tốt” (dạy tốt, học tốt).",
            ("dạy tốt", "học tốt"),
        ),
        (
            (
                "Phong trào thi đua “Vì đường biên” với 3 nội dung: tuần tra giỏi, dân vận giỏi và tăng gia "
                "giỏi."
            ),
            ("tuần tra giỏi", "dân vận giỏi", "tăng gia giỏi"),
        ),
        ("Phong trào “Ba sạch” (năm 2021) lan rộng.", ()),
    ],
    ids=["in brackets", "behind a colon", "a year is no part"],
)
def test_parts_stand_behind_the_name(text: str, axes: tuple[str, ...]) -> None:
    assert read_text(text).movements[0].axes == axes


def test_only_what_it_is_tied_to_at_once_is_its_partner() -> None:
    read = read_text(
        "Phong trào “Ba sạch” gắn với thực hiện nghị quyết, chỉ thị của cấp trên và phong trào “Hai giỏi”."
    )
    assert [(one.name, one.linked_to) for one in read.movements] == [("Ba sạch", None), ("Hai giỏi", None)]
