"""The papers of this room as each account gets them: what is on them, who is left out, why there is none."""

from __future__ import annotations

from typing import Any

import pytest

from tests.decisions.above import TODAY, Above
from tests.decisions.drafted import Decided
from tests.decisions.kept import Kept
from tests.decisions.test_papers import ACT, HEAD, person
from tests.papers import page_texts, pdf_text
from tests.people.months import as_, said
from tests.records import make_account
from vinhdanh.access.types import Role
from vinhdanh.decisions import services
from vinhdanh.decisions.models import IssuingAuthority
from vinhdanh.decisions.papers.decision import set_decision
from vinhdanh.decisions.selectors.agreement import agreement_of
from vinhdanh.decisions.selectors.submissions import lines_visible_to
from vinhdanh.decisions.services import Told
from vinhdanh.decisions.types.complaints import Finding
from vinhdanh.decisions.types.drafts import Signing
from vinhdanh.decisions.types.submissions import LineResult
from vinhdanh.documents.pdf import paper_pdf
from vinhdanh.dossiers.models import Proposal
from vinhdanh.dossiers.services.writing import Actor
from vinhdanh.dossiers.stages import Stage
from vinhdanh.people.models import Person
from vinhdanh.people.types import Secrecy

DECISIONS = "/quyet-dinh-khen-thuong/"
LEFT_OUT = "Không in 1 người có độ mật."


@pytest.fixture
def above(db: None) -> Above:
    return Above()


def text_of(account: Any, address: str) -> str:
    answer = as_(account).get(address)
    assert answer.status_code == 200, said(answer)
    return pdf_text(answer.content)


def hide(person: Person) -> None:
    Person.objects.filter(pk=person.pk).update(secrecy=Secrecy.SECRET)


def test_five_hundred_names_have_the_head_of_the_table_on_each_page() -> None:
    many = page_texts(paper_pdf(set_decision(HEAD, ACT, [person(at) for at in range(1, 501)])))
    assert "500 Y Blơk Êban" in many[-1]
    assert all("Họ và tên" in page for page in many[1:-1])


# ---- the decision and its notice ------------------------------------------------------------------


def test_people_under_secrecy_stand_on_the_paper_of_who_writes_or_signs_it(world: Decided) -> None:
    [title] = world.ready("CSTT")
    other = world.at(world.proposal(world.round(name="B"), world.binh, place=world.d2), Stage.SIGNING)
    signed = world.signed(title, other)
    hide(world.an)
    inspector = make_account("thanhtra", (Role.INSPECTOR, "CAT"))
    address = f"{DECISIONS}{signed.pk}/quyet-dinh.pdf"
    for account in (world.standing, world.signer):
        assert "Lê Thị Ánh" in text_of(account, address)
    read = text_of(inspector, address)
    assert "Lê Thị Ánh" not in read
    assert "Trần Bình" in read
    assert LEFT_OUT in read
    notice = f"{DECISIONS}{signed.pk}/thong-bao/PX01.pdf"
    assert LEFT_OUT in text_of(inspector, notice)
    assert "Lê Thị Ánh" in text_of(world.standing, notice)


def test_a_deputy_signs_for_the_head_as_the_form_says(world: Decided) -> None:
    draft = world.sent(*world.ready("CSTT"))
    form = {"day": "22/12/2025", "signer": "Lý Seo Páo", "signer_post": "Phó Giám đốc", "capacity": "KT."}
    as_(world.signer).post(f"{DECISIONS}{draft.pk}/ky/", form)
    draft.refresh_from_db()
    assert draft.capacity == Signing.FOR_HEAD
    paper = text_of(world.signer, f"{DECISIONS}{draft.pk}/quyet-dinh.pdf")
    assert "KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC (Đã ký) Lý Seo Páo" in paper


def test_a_collective_signs_through_its_chair(world: Decided) -> None:
    draft = world.drafted(*world.ready("CSTT"), capacity="TM.", signer_post="Chủ tịch")
    IssuingAuthority.objects.update(head="Ủy ban nhân dân")
    assert "TM. ỦY BAN NHÂN DÂN CHỦ TỊCH" in text_of(world.signer, f"{DECISIONS}{draft.pk}/quyet-dinh.pdf")


def test_a_unit_is_told_of_its_own_people_once_the_decision_is_signed(world: Decided) -> None:
    [title] = world.ready("CSTT")
    other = world.at(
        world.proposal(world.round(name="B"), world.binh, unit=world.px02, place=world.px02), Stage.SIGNING
    )
    draft = world.sent(title, other)
    address = f"{DECISIONS}{draft.pk}/thong-bao/PX01.pdf"
    early = as_(world.standing).get(address)
    assert early.status_code == 409
    assert "Quyết định chưa ký" in said(early)
    as_(world.signer).post(f"{DECISIONS}{draft.pk}/ky/", {"day": "22/12/2025"})
    told = text_of(world.standing, address)
    assert "Lê Thị Ánh" in told
    assert "Trần Bình" not in told
    assert "Thông báo kết quả" in said(as_(world.standing).get(f"{DECISIONS}{draft.pk}/"))
    assert as_(world.standing).get(f"{DECISIONS}{draft.pk}/thong-bao/D1.pdf").status_code == 404
    assert as_(world.clerk).get(address).status_code == 404


# ---- what goes up and comes back ------------------------------------------------------------------


def test_what_disagrees_is_said_before_the_tờ_trình_is_printed(above: Above) -> None:
    bare = above.waits(above.px02, "DVQT", unit=above.px02, filled=False)
    draft = above.draft()
    page = f"/trinh-cap-tren/{draft.pk}/"
    Proposal.objects.update(achievement="Phá 14 vụ án")
    assert "Tờ trình, trích ngang, báo cáo khớp nhau." in said(as_(above.standing).get(page))
    above.draft([*above.teams, bare], submission=draft)
    shown = said(as_(above.standing).get(page))
    assert "4 đối tượng trong tờ trình, 4 dòng trích ngang, 3 báo cáo thành tích" in shown
    assert f"1 hồ sơ chưa có báo cáo thành tích: 4. {bare.subject}." in shown


def test_special_awards_ask_for_a_tờ_trình_of_their_own(above: Above) -> None:
    draft = above.draft()
    Proposal.objects.filter(pk=above.teams[0].pk).update(honour="CSTD_TQ")
    actor: Actor = above.standing
    found = agreement_of(draft, lines_visible_to(actor, draft))
    assert "Chiến sĩ thi đua toàn quốc trình bằng tờ trình riêng: tách khỏi danh sách này." in found.said


def test_the_tờ_trình_is_signed_as_the_form_says(above: Above) -> None:
    draft = above.draft()
    assert "DỰ THẢO" in text_of(above.standing, f"/trinh-cap-tren/{draft.pk}/to-trinh.pdf")
    form = {"number": "12/TTr-CAT", "signed": f"{TODAY:%d/%m/%Y}"}
    form |= {"signer_post": "Phó Giám đốc", "capacity": "KT."}
    as_(above.signer).post(f"/trinh-cap-tren/{draft.pk}/gui/", form)
    paper = text_of(above.standing, f"/trinh-cap-tren/{draft.pk}/to-trinh.pdf")
    assert "KT. THỦ TRƯỞNG ĐƠN VỊ PHÓ GIÁM ĐỐC (Đã ký)" in paper
    assert "cho 03 tập thể (có danh sách trích ngang kèm theo)" in paper
    assert "DỰ THẢO" not in paper


def test_what_came_back_from_above_goes_on_to_its_unit(above: Above) -> None:
    sent = above.sent()
    line = sent.lines.first()
    assert line is not None
    told = {line.pk: Told(LineResult.RETURNED, why="Thiếu xác nhận của cấp trình")}
    services.record_outcome(actor=above.standing, submission=sent, on=TODAY, told=told, document="CV 310")
    address = f"/trinh-cap-tren/{sent.pk}/tra-ho-so/{line.proposal.unit.code}.pdf"
    letter = text_of(above.standing, address)
    assert "trả lại hồ sơ đề nghị khen thưởng" in letter
    assert "Thiếu xác nhận của cấp trình" in letter
    assert address in as_(above.standing).get(f"/trinh-cap-tren/{sent.pk}/").content.decode()
    assert as_(above.boss).get(address).status_code == 403


def test_an_answer_goes_to_who_complained_and_through_nobody_else(above: Above) -> None:
    made = services.record_complaint(
        actor=above.standing,
        matter=above.praised,
        kind="complaint",
        text="Số liệu sai",
        received=TODAY,
        sender="Nguyễn Văn Tư",
    )
    address = f"/kien-nghi/{made.pk}/tra-loi.pdf"
    early = as_(above.standing).get(address)
    assert early.status_code == 409
    assert "Đơn chưa giải quyết xong" in said(early)
    services.accept_complaint(actor=above.standing, complaint=made, due=TODAY, ground="Quy chế")
    services.conclude_complaint(
        actor=above.standing,
        complaint=made,
        finding=Finding.REJECTED,
        on=TODAY,
        document="KL 12",
        text="Số liệu khớp với hồ sơ.",
    )
    letter = text_of(above.standing, address)
    assert "Kính gửi: Nguyễn Văn Tư" in letter
    assert "kết luận tại KL 12" in letter
    assert as_(above.inspector).get(address).status_code == 403
    assert as_(above.clerk).get(address).status_code == 404
    type(made.letter).objects.update(name="", account=None)
    nameless = as_(above.standing).get(address)
    assert nameless.status_code == 409
    assert "không có ai để trả lời" in said(nameless)


# ---- money, artefacts, revocations ----------------------------------------------------------------


def test_lists_to_sign_leave_people_under_secrecy_to_who_keeps_them(kept: Kept) -> None:
    fund = kept.fund()
    kept.listed(fund)
    kept.stocked()
    for grant, serial in ((kept.ans, "001"), (kept.binhs, "002")):
        kept.issued(grant, serial)
    hide(kept.an)
    inspector = make_account("thanhtra", (Role.INSPECTOR, "CAT"))
    for address in (
        f"/quy-khen-thuong/{fund.pk}/chi/{kept.paper.pk}/bang-chi.pdf",
        f"/hien-vat/trao/{kept.paper.pk}/bien-ban.pdf?dv=CAT",
    ):
        assert "Lê Thị Ánh" in text_of(kept.standing, address)
        read = text_of(inspector, address)
        assert "Lê Thị Ánh" not in read
        assert "Trần Bình" in read
        assert LEFT_OUT in read


def test_a_case_has_its_decision_once_it_is_verified(kept: Kept) -> None:
    case = kept.case()
    address = f"/thu-hoi/{case.pk}/quyet-dinh.pdf"
    early = as_(kept.standing).get(address)
    assert early.status_code == 409
    assert "chưa xác minh" in said(early)
    services.verify_case(actor=kept.standing, case=case, findings="Kết luận thanh tra 12/KL")
    draft = text_of(kept.standing, address)
    assert "DỰ THẢO" in draft
    assert "Căn cứ kết quả xác minh: Kết luận thanh tra 12/KL;" in draft
    assert "Theo đề nghị của Thanh tra Công an tỉnh." in draft
    kept.decided(case)
    final = text_of(kept.standing, address)
    assert "Số: 99/QĐ-CAT" in final
    assert "Hủy bỏ việc tặng Giấy khen" in final
    assert "DỰ THẢO" not in final
