"""Thông báo of a round: its calendar for the units, and how it came out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from vinhdanh.awards.catalogue import honour_name
from vinhdanh.awards.types import GivenBy
from vinhdanh.documents.paper import (
    Align,
    Block,
    Column,
    Heading,
    Letterhead,
    Paper,
    Paragraph,
    Row,
    Signature,
    Table,
)
from vinhdanh.documents.words import roman
from vinhdanh.dossiers.models import Proposal, ReviewRound
from vinhdanh.dossiers.papers.listed import (
    LONG_POST,
    SAMPLE,
    Listed,
    by_honour,
    counts_words,
    head_signature,
    listed,
)
from vinhdanh.dossiers.papers.register import decisions_of
from vinhdanh.dossiers.stages import ENDS, ON_PATH, Stage
from vinhdanh.people.models import Unit
from vinhdanh.people.papers.kinds import PaperKind
from vinhdanh.people.papers.letterheads import letterhead_of
from vinhdanh.people.papers.secrecy import left_out_note

Step = tuple[str, str, str]  # stage, until when, on what ground
Considered = tuple[str, str, str]  # honour, by whom it is given, how many at most


# ---- the calendar -----------------------------------------------------------------------------------


def calendar_paper(round: ReviewRound) -> Paper:
    """The notice of a round: what is considered, who proposes, until when each step."""
    police = round.unit.force == "police"
    steps = sorted(round.steps.all(), key=lambda one: ON_PATH.index(Stage(one.stage)))
    return _calendar(
        letterhead_of(round.unit),
        round=str(round),
        year=round.year,
        agency=round.unit.name,
        document=round.document,
        opened=round.opened,
        honours=[
            (
                honour_name(one.honour, police=police),
                GivenBy(one.level).label,
                f"{one.quota} ({one.quota_ground})" if one.quota is not None else "không đặt số lượng",
            )
            for one in round.honours.all()
        ],
        steps=[(one.get_stage_display(), _until(one.due, one.hours), one.ground) for one in steps],
        units=[one.unit.name for one in round.units.select_related("unit")],
        signature=head_signature(round.unit),
    )


def _until(due: date | None, hours: int | None) -> str:
    if hours:
        return f"trong {hours} giờ từ lúc nhận hồ sơ"
    return f"{due:%d/%m/%Y}" if due else "–"


def _calendar(
    head: Letterhead,
    *,
    round: str,
    year: int,
    agency: str,
    document: str,
    opened: date | None,
    honours: Sequence[Considered],
    steps: Sequence[Step],
    units: Sequence[str],
    signature: Signature,
) -> Paper:
    ground = f"Thực hiện {document}, {agency}" if document else agency
    body: list[Block] = [
        Paragraph(f"{ground} thông báo lịch xét khen thưởng ({round}) như sau:"),
        Heading("1. Danh hiệu, hình thức xét trong đợt"),
        Table(
            (Column("Danh hiệu, hình thức", 3), Column("Cấp tặng", 1.6), Column("Số lượng tối đa", 2.4)),
            tuple(Row(one) for one in honours),
        ),
        Heading("2. Các bước và thời hạn"),
        Table(
            (Column("Bước", 2), Column("Hạn", 1.6, Align.CENTRE), Column("Căn cứ, ghi chú", 3)),
            tuple(Row((stage, until, why or "–")) for stage, until, why in steps),
        ),
        Heading("3. Đơn vị đề nghị"),
        Paragraph(f"{len(units)} đơn vị: {'; '.join(units)}." if units else "Chưa có đơn vị nào trong đợt."),
        Paragraph("Đề nghị thủ trưởng các đơn vị tổ chức thực hiện đúng thời hạn./."),
    ]
    return Paper(
        title=f"Thông báo lịch xét khen thưởng: {round}",
        letterhead=head,
        number="……",
        dated=opened,
        kind="THÔNG BÁO",
        about=f"Lịch xét khen thưởng năm {year}",
        body=tuple(body),
        signature=signature,
        sent_to=("Các đơn vị đề nghị", "Lưu: VT"),
    )


# ---- the outcome ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a proposal came out, or where it still is."""

    line: Listed
    words: str
    why: str = ""


def outcomes(proposals: Sequence[Proposal]) -> list[Outcome]:
    """Of each proposal its end with the reason that was given; of an open one its step."""
    moves = {
        one.pk: next(iter(sorted(one.moves.all(), key=lambda move: -move.pk)), None) for one in proposals
    }
    decided = decisions_of([one for one in proposals if one.stage == Stage.DECIDED])
    found = []
    for one, line in zip(proposals, listed(proposals), strict=True):
        last = moves[one.pk]
        ended = Stage(one.stage) in ENDS
        words = one.get_stage_display() if ended else f"Đang xét: {one.get_stage_display().lower()}"
        why = last.why if ended and last else ""
        found.append(Outcome(line, words, decided.get(one.pk) or why))
    return found


def outcome_paper(
    round: ReviewRound, issuer: Unit, proposals: Sequence[Proposal], *, hidden: int = 0
) -> Paper:
    """The notice of how a round came out for the proposals given; ``hidden``: people under secrecy."""
    order = {one.honour: at for at, one in enumerate(round.honours.all())}
    rows = sorted(proposals, key=lambda one: (order.get(one.honour, 99), one.unit.path, one.position, one.pk))
    return _outcome(
        letterhead_of(issuer),
        round=str(round),
        agency=issuer.name,
        rows=outcomes(rows),
        hidden=hidden,
        closed=round.closed,
        signature=head_signature(issuer),
        police=round.unit.force == "police",
    )


_COLUMNS = (
    Column("STT", 0.7, Align.CENTRE),
    Column("Họ và tên, tập thể", 2.6),
    Column("Đơn vị", 2.8),
    Column("Kết quả", 1.7),
    Column("Quyết định, lý do", 3),
)


def _outcome(
    head: Letterhead,
    *,
    round: str,
    agency: str,
    rows: Sequence[Outcome],
    hidden: int,
    closed: date | None,
    signature: Signature,
    police: bool = True,
) -> Paper:
    by_line = {id(one.line): one for one in rows}
    told: list[Row] = []
    for at, (code, group) in enumerate(by_honour(one.line for one in rows).items(), 1):
        name = honour_name(code, police=police)
        told.append(Row((f"{roman(at)}. {name}: {counts_words(group)}",), bold=True))
        for place, line in enumerate(group, 1):
            one = by_line[id(line)]
            told.append(Row((str(place), line.name, line.place, one.words, one.why)))
    decided = sum(one.words == Stage.DECIDED.label for one in rows)
    body: list[Block] = [
        Paragraph(
            f"{agency} thông báo kết quả xét khen thưởng ({round}): {decided} trong {len(rows)} đề nghị "
            "đã có quyết định."
        ),
        Table(_COLUMNS, tuple(told), empty="Không có đề nghị nào."),
        *left_out_note(hidden),
    ]
    return Paper(
        title=f"Thông báo kết quả xét khen thưởng: {round}",
        letterhead=head,
        number="……",
        dated=closed,
        kind="THÔNG BÁO",
        about=f"Kết quả xét khen thưởng: {round}",
        body=tuple(body),
        signature=signature,
        sent_to=("Các đơn vị đề nghị", "Lưu: VT"),
    )


# ---- fictitious data --------------------------------------------------------------------------------

_SIGNED = Signature(("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), "Đại tá Lê Hoài Sơn")


def _sample_calendar(head: Letterhead, long: bool) -> Paper:
    units = ["Phòng Tổ chức cán bộ", "Phòng Hậu cần", "Công an phường Suối Tiên"]
    return _calendar(
        head,
        round="Tổng kết công tác năm 2025",
        year=2025,
        agency="Công an tỉnh Sơn Hà",
        document="Kế hoạch số 12/KH-CAT ngày 05/11/2025",
        opened=date(2025, 11, 10),
        honours=[
            ("Chiến sĩ tiên tiến", "Cấp cơ sở", "không đặt số lượng"),
            ("Chiến sĩ thi đua cơ sở", "Cấp cơ sở", "15 (Quy chế xét tặng của cơ quan)"),
        ],
        steps=[
            ("Bình xét ở đội", "24/11/2025", "Kế hoạch số 12/KH-CAT"),
            ("Đơn vị trình", "03/12/2025", ""),
            ("Thẩm định", "trong 72 giờ từ lúc nhận hồ sơ", LONG_POST if long else ""),
        ],
        units=units * 20 if long else units,
        signature=_SIGNED,
    )


def _sample_outcome(head: Letterhead, long: bool) -> Paper:
    ends = (
        ("Đã có quyết định", "Quyết định số 05/QĐ-CAT ngày 08/01/2026"),
        ("Không được chọn", "Hội đồng biểu quyết 8/11, cần 9/11."),
    )
    return _outcome(
        head,
        round="Tổng kết công tác năm 2025",
        agency="Công an tỉnh Sơn Hà",
        rows=[
            Outcome(one, *ends[at % 4 == 3])
            for at, one in enumerate([Listed(x.group, x.name, x.honour, place=x.place)
                                      for x in SAMPLE * (40 if long else 1)])
        ],
        hidden=1 if long else 0,
        closed=date(2026, 1, 15),
        signature=_SIGNED,
    )  # fmt: skip


CALENDAR = PaperKind("thong-bao-lich-xet", "Thông báo lịch xét khen thưởng", _sample_calendar)
OUTCOME = PaperKind("thong-bao-ket-qua-xet", "Thông báo kết quả xét khen thưởng", _sample_outcome)
