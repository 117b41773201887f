"""Biên bản kiểm phiếu: what was handed out and came back, the votes of each item, both shares."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from django.utils import timezone

from vinhdanh.council.models import AgendaItem, BallotBox
from vinhdanh.council.selectors.boxes import problems_of, result_of
from vinhdanh.council.selectors.meetings import with_written
from vinhdanh.council.thresholds import plain
from vinhdanh.council.types.boxes import BoxPurpose, BoxWay
from vinhdanh.documents.paper import (
    Align,
    Block,
    Column,
    Heading,
    Items,
    Letterhead,
    Paper,
    PaperError,
    Paragraph,
    Row,
    Signature,
    Signatures,
    Table,
)
from vinhdanh.people.papers.kinds import PaperKind
from vinhdanh.people.papers.letterheads import letterhead_of
from vinhdanh.people.papers.secrecy import left_out_note


@dataclass(frozen=True, slots=True)
class Tally:
    """The ballots of a box, whatever they say."""

    members: int
    handed_out: int
    returned: int
    valid: int
    invalid: int


@dataclass(frozen=True, slots=True)
class Counted:
    """One item: votes in the box, votes in favour that came in writing, votes that carry it."""

    name: str
    place: str
    in_favour: int
    against: int
    blank: int
    written: int
    needed: int

    @property
    def total(self) -> int:
        return self.in_favour + self.written

    @property
    def passed(self) -> bool:
        return self.total >= self.needed


def contradictions(tally: Tally, rows: Sequence[Counted]) -> list[str]:
    """Where the figures of a count contradict each other; nothing where they agree."""
    said = []
    figures = (tally.handed_out, tally.returned, tally.valid, tally.invalid)
    if min(figures) < 0:
        said.append("có số phiếu âm")
    if tally.handed_out > tally.members:
        said.append(f"phát ra {tally.handed_out} phiếu, Hội đồng có {tally.members} thành viên")
    if tally.returned > tally.handed_out:
        said.append(f"thu về {tally.returned} phiếu, phát ra {tally.handed_out}")
    if tally.valid + tally.invalid != tally.returned:
        said.append(f"hợp lệ {tally.valid} cộng không hợp lệ {tally.invalid} khác thu về {tally.returned}")
    for at, one in enumerate(rows, 1):
        if min(one.in_favour, one.against, one.blank, one.written) < 0:
            said.append(f"dòng {at} có số phiếu âm")
        if one.in_favour + one.against + one.blank > tally.valid:
            said.append(f"dòng {at} ({one.name}) có nhiều ý kiến hơn {tally.valid} phiếu hợp lệ")
    return said


def count_paper(box: BallotBox, without: Collection[str] = ()) -> Paper:
    """The count of a closed box.

    Args:
        without: refs of items about people under secrecy; they are counted, not named.

    Raises:
        PaperError: the result is no longer what was counted, or its figures contradict each other.
    """
    if problems := problems_of(box):
        raise PaperError(f"Kết quả không còn đúng như lúc kiểm phiếu, nên không in: {' '.join(problems)}")
    item = AgendaItem.objects.filter(box=box).select_related("meeting__chair", "meeting__secretary").first()
    rows = [
        (one.ref, Counted(one.label, one.rank, one.for_, one.against, one.blank, written, one.needed))
        for one, written, _ in with_written(result_of(box), item)
    ]
    ground = f"{item.of} ({item.citation})" if item and item.citation else ""
    meeting = item.meeting if item else None
    return _paper(
        letterhead_of(box.unit),
        title=box.title,
        place=box.place,
        tally=_tally(box),
        rows=[one for ref, one in rows if ref not in without],
        hidden=sum(ref in without for ref, _ in rows),
        opened=timezone.localtime(box.opened),
        closed=timezone.localtime(box.closed or box.opened),
        tellers=_tellers(box),
        way=box.get_way_display().lower(),
        ground=ground,
        council=box.purpose == BoxPurpose.COUNCIL,
        chair=meeting.chair.name if meeting else "",
    )


def _tally(box: BallotBox) -> Tally:
    """Of paper what two people typed alike; on screen every ballot that was put in is a valid one."""
    if box.way == BoxWay.PAPER:
        typed = box.typings.order_by("-attempt", "id").first()
        assert typed is not None  # closed: two people typed it
        return Tally(box.members, typed.handed_out, typed.returned, typed.valid, typed.invalid)
    return Tally(box.members, box.voters.count(), box.casts, box.casts, 0)


def _tellers(box: BallotBox) -> list[str]:
    if box.way != BoxWay.PAPER:
        return [box.closed_by]
    last = box.typings.order_by("-attempt", "id").first()
    return [one.by_name for one in box.typings.filter(attempt=last.attempt)] if last else []


_COLUMNS = (
    Column("STT", 0.7, Align.CENTRE),
    Column("Họ và tên, tập thể", 2.5),
    Column("Đồng ý", 0.85, Align.CENTRE),
    Column("Không đồng ý", 0.95, Align.CENTRE),
    Column("Không ý kiến", 0.95, Align.CENTRE),
    Column("Cộng bằng văn bản", 1.05, Align.CENTRE),
    Column("Tỷ lệ trên thành viên", 1.15, Align.CENTRE),
    Column("Tỷ lệ trên phiếu hợp lệ", 1.15, Align.CENTRE),
    Column("Cần", 0.7, Align.CENTRE),
    Column("Kết luận", 1.05),
)


def _paper(
    head: Letterhead,
    *,
    title: str,
    place: str,
    tally: Tally,
    rows: Sequence[Counted],
    hidden: int,
    opened: datetime,
    closed: datetime,
    tellers: Sequence[str],
    way: str,
    ground: str,
    council: bool,
    chair: str,
) -> Paper:
    if said := contradictions(tally, rows):
        raise PaperError(f"Số liệu kiểm phiếu mâu thuẫn, nên không lập biên bản: {'; '.join(said)}.")
    whole = "thành viên Hội đồng" if council else "thành viên cụm, khối"
    passed = sum(one.passed for one in rows)
    body: list[Block] = [
        Heading("I. Thời gian, địa điểm, thành phần"),
        Paragraph(
            f"Bỏ phiếu từ {opened:%H giờ %M ngày %d/%m/%Y}, kiểm phiếu lúc {closed:%H giờ %M ngày %d/%m/%Y}"
            f"{f' ({place})' if place else ''}. Hình thức: bỏ phiếu kín, {way}."
        ),
        Paragraph(f"Tổng số {whole}: {tally.members}."),
        Paragraph(f"Tổ kiểm phiếu: {_team(tellers)}."),
        Heading("II. Số phiếu"),
        Items(
            (
                f"Phát ra: {tally.handed_out} phiếu.",
                f"Thu về: {tally.returned} phiếu.",
                f"Hợp lệ: {tally.valid} phiếu; không hợp lệ: {tally.invalid} phiếu.",
            )
        ),
        Heading("III. Kết quả"),
        Table(_COLUMNS, tuple(_row(at, one, tally) for at, one in enumerate(rows, 1)), size=11),
    ]
    body += left_out_note(hidden)
    body += [
        Paragraph(
            f"Tỷ lệ quyết định là tỷ lệ trên tổng số {tally.members} {whole}, kể cả người vắng và người "
            "không bỏ phiếu; tỷ lệ trên phiếu hợp lệ ghi để tham khảo."
            + (f" Mức cần: {ground}." if ground else "")
        ),
        Paragraph(f"Đạt: {passed} trong {len(rows)} trường hợp."),
        Paragraph(
            "Biên bản lập xong ngay sau khi kiểm phiếu, lưu cùng phiếu trong hồ sơ của Hội đồng."
            if council
            else "Biên bản lập xong ngay sau khi kiểm phiếu, lưu cùng phiếu trong hồ sơ của cụm, khối."
        ),
    ]
    return Paper(
        title=f"Biên bản kiểm phiếu: {title}",
        letterhead=head,
        dated=closed.date(),
        kind="BIÊN BẢN KIỂM PHIẾU",
        about=title,
        body=tuple(body),
        signatures=Signatures(
            (
                Signature(("TỔ TRƯỞNG TỔ KIỂM PHIẾU",), next(iter(tellers), ""), "(Ký, ghi rõ họ tên)"),
                Signature(("CHỦ TRÌ",), chair, "(Ký, ghi rõ họ tên)"),
            )
        ),
    )


def _team(tellers: Sequence[str]) -> str:
    """The first is the head of the team, as offices write it."""
    said = [f"{name} (Tổ trưởng)" if at == 0 else name for at, name in enumerate(tellers)]
    return ", ".join(said) or "………………"


def _row(at: int, one: Counted, tally: Tally) -> Row:
    return Row(
        (
            str(at),
            f"{one.name}\n{one.place}" if one.place else one.name,
            str(one.in_favour),
            str(one.against),
            str(one.blank),
            str(one.written) if one.written else "–",
            f"{one.total}/{tally.members}\n{_share(one.total, tally.members)}",
            f"{one.in_favour}/{tally.valid}\n{_share(one.in_favour, tally.valid)}",
            str(one.needed),
            "Đạt" if one.passed else f"Không đạt, thiếu {one.needed - one.total}",
        )
    )


def _share(part: int, whole: int) -> str:
    return f"{plain(Fraction(100 * part, whole))}%" if whole else "–"


def _sample(head: Letterhead, long: bool) -> Paper:
    names = ("Nguyễn Văn Hòa", "H’Hen Niê Êban", "Lê Hoàng Phước Thiện Bảo Ngọc")
    zone = timezone.get_default_timezone()
    return _paper(
        head,
        title="Phiếu bầu danh hiệu “Chiến sĩ thi đua cơ sở” năm 2025",
        place="Phiên họp ngày 08/01/2026, phòng họp số 1",
        tally=Tally(11, 10, 10, 9, 1),
        rows=[
            Counted(names[at % 3], "Thiếu tá, PX01", 9 - at % 3, at % 3, 0, int(at % 3 == 0), 9)
            for at in range(500 if long else 3)
        ],
        hidden=1 if long else 0,
        opened=datetime(2026, 1, 8, 9, 0, tzinfo=zone),
        closed=datetime(2026, 1, 8, 9, 40, tzinfo=zone),
        tellers=("Thiếu tá Trần Bình", "Đại úy Đặng Chi"),
        way="phiếu giấy",
        ground="ít nhất 80% tổng số 11 thành viên; 8,8 làm tròn lên 9 (quy chế Hội đồng)",
        council=True,
        chair="Đại tá Trịnh Quốc Bảo",
    )


COUNT = PaperKind("bien-ban-kiem-phieu", "Biên bản kiểm phiếu", _sample)
