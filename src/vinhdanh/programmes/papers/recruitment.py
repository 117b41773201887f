"""Lists of citizens and the report of a round of selection.

A list has nobody's health, nothing of his background and no ground of a refusal: those are a class of data
of their own, which no general paper holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from vinhdanh.documents.paper import (
    Align,
    Annex,
    Block,
    Column,
    Heading,
    Letterhead,
    Paper,
    Paragraph,
    Row,
    Table,
)
from vinhdanh.documents.words import thousands, two_digits
from vinhdanh.people.models import Unit
from vinhdanh.people.papers.kinds import PaperKind
from vinhdanh.people.papers.letterheads import letterhead_of
from vinhdanh.people.papers.pieces import TURN, numbered, sample_rows, signature_of
from vinhdanh.programmes.models import Candidate
from vinhdanh.programmes.recruitment_selectors import Line, ReceiverLine, RoundView
from vinhdanh.programmes.recruitment_stages import SELECTED
from vinhdanh.programmes.recruitment_types import ASIDE, PROGRESS, QUALITY, Result, Stage


class Listing(Enum):
    """The lists of a round: its name in an address, its title."""

    SCREENING = "so-tuyen", "Công dân đăng ký, dự sơ tuyển"
    EXAM = "kham-tuyen", "Công dân đạt sơ tuyển, được gọi khám tuyển"
    SELECTED = "trung-tuyen", "Công dân trúng tuyển"
    HANDOVER = "ban-giao", "Công dân bàn giao cho đơn vị nhận"

    def __init__(self, code: str, title: str) -> None:
        self.code = code
        self.title = title

    @classmethod
    def of(cls, code: str) -> Listing | None:
        """The list of that name; None where there is none."""
        return next((one for one in cls if one.code == code), None)

    def has(self, one: Candidate) -> bool:
        """Whether a candidate stands on this list."""
        match self:
            case Listing.SCREENING:
                return True
            case Listing.EXAM:
                return one.screening == Result.PASSED
            case Listing.SELECTED:
                return one.stage in SELECTED
            case Listing.HANDOVER:
                return one.stage == Stage.HANDED_OVER


@dataclass(frozen=True, slots=True)
class Citizen:
    """A citizen as a list has him."""

    code: str
    name: str
    born: date
    sex: str
    commune: str
    education: str
    receiver: str = ""
    decision: str = ""
    handed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """A round in numbers: communes and receiving units as rows of words, sums as (name, number)."""

    name: str
    plan: str
    decision: str
    quota: int
    women: int
    sums: Sequence[tuple[str, int]]
    communes: Sequence[tuple[str, ...]]
    total: tuple[str, ...]  # the same columns for all communes
    receivers: Sequence[tuple[str, ...]]
    sessions: int
    reached: int
    open: bool


def citizens_paper(unit: Unit, round_: str, listing: Listing, files: Iterable[Candidate]) -> Paper:
    """One list of a round, of those files that the account keeps."""
    citizens = [
        Citizen(
            one.code,
            one.name,
            one.born,
            one.get_sex_display(),
            one.unit.name,
            one.get_education_display(),
            one.receiver.name if one.receiver else "",
            f"{one.decision_no}, {one.decision_on:%d/%m/%Y}" if one.decision_on else one.decision_no,
            f"{one.handed_on:%d/%m/%Y}" if one.handed_on else "",
        )
        for one in files
        if listing.has(one)
    ]
    return _citizens(letterhead_of(unit), round_, listing, citizens)


def report_paper(unit: Unit, view: RoundView, receivers: Iterable[ReceiverLine]) -> Paper:
    """What a round achieved, as far as ``view`` sees it; of quality only who sees all of it."""
    total = view.total
    figures = {**PROGRESS, **ASIDE, **(QUALITY if view.whole else {})}
    return _report(
        letterhead_of(unit),
        Round(
            name=str(view.round),
            plan=view.round.plan,
            decision=view.round.decision,
            quota=total.quota,
            women=total.women,
            sums=[(name, total.counts[key]) for key, name in figures.items() if key in total.counts],
            communes=[_line(str(line.unit), line) for line in view.lines],
            total=_line(f"Cộng {len(view.lines)} xã, phường", total),
            receivers=[
                (one.name, thousands(one.number), _count(one.decided), _count(one.handed))
                for one in receivers
            ]
            if view.whole
            else [],
            sessions=total.sessions,
            reached=total.reached,
            open=view.round.state == "open",
        ),
    )


def _line(name: str, line: Line) -> tuple[str, ...]:
    steps = (_count(line.counts.get(key)) for key in PROGRESS)
    return (name, thousands(line.quota), *steps, _count(line.short))


def _count(count: int | None) -> str:
    return "–" if count is None else thousands(count)


# ---- the papers -----------------------------------------------------------------------------------


def _citizens(head: Letterhead, round_: str, listing: Listing, citizens: Sequence[Citizen]) -> Paper:
    decided = listing in (Listing.SELECTED, Listing.HANDOVER)
    columns = [
        TURN,
        Column("Mã hồ sơ", 1.6),
        Column("Họ và tên", 2.6),
        Column("Ngày sinh", 1.55, Align.CENTRE),
        Column("Giới tính", 0.8, Align.CENTRE),
        Column("Xã, phường", 2.4),
        Column("Trình độ", 1.5),
    ]
    if decided:
        columns += [Column("Đơn vị nhận", 2.2), Column("Quyết định", 1.8), Column("Ngày giao", 1.5)]
    columns.append(Column("Ký nhận" if listing == Listing.HANDOVER else "Ghi chú", 1.1))
    rows = numbered(
        (
            one.code,
            one.name,
            f"{one.born:%d/%m/%Y}",
            one.sex,
            one.commune,
            one.education,
            *((one.receiver, one.decision, one.handed) if decided else ()),
            "",
        )
        for one in citizens
    )
    return Paper(
        title=f"{listing.title}: {round_}",
        letterhead=head,
        kind="DANH SÁCH",
        about=f"{listing.title}\n{round_}",
        body=(
            Table(tuple(columns), rows, empty="Không có ai."),
            Paragraph(f"Cộng {two_digits(len(citizens))} công dân."),
        ),
        signature=signature_of(),
        landscape=True,
    )


def _report(head: Letterhead, found: Round) -> Paper:
    decision = f" theo {found.decision[:1].lower()}{found.decision[1:]}" if found.decision else ""
    women = f", trong đó nữ {thousands(found.women)}" if found.women else ""
    told = (
        f"Đã tổ chức {thousands(found.sessions)} buổi tuyên truyền với {thousands(found.reached)} lượt người."
        if found.sessions
        else "Chưa ghi buổi tuyên truyền nào."
    )
    body: list[Block] = [
        Heading("I. Chỉ tiêu, tuyên truyền"),
        Paragraph(f"Chỉ tiêu{decision}: {thousands(found.quota)} công dân{women}."),
        Paragraph(told),
        Heading("II. Kết quả chung"),
        Table(
            (TURN, Column("Nội dung", 5), Column("Số công dân", 1.4, Align.RIGHT)),
            numbered((name, thousands(count)) for name, count in found.sums),
            empty="Chưa có số liệu.",
        ),
    ]
    if found.receivers:
        columns = (TURN, Column("Đơn vị nhận", 4), *_numbers("Chỉ tiêu", "Có quyết định", "Đã giao"))
        body += [Heading("III. Theo đơn vị nhận"), Table(columns, numbered(found.receivers))]
    columns = (TURN, Column("Xã, phường", 3.2), *_numbers("Chỉ tiêu", *PROGRESS.values(), "Còn thiếu"))
    total = (Row(("", *found.total), bold=True),) if found.communes else ()
    return Paper(
        title=f"Báo cáo kết quả: {found.name}",
        letterhead=head,
        number="……/BC",
        kind="BÁO CÁO",
        about=f"Kết quả tuyển chọn công dân\n{found.name}",
        grounds=((f"Thực hiện {found.plan}",) if found.plan else ()),
        body=tuple(body),
        signature=signature_of(),
        sent_to=("Cấp trên (để báo cáo)", "Lưu: VT"),
        annexes=(
            Annex(
                "KẾT QUẢ THEO XÃ, PHƯỜNG",
                (Table(columns, (*numbered(found.communes), *total), size=11),),
                label="Phụ lục",
                landscape=True,
            ),
        ),
        mark="DỰ THẢO" if found.open else "",
    )


def _numbers(*titles: str) -> tuple[Column, ...]:
    return tuple(Column(one, 1, Align.RIGHT) for one in titles)


# ---- samples --------------------------------------------------------------------------------------

_ROUND = "Tuyển chọn công dân thực hiện nghĩa vụ tham gia Công an nhân dân năm 2026"


def _sample(listing: Listing, head: Letterhead, long: bool) -> Paper:
    receiver = "Trung đoàn Cảnh sát cơ động dự bị chiến đấu" if long else "Đơn vị A"
    born, decision = date(2007, 5, 3), "15/QĐ-UBND, 12/02/2026"
    citizens = [
        Citizen(
            "2026-IAD-001", "Y Bhiông Niê Kđăm", born, "Nam", "Xã Ia Đrăng", "Cao đẳng", receiver, decision
        ),
        Citizen(
            "2026-DT-001", "Nguyễn Hoàng Phước Thiện", born, "Nữ", "Phường Đồng Tâm", "Trung học phổ thông"
        ),
    ]
    listed = [replace(one, handed="25/02/2026") for one in sample_rows(citizens, long)]
    return _citizens(head, _ROUND, listing, listed)


def _report_sample(head: Letterhead, long: bool) -> Paper:
    commune = ("Công an xã Ia Đrăng", "3", "12", "9", "7", "6", "6", "3", "3", "0")
    return _report(
        head,
        Round(
            name=_ROUND,
            plan="Kế hoạch số 210/KH-UBND ngày 15/10/2025",
            decision="Quyết định số 1998/QĐ-UBND",
            quota=384,
            women=12,
            sums=[(name, 400 - at) for at, name in enumerate(PROGRESS.values())],
            communes=sample_rows([commune], long, 128),
            total=("Cộng", "384", "1.536", "1.152", "896", "768", "768", "384", "384", "0"),
            receivers=[("Trung đoàn Cảnh sát cơ động dự bị chiến đấu", "120", "118", "118")],
            sessions=256 if long else 0,
            reached=18_420,
            open=not long,
        ),
    )


def _kind(listing: Listing) -> PaperKind:
    label = f"Danh sách: {listing.title[:1].lower()}{listing.title[1:]}"
    return PaperKind(f"danh-sach-{listing.code}", label, lambda head, long: _sample(listing, head, long))


LISTS = {listing: _kind(listing) for listing in Listing}
ROUND_REPORT = PaperKind("bao-cao-tuyen-chon", "Báo cáo kết quả tuyển chọn công dân", _report_sample)
