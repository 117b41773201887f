"""Letterheads, templates and form numbers of a unit: what counts on which day, for whom, and two at once."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from tests.people.letterheads import NOTICE, word
from tests.records import Tree
from vinhdanh.access.types import Operator
from vinhdanh.audit.models import JournalEntry
from vinhdanh.documents.docx import docx_lines
from vinhdanh.documents.paper import PaperError
from vinhdanh.people import services
from vinhdanh.people.files import path_of
from vinhdanh.people.models import PaperTemplate, Unit, UnitLetterhead
from vinhdanh.people.papers.letterheads import letterhead_of
from vinhdanh.people.papers.templates import (
    FOLDER,
    TemplateRefused,
    form_labels_for,
    labelled,
    own_template,
    templates_for,
)

pytestmark = pytest.mark.django_db
OPERATOR = Operator()
NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
LONG_AGO = date(2020, 1, 1)


@pytest.fixture
def tree(settings: Any, tmp_path: Path) -> Tree:
    settings.MEDIA_ROOT = tmp_path
    return Tree()


def write(unit: Unit, issuer: str, since: date = LONG_AGO, **more: str) -> UnitLetterhead:
    lines = {"nation": NATION, "motto": "Độc lập - Tự do - Hạnh phúc"} | more
    return services.write_letterhead(actor=OPERATOR, unit=unit, valid_from=since, issuer_line=issuer, **lines)


def accept(unit: Unit, *paragraphs: str) -> PaperTemplate:
    return services.accept_template(
        actor=OPERATOR, unit=unit, kind=NOTICE, name="..\\mẫu của\u202e đơn vị.docx", data=word(*paragraphs)
    )


def first_line(unit: Unit) -> str:
    content = own_template(unit, NOTICE)
    assert content is not None
    return next(docx_lines(content))


def test_without_a_record_the_names_of_the_tree_stand_there(tree: Tree) -> None:
    head = letterhead_of(tree.px01)
    assert (head.parent, head.issuer, head.place) == ("CÔNG AN TỈNH SƠN HÀ", "PHÒNG TỔ CHỨC CÁN BỘ", "")
    assert letterhead_of(tree.cat).parent == "BỘ CÔNG AN"


def test_an_old_paper_keeps_the_name_of_its_day(tree: Tree) -> None:
    write(tree.cat, "CÔNG AN TỈNH CŨ", place="Hà Cũ")
    write(tree.cat, "CÔNG AN TỈNH MỚI", date(2025, 7, 1), place="Sơn Hà")
    assert letterhead_of(tree.cat, date(2025, 6, 30)).issuer == "CÔNG AN TỈNH CŨ"
    assert letterhead_of(tree.cat, date(2025, 7, 1)).issuer == "CÔNG AN TỈNH MỚI"
    assert letterhead_of(tree.cat, date(2019, 1, 1)).issuer == "CÔNG AN TỈNH SƠN HÀ"
    write(tree.cat, "SAU NÀY", timezone.localdate() + timedelta(days=1))
    assert letterhead_of(tree.cat).issuer == "CÔNG AN TỈNH MỚI"


def test_a_unit_takes_place_and_right_side_from_the_nearest_superior(tree: Tree) -> None:
    write(tree.cat, "ĐẢNG BỘ CÔNG AN TỈNH", place="Sơn Hà", nation="ĐẢNG CỘNG SẢN VIỆT NAM", motto="")
    below = letterhead_of(tree.px01)
    assert (below.parent, below.issuer) == ("ĐẢNG BỘ CÔNG AN TỈNH", "PHÒNG TỔ CHỨC CÁN BỘ")
    assert (below.place, below.nation, below.motto) == ("Sơn Hà", "ĐẢNG CỘNG SẢN VIỆT NAM", "")
    write(tree.px01, "PHÒNG PX01", parent_line="CÔNG AN TỈNH")
    own = letterhead_of(tree.px01)
    assert (own.parent, own.issuer, own.place, own.nation) == ("CÔNG AN TỈNH", "PHÒNG PX01", "Sơn Hà", NATION)
    assert letterhead_of(tree.d1).parent == "PHÒNG PX01"


def test_a_letterhead_is_corrected_on_its_day_and_taken_out_with_a_reason(tree: Tree) -> None:
    write(tree.cat, "SAI")
    row = write(tree.cat, "ĐÚNG")
    assert UnitLetterhead.objects.count() == 1
    with pytest.raises(ValidationError, match="Không có gì khác"):
        write(tree.cat, "ĐÚNG")
    with pytest.raises(ValidationError, match="Ghi cơ quan ban hành"):
        write(tree.cat, " ", date(2024, 1, 1))
    with pytest.raises(ValidationError, match="không có trong phông"):
        write(tree.cat, "CÔNG AN 😀", date(2024, 1, 1))
    with pytest.raises(ValidationError, match="lý do"):
        services.remove_letterhead(actor=OPERATOR, letterhead=row, why=" ")
    services.remove_letterhead(actor=OPERATOR, letterhead=row, why="ghi nhầm đơn vị")
    with pytest.raises(ValidationError, match="vừa được người khác xóa"):
        services.remove_letterhead(actor=OPERATOR, letterhead=row, why="lần nữa")
    assert letterhead_of(tree.cat).issuer == "CÔNG AN TỈNH SƠN HÀ"
    entry = JournalEntry.objects.order_by("-number")[0]
    assert (entry.verb, entry.ref, entry.why) == ("people.letterhead_removed", "unit:CAT", "ghi nhầm đơn vị")


def test_the_nearest_template_is_filled_and_versions_are_kept(tree: Tree) -> None:
    assert own_template(tree.d1, NOTICE) is None
    first = accept(tree.cat, "Của tỉnh")
    assert first.name == "mẫu của đơn vị.docx"
    assert first_line(tree.d1) == "Của tỉnh"
    accept(tree.px01, "Của phòng, bản một")
    accept(tree.px01, "Của phòng, bản hai")
    assert (first_line(tree.d1), first_line(tree.px02)) == ("Của phòng, bản hai", "Của tỉnh")
    with pytest.raises(ValidationError, match="Mẫu này đang dùng"):
        accept(tree.px01, "Của phòng, bản hai")
    old = PaperTemplate.objects.get(unit=tree.px01, active=False)
    services.use_template_again(actor=OPERATOR, template=old, kind=NOTICE)
    assert first_line(tree.px01) == "Của phòng, bản một"
    with pytest.raises(ValidationError, match="Bản này đang dùng"):
        services.use_template_again(actor=OPERATOR, template=old, kind=NOTICE)
    services.withdraw_template(actor=OPERATOR, unit=tree.px01, kind=NOTICE, why="theo mẫu của tỉnh")
    assert first_line(tree.px01) == "Của tỉnh"
    with pytest.raises(ValidationError, match="không có mẫu riêng"):
        services.withdraw_template(actor=OPERATOR, unit=tree.px01, kind=NOTICE, why="lần nữa")
    assert PaperTemplate.objects.filter(unit=tree.px01).count() == 2


def test_a_file_that_cannot_serve_changes_nothing(tree: Tree) -> None:
    accept(tree.cat)
    with pytest.raises(TemplateRefused) as refused:
        accept(tree.cat, "{{ nguoi_ki }}")
    assert [(one.place, one.says) for one in refused.value.problems] == [
        ("{{ nguoi_ki }}", "Không có thẻ “nguoi_ki”. Có phải “nguoi_ky”?")
    ]
    assert templates_for(tree.cat)[NOTICE.code].active
    assert PaperTemplate.objects.count() == 1


def test_a_lost_file_is_said_and_not_replaced_silently(tree: Tree) -> None:
    path_of(FOLDER, accept(tree.cat).sha256).unlink()
    with pytest.raises(PaperError, match="không còn trong dữ liệu"):
        own_template(tree.cat, NOTICE)


def test_the_number_of_a_form_is_the_agencys_to_set(tree: Tree) -> None:
    def printed(unit: Unit) -> str:
        paper = NOTICE.sample(letterhead_of(unit), False)
        return labelled(NOTICE, paper, form_labels_for(unit)).form_label

    assert printed(tree.px01) == "Mẫu số 01"
    services.set_form_label(actor=OPERATOR, unit=tree.cat, kind=NOTICE, label="Mẫu số 05")
    services.set_form_label(actor=OPERATOR, unit=tree.px02, kind=NOTICE, label="")
    assert [printed(one) for one in (tree.cat, tree.px01, tree.px02)] == ["Mẫu số 05", "Mẫu số 05", ""]
    with pytest.raises(ValidationError, match="không khác"):
        services.set_form_label(actor=OPERATOR, unit=tree.cat, kind=NOTICE, label="Mẫu số 05 ")
    services.set_form_label(actor=OPERATOR, unit=tree.cat, kind=NOTICE, label=None)
    assert printed(tree.px01) == "Mẫu số 01"
    with pytest.raises(ValidationError, match="chưa ghi số riêng"):
        services.set_form_label(actor=OPERATOR, unit=tree.cat, kind=NOTICE, label=None)
