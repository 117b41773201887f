"""Giấy mời họp Hội đồng, with the agenda and the list of those who are invited."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.utils import timezone

from vinhdanh.council.models import CouncilMeeting
from vinhdanh.council.papers.heads import council_head
from vinhdanh.council.selectors.meetings import attendance_of, item_name
from vinhdanh.documents.paper import (
    Align,
    Annex,
    Column,
    Items,
    Letterhead,
    Paper,
    Paragraph,
    Row,
    Signature,
    Table,
)
from vinhdanh.documents.words import Capacity, day_line, signing_lines, two_digits
from vinhdanh.people.papers.kinds import PaperKind
from vinhdanh.people.papers.letterheads import letterhead_of


def invitation_paper(meeting: CouncilMeeting) -> Paper:
    """The invitation to a meeting: every member of the council, and the honours of the agenda."""
    items = meeting.items.order_by("position", "id").prefetch_related("lines")
    chair = meeting.chair
    return _paper(
        council_head(letterhead_of(meeting.council.unit), meeting.council.name),
        council=meeting.council.name,
        number=meeting.invitation,
        round=str(meeting.round),
        starts=timezone.localtime(meeting.starts),
        place=meeting.place,
        chair=f"{chair.name}, {chair.role_words}",
        agenda=[f"{item_name(one, meeting)}: {two_digits(len(one.lines.all()))} đề nghị" for one in items],
        members=[(one.member.name, one.member.role_words) for one in attendance_of(meeting)],
        signature=Signature(
            signing_lines(Capacity.FOR_COLLECTIVE, "Hội đồng", chair.get_seat_display()), chair.name
        ),
    )


def _paper(
    head: Letterhead,
    *,
    council: str,
    number: str,
    round: str,
    starts: datetime,
    place: str,
    chair: str,
    agenda: Sequence[str],
    members: Sequence[tuple[str, str]],
    signature: Signature,
    dated: date | None = None,
) -> Paper:
    return Paper(
        title=f"Giấy mời họp Hội đồng: {round}",
        letterhead=head,
        number=number or "……/GM",
        dated=dated,
        kind="GIẤY MỜI",
        about=f"Họp {council}",
        addressed_to=(f"Các thành viên {council}",),
        body=(
            Paragraph(f"{council} trân trọng kính mời các đồng chí dự phiên họp xét khen thưởng ({round})."),
            Items(
                (
                    f"Thời gian: {starts:%H giờ %M}, ngày {starts:%d/%m/%Y}.",
                    f"Địa điểm: {place}.",
                    f"Chủ trì: {chair}.",
                    f"Nội dung: {'; '.join(agenda) or 'xét, đề nghị khen thưởng'}.",
                )
            ),
            Paragraph(
                "Thành viên vắng mặt báo lý do cho Thư ký Hội đồng trước phiên họp và gửi ý kiến bằng văn "
                "bản./."
            ),
        ),
        signature=signature,
        sent_to=("Như trên", "Lưu: VT"),
        annexes=(
            Annex(
                "DANH SÁCH MỜI HỌP",
                (
                    Table(
                        (
                            Column("STT", 0.6, Align.CENTRE),
                            Column("Họ và tên", 2.6),
                            Column("Chức vụ, vai trò trong Hội đồng", 4),
                        ),
                        tuple(Row((str(at), *one)) for at, one in enumerate(members, 1)),
                        empty="Hội đồng chưa có thành viên.",
                    ),
                ),
                with_paper=f"(Kèm theo Giấy mời số {number or '……/GM'} {day_line(dated)})",
            ),
        ),
    )


def _sample(head: Letterhead, long: bool) -> Paper:
    role = "Trưởng phòng Tổ chức cán bộ, Thư ký"
    members = [("Đại tá Trịnh Quốc Bảo", "Giám đốc, Chủ tịch"), ("Thượng tá Y Čuôr Ŏng", role)]
    return _paper(
        council_head(head, "Hội đồng thi đua, khen thưởng Công an tỉnh"),
        council="Hội đồng thi đua, khen thưởng Công an tỉnh",
        number="08/GM-HĐTĐKT",
        round="Tổng kết công tác năm 2025",
        starts=datetime(2026, 1, 8, 8, 0, tzinfo=timezone.get_default_timezone()),
        place="Phòng họp số 1",
        chair="Đại tá Trịnh Quốc Bảo, Giám đốc, Chủ tịch",
        agenda=["Đơn vị quyết thắng: 05 đề nghị", "Chiến sĩ thi đua cơ sở: 42 đề nghị"] * (4 if long else 1),
        members=members * (20 if long else 1),
        signature=Signature(
            signing_lines(Capacity.FOR_COLLECTIVE, "Hội đồng", "Chủ tịch"), "Đại tá Trịnh Quốc Bảo"
        ),
        dated=date(2026, 1, 5),
    )


INVITATION = PaperKind("giay-moi-hop-hoi-dong", "Giấy mời họp Hội đồng", _sample)
