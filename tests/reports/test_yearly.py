"""Writing a year-end report: texts and their versions, figures by hand, issuing, a new edition."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tests.records import paper
from tests.reports.reported import PASSAGE, PEOPLE, YEAR, Reported
from vinhdanh.access.types import Operator
from vinhdanh.audit.models import JournalEntry
from vinhdanh.awards.models import Grant
from vinhdanh.awards.services import annul
from vinhdanh.people.models import Unit
from vinhdanh.reports import services
from vinhdanh.reports.figures import (
    Figure,
    Form,
    Grid,
    Passage,
    Picture,
    Points,
    Record,
    Section,
    Text,
    TypedOver,
    share,
)
from vinhdanh.reports.frozen import frozen, thawed
from vinhdanh.reports.models import ReportPassage, YearReport
from vinhdanh.reports.news import news_of, plain
from vinhdanh.reports.selectors import yearly
from vinhdanh.reports.selectors.behind import UNSEEN, records_behind
from vinhdanh.reports.selectors.yearly import Report, report_of

ISSUED = date(2025, 12, 31)


def read(reported: Reported, **more: object) -> Report:
    return report_of(Operator(), reported.tree.px01, YEAR, **more)  # type: ignore[arg-type]


def type_over(reported: Reported, value: str = "03", **more: object) -> object:
    words = {"value": value, "reason": "Một giấy khen chưa nhập sổ", "key": PEOPLE, **more}
    return services.type_over(actor=reported.clerk, **reported.whose, **words)  # type: ignore[arg-type]


def issue(reported: Reported, **more: object) -> YearReport:
    return services.issue_report(actor=reported.head, **reported.whose, issued=ISSUED, **more)  # type: ignore[arg-type]


def write(reported: Reported, text: str, **more: object) -> ReportPassage:
    return services.write_passage(
        actor=reported.clerk,
        **reported.whose,
        code=PASSAGE,
        text=text,
        **more,  # type: ignore[arg-type]
    )


def take_away(grant: Grant) -> None:
    """The decision is annulled in the year after."""
    day = date(2026, 1, 5)
    annul(actor=Operator(), grant=grant, on=day, ground="X", decision=paper("9/QĐ-CAT", day))


# ---- texts ----------------------------------------------------------------------------------------


def test_a_text_stands_in_its_place_and_the_one_before_is_kept(reported):
    write(reported, "Chậm gửi hồ sơ.")
    write(reported, "Một đội chậm gửi hồ sơ.")
    assert read(reported).blanks[PASSAGE].text == "Một đội chậm gửi hồ sơ."
    edition = YearReport.objects.get()
    assert [one.text for one in yearly.versions_of(edition)[PASSAGE]] == [
        "Một đội chậm gửi hồ sơ.",
        "Chậm gửi hồ sơ.",
    ]


def test_whoever_read_an_older_text_does_not_write_over_the_newer_one(reported):
    first = write(reported, "A", seen=0)
    write(reported, "B", seen=first.pk)
    with pytest.raises(ValidationError, match="vừa ghi đoạn này"):
        write(reported, "C", seen=first.pk)


def test_a_text_is_refused_where_the_report_has_no_such_passage(reported):
    with pytest.raises(ValidationError, match="không có đoạn này"):
        services.write_passage(actor=reported.clerk, **reported.whose, code="khong-co", text="X")


def test_the_database_keeps_every_version(reported):
    row = write(reported, "A")
    with pytest.raises(IntegrityError, match="chỉ ghi thêm"), transaction.atomic():
        ReportPassage.objects.filter(pk=row.pk).update(text="B")


# ---- figures by hand ------------------------------------------------------------------------------


def test_a_figure_by_hand_stands_beside_what_was_counted_with_who_and_why(reported):
    type_over(reported)
    figure = read(reported).figures[PEOPLE]
    assert (figure.shown, figure.counted) == ("03", "02")
    assert figure.typed is not None
    assert (figure.typed.by, figure.typed.reason) == ("Trần Thị clerk", "Một giấy khen chưa nhập sổ")
    entry = JournalEntry.objects.get(verb="reports.figure_typed_over")
    assert entry.why == "Một giấy khen chưa nhập sổ"


def test_what_is_made_of_a_figure_by_hand_is_made_again_and_marked(reported):
    before = read(reported).figures
    type_over(reported)
    after = read(reported).figures
    moved = after[f"{PEOPLE}.tang-giam"]
    assert (moved.counted, moved.shown) == (before[moved.key].shown, "+3")
    assert moved.typed is not None
    assert moved.typed.reason.startswith("Tính lại theo số ghi tay của “Lượt cá nhân")
    whole = after["khen-thuong.co-cau.khong-lanh-dao.ty-le"]
    assert (whole.counted, whole.shown) == ("100%", "66,7%")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ({"value": ""}, "Ghi số thay"),
        ({"reason": " "}, "Ghi lý do"),
        ({"value": "02"}, "không cần ghi đè"),
    ],
)
def test_a_figure_by_hand_needs_another_value_and_a_reason(reported, words, says):
    with pytest.raises(ValidationError, match=says):
        type_over(reported, **words)


def test_the_report_tells_when_the_count_has_moved_since_it_was_typed_over(reported):
    type_over(reported)
    assert not read(reported).moved
    reported.commend(reported.tree.head)
    report = read(reported)
    assert (report.moved[PEOPLE].counted, report.figures[PEOPLE].counted) == ("02", "03")


def test_taken_back_the_count_stands_again_and_the_hand_stays_as_history(reported):
    typed = type_over(reported)
    services.take_back(actor=reported.clerk, typed=typed, why="Đã nhập sổ")
    assert read(reported).figures[PEOPLE].typed is None
    kept = YearReport.objects.get().typed_over.get()
    assert (kept.value, kept.ended_why, kept.ended_by) == ("03", "Đã nhập sổ", "Trần Thị clerk")
    with pytest.raises(ValidationError, match="đã dùng lại số đếm"):
        services.take_back(actor=reported.clerk, typed=typed)


def test_of_two_who_type_over_the_same_figure_the_second_is_told(reported):
    type_over(reported, seen=0)
    with pytest.raises(ValidationError, match="vừa đổi số này"):
        type_over(reported, "04", seen=0)
    assert read(reported).figures[PEOPLE].shown == "03"


# ---- issuing --------------------------------------------------------------------------------------


def test_an_issued_report_says_the_same_after_the_records_have_changed(reported):
    grant = reported.commend(reported.tree.head)
    write(reported, "Một đội chậm.")
    issue(reported, number="12/BC-PX01", signer="Thượng tá Đỗ Đức Hòa, Trưởng phòng")
    take_away(grant)
    reported.commend(reported.tree.an)
    reported.commend(reported.tree.d2)
    report = read(reported)
    assert report.issued
    assert report.figures[PEOPLE].shown == "03"
    assert {one.name for one in report.figures[PEOPLE].records()} == {"Đỗ Đức Hòa", "Lê Thị Ánh", "Trần Bình"}
    assert report.blanks[PASSAGE].text == "Một đội chậm."


def test_nothing_is_written_into_an_issued_report(reported):
    typed = type_over(reported)
    issue(reported)
    for act in (
        lambda: write(reported, "X"),
        lambda: type_over(reported, "09"),
        lambda: services.take_back(actor=reported.clerk, typed=typed),
        lambda: issue(reported),
    ):
        with pytest.raises(ValidationError, match="đã ban hành ngày 31/12/2025"):
            act()


def test_the_database_keeps_an_issued_report_as_it_is(reported):
    made = issue(reported)
    with pytest.raises(IntegrityError, match="giữ nguyên"), transaction.atomic():
        YearReport.objects.filter(pk=made.pk).update(number="X")


def test_a_report_is_not_issued_for_a_day_that_has_not_come_or_before_its_year(reported):
    for day in (date(2999, 1, 1), date(2024, 12, 31)):
        with pytest.raises(ValidationError, match="Ngày"):
            services.issue_report(actor=reported.head, **reported.whose, issued=day)


def test_a_part_that_cannot_be_counted_leaves_the_rest_and_holds_the_issue(reported, monkeypatch):
    def broken(scope: object) -> Section:
        raise RuntimeError("X")

    monkeypatch.setattr(yearly, "PARTS", (*yearly.PARTS, broken))
    report = read(reported)
    assert report.figures[PEOPLE].shown == "02"
    assert len(report.failed) == 1
    with pytest.raises(ValidationError, match="Chưa tính được"):
        issue(reported)


def test_what_was_written_while_the_report_was_being_counted_is_not_lost(reported, monkeypatch):
    write(reported, "A")

    def slowly(*args: object) -> dict[str, object]:
        write(reported, "B")
        return frozen(*args)  # type: ignore[arg-type]

    monkeypatch.setattr("vinhdanh.reports.services.yearly.frozen", slowly)
    with pytest.raises(ValidationError, match="Có người vừa ghi"):
        issue(reported)


def test_a_new_edition_begins_with_what_people_wrote_and_counts_anew(reported):
    write(reported, "Một đội chậm.")
    type_over(reported)
    issue(reported)
    reported.commend(reported.tree.d2)
    made = services.begin_edition(actor=reported.clerk, **reported.whose, why="Bổ sung quyết định")
    report = read(reported)
    assert (made.edition, report.edition, report.issued) == (2, made, False)
    assert (report.blanks[PASSAGE].text, report.figures[PEOPLE].shown) == ("Một đội chậm.", "03")
    assert report.figures["khen-thuong.luot-tap-the"].shown == "02"
    first = YearReport.objects.get(edition=1)
    assert read(reported, edition=first).figures["khen-thuong.luot-tap-the"].shown == "01"
    with pytest.raises(ValidationError, match="đang có bản soạn dở"):
        services.begin_edition(actor=reported.clerk, **reported.whose, why="X")


def test_of_an_issued_report_nobody_reads_names_that_he_may_not_see(reported):
    issue(reported)
    unit = Unit.objects.get(code="PX01")
    mine = report_of(reported.clerk, unit, YEAR)
    seen = {one.name for one in records_behind(mine, mine.figures[PEOPLE])}
    assert seen == {"Lê Thị Ánh", "Trần Bình"}
    grant = reported.tree.an.grants.get()
    take_away(grant)
    assert {one.name for one in records_behind(mine, mine.figures[PEOPLE])} == {UNSEEN, "Trần Bình"}
    whole = read(reported)
    assert len({one.name for one in records_behind(whole, whole.figures[PEOPLE])} - {UNSEEN}) == 2


# ---- what an issued report keeps ------------------------------------------------------------------


def test_every_kind_of_block_comes_back_as_it_was_issued():
    some = Figure(
        "a", "Đạt", 3, "Đếm.", lambda: [Record("A", "x", date(2025, 1, 2), "/a/", Decimal("1.5"))] * 2
    )
    all_ = Figure("b", "Giao", Decimal("7.5"), "Đếm.", form=Form.AMOUNT)
    name = Figure("n", "Cờ", "Cờ thi đua", "Tên.", form=Form.NAME)
    hand = some.over(TypedOver("04", "Bổ sung", "B", date(2025, 12, 1)))
    section = Section(
        "x",
        "X",
        (
            Text(("có ", hand, " và ", name)),
            Points(((share("c", "Tỷ lệ", some, all_),), ("hết",))),
            Grid("G", ("A", "B"), (("a", all_),), frozenset({1}), "Không.", annex=True),
            Picture("<svg/>", "P"),
        ),
        (Section("y", "Y", (Passage("p", "viết gì", "Lời."),)),),
    )
    (back,) = thawed(frozen([section]))
    assert [plain(line) for line in (back.blocks[0].line, *back.blocks[1].lines)] == [
        "có 04 và Cờ thi đua",
        "40%",
        "hết",
    ]
    assert back.blocks[2:] == (
        Grid("G", ("A", "B"), back.blocks[2].rows, frozenset({1}), "Không.", True),
        Picture("<svg/>", "P"),
    )
    assert back.parts == section.parts
    (record, _) = back.blocks[0].line[1].records()
    assert record == Record("A", "x", date(2025, 1, 2), "/a/", Decimal("1.5"))
    assert [part.key for part in back.blocks[1].lines[0][0].parts] == ["a", "b"]


# ---- the news text --------------------------------------------------------------------------------


def test_the_news_text_tells_what_was_given_in_one_sentence_and_nothing_without_a_figure():
    seven = Figure("a", "Lượt", 7, "")
    given = Section(
        "khen-thuong", "K", (Text((seven, " lượt.")), Text(("Không tính ", seven, " lượt đã hủy.")))
    )
    ahead = Section(
        "phat-dong", "P", (Text(("Chưa phát động.",)), Text(("Phát động ", seven, " phong trào.")))
    )
    told = news_of([Section("x", "X", (Text((seven, " khác")),)), ahead, Section("z", "Z", parts=(given,))])
    assert [plain(line) for line in told] == ["07 lượt.", "Phát động 07 phong trào."]
