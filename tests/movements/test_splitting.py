"""A speech becomes lines: by line, semicolon and sentence, without bullets, and with every word kept."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vinhdanh.movements.splitting import LONGEST_TASK, short_task, split_speech


@pytest.mark.parametrize(
    ("said", "lines"),
    [
        (
            "Tiếp tục phát huy kết quả; nâng cao chất lượng công tác. Ủng hộ cơ sở.",
            ["Tiếp tục phát huy kết quả", "nâng cao chất lượng công tác.", "Ủng hộ cơ sở."],
        ),
        ("1. Rà soát quân số.\n2) Mở lớp.\n- Báo cáo;", ["Rà soát quân số.", "Mở lớp.", "Báo cáo"]),
        ("(1) Kỷ luật; (2) Đào tạo; (3) Tuyển chọn", ["Kỷ luật", "Đào tạo", "Tuyển chọn"]),
        ("a) Phòng PX01 chủ trì\nb) PV01 phối hợp", ["Phòng PX01 chủ trì", "PV01 phối hợp"]),
        # A point within a figure, an abbreviation or before a small letter ends nothing.
        ("Giao đ/c. Hòa tập huấn 1.250 người, v.v. trong quý II.", None),
        ("Giao TS. Ánh viết đề án.", None),
        ("Hoàn thành trước 25.12. Báo cáo Giám đốc.", ["Hoàn thành trước 25.12.", "Báo cáo Giám đốc."]),
        ("Đạt 100%! Ai làm? “Kỷ luật” là gốc.", ["Đạt 100%!", "Ai làm?", "“Kỷ luật” là gốc."]),
        ("  \n ; . \n", []),
    ],
)
def test_a_speech_is_cut_where_an_officer_would_cut_it(said: str, lines: list[str] | None) -> None:
    assert split_speech(said) == ([said] if lines is None else lines)


@given(st.lists(st.sampled_from("rà soát Đội ; . - 2. công,tác (3) Ủy \n “a”".split(" ")), max_size=30))
def test_no_word_is_lost_or_put_in_another_order(words: list[str]) -> None:
    text = " ".join(words)
    letters = re.findall(r"[^\W\d_]{2,}", text)
    assert re.findall(r"[^\W\d_]{2,}", " ".join(split_speech(text))) == letters


def test_a_long_line_is_cut_at_a_word_to_make_a_task() -> None:
    line = "Nâng cao chất lượng công tác tổ chức cán bộ; " * 6
    task = short_task(line)
    assert len(task) <= LONGEST_TASK
    assert task.endswith("…")
    assert line.startswith(task[:-1])
    assert short_task("mở lớp.") == "Mở lớp"
