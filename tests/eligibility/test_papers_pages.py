"""The papers of a recognised work and the extracts of the register of honours."""

from __future__ import annotations

import pytest

from tests.judged import SECRET, Judged
from tests.papers import pdf_text
from vinhdanh.access.types import Operator
from vinhdanh.awards.papers import KINDS as OF_HONOURS
from vinhdanh.documents.paper import Letterhead
from vinhdanh.documents.pdf import paper_pdf
from vinhdanh.eligibility.papers import KINDS as OF_WORKS
from vinhdanh.people import services
from vinhdanh.people.models import Person, RecognisedWork
from vinhdanh.people.papers.kinds import PaperKind

HEAD = Letterhead("PHÒNG TỔ CHỨC CÁN BỘ", "CÔNG AN TỈNH SƠN HÀ", "Sơn Hà")


@pytest.mark.parametrize("long", [False, True], ids=["short", "long"])
@pytest.mark.parametrize("kind", [*OF_WORKS, *OF_HONOURS], ids=lambda kind: kind.code)
def test_every_kind_sets_its_samples(kind: PaperKind, long: bool) -> None:
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in pdf_text(paper_pdf(kind.sample(HEAD, long)))


@pytest.mark.django_db
def test_a_work_is_confirmed_with_its_authors_and_dots_for_the_rest(judged: Judged) -> None:
    work = RecognisedWork.objects.get(name__startswith="Sổ theo dõi")
    client, address = judged.client("standing"), f"/sang-kien/{work.pk}/xac-nhan.pdf"
    assert address in client.get(f"/sang-kien/{work.pk}/").content.decode()
    read = pdf_text(client.get(address).content)
    assert "Tên: Sổ theo dõi" in read
    assert f"Phạm vi ảnh hưởng: {work.get_scope_display()}" in read
    assert "Nơi áp dụng: ....." in read
    assert all(one.name in read for one in work.authors.all())
    services.change_work(
        actor=Operator(),
        work=work,
        authors=[(Person.objects.get(number="200-002"), 50), (Person.objects.get(number=SECRET), 50)],
        why="X",
    )
    refused = client.get(address)
    assert refused.status_code == 403
    assert "Người có độ mật không xuất ra tệp" in refused.content.decode()


@pytest.mark.django_db
def test_the_extract_has_every_honour_of_a_person_and_none_of_somebody_secret(judged: Judged) -> None:
    client = judged.client("standing")
    read = pdf_text(client.get("/so-khen-thuong/ca-nhan/200-004/trich.pdf").content)
    assert "TRÍCH SỔ KHEN THƯỞNG" in read
    assert Person.objects.get(number="200-004").name in read
    assert client.get(f"/so-khen-thuong/ca-nhan/{SECRET}/trich.pdf").status_code in (403, 404)
    assert client.get("/so-khen-thuong/ca-nhan/khong-co/trich.pdf").status_code == 404
