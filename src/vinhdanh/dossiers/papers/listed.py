"""Those who are proposed, as the lists on paper name them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from vinhdanh.awards.catalogue import honour_name, is_title
from vinhdanh.awards.types import RecipientKind
from vinhdanh.documents.paper import Align, Column, Row, Signature, Table
from vinhdanh.documents.words import roman, two_digits
from vinhdanh.dossiers.models import PartVersion, Proposal
from vinhdanh.dossiers.types.parts import PartKind
from vinhdanh.people.models import Post, Unit, YearRating

GROUPS = {RecipientKind.UNIT: "tập thể", RecipientKind.HOUSEHOLD: "hộ gia đình"}


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody who is proposed: what a line about him says."""

    group: str  # tập thể, cá nhân, hộ gia đình
    name: str  # with the rank before it
    honour: str  # the honour's code
    born: str = ""  # the year
    post: str = ""
    place: str = ""
    rating: str = ""
    votes: str = ""
    deeds: str = ""


def listed(proposals: Sequence[Proposal]) -> list[Listed]:
    """The proposals as lines, in the same order, by four queries."""
    people = [one.person_id for one in proposals if one.person_id]
    posts = _posts(people)
    ratings = _ratings(proposals)
    texts = _parts(proposals)
    return [
        Listed(
            GROUPS.get(one.kind, "cá nhân"),
            ranked(one.subject),
            one.honour,
            f"{one.person.born.year}" if one.person and one.person.born else "",
            posts.get(one.person_id or 0, ""),
            place_of(one),
            ratings.get((one.person_id, one.collective_id, one.year), ""),
            votes_words(texts.get((one.pk, PartKind.MINUTES))),
            str((texts.get((one.pk, PartKind.SUMMARY)) or {}).get("text", "")) or one.achievement,
        )
        for one in proposals
    ]


def ranked(subject: object) -> str:
    """A name with the rank before it: «Thiếu tá Nguyễn Văn Hòa»."""
    return f"{getattr(subject, 'rank', '')} {subject}".strip()


def place_of(proposal: Proposal) -> str:
    """Where somebody serves: team and unit; the unit alone where it is its own team."""
    own = proposal.collective
    names = [unit.name for unit in (proposal.place, proposal.unit) if unit != own]
    return ", ".join(dict.fromkeys(names))


def votes_words(minutes: dict[str, object] | None) -> str:
    """«11/11 (100%)»: votes in favour of those who were present; nothing without minutes."""
    if not minutes or not minutes.get("present"):
        return ""
    present, said = int(str(minutes["present"])), int(str(minutes["in_favour"]))
    return f"{said}/{present} ({percent(said, present)})"


def percent(part: int, whole: int) -> str:
    """A share with one decimal at most: «90,9%»; a dash of nothing."""
    return f"{100 * part / whole:.1f}".removesuffix(".0").replace(".", ",") + "%" if whole else "–"


def _posts(people: Iterable[int]) -> dict[int, str]:
    """Person → his main post of today, the last one of who has left."""
    held = Post.objects.standing(timezone.localdate()).filter(person__in=people)
    return {one.person_id: one.title or one.grade_label for one in held}


def _ratings(proposals: Sequence[Proposal]) -> dict[tuple[int | None, int | None, int], str]:
    years = {one.year for one in proposals}
    rows = YearRating.objects.filter(year__in=years, level__isnull=False)
    people = {one.person_id for one in proposals if one.person_id}
    units = {one.collective_id for one in proposals if one.collective_id}
    found = [*rows.filter(person__in=people), *rows.filter(unit__in=units)]
    return {(one.person_id, one.unit_id, one.year): one.get_level_display() for one in found}


def _parts(proposals: Sequence[Proposal]) -> dict[tuple[int, str], dict[str, object]]:
    """(proposal, part) → the newest content of minutes and summary."""
    kinds = (PartKind.MINUTES, PartKind.SUMMARY)
    rows = PartVersion.objects.filter(proposal__in=proposals, part__in=kinds).order_by("number")
    return {(one.proposal_id, one.part): one.content for one in rows}


# ---- a unit's head ----------------------------------------------------------------------------------


def head_signature(unit: Unit, day: date | None = None, note: str = "") -> Signature:
    """Whoever leads the unit on a day; without a record of him the post alone."""
    post = _led_by(unit, day)
    if post is None:
        return Signature(("THỦ TRƯỞNG ĐƠN VỊ",), note=note)
    return Signature(((post.title or "Thủ trưởng đơn vị").upper(),), ranked(post.person), note)


def confirming(proposal: Proposal) -> tuple[Signature, bool]:
    """Who confirms what a dossier says, and whether he is of the unit: nobody confirms about himself.

    For the head of the unit, and for the unit itself, it is the head of the unit above.
    """
    unit = proposal.unit
    post = _led_by(unit)
    about_himself = post is not None and post.person_id == proposal.person_id
    if about_himself or proposal.collective_id == unit.pk:
        return (head_signature(unit.parent) if unit.parent else Signature(("THỦ TRƯỞNG ĐƠN VỊ",))), False
    return head_signature(unit), True


def _led_by(unit: Unit, day: date | None = None) -> Post | None:
    led = Post.objects.on(day or timezone.localdate()).filter(unit=unit, leads=True)
    return led.order_by("-main", "start").select_related("person").first()


# ---- people under secrecy ---------------------------------------------------------------------------


def left_out(proposals: Sequence[Proposal], secret: Collection[object]) -> tuple[list[Proposal], int]:
    """The proposals without those about the people of these numbers, and how many people that were."""
    kept = [one for one in proposals if one.person is None or one.person.number not in secret]
    gone = {one.person_id for one in proposals} - {one.person_id for one in kept}
    return kept, len(gone)


# ---- the list ---------------------------------------------------------------------------------------

_COLUMNS = (
    Column("STT", 0.65, Align.CENTRE),
    Column("Họ và tên, tập thể", 2.5),
    Column("Năm sinh", 0.75, Align.CENTRE),
    Column("Chức vụ, đơn vị", 3),
    Column("Mức xếp loại năm", 1.35),
    Column("Phiếu bình xét", 1, Align.CENTRE),
    Column("Tóm tắt thành tích", 4.4),
)


def honour_words(code: str, *, police: bool) -> str:
    """«danh hiệu “Chiến sĩ thi đua cơ sở”», «Giấy khen»."""
    name = honour_name(code, police=police)
    return f"danh hiệu “{name}”" if is_title(code) else name


def counts_words(rows: Iterable[Listed]) -> str:
    """«02 tập thể, 35 cá nhân»."""
    counts: dict[str, int] = {}
    for one in rows:
        counts[one.group] = counts.get(one.group, 0) + 1
    order = ("tập thể", "hộ gia đình", "cá nhân")
    return ", ".join(f"{two_digits(counts[group])} {group}" for group in order if group in counts)


def by_honour(rows: Iterable[Listed]) -> dict[str, list[Listed]]:
    """The lines of each honour, in the order in which they come."""
    groups: dict[str, list[Listed]] = {}
    for one in rows:
        groups.setdefault(one.honour, []).append(one)
    return groups


def summary_table(rows: Sequence[Listed], *, police: bool) -> Table:
    """Trích ngang: a part for each honour, numbered within it."""
    told: list[Row] = []
    for at, (code, group) in enumerate(by_honour(rows).items(), 1):
        told.append(
            Row((f"{roman(at)}. {honour_name(code, police=police)}: {counts_words(group)}",), bold=True)
        )
        told += [
            Row(
                (
                    str(place),
                    one.name,
                    one.born,
                    ", ".join(filter(None, (one.post, one.place))),
                    one.rating,
                    one.votes,
                    one.deeds,
                )
            )
            for place, one in enumerate(group, 1)
        ]
    return Table(_COLUMNS, tuple(told), empty="Không có đề nghị nào.")


# ---- fictitious lines -------------------------------------------------------------------------------

SAMPLE = (
    Listed(
        "tập thể",
        "Đội Chính sách",
        "DVQT",
        place="Phòng Tổ chức cán bộ",
        rating="Hoàn thành xuất sắc nhiệm vụ",
        votes="11/11 (100%)",
        deeds="Dẫn đầu phong trào thi đua của phòng; 03 sáng kiến được công nhận.",
    ),
    Listed(
        "cá nhân",
        "Thiếu tá Nguyễn Văn Hòa",
        "CSTD_CS",
        "1984",
        "Đội trưởng",
        "Đội Chính sách, Phòng Tổ chức cán bộ",
        "Hoàn thành xuất sắc nhiệm vụ",
        "11/11 (100%)",
        "Phụ trách 23 lớp tập huấn với 2.418 lượt người; sáng kiến số hóa hồ sơ rút 60% thời gian xử lý.",
    ),
    Listed(
        "cá nhân",
        "Đại úy H’Hen Niê Ƀhok Êban",
        "CSTT",
        "1991",
        "Cán bộ",
        "Đội Đào tạo, Phòng Tổ chức cán bộ",
        "Hoàn thành tốt nhiệm vụ",
        "10/11 (90,9%)",
        "Trực tiếp giải quyết 312 lượt chế độ chính sách, không có đơn thư.",
    ),
)
LONG_POST = "Phó Đội trưởng phụ trách kiêm Ủy viên Ban Chấp hành Công đoàn, Bí thư Chi đoàn cơ sở"


def sample_lines(long: bool) -> list[Listed]:
    """Three lines, or five hundred with long names and posts."""
    if not long:
        return list(SAMPLE)
    names = ("Thượng tá Nguyễn Hoàng Phước Thiện Bảo Ngọc", "Y Čuôr Ŏng", "Thiếu tá Rơ Châm H’Ưn")
    deeds = f"{SAMPLE[1].deeds} {SAMPLE[2].deeds}"
    return [
        Listed("cá nhân", names[at % 3], "CSTT", "1984", LONG_POST, SAMPLE[1].place, SAMPLE[1].rating,
               "10/11 (90,9%)", deeds if at % 5 == 0 else SAMPLE[2].deeds)
        for at in range(500)
    ]  # fmt: skip
