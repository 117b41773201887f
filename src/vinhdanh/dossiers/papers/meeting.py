"""Biên bản bình xét của đơn vị: one meeting, with the votes that it gave to every proposal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from vinhdanh.awards.catalogue import honour_name
from vinhdanh.documents.paper import (
    Align,
    Block,
    Column,
    Facts,
    Heading,
    Letterhead,
    Paper,
    Paragraph,
    Row,
    Signature,
    Signatures,
    Table,
)
from vinhdanh.documents.words import roman, two_digits
from vinhdanh.dossiers.models import PartVersion, Proposal, ReviewRound
from vinhdanh.dossiers.papers.listed import (
    SAMPLE,
    Listed,
    by_honour,
    counts_words,
    listed,
    percent,
    sample_lines,
)
from vinhdanh.dossiers.types.parts import PartKind
from vinhdanh.people.models import Unit
from vinhdanh.people.papers.kinds import PaperKind
from vinhdanh.people.papers.letterheads import letterhead_of
from vinhdanh.people.papers.secrecy import left_out_note


@dataclass(frozen=True, slots=True)
class Met:
    """A meeting, as the dossiers that it considered name it."""

    number: str
    on: date
    strength: int
    present: int
    chair: str
    secretary: str

    @property
    def words(self) -> str:
        """«Biên bản bình xét số 12/BB ngày 01/12/2025»."""
        number = f" số {self.number}" if self.number else ""
        return f"Biên bản bình xét{number} ngày {self.on:%d/%m/%Y}"

    @property
    def key(self) -> str:
        """Its name in addresses; of two meetings of one day the number and the chair tell them apart."""
        return f"{self.on:%Y-%m-%d}~{self.number}~{self.chair}"


@dataclass(frozen=True, slots=True)
class Votes:
    """What a meeting voted on one proposal."""

    in_favour: int
    against: int
    blank: int


def held(proposals: Sequence[Proposal]) -> dict[Met, list[tuple[Proposal, Votes]]]:
    """The meetings that the newest minutes of these dossiers name, with their votes, the newest first."""
    rows = PartVersion.objects.filter(proposal__in=proposals, part=PartKind.MINUTES).order_by("number")
    newest = {row.proposal_id: row.content for row in rows}
    found: dict[Met, list[tuple[Proposal, Votes]]] = {}
    for one in proposals:
        if (said := newest.get(one.pk)) is not None:
            met = Met(
                said.get("number", ""),
                date.fromisoformat(said["on"]),
                said["strength"],
                said["present"],
                said["chair"],
                said["secretary"],
            )
            votes = Votes(said["in_favour"], said["against"], said["blank"])
            found.setdefault(met, []).append((one, votes))
    return dict(sorted(found.items(), key=lambda pair: (pair[0].on, pair[0].number), reverse=True))


def meetings_of(proposals: Sequence[Proposal]) -> list[Met]:
    """The meetings that voted on these proposals, the newest first."""
    return list(held(proposals))


def meeting_paper(
    round: ReviewRound,
    unit: Unit,
    met: Met,
    voted: Sequence[tuple[Proposal, Votes]],
    *,
    hidden: int = 0,
) -> Paper:
    """The minutes of a meeting; a team's own has the team's letterhead.

    Args:
        hidden: people under secrecy who are not in the list.
    """
    places = {one.place_id: one.place for one, _ in voted}
    place = next(iter(places.values())) if len(places) == 1 else unit
    rows = listed([one for one, _ in voted])
    return _paper(
        letterhead_of(place),
        met,
        about=f"Bình xét, đề nghị khen thưởng: {round}",
        place=place.name,
        rows=list(zip(rows, (votes for _, votes in voted), strict=True)),
        hidden=hidden,
        police=round.unit.force == "police",
    )


_COLUMNS = (
    Column("STT", 0.7, Align.CENTRE),
    Column("Họ và tên, tập thể", 2.6),
    Column("Chức vụ, đơn vị", 2.6),
    Column("Mức xếp loại năm", 1.6),
    Column("Đồng ý", 1, Align.CENTRE),
    Column("Không đồng ý", 1, Align.CENTRE),
    Column("Phiếu trắng", 0.9, Align.CENTRE),
    Column("Tỷ lệ", 1, Align.CENTRE),
)


def _paper(
    head: Letterhead,
    met: Met,
    *,
    about: str,
    place: str,
    rows: Sequence[tuple[Listed, Votes]],
    hidden: int,
    police: bool = True,
) -> Paper:
    absent = met.strength - met.present
    present = f"Có mặt {two_digits(met.present)} trong {two_digits(met.strength)} người"
    away: list[Block] = [Paragraph(f"{present}; vắng: không.")]
    if absent > 0:
        away = [Paragraph(f"{present}."), Facts(((f"Vắng {two_digits(absent)} người (họ tên, lý do)", ""),))]
    body: list[Block] = [
        Paragraph(f"Hôm nay, ngày {met.on:%d/%m/%Y}, tại ………………, {place} họp bình xét khen thưởng."),
        Heading("I. Thành phần"),
        Paragraph(f"Chủ trì: {met.chair}. Thư ký: {met.secretary}."),
        *away,
        Heading("II. Nội dung"),
        Paragraph(
            "Chủ trì nêu tiêu chuẩn, điều kiện; từng tập thể, cá nhân báo cáo thành tích; cuộc họp góp ý, "
            "bỏ phiếu. Tỷ lệ tính trên số người có mặt."
        ),
        Heading("III. Kết quả"),
        _votes(met, rows, police=police),
        *left_out_note(hidden),
    ]
    if rows and not hidden and all(votes.in_favour == met.present for _, votes in rows):
        body.append(Paragraph(f"Cuộc họp nhất trí 100% ({met.present}/{met.present}) với các đề nghị trên."))
    body.append(
        Paragraph("Cuộc họp kết thúc lúc ……… cùng ngày; biên bản đã đọc cho mọi người cùng nghe, nhất trí.")
    )
    return Paper(
        title=met.words,
        letterhead=head,
        number=met.number or None,
        dated=met.on,
        kind="BIÊN BẢN",
        about=about,
        body=tuple(body),
        signatures=Signatures((Signature(("THƯ KÝ",), met.secretary), Signature(("CHỦ TRÌ",), met.chair))),
    )


def _votes(met: Met, rows: Sequence[tuple[Listed, Votes]], *, police: bool) -> Table:
    told: list[Row] = []
    votes = {id(one): said for one, said in rows}
    for at, (code, group) in enumerate(by_honour(one for one, _ in rows).items(), 1):
        name = honour_name(code, police=police)
        told.append(Row((f"{roman(at)}. {name}: {counts_words(group)}",), bold=True))
        for place, one in enumerate(group, 1):
            said = votes[id(one)]
            told.append(
                Row(
                    (
                        str(place),
                        one.name,
                        ", ".join(filter(None, (one.post, one.place))),
                        one.rating,
                        f"{said.in_favour}/{met.present}",
                        str(said.against),
                        str(said.blank),
                        percent(said.in_favour, met.present),
                    )
                )
            )
    return Table(_COLUMNS, tuple(told), empty="Không có đề nghị nào.")


def _sample(head: Letterhead, long: bool) -> Paper:
    met = Met("12/BB-PX01", date(2025, 12, 1), 31, 29 if long else 31, "Đỗ Đức Hòa", "Lê Thị Ánh")
    rows = sample_lines(True)[:80] if long else SAMPLE
    return _paper(
        head,
        met,
        about="Bình xét, đề nghị khen thưởng: Tổng kết công tác năm 2025",
        place="Phòng Tổ chức cán bộ",
        rows=[
            (one, Votes(met.present - at % 3, at % 3 - at % 3 // 2, at % 3 // 2))
            for at, one in enumerate(rows)
        ]
        if long
        else [(one, Votes(31, 0, 0)) for one in rows],
        hidden=1 if long else 0,
    )


MEETING = PaperKind("bien-ban-binh-xet", "Biên bản bình xét của đơn vị", _sample)
