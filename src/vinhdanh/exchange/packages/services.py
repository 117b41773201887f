"""What people do with packages: ask for one, download it, delete it; receive one, write it, take it back."""

from __future__ import annotations

import re
from functools import partial
from hashlib import sha256
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction

from vinhdanh.access.models import Account
from vinhdanh.access.policies import admit
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Acting, Operator
from vinhdanh.audit.services import record
from vinhdanh.exchange.packages import tasks
from vinhdanh.exchange.packages.models import DataPackage, PackageConflict, ReceivedPackage
from vinhdanh.exchange.packages.policies import may_make_package, may_take_packages
from vinhdanh.exchange.packages.types import MOST_BYTES, SecrecyRule
from vinhdanh.exchange.progress import silent
from vinhdanh.people.models import Unit
from vinhdanh.reports.publishing import agency_name

Actor = Account | Operator

__all__ = [
    "check_again",
    "choose",
    "delete_package",
    "drop_package",
    "make_again",
    "make_package",
    "receive_package",
    "recover",
    "recover_received",
    "start_applying",
    "start_undoing",
    "told_download",
    "why_not_apply",
]

_FIRST, _LAST = 1945, 2100
_BUSY = "Gói này đang được xử lý: chờ xong rồi làm tiếp."
State = ReceivedPackage.State


# ---- packages made here ---------------------------------------------------------------------------


def make_package(
    *,
    actor: Actor,
    unit: Unit | None,
    first: int,
    last: int,
    ground: str,
    with_documents: bool = False,
    personal: bool = False,
    secrecy: SecrecyRule = SecrecyRule.LEFT_OUT,
) -> DataPackage:
    """Ask for a package; it is made in the background.

    Args:
        unit: with everything below it; None is the whole agency.
        first, last: years, both included.
        ground: to whom it goes and by which paper.
        personal: with birth dates, CCCD, and the days of joining the Party and the Youth Union.

    Raises:
        PermissionDenied: the unit is not the actor's, or people under secrecy are not his to hand on.
        ValidationError: the years are out of order, or no ground is given.
    """
    by = admit(actor, may_make_package(scopes(actor), unit.path if unit else "/", secrecy))
    if not ground.strip():
        raise ValidationError("Ghi căn cứ và nơi nhận gói: gửi cho ai, theo văn bản nào.")
    if not _FIRST <= first <= last <= _LAST:
        raise ValidationError("Năm đầu phải trước năm cuối, từ 1945 đến 2100.")
    with transaction.atomic():
        package = DataPackage.objects.create(
            unit_code=unit.code if unit else "",
            unit_name=unit.name if unit else agency_name(),
            first=first,
            last=last,
            with_documents=with_documents,
            personal=personal,
            secrecy=secrecy,
            ground=ground.strip()[:300],
            by=actor if isinstance(actor, Account) else None,
            by_name=by.full_name[:200],
        )
        tasks.later(partial(tasks.make, actor=actor), package, tasks.making_failed)
    return package


def make_again(*, actor: Actor, package: DataPackage) -> None:
    """Begin anew where the making failed.

    Raises:
        PermissionDenied: the unit is not the actor's.
        ValidationError: it is being made, or is there.
    """
    _may_make(actor, package)
    with transaction.atomic():
        locked = DataPackage.objects.select_for_update().filter(pk=package.pk).first()
        if locked is None:
            raise ValidationError("Gói này vừa có người xóa.")
        if locked.state != DataPackage.State.FAILED:
            raise ValidationError("Gói này đã lập, hoặc đang lập.")
        locked.state, locked.error = DataPackage.State.MAKING, ""
        locked.save(update_fields=["state", "error"])
        tasks.later(partial(tasks.make, actor=actor), locked, tasks.making_failed)


def told_download(*, actor: Actor, package: DataPackage) -> None:
    """Write down who took a package out.

    Raises:
        PermissionDenied: the unit is not the actor's.
        ValidationError: it isn't made yet.
    """
    by = _may_make(actor, package)
    if package.state != DataPackage.State.READY:
        raise ValidationError("Gói này chưa lập xong.")
    record(
        actor=by,
        verb="exchange.package_downloaded",
        subject=package.file_name,
        ref=f"data_package:{package.pk}",
        data={"sha256": package.digest},
    )


def delete_package(*, actor: Actor, package: DataPackage, why: str) -> None:
    """Remove a package and its file; the journal keeps that it was made.

    Raises:
        PermissionDenied: the unit is not the actor's.
        ValidationError: no reason, or it is being made.
    """
    by = _may_make(actor, package)
    if not why.strip():
        raise ValidationError("Ghi lý do xóa gói.")
    with transaction.atomic():
        locked = DataPackage.objects.select_for_update().filter(pk=package.pk).first()
        if locked is None:
            raise ValidationError("Gói này vừa có người xóa.")
        if locked.state == DataPackage.State.MAKING and not silent(tasks.progress_of(locked)):
            raise ValidationError(_BUSY)
        record(
            actor=by,
            verb="exchange.package_deleted",
            subject=locked.file_name,
            ref=f"data_package:{locked.pk}",
            data={"sha256": locked.digest, "size": locked.size},
            why=why.strip(),
        )
        _remove(locked)


def _may_make(actor: Actor, package: DataPackage) -> Acting:
    unit = Unit.objects.filter(code=package.unit_code).first()
    path = unit.path if unit else "/"  # a unit that is gone: the whole agency's business
    return admit(actor, may_make_package(scopes(actor), path, SecrecyRule(package.secrecy)))


def _remove(package: DataPackage | ReceivedPackage) -> None:
    storage, name = package.content.storage, package.content.name
    package.delete()
    transaction.on_commit(lambda: storage.delete(name) if name else None)


def recover(package: DataPackage) -> DataPackage:
    """Give a package whose worker was cut off the state that it really has."""
    if package.state == DataPackage.State.MAKING and silent(tasks.progress_of(package)):
        tasks.making_failed(package, "Máy chủ dừng giữa chừng. Bấm lập lại.")
        package.refresh_from_db()
    return package


# ---- packages received ----------------------------------------------------------------------------


def receive_package(*, actor: Actor, name: str, file: File[bytes]) -> ReceivedPackage:
    """Keep a file and begin to check it, compared with the register. Nothing is written.

    Raises:
        PermissionDenied: the actor may not write what a package brings.
        ValidationError: too heavy, or the same file is there already.
    """
    by = admit(actor, may_take_packages(scopes(actor)))
    size = file.size or 0
    if size > MOST_BYTES:
        raise ValidationError(f"Tệp nặng {size:,} byte, nhiều nhất {MOST_BYTES:,}. Lập gói ít năm hơn.")
    digest = sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    waiting = ReceivedPackage.objects.filter(digest=digest.hexdigest(), applied=None)
    if found := waiting.exclude(state__in=[State.REFUSED, State.FAILED]).first():
        raise ValidationError(f"Gói này đã nhận, đang ở lần {found.pk}: {found.get_state_display().lower()}.")
    package = ReceivedPackage(
        name=re.sub(r"[\x00-\x1f/\\]", "", name)[-255:] or "gói",
        size=size,
        digest=digest.hexdigest(),
        by=actor if isinstance(actor, Account) else None,
        by_name=by.full_name[:200],
    )
    with transaction.atomic():
        file.seek(0)
        package.content.save(package.name, file, save=False)
        package.save()
        record(
            actor=by,
            verb="exchange.package_received",
            subject=package.name,
            ref=f"package:{package.pk}",
            data={"size": package.size, "sha256": package.digest},
        )
        _later(tasks.look, actor, package)
    return package


def check_again(*, actor: Actor, package: ReceivedPackage) -> None:
    """Compare with the register as it is now.

    Raises:
        PermissionDenied: the actor may not take packages in.
        ValidationError: it was written, or somebody is at it.
    """
    admit(actor, may_take_packages(scopes(actor)))
    with transaction.atomic():
        locked = _at_rest(package)
        if locked.state in (State.APPLIED, State.UNDONE):
            raise ValidationError("Gói này đã ghi vào sổ. Ghi lại thì gửi tệp lần nữa.")
        _begin(locked, State.CHECKING)
        _later(tasks.look, actor, locked)


def choose(*, actor: Actor, package: ReceivedPackage, take: bool, row: PackageConflict | None = None) -> None:
    """Say whose word counts where the package says otherwise: for one row, or for all.

    Args:
        take: the package's, where it can be; otherwise the register's.

    Raises:
        PermissionDenied: the actor may not take packages in.
        ValidationError: the package doesn't wait to be written, or the row's columns can't be taken.
    """
    admit(actor, may_take_packages(scopes(actor)))
    with transaction.atomic():
        locked = _at_rest(package)
        if locked.state != State.PREVIEW:
            raise ValidationError("Chỉ chọn được khi gói chờ ghi.")
        rows = [row] if row is not None else list(locked.differing.all())
        if row is not None and take and not row.takeable:
            raise ValidationError("Dòng này sổ chỉ thêm, không sửa theo gói được.")
        for one in rows:
            one.take = take and one.takeable
        PackageConflict.objects.bulk_update(rows, ["take"], batch_size=500)


def why_not_apply(package: ReceivedPackage) -> str:
    """Why a package can't be written as it stands; empty when it can."""
    if package.state != State.PREVIEW:
        return "Gói chưa kiểm tra xong."
    if not package.new and not package.differing.filter(take=True).exists():
        if package.conflicts:
            kept = f"{package.conflicts} dòng khác sổ đang giữ theo sổ"
            return f"Không có dòng mới, {kept}. Chọn dòng lấy theo gói."
        return "Không có gì để ghi, mọi dòng đã có trong sổ."
    return ""


def start_applying(*, actor: Actor, package: ReceivedPackage) -> None:
    """Begin to write what the preview shows.

    Raises:
        PermissionDenied: the actor may not take packages in.
        ValidationError: there is nothing to write, or somebody is at it.
    """
    admit(actor, may_take_packages(scopes(actor)))
    with transaction.atomic():
        locked = _at_rest(package)
        if why := why_not_apply(locked):
            raise ValidationError(why)
        _begin(locked, State.APPLYING)
        _later(tasks.apply, actor, locked)


def start_undoing(*, actor: Actor, package: ReceivedPackage, ground: str) -> None:
    """Begin to take a written package back.

    Raises:
        PermissionDenied: the actor may not take packages in.
        ValidationError: no ground, it was not written, or is undone already.
    """
    admit(actor, may_take_packages(scopes(actor)))
    if not ground.strip():
        raise ValidationError("Ghi lý do hoàn tác.")
    with transaction.atomic():
        locked = _at_rest(package)
        if locked.state != State.APPLIED:
            raise ValidationError("Chỉ hoàn tác được gói đã ghi và chưa hoàn tác.")
        locked.undo_ground = ground.strip()
        locked.save(update_fields=["undo_ground"])
        _begin(locked, State.UNDOING)
        _later(tasks.undo, actor, locked)


def drop_package(*, actor: Actor, package: ReceivedPackage) -> None:
    """Remove a package that was not written; what was written stays with its file.

    Raises:
        PermissionDenied: the actor may not take packages in.
        ValidationError: it was written, or somebody is at it.
    """
    by = admit(actor, may_take_packages(scopes(actor)))
    with transaction.atomic():
        locked = _at_rest(package)
        if locked.applied is not None:
            raise ValidationError("Gói này đã ghi vào sổ: tệp gốc được giữ lại cùng nhật ký.")
        record(
            actor=by,
            verb="exchange.package_dropped",
            subject=locked.name,
            ref=f"package:{locked.pk}",
            data={"sha256": locked.digest},
        )
        _remove(locked)


def recover_received(package: ReceivedPackage) -> ReceivedPackage:
    """The same for one that was received. Writing is one transaction: a worker that is gone wrote nothing."""
    if package.busy and silent(tasks.progress_of(package)):
        tasks.work_failed(package, "Máy chủ dừng giữa chừng: chưa ghi gì vào sổ. Bấm kiểm tra lại.")
        package.refresh_from_db()
    return package


def _at_rest(package: ReceivedPackage) -> ReceivedPackage:
    """The package, locked, if nobody is at it."""
    locked = ReceivedPackage.objects.select_for_update().filter(pk=package.pk).first()
    if locked is None:
        raise ValidationError("Gói này vừa có người bỏ.")
    if locked.busy and not silent(tasks.progress_of(locked)):
        raise ValidationError(_BUSY)
    return locked


def _begin(package: ReceivedPackage, state: ReceivedPackage.State) -> None:
    """A new turn: what an earlier worker finds does not count any more."""
    package.state, package.error, package.turn = state, "", package.turn + 1
    package.save(update_fields=["state", "error", "turn"])


def _later(work: Any, actor: Actor, package: ReceivedPackage) -> None:
    tasks.later(partial(work, actor=actor), package, tasks.work_failed)
