"""The papers of the emulation year from its pages: what they say, who has them, who stays out of them."""

from __future__ import annotations

import pytest

from tests.movements.year import OPERATOR, TODAY, Year
from tests.papers import page_texts, pdf_text
from tests.people.months import as_, said
from vinhdanh.documents.paper import Letterhead
from vinhdanh.documents.pdf import paper_pdf
from vinhdanh.movements import services
from vinhdanh.movements.papers import KINDS
from vinhdanh.movements.services import Entry, Promise
from vinhdanh.people.models import Person
from vinhdanh.people.papers.kinds import PaperKind
from vinhdanh.people.types import Secrecy

NOW = TODAY.year
D1 = f"/dang-ky/{NOW}/PX01-D1"


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_every_kind_sets_a_long_sample_on_several_pages(kind: PaperKind) -> None:
    head = Letterhead("PHÒNG TỔ CHỨC CÁN BỘ", "CÔNG AN TỈNH SƠN HÀ", "Sơn Hà")
    assert len(page_texts(paper_pdf(kind.sample(head, True)))) > 1


def test_the_plan_of_a_movement_says_what_its_records_say(year: Year) -> None:
    movement = year.launched()
    address = f"/phong-trao/{movement.pk}/ke-hoach.pdf"
    assert address in as_(year.standing).get(f"/phong-trao/{movement.pk}/").content.decode()
    answer = as_(year.boss).get(address)
    assert answer["Content-Type"] == "application/pdf"
    read = pdf_text(answer.content)
    for words in (
        "Số: 12/KH-CAT",
        "Căn cứ Nghị quyết 01.",
        "Hoàn thành chỉ tiêu năm.",
        "Chấp hành điều lệnh",
        "Vi phạm",
        "GIÁM ĐỐC",
    ):
        assert words in read
    assert "THỦ TRƯỞNG ĐƠN VỊ" not in read, "the post is recorded"
    draft = year.draft(year.px01, name="Chỉ của phòng")
    assert as_(year.other).get(f"/phong-trao/{draft.pk}/ke-hoach.pdf").status_code == 404
    assert "DỰ THẢO" in pdf_text(as_(year.boss).get(f"/phong-trao/{draft.pk}/ke-hoach.pdf").content)


def registered(year: Year) -> None:
    entries = {
        "PX01-D1": Entry(["DVQT"]),
        "102": Entry(["CSTT"], promises=[Promise("Một sáng kiến cấp cơ sở")]),
    }
    services.write_registrations(actor=OPERATOR, unit=year.d1, year=NOW, entries=entries)


def test_a_registration_has_collective_officers_and_works(year: Year) -> None:
    registered(year)
    boss, name = as_(year.boss), Person.objects.get(number="102").name
    sheet = pdf_text(boss.get(f"{D1}/ban-dang-ky.pdf").content)
    for words in ("Đơn vị quyết thắng", name, "Chiến sĩ tiên tiến", "Cộng 01 cá nhân", "DỰ THẢO"):
        assert words in sheet
    assert "Một sáng kiến cấp cơ sở" in pdf_text(boss.get(f"{D1}/sang-kien.pdf").content)
    own = pdf_text(as_(year.officer).get("/dang-ky/cua-toi/ban-dang-ky.pdf").content)
    assert "NGƯỜI ĐĂNG KÝ" in own
    assert "Một sáng kiến cấp cơ sở" in own
    assert as_(year.other).get(f"{D1}/ban-dang-ky.pdf").status_code == 404
    assert as_(year.other).get(f"{D1}/102/ban-dang-ky.pdf").status_code == 404


def test_who_is_under_secrecy_stays_out_and_the_paper_says_so(year: Year) -> None:
    registered(year)
    Person.objects.filter(number="102").update(secrecy=Secrecy.SECRET)
    boss, name = as_(year.boss), Person.every.get(number="102").name
    sheet = pdf_text(boss.get(f"{D1}/ban-dang-ky.pdf").content)
    assert name not in sheet
    assert "Không in 1 người có độ mật." in sheet
    assert "Một sáng kiến" not in pdf_text(boss.get(f"{D1}/sang-kien.pdf").content)
    refused = boss.get(f"{D1}/102/ban-dang-ky.pdf")
    assert refused.status_code in (403, 404)
    assert name not in said(refused)
    assert name in pdf_text(as_(year.officer).get("/dang-ky/cua-toi/ban-dang-ky.pdf").content)
