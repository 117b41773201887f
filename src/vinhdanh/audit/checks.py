"""Proof that the journal is what was written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db import connection
from django.db.models import Count

from vinhdanh.audit.consistency import Inconsistency, check
from vinhdanh.audit.models import JournalEntry
from vinhdanh.audit.triggers import expected_guards
from vinhdanh.audit.types import NO_HASH, Broken, Head, Walked, verbs


def verify_chain(written_down: Iterable[Head] = ()) -> Broken | None:
    """Walk the whole chain; the first entry that is wrong, or None when all is well.

    Args:
        written_down: heads noted outside the database earlier. Without one, the loss of the
            newest entries (someone with the database file cuts off the end) can't be seen.
    """
    number, previous = 0, NO_HASH
    expected = {head.number: head.hash for head in written_down}
    for entry in JournalEntry.objects.order_by("number").iterator(chunk_size=2000):
        number += 1
        if wrong := _wrong(entry, number, previous):
            return wrong
        if expected.pop(number, entry.hash) != entry.hash:
            return Broken(number, f"Mục {number} không phải là mục đã ghi nhận bên ngoài.")
        previous = entry.hash
    if expected:
        return Broken(number + 1, f"Nhật ký dừng ở mục {number}, trước đây đã có mục {max(expected)}.")
    return None


def _wrong(entry: JournalEntry, number: int, previous: str) -> Broken | None:
    """What is wrong with an entry that should have that number and hang on that hash."""
    if entry.number != number:
        return Broken(number, f"Thiếu mục số {number}: sau mục {number - 1} là mục {entry.number}.")
    if entry.previous != previous:
        return Broken(number, f"Mục {number} không nối với mục đứng trước nó.")
    if entry.hash != entry.compute_hash():
        return Broken(number, f"Nội dung mục {number} khác với lúc ghi.")
    return None


def verify_part(after: int, most: int) -> Walked:
    """Walk on from an entry that was proved before (0: from the beginning), at most so many entries.

    For pages, which answer in a bounded time; ``verify_chain`` walks everything at one go.
    """
    number, previous = after, NO_HASH
    if after:
        last = JournalEntry.objects.filter(number=after).values_list("hash", flat=True).first()
        if last is None:
            return Walked(after - 1, Broken(after, f"Thiếu mục số {after}."))
        previous = last
    for entry in JournalEntry.objects.filter(number__gt=after).order_by("number")[:most]:
        number += 1
        if wrong := _wrong(entry, number, previous):
            return Walked(number - 1, wrong)
        previous = entry.hash
    return Walked(number, None)


def missing_guards() -> list[str]:
    """Names of the triggers and constraints that the migrations set and the database no longer has."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute(
                "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D' "
                "UNION SELECT conname FROM pg_constraint"
            )
        present = {name for (name,) in cursor.fetchall()}
    return sorted(expected_guards(connection.vendor) - present)


@check(
    "audit.chain",
    "Nhật ký còn nguyên như lúc ghi",
    "Khôi phục cơ sở dữ liệu từ bản sao lưu gần nhất còn nguyên (kiểm tra bằng vinhdanh verify), "
    "báo Thanh tra: đã có người sửa thẳng vào cơ sở dữ liệu.",
)
def chain() -> Iterator[Inconsistency]:
    """The chain holds from the first entry to the last."""
    broken = verify_chain()
    if broken:
        yield Inconsistency(broken.what, (f"journal:{broken.number}",))


@check(
    "audit.guards",
    "Các khóa bảo vệ trong cơ sở dữ liệu còn đủ",
    "Chạy lại bước cập nhật đã đặt khóa, hoặc khôi phục từ bản sao lưu; rồi chạy vinhdanh verify.",
)
def guards() -> Iterator[Inconsistency]:
    """Every trigger and constraint that the migrations set is still there."""
    for name in missing_guards():
        yield Inconsistency(f"Cơ sở dữ liệu mất khóa bảo vệ {name}.", (f"guard:{name}",))


@check(
    "audit.verbs",
    "Mỗi việc trong nhật ký đều có tên",
    "Bản phần mềm này cũ hơn bản đã ghi nhật ký: nâng cấp phần mềm.",
)
def known_verbs() -> Iterator[Inconsistency]:
    """Every entry's verb is one that this version of the program knows."""
    rows = JournalEntry.objects.exclude(verb__in=verbs()).order_by("verb").values_list("verb")
    for verb, count in rows.annotate(count=Count("number")):
        yield Inconsistency(f"Việc “{verb}” ({count} mục) không có trong bản phần mềm này.")
