"""Bản đăng ký thi đua of a unit and of one officer; the list of registered sáng kiến."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from vinhdanh.access.models import Account
from vinhdanh.awards.catalogue import in_order, is_title
from vinhdanh.documents.paper import (
    Align,
    Block,
    Column,
    Facts,
    Heading,
    Letterhead,
    Paper,
    Paragraph,
    Signature,
    Signatures,
    Table,
)
from vinhdanh.documents.words import two_digits
from vinhdanh.movements.models import Commitment, RegistrationSheet
from vinhdanh.movements.selectors.registration import Line
from vinhdanh.movements.types.registration import OPEN, figure_words, title_name
from vinhdanh.people.folding import fold
from vinhdanh.people.models import Unit
from vinhdanh.people.papers.kinds import PaperKind
from vinhdanh.people.papers.letterheads import letterhead_of
from vinhdanh.people.papers.pieces import HEAD, TURN, may_leave, numbered, sample_rows, signature_of

WORKS = ("sang kien", "de tai", "giai phap")  # folded words of a commitment that names one


@dataclass(frozen=True, slots=True)
class Registered:
    """What one subject registers: codes of honours, and commitments as (text, unit of measure, figure)."""

    name: str
    post: str = ""
    honours: tuple[str, ...] = ()
    promises: tuple[tuple[str, str, str], ...] = ()
    number: str = ""  # số hiệu, for who may be taken out

    def of(self, *, titles: bool) -> str:
        """Its emulation titles, or else its commendations, in words."""
        return "; ".join(title_name(code) for code in self.honours if is_title(code) is titles)


@dataclass(frozen=True, slots=True, kw_only=True)
class Registering:
    """A unit's sheet: its own line, its officers', who has none."""

    unit: str
    above: str
    year: int
    own: Registered
    officers: Sequence[Registered]
    missing: int = 0
    version: int = 1
    sent: date | None = None
    draft: bool = False
    notes: tuple[Block, ...] = field(default=())


def sheet_paper(actor: Account, sheet: RegistrationSheet, lines: Sequence[Line]) -> Paper:
    """A unit's registration: its own titles, and those of its officers whom the actor may take out."""
    return _sheet(letterhead_of(sheet.unit), _registering(actor, sheet, lines))


def works_paper(actor: Account, sheet: RegistrationSheet, lines: Sequence[Line]) -> Paper:
    """The sáng kiến and đề tài that commitments of the sheet name."""
    return _works(letterhead_of(sheet.unit), _registering(actor, sheet, lines))


def line_paper(sheet: RegistrationSheet, line: Line) -> Paper:
    """One subject's registration, to be signed by him and confirmed by his head."""
    return _line(letterhead_of(sheet.unit), sheet.unit.name, sheet.year, _registered(line))


def _registering(actor: Account, sheet: RegistrationSheet, lines: Sequence[Line]) -> Registering:
    own = next((one for one in lines if one.subject == sheet.unit), Line(sheet.unit))
    people = [one for one in lines if not isinstance(one.subject, Unit) and not one.elsewhere]
    told = [_registered(one) for one in people if one.titles or one.commitments]
    officers, notes = may_leave(actor, told, lambda one: one.number)
    return Registering(
        unit=sheet.unit.name,
        above=sheet.unit.parent.name if sheet.unit.parent else "",
        year=sheet.year,
        own=_registered(own),
        officers=officers,
        missing=sum(not one.titles and not one.away for one in people),
        version=sheet.version,
        sent=sheet.sent,
        draft=sheet.state in OPEN,
        notes=notes,
    )


def _registered(line: Line) -> Registered:
    subject = line.subject
    if isinstance(subject, Unit):
        return Registered(subject.name, "", tuple(in_order(line.titles)), _promises(line.commitments))
    name = f"{subject.rank} {subject.name}".strip()
    post = line.post.title if line.post else ""
    return Registered(name, post, tuple(in_order(line.titles)), _promises(line.commitments), subject.number)


def _promises(found: Sequence[Commitment]) -> tuple[tuple[str, str, str], ...]:
    return tuple((one.text, one.measure, figure_words(one.value)) for one in found)


# ---- the papers -----------------------------------------------------------------------------------


def _sheet(head: Letterhead, sheet: Registering) -> Paper:
    officers = [
        (one.name, one.post, one.of(titles=True) or "–", one.of(titles=False) or "–")
        for one in sheet.officers
    ]
    columns = (
        TURN,
        Column("Họ và tên", 2.6),
        Column("Chức vụ", 2),
        Column("Danh hiệu thi đua", 2.6),
        Column("Hình thức khen thưởng", 2.4),
    )
    counts = Counter(code for one in sheet.officers for code in one.honours)
    sums = "; ".join(f"{title_name(code)}: {two_digits(counts[code])}" for code in in_order(counts))
    missing = f" Chưa đăng ký: {two_digits(sheet.missing)} người." if sheet.missing else ""
    body: list[Block] = [
        Heading("I. Tập thể"),
        Facts(
            (
                ("Danh hiệu thi đua", sheet.own.of(titles=True)),
                ("Hình thức khen thưởng", sheet.own.of(titles=False)),
            )
        ),
        *_promised(sheet.own),
        Heading("II. Cá nhân"),
        Table(columns, numbered(officers), empty="Chưa có cá nhân nào đăng ký."),
        *sheet.notes,
        Paragraph(f"Cộng {two_digits(len(officers))} cá nhân{f' ({sums})' if sums else ''}.{missing}"),
    ]
    again = f" (bản bổ sung lần {sheet.version - 1})" if sheet.version > 1 else ""
    return Paper(
        title=f"Đăng ký thi đua năm {sheet.year}, {sheet.unit}",
        letterhead=head,
        dated=sheet.sent,
        kind="BẢN ĐĂNG KÝ THI ĐUA",
        about=f"Năm {sheet.year}{again}",
        addressed_to=(sheet.above,) if sheet.above else (),
        body=tuple(body),
        signature=signature_of(),
        sent_to=("Như trên", "Lưu: VT") if sheet.above else (),
        mark="DỰ THẢO" if sheet.draft else "",
    )


def _promised(one: Registered) -> tuple[Block, ...]:
    """The commitments of one subject; nothing where there are none."""
    if not one.promises:
        return ()
    columns = (TURN, Column("Nội dung, chỉ tiêu phấn đấu", 4), Column("Đơn vị tính", 1.2))
    return (Table((*columns, Column("Mức", 1, Align.RIGHT)), numbered(one.promises)),)


def _line(head: Letterhead, unit: str, year: int, one: Registered) -> Paper:
    body: tuple[Block, ...] = (
        Facts(
            (
                ("Họ và tên" if one.number else "Tập thể", one.name),
                *((("Số hiệu", one.number), ("Chức vụ", one.post)) if one.number else ()),
                ("Đơn vị", unit),
            )
        ),
        Heading("1. Danh hiệu, hình thức đăng ký"),
        Facts(
            (
                ("Danh hiệu thi đua", one.of(titles=True)),
                ("Hình thức khen thưởng", one.of(titles=False)),
            )
        ),
        Heading("2. Nội dung, chỉ tiêu phấn đấu"),
        *(_promised(one) or (Facts((("Nội dung, chỉ tiêu", ""),)),)),
    )
    signer = Signature(
        ("NGƯỜI ĐĂNG KÝ",) if one.number else ("ĐẠI DIỆN TẬP THỂ",), one.name if one.number else ""
    )
    return Paper(
        title=f"Đăng ký thi đua năm {year}, {one.name}",
        letterhead=head,
        kind="BẢN ĐĂNG KÝ THI ĐUA",
        about=f"{'Cá nhân' if one.number else 'Tập thể'}, năm {year}",
        body=body,
        signatures=Signatures((Signature(("XÁC NHẬN CỦA", HEAD.upper())), signer)),
    )


def _works(head: Letterhead, sheet: Registering) -> Paper:
    rows = [
        (one.name, one.post, one.of(titles=True) or "–", text, "")
        for one in (sheet.own, *sheet.officers)
        for text, _, _ in one.promises
        if any(word in fold(text) for word in WORKS)
    ]
    columns = (
        TURN,
        Column("Tác giả", 2.4),
        Column("Chức vụ", 1.8),
        Column("Danh hiệu đăng ký", 2.2),
        Column("Tên đề tài, sáng kiến", 3.6),
        Column("Lĩnh vực", 1.4),
    )
    return Paper(
        title=f"Đăng ký đề tài, sáng kiến năm {sheet.year}, {sheet.unit}",
        letterhead=head,
        dated=sheet.sent,
        kind="DANH SÁCH",
        about=f"Đăng ký đề tài, sáng kiến năm {sheet.year}",
        body=(
            Table(columns, numbered(rows), empty="Chưa có cam kết nào ghi đề tài, sáng kiến."),
            *sheet.notes,
        ),
        signature=signature_of(),
        landscape=True,
        mark="DỰ THẢO" if sheet.draft else "",
    )


# ---- samples --------------------------------------------------------------------------------------


def _sampled(long: bool) -> Registering:
    post = "Phó Đội trưởng"
    if long:
        post += " phụ trách Đội Xây dựng phong trào toàn dân bảo vệ an ninh Tổ quốc, Phó Bí thư chi bộ"
    promises = (
        ("Hoàn thành nhiệm vụ được giao, đúng hạn", "%", "100"),
        ("Sáng kiến: rút ngắn thời gian cấp căn cước lưu động tại các bản xa", "sáng kiến", "1"),
    )
    officers = [
        Registered("Thiếu tá Nguyễn Văn Hòa", post, ("CSTT", "CSTD_CS"), promises, "000-001"),
        Registered("Đại úy Y Bhiông Niê Kđăm", "Cán bộ", ("CSTT",), (), "000-002"),
    ]
    return Registering(
        unit="Phòng Tổ chức cán bộ",
        above="Công an tỉnh Sơn Hà",
        year=2026,
        own=Registered("Phòng Tổ chức cán bộ", "", ("DVQT",), promises),
        officers=sample_rows(officers, long),
        missing=0 if long else 1,
        sent=date(2026, 1, 20),
    )


def _sheet_sample(head: Letterhead, long: bool) -> Paper:
    return _sheet(replace(head, place=head.place or "Sơn Hà"), _sampled(long))


def _line_sample(head: Letterhead, long: bool) -> Paper:
    one = _sampled(long).officers[0]
    return _line(head, "Phòng Tổ chức cán bộ", 2026, replace(one, promises=one.promises * (8 if long else 1)))


def _works_sample(head: Letterhead, long: bool) -> Paper:
    return _works(replace(head, place=head.place or "Sơn Hà"), _sampled(long))


REGISTRATION = PaperKind("dang-ky-thi-dua", "Bản đăng ký thi đua của đơn vị", _sheet_sample)
OWN_REGISTRATION = PaperKind("dang-ky-ca-nhan", "Bản đăng ký thi đua của cá nhân", _line_sample)
WORKS_REGISTRATION = PaperKind("dang-ky-sang-kien", "Danh sách đăng ký đề tài, sáng kiến", _works_sample)
