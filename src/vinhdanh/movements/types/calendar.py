"""Words of the calendar: what a date is, where it comes from, and what the journal says of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import models

from vinhdanh.access.models import Account
from vinhdanh.audit.types import register_verbs

Source = Callable[[Account, date, date], "list[Entry]"]


class EntryKind(models.TextChoices):
    """What happens on a date. The first four are what a unit may write itself."""

    DEADLINE = "deadline", "Hạn nộp"
    MEETING = "meeting", "Hội nghị"
    INSPECTION = "inspection", "Kiểm tra"
    OTHER = "other", "Việc khác"
    MOVEMENT = "movement", "Phong trào"
    REGISTRATION = "registration", "Đăng ký"
    TARGET = "target", "Chỉ tiêu"
    CLUSTER = "cluster", "Cụm, khối"
    DIRECTIVE = "directive", "Chỉ đạo"
    TRAINING = "training", "Tập huấn"
    RECRUITMENT = "recruitment", "Tuyển chọn"
    CLASSING = "classing", "Phân loại"
    PERSONNEL = "personnel", "Cán bộ"


OWN_KINDS = (EntryKind.DEADLINE, EntryKind.MEETING, EntryKind.INSPECTION, EntryKind.OTHER)


class EntrySource(models.TextChoices):
    """Who set the date."""

    LAW = "law", "Theo luật"
    PLAN = "plan", "Theo kế hoạch, hồ sơ"
    OWN = "own", "Đơn vị tự ghi"


@dataclass(frozen=True, slots=True)
class Entry:
    """One date of the calendar as one account sees it."""

    key: str  # the same for the same date as long as it is on record: «own-12», «movement-3-end»
    on: date
    kind: EntryKind
    title: str  # names no person: it goes into mails and telephones
    href: str
    source: EntrySource
    until: date | None = None  # the last day, where it lasts longer than one
    detail: str = ""  # for the page only
    unit: str = ""  # code and name of whose date it is; empty is the whole agency
    unit_name: str = ""
    mine: bool = False  # concerns the account itself or the unit it works for
    waits: bool = False  # somebody has to do something, and it is not done
    done: bool = False  # it was to be done, and it is
    cite: str = ""  # of a date set by law
    unverified: bool = False  # by a text that was verified for a time before this date
    inside: bool = False  # its words stay on the page
    person: str = ""  # số hiệu of the person it is about
    remind: int | None = None  # days before, where whoever wrote it wants more than the account's own

    @property
    def last(self) -> date:
        return self.until or self.on

    @property
    def outward(self) -> str:
        """The title as it may leave the program."""
        return f"{self.kind.label} (nội dung xem trên trang)" if self.inside else self.title


@dataclass(frozen=True, slots=True)
class Told:
    """What one round of reminding did for one account."""

    account: Account
    made: int
    mail: str  # in words: sent, not asked for, failed and why
    failed: bool = False


@dataclass(frozen=True, slots=True)
class FeedEvent:
    """An entry with its history in one feed."""

    entry: Entry
    changed: datetime
    sequence: int


register_verbs(
    "movements",
    {
        "calendar_written": "Ghi lịch thi đua",
        "calendar_done": "Đánh dấu việc trong lịch",
        "calendar_cancelled": "Hủy việc trong lịch",
        "reminders_set": "Đặt cách nhắc việc",
        "feed_made": "Lập liên kết lịch",
        "feed_revoked": "Thu hồi liên kết lịch",
    },
)
