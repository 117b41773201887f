"""Sổ vàng, as it is printed and kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vinhdanh.access.models import Account
from vinhdanh.documents.paper import Block, Column, Letterhead, Paper, Paragraph, Row, Table, Words, bold
from vinhdanh.documents.words import two_digits
from vinhdanh.movements.models import GoldenEntry
from vinhdanh.movements.selectors.praise import GoldenRow, GoldenSearch
from vinhdanh.people.models import Unit
from vinhdanh.people.papers.kinds import PaperKind
from vinhdanh.people.papers.letterheads import letterhead_of
from vinhdanh.people.papers.pieces import TURN, may_leave, sample_rows, signature_of


@dataclass(frozen=True, slots=True)
class Written:
    """A line of the book."""

    name: str
    unit: str
    document: str
    place: str  # its number in the book
    note: str


def golden_paper(actor: Account, unit: Unit, search: GoldenSearch, rows: Sequence[GoldenRow]) -> Paper:
    """The lines of the page in the order in which they were written; people under secrecy stay out."""
    kept, notes = may_leave(actor, rows, lambda row: row.entry.person.number if row.entry.person else "")
    places = _places(kept)
    told = {str(row.entry.movement) for row in kept}
    return _paper(
        letterhead_of(unit),
        movement=next(iter(told)) if len(told) == 1 else "các phong trào thi đua",
        when=search.term.words if search.term else f"năm {search.year}",
        rows=[
            Written(
                f"{row.entry.person.rank} {row.name}".strip() if row.entry.person else row.name,
                row.unit if row.entry.person else "",
                row.entry.document or row.entry.decided_by,
                places[row.entry.pk],
                f"Đã gạch ngày {row.entry.strike.on:%d/%m/%Y}: {row.entry.strike.ground}"
                if row.struck
                else f"{row.entry.axis.name}: {row.deed}",
            )
            for row in sorted(kept, key=lambda row: row.entry.pk)
        ],
        notes=notes,
    )


def _places(rows: Sequence[GoldenRow]) -> Mapping[int, str]:
    """Key of a line → its number in its movement's book of the year: lines are only ever added to it."""
    found: dict[int, str] = {}
    for movement, year in {(row.entry.movement_id, row.entry.year) for row in rows}:
        keys = GoldenEntry.objects.filter(movement=movement, year=year).order_by("pk")
        found |= {key: two_digits(at) for at, key in enumerate(keys.values_list("pk", flat=True), 1)}
    return found


def _paper(
    head: Letterhead, *, movement: str, when: str, rows: Sequence[Written], notes: tuple[Block, ...] = ()
) -> Paper:
    columns = (
        TURN,
        Column("Họ và tên", 2.6),
        Column("Thông báo của", 2),
        Column("Vào sổ vàng số", 0.9),
        Column("Ghi chú", 3.4),
    )
    cells = tuple(
        Row((str(at), _who(one), one.document, one.place, one.note)) for at, one in enumerate(rows, 1)
    )
    what = movement[:1].lower() + movement[1:]
    return Paper(
        title=f"Sổ vàng {when}",
        letterhead=head,
        kind="SỔ VÀNG",
        about=f"Biểu dương gương điển hình trong thực hiện {what}",
        note=f"({when[:1].upper()}{when[1:]})",
        body=(
            Table(columns, cells, empty="Chưa có ai được ghi."),
            *notes,
            Paragraph(f"Cộng {two_digits(len(rows))} dòng."),
        ),
        signature=signature_of(),
    )


def _who(one: Written) -> Words:
    return (bold(one.name), f"\n{one.unit}") if one.unit else (bold(one.name),)


def _sample(head: Letterhead, long: bool) -> Paper:
    deed = "Gần dân nhất: làm căn cước lưu động tại nhà cho 46 người già yếu, tàn tật ở các bản xa"
    rows = [
        Written("Thượng úy Lê Thị An", "Công an xã Ia Đrăng", "Thông báo số 510/TB-CAT", "01", deed),
        Written("Trung tá Y Bhiông Niê Kđăm", "Phòng Tổ chức cán bộ", "Thông báo số 512/TB-CAT", "02", deed),
        Written("Công an phường Đồng Tâm", "", "Thông báo số 512/TB-CAT", "03", deed),
    ]
    return _paper(
        head,
        movement="Phong trào thi đua “Ba nhất”",
        when="tháng 10/2026",
        rows=sample_rows(rows, long),
    )


GOLDEN = PaperKind("so-vang", "Sổ vàng", _sample)
