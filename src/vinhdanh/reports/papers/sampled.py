"""A fictitious year-end report for samples: every kind of block, one figure typed over."""

from __future__ import annotations

from datetime import date

from vinhdanh.reports.figures import (
    Figure,
    Form,
    Grid,
    Passage,
    Points,
    Section,
    Text,
    TypedOver,
    share,
)


def sample_sections(long: bool) -> tuple[Section, ...]:
    """The parts; ``long``: with tables over several pages and passages that nobody wrote."""
    collectives = Figure("khen-thuong.luot-tap-the", "Lượt tập thể được khen thưởng", 7, "")
    counted = Figure("khen-thuong.luot-ca-nhan", "Lượt cá nhân được khen thưởng", 34, "")
    reason = "Bổ sung 01 giấy khen chưa nhập sổ"
    people = counted.over(TypedOver("35", reason, "Lò Thị Ánh Tuyết", date(2025, 12, 15)))
    registered, all_units = (
        Figure("dang-ky.da", "Tập thể đã đăng ký", 6, ""),
        Figure("dang-ky.phai", "Tập thể phải đăng ký", 6, ""),
    )
    rate = share("dang-ky.ty-le", "Tỷ lệ tập thể đăng ký", registered, all_units)
    results = Section(
        "ket-qua",
        "Kết quả phong trào thi đua",
        (
            Text(("Có ", registered, " tập thể đăng ký thi đua, đạt ", rate, ".")),
            _targets(long),
        ),
        (
            Section(
                "uu-diem",
                "Ưu điểm, hạn chế",
                (Passage("uu-diem", "Ưu điểm, hạn chế", "" if long else _said()),),
            ),
        ),
    )
    given = Section(
        "khen-thuong",
        "Công tác khen thưởng",
        (
            Text((collectives, " lượt tập thể và ", people, " lượt cá nhân được các cấp khen thưởng.")),
            _given(long),
        ),
    )
    ahead = Section(
        "phat-dong",
        "Phương hướng, nhiệm vụ năm 2026",
        (
            Text(("Phát động phong trào thi đua “Vì An ninh Tổ quốc” năm 2026, trọng tâm là:",)),
            Points(
                (
                    ("Xây dựng lực lượng trong sạch, kỷ cương, vững mạnh;",),
                    ("Nâng cao chất lượng đào tạo, bồi dưỡng nghiệp vụ cho Công an cấp xã.",),
                )
            ),
        ),
    )
    return results, given, ahead


def _said() -> str:
    return (
        "Các phong trào thi đua được phát động kịp thời, gắn với nhiệm vụ trọng tâm của đơn vị.\n"
        "Còn một số đội gửi hồ sơ chậm; nguyên nhân chủ yếu do chưa phân công người theo dõi từ đầu năm."
    )


def _targets(long: bool) -> Grid:
    names = ("Lớp bồi dưỡng nghiệp vụ", "Hồ sơ cán bộ số hóa", "Công dân trúng tuyển nghĩa vụ")
    plain = (("4", "5", "+1"), ("820", "812", "-8"), ("150", "156", "+6"))
    rows = [(name, *figures) for name, figures in zip(names, plain, strict=True)]
    columns = ("Chỉ tiêu", "Giao", "Đạt", "Chênh lệch")
    caption = "Kết quả thực hiện chỉ tiêu năm 2025"
    return Grid(caption, columns, tuple(rows * (14 if long else 1)), frozenset({1, 2, 3}))


def _given(long: bool) -> Grid:
    names = (
        "Cờ “Đơn vị dẫn đầu trong phong trào thi đua Vì An ninh Tổ quốc”",
        "Đơn vị quyết thắng",
        "Giấy khen của Giám đốc Công an tỉnh",
    )
    by = ("Bộ Công an", "Giám đốc Công an tỉnh", "Giám đốc Công an tỉnh")
    rows = [
        (str(at), name, giver, Figure(f"bang.{at}", name, at, "", form=Form.COUNT), "12/QĐ-CAT", "05/12/2025")
        for at, (name, giver) in enumerate(zip(names * (20 if long else 1), by * 20, strict=False), 1)
    ]
    columns = ("STT", "Danh hiệu, hình thức", "Cấp tặng", "Số lượt", "Quyết định", "Ngày ký")
    return Grid(
        "Danh hiệu, hình thức khen thưởng năm 2025", columns, tuple(rows), frozenset({0, 3}), annex=True
    )
