"""``vinhdanh doctor``: what is wrong, with which records, and the way to mend."""

from __future__ import annotations

from datetime import date

import pytest

from tests.cli.conftest import Run
from tests.records import Tree, make_household
from vinhdanh.audit import consistency
from vinhdanh.audit.consistency import Checked, Inconsistency, checks
from vinhdanh.people.models import Person, Unit
from vinhdanh.web.cli.doctor import SHOWN
from vinhdanh.web.cli.output import Exit


@pytest.fixture
def tree(db: None) -> Tree:
    return Tree()


def test_sound_data_is_in_order(tree: Tree, run: Run) -> None:
    ran = run("doctor")
    assert ran.code == Exit.OK
    assert ran.out.count("✓") == len(checks())
    assert f"Dữ liệu khớp: {len(checks())} phép kiểm tra, không có chỗ sai." in ran.words
    facts = run("doctor", "--json").facts
    assert facts["in_order"] is True
    assert [one["code"] for one in facts["checks"]] == [one.code for one in checks()]


def test_what_is_wrong_is_named_with_its_way_out(tree: Tree, run: Run) -> None:
    Person.objects.filter(number="102").update(name="Khác")
    make_household("PX01")
    ran = run("doctor")
    assert ran.code == Exit.NOT_IN_ORDER
    assert "✗ Tên để tìm kiếm khớp với tên trong hồ sơ: 1 chỗ sai" in ran.words
    assert "102 “Khác”: dạng tìm kiếm “le thi anh” đã cũ. person:102" in ran.words
    assert "Cách sửa: Mở hồ sơ và lưu lại tên." in ran.words
    assert f"2 chỗ sai trong {len(checks())} phép kiểm tra." in ran.words
    facts = run("doctor", "--json")
    assert facts.code == Exit.NOT_IN_ORDER
    wrong = {one["code"]: one["found"] for one in facts.facts["checks"] if one["found"]}
    assert wrong["people.shared_codes"] == [
        {
            "what": "Mã PX01 dùng cho hai đối tượng khác loại.",
            "records": ["unit:PX01", "household:PX01"],
            "mend": "Lập lại một trong hai với mã khác: kết quả xét gọi đối tượng bằng mã.",
        }
    ]
    assert set(wrong) == {"people.folded_names", "people.shared_codes"}


def test_one_check_alone(tree: Tree, run: Run) -> None:
    Person.objects.filter(number="102").update(name="Khác")
    assert run("doctor", "--only", "people.shared_codes").code == Exit.OK
    both = run("doctor", "--only", "people.shared_codes", "--only", "people.folded_names", "--json")
    assert both.code == Exit.NOT_IN_ORDER
    assert [one["code"] for one in both.facts["checks"]] == ["people.shared_codes", "people.folded_names"]


def test_an_unknown_check_is_answered_with_those_there_are(tree: Tree, run: Run) -> None:
    ran = run("doctor", "--only", "people.khong-co")
    assert ran.code == Exit.USAGE
    assert "Không có phép kiểm tra “people.khong-co”." in ran.err
    assert "people.unit_paths" in ran.err


def test_many_findings_are_shown_in_part_and_kept_whole_in_json(tree: Tree, run: Run) -> None:
    for number in range(SHOWN + 5):
        Person.objects.create(number=f"9{number:03}", name="Vi Văn X", folded="sai", joined=None)
    ran = run("doctor", "--only", "people.folded_names")
    assert ran.out.count("đã cũ") == SHOWN
    assert "… và 5 chỗ nữa: vinhdanh doctor --only people.folded_names --json" in ran.words
    (check,) = run("doctor", "--only", "people.folded_names", "--json").facts["checks"]
    assert len(check["found"]) == SHOWN + 5


def test_a_common_way_out_is_said_once_and_others_beside_their_finding(
    tree: Tree, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    Unit.objects.filter(code="PX01").update(valid_to=date(2020, 1, 1))
    ran = run("doctor", "--only", "people.below_a_closed_unit")
    assert (ran.out.count("còn trực thuộc"), ran.out.count("Cách sửa:")) == (2, 1)
    (one,) = [one for one in checks() if one.code == "people.folded_names"]
    found = (Inconsistency("A sai.", mend="Sửa A."), Inconsistency("B sai.", mend="Sửa B."))
    monkeypatch.setattr(consistency, "run_checks", lambda only: [Checked(one, found)])
    assert "A sai. Cách sửa: Sửa A. B sai. Cách sửa: Sửa B." in run("doctor").words
