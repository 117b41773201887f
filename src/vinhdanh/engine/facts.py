"""The facts that a verdict rests on: plain dated records, no framework.

Every record has an ``id`` that names where it came from (a database row, a cell of a
workbook): a verdict hands those ids back as its evidence.
Identifiers are opaque strings, unique within their table. Years are calendar years; a
record of a yearly fact carries the year it is *counted* for, which may differ from the
year of its decision.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from enum import IntEnum, StrEnum
from hashlib import sha256
from typing import Any


class Level(IntEnum):
    """Yearly level of fulfilment of duties (mức độ hoàn thành nhiệm vụ), person or unit."""

    FAILED = 0  # không hoàn thành nhiệm vụ
    COMPLETED = 1  # hoàn thành nhiệm vụ
    GOOD = 2  # hoàn thành tốt nhiệm vụ
    EXCELLENT = 3  # hoàn thành xuất sắc nhiệm vụ


class Unassessed(StrEnum):
    """Why a year carries no level (năm không xếp loại)."""

    MATERNITY = "maternity"  # nghỉ thai sản
    STUDY = "study"  # đi học tập trung
    INJURY = "injury"  # điều trị thương tích
    UNDER_MONTHS = "under_months"  # chưa đủ thời gian công tác trong năm
    OTHER = "other"


class Force(StrEnum):
    """Which body of law a subject stands under (lực lượng)."""

    POLICE = "police"  # Công an nhân dân: sĩ quan, hạ sĩ quan, chiến sĩ, công nhân công an
    ARMY = "army"  # Quân đội nhân dân
    MILITIA = "militia"  # dân quân thường trực, tự vệ cơ động
    CIVIL = "civil"  # cán bộ, công chức, viên chức, người lao động
    PUBLIC = "public"  # công nhân, nông dân và người khác
    GRASSROOTS = "grassroots"  # lực lượng tham gia bảo vệ ANTT ở cơ sở


class Sex(StrEnum):
    MALE = "male"
    FEMALE = "female"


class Merit(StrEnum):
    """Kind of merit (loại hình khen thưởng), Điều 8 Luật Thi đua, khen thưởng 2022."""

    CONG_TRANG = "cong_trang"
    DOT_XUAT = "dot_xuat"
    PHONG_TRAO = "phong_trao"  # phong trào thi đua, chuyên đề included
    CONG_HIEN = "cong_hien"
    NIEN_HAN = "nien_han"
    DOI_NGOAI = "doi_ngoai"


class WorkKind(StrEnum):
    """A recognised work: sáng kiến; đề tài, đề án, công trình KH&CN; mưu trí, sáng tạo."""

    INITIATIVE = "initiative"
    PROJECT = "project"
    INGENUITY = "ingenuity"


class WorkScope(IntEnum):
    """How far a recognised work reaches (phạm vi ảnh hưởng)."""

    BASE = 1  # cơ sở
    MINISTRY = 2  # Bộ, ban, ngành, tỉnh; toàn lực lượng
    NATIONAL = 3  # toàn quốc


class DisciplineForm(IntEnum):
    """Discipline in order of weight (hình thức kỷ luật)."""

    REPRIMAND = 1  # khiển trách
    WARNING = 2  # cảnh cáo
    PAY_OR_RANK_CUT = 3  # hạ bậc lương, giáng cấp bậc hàm
    POST_CUT = 4  # giáng chức, cách chức
    DISMISSAL = 5  # tước danh hiệu, buộc thôi việc


class TitleCap(StrEnum):
    """What a disciplinary decision itself says of the titles of one year."""

    LOWERS = "lowers"  # hạ một mức danh hiệu
    REMOVES = "removes"  # không xét danh hiệu


class HoldGround(StrEnum):
    """Why consideration is deferred (khoản 4 Điều 4 Nghị định 152/2025)."""

    DISCIPLINE_PENDING = "discipline_pending"  # đang xem xét kỷ luật
    INSPECTION = "inspection"  # đang điều tra, thanh tra, kiểm tra dấu hiệu vi phạm
    COMPLAINT = "complaint"  # đang xác minh khiếu nại, tố cáo
    PRESS = "press"  # báo chí nêu tham nhũng, tiêu cực, đang xác minh


class AbsenceKind(StrEnum):
    MATERNITY = "maternity"
    STUDY = "study"
    INJURY = "injury"
    SECONDMENT = "secondment"
    OTHER = "other"


class UnitTier(StrEnum):
    """Tier of a collective: a field of the unit, not of its kind."""

    PROVINCE = "province"  # cấp Cục, Công an cấp tỉnh
    BASE = "base"  # đơn vị cơ sở
    SUB_BASE = "sub_base"  # đơn vị trực thuộc cơ sở


class GrantState(StrEnum):
    IN_FORCE = "in_force"
    ANNULLED = "annulled"  # hủy bỏ quyết định
    STRIPPED = "stripped"  # tước


@dataclass(frozen=True, slots=True)
class Person:
    id: str
    name: str
    force: Force
    sex: Sex | None = None
    born: date | None = None
    category: str = ""  # nghiep_vu, ky_thuat, nghia_vu, cong_nhan, hop_dong …
    joined: date | None = None  # start of continuous service in the force
    left: date | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    id: str
    name: str
    force: Force
    tier: UnitTier = UnitTier.BASE
    kind: str = ""  # phong, cong_an_xa, doi …
    parent: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None


class LineageKind(StrEnum):
    """How one unit became another (sáp nhập, chia tách, đổi tên)."""

    MERGED = "merged_into"
    SPLIT = "split_from"
    RENAMED = "renamed"


@dataclass(frozen=True, slots=True)
class Lineage:
    """``unit`` became, or was taken into, ``successor`` on a day: its past is the successor's."""

    id: str
    unit: str
    successor: str
    kind: LineageKind
    on: date


@dataclass(frozen=True, slots=True)
class Household:
    """Hộ gia đình: honoured as one subject."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Post:
    """A person's place in a unit for a time. ``end`` is the last day, None while it runs."""

    id: str
    person: str
    unit: str
    start: date
    end: date | None = None
    title: str = ""  # as written: "Đội trưởng"
    grade: str = ""  # code of the post level that long-service honours count
    leads: bool = False  # holds command of the unit
    main: bool = True  # False: held beside the main post (kiêm nhiệm)


@dataclass(frozen=True, slots=True)
class YearRating:
    """One subject's level for one year; ``level`` None means the year was not assessed."""

    id: str
    subject: str
    year: int
    level: Level | None
    unassessed: Unassessed | None = None


@dataclass(frozen=True, slots=True)
class Grant:
    """One honour given once (một lượt khen)."""

    id: str
    subject: str
    honour: str  # code of the catalogue: CSTD_CS, BK_BO …
    year: int  # year it is counted for
    merit: Merit = Merit.CONG_TRANG
    decided: date | None = None
    number: str = ""
    authority: str = ""
    state: GrantState = GrantState.IN_FORCE
    state_since: date | None = None
    works: tuple[str, ...] = ()  # recognised works it was given for: they are used up


@dataclass(frozen=True, slots=True)
class Work:
    """A recognised work. It supports one honour only."""

    id: str
    authors: tuple[str, ...]
    kind: WorkKind
    year: int
    scope: WorkScope
    name: str = ""
    recognised: date | None = None
    number: str = ""


@dataclass(frozen=True, slots=True)
class Discipline:
    """``ends`` is entered by people (the sanction's last day); None while it runs."""

    id: str
    subject: str
    form: DisciplineForm
    decided: date
    ends: date | None = None
    number: str = ""
    title: TitleCap | None = None  # as the decision says, of the titles of ``title_year``
    title_year: int | None = None


@dataclass(frozen=True, slots=True)
class ConductMeasure:
    """A measure decided for a breach of điều lệnh, counted for one year. Lifted ones are left out."""

    id: str
    subject: str
    code: str  # of the law files' ``measure`` blocks: phe_binh, ha_bac, khong_xet …
    decided: date
    year: int
    number: str = ""


@dataclass(frozen=True, slots=True)
class Hold:
    id: str
    subject: str
    ground: HoldGround
    opened: date
    closed: date | None = None


@dataclass(frozen=True, slots=True)
class Absence:
    id: str
    person: str
    kind: AbsenceKind
    start: date
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What the law leaves to people, concluded by somebody.

    About a unit with ``covers_members`` it holds for every member who has none of his own.
    """

    id: str
    subject: str
    about: str  # code used by the law files, e.g. conduct, outstanding
    year: int
    holds: bool
    figure: int | None = None
    covers_members: bool = False
    by: str = ""
    on: date | None = None
    evidence: str = ""


@dataclass(frozen=True)
class Facts:
    """All records of one agency, immutable."""

    persons: tuple[Person, ...] = ()
    units: tuple[Unit, ...] = ()
    households: tuple[Household, ...] = ()
    posts: tuple[Post, ...] = ()
    ratings: tuple[YearRating, ...] = ()
    grants: tuple[Grant, ...] = ()
    works: tuple[Work, ...] = ()
    disciplines: tuple[Discipline, ...] = ()
    holds: tuple[Hold, ...] = ()
    absences: tuple[Absence, ...] = ()
    findings: tuple[Finding, ...] = ()
    lineages: tuple[Lineage, ...] = ()
    measures: tuple[ConductMeasure, ...] = ()
    _cache: dict[str, object] = field(init=False, default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        for f in fields(self):
            if f.name != "_cache" and not isinstance(getattr(self, f.name), tuple):
                object.__setattr__(self, f.name, tuple(getattr(self, f.name)))

    def without_grants(self, ids: Iterable[str]) -> Facts:
        """The same facts as if the named grants had been annulled."""
        gone = set(ids)
        return self.with_grants(replace(g, state=GrantState.ANNULLED) for g in self.grants if g.id in gone)

    def with_grants(self, grants: Iterable[Grant]) -> Facts:
        """The same facts with some grants as given here, known by their ids."""
        new = {g.id: g for g in grants}
        return replace(self, grants=tuple(new.get(g.id, g) for g in self.grants))

    def patched(self, patch: Mapping[str, tuple[Collection[str], Sequence[Any]]]) -> Facts:
        """The same facts after some records changed, each at its old place, new ones at the end.

        Args:
            patch: table -> (ids that are gone, records new or changed).
        """
        tables: dict[str, Any] = {}
        texts = dict(self._texts)
        for table, (gone, written) in patch.items():
            new = {record.id: record for record in written}
            left = set(gone)
            kept: list[Any] = []
            text = list(texts[table])
            for record in getattr(self, table):
                if record.id in left or record.id in new:
                    del text[bisect_left(text, repr(record))]
                if record.id not in left:
                    kept.append(new.pop(record.id, record))
            tables[table] = (*kept, *new.values())
            for record in written:
                insort(text, repr(record))
            texts[table] = text
        found = replace(self, **tables)
        found._cache["texts"] = texts
        return found

    @property
    def fingerprint(self) -> str:
        """SHA-256 over every record, independent of the order the records came in."""
        if "fingerprint" not in self._cache:
            self._cache["fingerprint"] = digest(self._texts)
        return str(self._cache["fingerprint"])

    @property
    def _texts(self) -> dict[str, list[str]]:
        """Table -> its records as sorted texts; handed on by ``patched``, which changes only some."""
        if "texts" not in self._cache:
            self._cache["texts"] = {
                f.name: sorted(repr(r) for r in getattr(self, f.name))
                for f in fields(self)
                if f.name != "_cache"
            }
        found: dict[str, list[str]] = self._cache["texts"]  # type: ignore[assignment]
        return found


def digest(texts: Mapping[str, list[str]]) -> str:
    """SHA-256 over tables of sorted texts."""
    made = sha256()
    for table, text in texts.items():
        made.update(table.encode())
        made.update("".join(text).encode())
    return made.hexdigest()
