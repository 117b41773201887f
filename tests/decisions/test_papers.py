"""What the papers of this room say, built from plain data and read back from the PDF."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.papers import page_texts, pdf_text
from vinhdanh.decisions.models.numbers import bare_post
from vinhdanh.decisions.papers import KINDS
from vinhdanh.decisions.papers.answer import Answered, set_answer
from vinhdanh.decisions.papers.decision import Act, Listed, sent_to, set_decision
from vinhdanh.decisions.papers.hand_over import Piece, set_hand_over
from vinhdanh.decisions.papers.lists import HOUSEHOLDS, PEOPLE, UNITS, counted
from vinhdanh.decisions.papers.notice import Given, Told, set_notice
from vinhdanh.decisions.papers.payments import Paid, set_payments
from vinhdanh.decisions.papers.returned import Back, Returned, set_returned
from vinhdanh.decisions.papers.revocation import Revoked, Taken, set_revocation
from vinhdanh.decisions.papers.submission import Proposed, Request, set_submission
from vinhdanh.decisions.types.revoking import CaseKind
from vinhdanh.documents.paper import Letterhead, Paper
from vinhdanh.documents.pdf import paper_pdf
from vinhdanh.documents.words import Capacity, clipped, in_words, signing_lines
from vinhdanh.people.models import Unit
from vinhdanh.people.papers.kinds import PaperKind

HEAD = Letterhead(issuer="CÔNG AN TỈNH SƠN HÀ", parent="BỘ CÔNG AN", place="Sơn Hà")
DAY = date(2026, 2, 5)
TITLE = "danh hiệu “Chiến sĩ thi đua cơ sở”"
FORM = "Giấy khen"
HOSTILE = 'Lò Văn #read("/etc/passwd") {{ 7*7 }} $x$ *b* =1+1'

ACT = Act(
    title="Về việc tặng danh hiệu thi đua năm 2025",
    number="05/QĐ-CAT",
    dated=DAY,
    authority="Giám đốc Công an tỉnh Sơn Hà",
    grounds=("Căn cứ Luật Thi đua, khen thưởng",),
    fund="Quỹ khen thưởng",
    payer="Phòng Hậu cần",
    signs=signing_lines(Capacity.FOR_HEAD, "Giám đốc", "Phó Giám đốc"),
    signer="Trịnh Quốc Bảo",
    recipients=("Như Điều 3;", "- Phòng Hậu cần;", "Lưu: VT, PX01."),
    signed=True,
)


def person(at: int, name: str = "Y Blơk Êban", **more: object) -> Listed:
    return replace(Listed(at, PEOPLE, name, "Thiếu tá, Đội trưởng", "Đội 1", TITLE), **more)  # type: ignore[arg-type]


def said(paper: Paper) -> str:
    return pdf_text(paper_pdf(paper))


# ---- the decision ---------------------------------------------------------------------------------


def test_one_honour_is_one_sentence_and_several_a_line_each() -> None:
    one = said(set_decision(HEAD, ACT, [person(1), person(2)]))
    assert f"Điều 1. Tặng {TITLE} cho 02 cá nhân (có danh sách kèm theo)." in one
    team = Listed(1, UNITS, "Đội 1", "", "PX01", FORM)
    both = said(set_decision(HEAD, ACT, [team, person(2), person(3, honour=FORM)]))
    assert (
        "- Danh hiệu “Chiến sĩ thi đua cơ sở” cho 01 cá nhân; - Giấy khen cho 01 tập thể, 01 cá nhân." in both
    )
    assert "I. Tập thể" in both
    assert "II. Cá nhân" in both


def test_the_money_has_its_article_only_where_there_is_some() -> None:
    without = said(set_decision(HEAD, ACT, [person(1)]))
    assert "Tiền thưởng" not in without
    assert "Mức thưởng" not in without
    assert "Điều 2. Quyết định này có hiệu lực kể từ ngày ký." in without
    assert "Điều 3" not in without.partition("Nơi nhận")[0]
    assert "- Như Điều 2;" in without
    paid = said(set_decision(HEAD, ACT, [person(1, money=710_000), person(2, money=710_000)]))
    assert "Điều 2. Tiền thưởng kèm theo là 1.420.000 đồng (Một triệu bốn trăm hai mươi nghìn đồng)" in paid
    assert "- Như Điều 3;" in paid


def test_sections_without_anybody_are_dropped_and_the_rest_numbered_anew() -> None:
    home = Listed(2, HOUSEHOLDS, "Hộ Lò Văn Pó", "", "Xã Mường Lống", FORM)
    text = said(set_decision(HEAD, ACT, [person(1, honour=FORM), home]))
    assert "I. Cá nhân" in text
    assert "II. Hộ gia đình" in text
    assert "Tập thể" not in text.partition("DANH SÁCH")[2]


def test_a_deed_of_its_own_stands_in_the_decision_or_in_the_list() -> None:
    one = person(1, honour=FORM, deed="Bắt quả tang 02 đối tượng cướp giật tại chợ Mường Lống")
    assert "đã có thành tích: bắt quả tang 02 đối tượng cướp giật" in said(set_decision(HEAD, ACT, [one]))
    many = said(set_decision(HEAD, ACT, [one, replace(one, position=2, deed="Cứu 03 người khỏi đám cháy")]))
    first, listed = many.split("DANH SÁCH")
    assert "đám cháy" not in first
    assert "Cứu 03 người khỏi đám cháy" in listed


def test_the_deed_of_who_is_left_out_is_not_told() -> None:
    one = person(1, "Lý Seo Páo", honour=FORM, deed="Phá chuyên án 325M")
    text = said(set_decision(HEAD, replace(ACT, hidden=frozenset({1})), [one]))
    assert "325M" not in text
    assert "Lý Seo Páo" not in text
    assert "cho 01 cá nhân" in text


def test_who_is_left_out_leaves_his_ordinal_and_the_counts_as_they_were_decided() -> None:
    act = replace(ACT, hidden=frozenset({2}))
    paper = set_decision(HEAD, act, [person(1), person(2, "Lý Seo Páo"), person(3, "Vàng A Sình")])
    text = said(paper)
    assert "Lý Seo Páo" not in text
    assert "cho 03 cá nhân" in text
    assert "Danh sách có 03 cá nhân" in text
    assert "2 Vàng A Sình Thiếu tá, Đội trưởng Đội 1 3" in text, "second in the table, third in the decision"
    assert "Không in 1 người có độ mật." in text


def test_a_draft_is_marked_and_bears_no_sign_of_a_signature() -> None:
    act = replace(ACT, number="", dated=None, signed=False, signer="")
    text = said(set_decision(HEAD, act, [person(1)]))
    assert "DỰ THẢO" in text
    assert "Số: ……/QĐ" in text
    assert "ngày … tháng … năm …" in text
    assert "(Đã ký)" not in text
    assert "DỰ THẢO" not in said(set_decision(HEAD, ACT, [person(1)]))
    assert "KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC (Đã ký) Trịnh Quốc Bảo" in said(set_decision(HEAD, ACT, [person(1)]))


def test_a_decision_without_anybody_says_so() -> None:
    assert "Không có." in said(set_decision(HEAD, ACT, []))


def test_a_name_is_set_as_it_is_written() -> None:
    paper = set_decision(HEAD, ACT, [person(1, HOSTILE)])
    words = "".join(said(paper).split())
    assert "".join(HOSTILE.split()) in words


def test_the_agency_s_own_recipients_are_not_said_twice() -> None:
    assert sent_to("Như Điều 2", ACT.recipients) == ("Như Điều 2", "Phòng Hậu cần", "Lưu: VT, PX01")
    assert sent_to("Như trên", ()) == ("Như trên", "Lưu: VT")


@pytest.mark.parametrize(
    ("post", "shown"),
    [
        ("Giám đốc Công an tỉnh Sơn Hà", "Giám đốc"),
        ("Giám đốc Công an tỉnh", "Giám đốc"),
        ("Phó Giám đốc", "Phó Giám đốc"),
        ("Công an tỉnh Sơn Hà", "Công an tỉnh Sơn Hà"),
    ],
)
def test_a_signature_says_the_post_without_the_agency(post: str, shown: str) -> None:
    assert bare_post(post, Unit(name="Công an tỉnh Sơn Hà")) == shown


# ---- the tờ trình ---------------------------------------------------------------------------------

REQUEST = Request(
    number="12/TTr-CAT",
    dated=DAY,
    about="tặng danh hiệu Đơn vị quyết thắng năm 2025",
    issuer="Công an tỉnh Sơn Hà",
    addressee="Bộ trưởng Bộ Công an",
    through="Cục X05",
    grounds=("Căn cứ Luật Thi đua, khen thưởng",),
    opening=("Năm 2025 toàn lực lượng đã hoàn thành nhiệm vụ.",),
    enclosed=("báo cáo thành tích (02 bộ)",),
    signs=("GIÁM ĐỐC",),
    signer="Trịnh Quốc Bảo",
    draft=False,
)


def proposed(at: int, group: str = PEOPLE, honour: str = TITLE, **more: str) -> Proposed:
    given = {"recipient": "Lò Thị Ánh", "number": "200-001", "born": "1984", "joined": "09/2003"}
    if group != PEOPLE:
        given = {"recipient": "Đội 1", "number": "", "born": "", "joined": ""}
    rest = {"post": "", "place": "PX01", "summary": "Phá 14 vụ án", "honour": honour, "years": "2025"}
    return Proposed(at, group, **(given | rest | more))


def test_the_tờ_trình_counts_what_its_list_holds() -> None:
    listed = [proposed(1), proposed(2), proposed(3, UNITS, FORM, ground="Điều X Luật Y")]
    first, *rest = page_texts(paper_pdf(set_submission(HEAD, REQUEST, listed)))
    assert "Kính gửi: Bộ trưởng Bộ Công an (qua Cục X05)" in first
    assert "cho 01 tập thể, 02 cá nhân (có danh sách trích ngang kèm theo), gồm:" in first
    assert "- Giấy khen: 01 tập thể, theo Điều X Luật Y." in first
    assert "Hồ sơ kèm theo gồm: báo cáo thành tích (02 bộ)." in first
    annex = " ".join(rest)
    assert "(Kèm theo Tờ trình số 12/TTr-CAT ngày 05 tháng 02 năm 2026 của Công an tỉnh Sơn Hà)" in annex
    assert "1 Lò Thị Ánh 200-001 1984 09/2003 PX01 Phá 14 vụ án" in annex
    assert "Danh sách có 01 tập thể, 02 cá nhân" in annex


def test_a_list_of_units_has_no_columns_about_people() -> None:
    text = said(set_submission(HEAD, REQUEST, [proposed(1, UNITS, FORM)]))
    assert "Năm sinh" not in text
    assert "Năm sinh" in said(set_submission(HEAD, REQUEST, [proposed(1)]))


def test_a_summary_is_cut_between_words() -> None:
    assert clipped("một hai  ba bốn", 11) == "một hai ba…"
    assert clipped("một hai, ba bốn", 9) == "một hai…"
    assert clipped(" một \n hai ", 9) == "một hai"


# ---- notices, letters, revocations ----------------------------------------------------------------


def test_a_notice_says_what_one_unit_got() -> None:
    given = Given(
        number="05/QĐ-CAT",
        dated=DAY,
        title="Về việc tặng Giấy khen",
        authority="Giám đốc Công an tỉnh",
        payer="Phòng Hậu cần",
        signs=("TL. GIÁM ĐỐC",),
    )
    told = [Told(PEOPLE, "Vàng A Sình", "Trung úy", FORM, 710_000)]
    text = said(set_notice(HEAD, "Công an tỉnh Sơn Hà", "Phòng X", given, told, hidden=1))
    assert "Kính gửi: Phòng X" in text
    assert "theo Quyết định số 05/QĐ-CAT ngày 05 tháng 02 năm 2026 của Giám đốc Công an tỉnh" in text
    assert "Vàng A Sình Trung úy Giấy khen 710.000" in text
    assert "phối hợp với Phòng Hậu cần nhận tiền thưởng" in text
    assert "Không in 1 người có độ mật." in text
    unpaid = [replace(told[0], money=0)]
    assert "Hậu cần" not in said(set_notice(HEAD, "Công an tỉnh", "Phòng X", given, unpaid))


def test_a_letter_about_dossiers_that_came_back_says_why_and_until_when() -> None:
    back = Back(
        issuer="Công an tỉnh",
        unit="Phòng X",
        who="Bộ trưởng",
        on=DAY,
        document="CV 310",
        due=date(2026, 3, 2),
    )
    rows = [Returned("HS-2025-01-0001", "Lý Seo Páo", "Giấy khen năm 2025", "Thiếu xác nhận")]
    text = said(set_returned(HEAD, back, rows))
    assert "Bộ trưởng trả lại hồ sơ đề nghị khen thưởng tại CV 310." in text
    assert "HS-2025-01-0001 Lý Seo Páo Giấy khen năm 2025 Thiếu xác nhận" in text
    assert "trước ngày 02 tháng 3 năm 2026" in text
    assert "trước ngày … tháng … năm …" in said(set_returned(HEAD, replace(back, due=None), rows))


def test_an_answer_tells_the_conclusion_or_why_there_is_none() -> None:
    one = Answered(
        issuer="Công an tỉnh",
        sender="Nguyễn Văn Tư",
        whereabouts="",
        kind="khiếu nại",
        received=DAY,
        about="HS-2025-01-0001",
        finding="đúng một phần",
        document="KL 12",
        text="Số vụ ghi thừa một.",
        rest="",
        ended="",
    )
    text = said(set_answer(HEAD, one))
    assert "Kính gửi: Nguyễn Văn Tư" in text
    assert "kết luận tại KL 12: nội dung đơn đúng một phần. Số vụ ghi thừa một." in text
    declined = said(set_answer(HEAD, replace(one, finding="", ended="không thụ lý", rest="Đã trả lời.")))
    assert "Công an tỉnh không thụ lý đơn này. Lý do: Đã trả lời." in declined
    assert "kết luận" not in declined


REVOKED = Revoked(
    kind=CaseKind.ANNUL,
    number="99/QĐ-CAT",
    draft=False,
    dated=DAY,
    since=DAY,
    authority="Giám đốc Công an tỉnh",
    grounds=("Căn cứ Luật Thi đua, khen thưởng",),
    why="Gian dối trong kê khai.",
    sign="Giám đốc",
)
TAKEN = Taken("Lý Seo Páo", "Đội 1", f"{TITLE} năm 2025", "QĐ 31/QĐ-CAT", 2_340_000, DAY, "Giấy chứng nhận")


def test_an_annulment_says_what_falls_and_what_comes_back() -> None:
    text = said(set_revocation(HEAD, REVOKED, [TAKEN]))
    assert f"Điều 1. Hủy bỏ việc tặng {TITLE} năm 2025 (tại QĐ 31/QĐ-CAT) cho Lý Seo Páo, Đội 1." in text
    assert "Lý do: gian dối trong kê khai." in text
    assert "Điều 2. Lý Seo Páo có trách nhiệm hoàn trả tiền thưởng 2.340.000 đồng" in text
    assert "nộp lại giấy chứng nhận" in text
    assert "Điều 3." in text
    nothing = said(set_revocation(HEAD, REVOKED, [replace(TAKEN, money=0, artefacts="")]))
    assert "hoàn trả" not in nothing
    assert "Điều 3" not in nothing


@pytest.mark.parametrize("kind", CaseKind)
def test_each_kind_of_case_has_its_decision(kind: CaseKind) -> None:
    text = said(set_revocation(HEAD, replace(REVOKED, kind=kind), [replace(TAKEN, piece="Giấy khen 7")] * 2))
    assert "Về việc" in text
    assert text.count("Lý Seo Páo, Đội 1") == 2
    returns = kind in (CaseKind.ANNUL, CaseKind.STRIP, CaseKind.RECOVER)
    assert ("phải hoàn trả" in text) is returns


# ---- lists to sign --------------------------------------------------------------------------------


def test_the_payment_list_has_its_sum_in_figures_and_words() -> None:
    lines = [Paid("Vàng A Sình", "Đội 1", FORM, 710_000), Paid("Đội 2", "PX01", FORM, 1_420_000, "Đã nhận")]
    text = said(set_payments(HEAD, "Kèm theo QĐ 5", "Quỹ 2026", lines))
    assert "Cộng 02 lượt 2.130.000" in text
    assert "2.130.000 đồng (Hai triệu một trăm ba mươi nghìn đồng)" in text
    assert "NGƯỜI LẬP" in text
    assert "Không có ai nhận tiền." in said(set_payments(HEAD, "Kèm theo QĐ 5", "Quỹ 2026", []))


def test_the_minutes_of_handing_over_count_the_pieces_by_kind() -> None:
    pieces = [Piece("Vàng A Sình", "Đội 1", FORM, "Giấy khen", "A1"), Piece("Đội 2", "", FORM, "Khung")]
    text = said(set_hand_over(HEAD, "Bàn giao", [*pieces, pieces[0]]))
    assert "Tổng số: 02 giấy khen, 01 khung." in text
    assert "Không có hiện vật nào để bàn giao." in said(set_hand_over(HEAD, "Bàn giao", []))


# ---- words ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "Không"),
        (15, "Mười lăm"),
        (21, "Hai mươi mốt"),
        (105, "Một trăm linh năm"),
        (1_420_000, "Một triệu bốn trăm hai mươi nghìn"),
        (2_000_005, "Hai triệu không trăm linh năm"),
        (1_234_000_000_000, "Một nghìn hai trăm ba mươi bốn tỷ"),
    ],
)
def test_sums_are_read_as_they_are_spoken(number: int, words: str) -> None:
    assert in_words(number) == words


def test_counts_stand_in_the_order_of_lists() -> None:
    assert counted([PEOPLE, UNITS, PEOPLE]) == "01 tập thể, 02 cá nhân"
    assert counted([]) == ""


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_each_sample_can_be_set(kind: PaperKind) -> None:
    assert page_texts(paper_pdf(kind.sample(HEAD, False)))
