"""The long work about packages: making, checking, writing, taking back. In a thread, progress told."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.core.files import File
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.access.policies import admit
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Acting, Operator
from vinhdanh.audit.models import JournalEntry
from vinhdanh.audit.selectors import head
from vinhdanh.audit.services import CHAIN_LOCK, record, record_all
from vinhdanh.eligibility import books
from vinhdanh.exchange.intake.log import Log
from vinhdanh.exchange.intake.register import changes_since
from vinhdanh.exchange.intake.resting import resting_honours
from vinhdanh.exchange.intake.undoing import obstacles, take_back
from vinhdanh.exchange.packages.building import build
from vinhdanh.exchange.packages.choosing import Chosen, everybody
from vinhdanh.exchange.packages.columns import read_row
from vinhdanh.exchange.packages.comparing import Match, Tally, matches, name_of
from vinhdanh.exchange.packages.folder import About, Tell, digest_of, left_out
from vinhdanh.exchange.packages.models import DataPackage, PackageConflict, PackageLog, ReceivedPackage
from vinhdanh.exchange.packages.opening import NotAPackage, Opened, open_package
from vinhdanh.exchange.packages.policies import may_make_package, may_take_packages
from vinhdanh.exchange.packages.references import References, own_name
from vinhdanh.exchange.packages.summaries import Summary
from vinhdanh.exchange.packages.tables import Table
from vinhdanh.exchange.packages.types import MOST_PROBLEMS, SecrecyRule
from vinhdanh.exchange.packages.writing import Inside
from vinhdanh.exchange.progress import Teller
from vinhdanh.exchange.tasks import in_background, names_of
from vinhdanh.people.models import Unit
from vinhdanh.reports.publishing import agency_name

log = logging.getLogger(__name__)

Actor = Account | Operator
BATCH = 2_000  # new rows held at a time
OWN = "Gói có dữ liệu mới hoặc khác sổ về chính đồng chí: đề nghị người khác trong Thường trực ghi gói này."


def progress_of(package: DataPackage | ReceivedPackage) -> str:
    """The name under which the progress of a package's work is told."""
    return f"{package._meta.model_name}-{package.pk}"


def later(work: Callable[[Any, Tell], None], package: Any, failed: Callable[[Any, str], None]) -> None:
    """Do it once the transaction is committed; what goes wrong becomes the package's state."""
    name, model, pk = progress_of(package), type(package), package.pk
    Teller(name)("Chờ bắt đầu", 0, 0)

    def job() -> None:
        found = model.objects.filter(pk=pk).first()
        if found is None:
            return
        tell = Teller(name)
        try:
            work(found, tell)
        except Exception as error:
            log.exception("package %s failed", name)
            said = str(error) if isinstance(error, ValueError) else f"{type(error).__name__}: {error}"
            failed(found, said[:2000])
        finally:
            tell.forget()

    in_background(job, name)


# ---- making ---------------------------------------------------------------------------------------


def make(package: DataPackage, tell: Tell, *, actor: Actor) -> None:
    """Write the file of a package that was asked for.

    Raises:
        PermissionDenied: the actor may not any more.
        ValueError: a paper is gone from the disk.
    """
    unit = Unit.objects.get(code=package.unit_code) if package.unit_code else None
    rule = SecrecyRule(package.secrecy)
    by = admit(actor, may_make_package(scopes(actor), unit.path if unit else "/", rule))
    chosen = Chosen(actor, unit, package.first, package.last, rule)
    about = About(
        made=timezone.localtime(package.asked),
        by=by.full_name,
        agency=agency_name(),
        unit_code=package.unit_code,
        unit_name=package.unit_name,
        ground=package.ground,
        personal=package.personal,
    )
    with TemporaryDirectory(dir=_room(), prefix="lap-goi-") as name:
        out = Path(name) / "goi.zip"
        done = build(out, chosen, about, with_documents=package.with_documents, tell=tell)
        package.counts = done.counts | ({"documents": done.documents} if package.with_documents else {})
        package.left_out = left_out(chosen)
        package.size, package.digest = out.stat().st_size, digest_of(out)
        with transaction.atomic(), out.open("rb") as file:
            package.content.save(package.file_name, File(file), save=False)
            package.state, package.made, package.error = DataPackage.State.READY, timezone.now(), ""
            package.save()
            record(
                actor=by,
                verb="exchange.package_made",
                subject=package.file_name,
                ref=f"data_package:{package.pk}",
                data={
                    "unit": package.unit_code,
                    "first": package.first,
                    "last": package.last,
                    "secrecy": package.secrecy,
                    "personal": package.personal,
                    "counts": package.counts,
                    "left_out": package.left_out,
                    "sha256": package.digest,
                },
                why=package.ground,
            )


def making_failed(package: DataPackage, why: str) -> None:
    """It can be asked for again."""
    DataPackage.objects.filter(pk=package.pk).update(state=DataPackage.State.FAILED, error=why)


def _room() -> Path:
    """Where large files may lie for a while: on the disk of the uploads, not in memory."""
    room = Path(settings.MEDIA_ROOT) / "packages"
    room.mkdir(parents=True, exist_ok=True)
    return room


# ---- checking -------------------------------------------------------------------------------------


def look(package: ReceivedPackage, tell: Tell, *, actor: Actor) -> None:
    """Check a package and compare it with the register; keep what is new and what says otherwise."""
    last = head()
    try:
        opened = open_package(Path(package.content.path), tell)
        opened.check(tell)
    except NotAPackage as error:
        _settle(package, state=ReceivedPackage.State.REFUSED, problems=error.problems, error="")
        return
    found = _Compared(package, opened, actor)
    found.compare(tell)
    with transaction.atomic():
        if not _settle(
            package,
            state=ReceivedPackage.State.REFUSED if found.problems else ReceivedPackage.State.PREVIEW,
            manifest=opened.manifest,
            signature=opened.signature,
            problems=found.problems,
            counts={name: _counted(tally) for name, tally in found.tallies.items()},
            samples={name: tally.samples for name, tally in found.tallies.items() if tally.samples},
            seen_to=last.number if last else 0,
        ):
            return
        taken = set(package.differing.filter(take=True).values_list("table", "line"))
        package.differing.all().delete()
        for one in found.conflicts:
            one.take = (one.table, one.line) in taken
        PackageConflict.objects.bulk_create(found.conflicts, batch_size=500)


def _counted(tally: Tally) -> dict[str, int]:
    return {name: number for name, number in asdict(tally).items() if name != "samples"}


class _Compared:
    """A package compared, with what can't be written."""

    def __init__(self, package: ReceivedPackage, opened: Opened, actor: Actor) -> None:
        self.package, self.opened = package, opened
        self.tallies: dict[str, Tally] = {}
        self.conflicts: list[PackageConflict] = []
        self.problems: list[str] = []
        self.more: Counter[str] = Counter()
        self._own = getattr(actor, "person_number", "")
        self._concerns_self = False

    def compare(self, tell: Tell) -> None:
        """Every table in order, so that a row finds what tables before it brought."""
        refs, tables = References(), self.opened.tables()
        with TemporaryDirectory(dir=_room(), prefix="so-goi-") as folder:
            register = everybody(Operator())
            for at, table in enumerate(tables):
                tell(f"So bảng {table.title.lower()} với sổ", at, len(tables))
                tally = self.tallies[table.name] = Tally()
                if isinstance(table, Table) and table.model is Unit:  # any unit may stand below any other
                    for line in self.opened.lines(table):
                        refs.learn(Unit, line.row["code"], None)
                for match in matches(table, self.opened, register, Path(folder), tally):
                    self._one(table, match, refs)
        if self._concerns_self:
            self._complain(OWN)
        if left := self.more.total():
            self.problems.append(f"… và {left} chỗ khác.")

    def _one(self, table: Table | Summary, match: Match, refs: References) -> None:
        row = match.line.row
        if self._own and self._own in (
            row.get("person"),
            row.get("number") if table.name == "persons" else None,
        ):
            self._concerns_self = True
        if isinstance(table, Table):
            read = read_row(table.spec, row)
            for problem in refs.problems(table, match.line, read):
                self._complain(problem)
            if match.new:
                refs.learn(table.model, own_name(table, read), None)
        elif row["unit"] not in refs.keys[Unit]:
            self._complain(
                f"data/{table.name}.jsonl dòng {match.line.number}: đơn vị “{row['unit']}” không có trong "
                "gói và không có trong sổ."
            )
        if not match.new:
            self.conflicts.append(
                PackageConflict(
                    package=self.package,
                    table=table.name,
                    line=match.line.number,
                    name=name_of(table, row),
                    fields=[one.told for one in match.differences],
                )
            )

    def _complain(self, sentence: str) -> None:
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(sentence)
        else:
            self.more["more"] += 1


def work_failed(package: ReceivedPackage, why: str) -> None:
    """What a worker could not do leaves the package as it was before."""
    before = {
        ReceivedPackage.State.APPLYING: ReceivedPackage.State.PREVIEW,
        ReceivedPackage.State.UNDOING: ReceivedPackage.State.APPLIED,
    }
    state = before.get(ReceivedPackage.State(package.state), ReceivedPackage.State.FAILED)
    _settle(package, state=state, error=why)


def _settle(package: ReceivedPackage, **values: object) -> bool:
    """Write a worker's answer, unless somebody has asked for something else meanwhile."""
    found = ReceivedPackage.objects.filter(pk=package.pk, turn=package.turn)
    return bool(found.update(**values))


# ---- writing and taking back ----------------------------------------------------------------------


def apply(package: ReceivedPackage, tell: Tell, *, actor: Actor) -> None:
    """Write what the preview shows, whole or not at all; compare again where the records changed since."""
    changes = changes_since(package.seen_to)
    if changes == 0:
        try:
            changes = _apply_now(package, tell, actor)
        except IntegrityError as error:
            said = f"Chưa ghi gì: sổ có dữ liệu trái với gói ({error}). Xem chỗ khác sổ, sửa rồi ghi lại."
            _settle(package, state=ReceivedPackage.State.PREVIEW, error=said[:2000])
            return
    if changes:
        look(package, tell, actor=actor)
        _settle(package, error=f"Sổ có {changes} thay đổi từ lúc xem trước. Đã so lại; xem rồi ghi.")


def _apply_now(package: ReceivedPackage, tell: Tell, actor: Actor) -> int:
    """Changes made to the records since the preview; 0 when everything was written."""
    path = Path(package.content.path)
    if digest_of(path) != package.digest:
        raise ValueError("Tệp trên đĩa không còn như lúc nhận. Bỏ gói này, tải lại từ nơi gửi.")
    opened = open_package(path, tell)
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:  # whoever writes records waits, or has been counted
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])
        locked = _locked(package, ReceivedPackage.State.APPLYING)
        if changes := changes_since(locked.seen_to):
            return changes
        by = admit(actor, may_take_packages(scopes(actor)))
        inside = Inside(locked.pk, f"Gói dữ liệu {locked.pk}: {locked.name}", by.full_name, tell)
        _write(locked, opened, inside, tell)
        _told(locked, inside.writer.log, by, "people.records_imported")
        record(
            actor=by,
            verb="exchange.package_applied",
            subject=locked.name,
            ref=f"package:{locked.pk}",
            data={"sha256": locked.digest, "counts": locked.counts, "rows": inside.writer.log.tally},
        )
        PackageLog.objects.update_or_create(
            package=locked, defaults={"written": inside.writer.log.to_bytes()}
        )
        locked.state, locked.applied, locked.error = ReceivedPackage.State.APPLIED, timezone.now(), ""
        locked.save(update_fields=["state", "applied", "error"])
    return 0


def _write(package: ReceivedPackage, opened: Opened, inside: Inside, tell: Tell) -> None:
    taken = set(package.differing.filter(take=True).values_list("table", "line"))
    tables = opened.tables()
    with TemporaryDirectory(dir=_room(), prefix="ghi-goi-") as folder:
        for at, table in enumerate(tables):
            tell(f"Ghi bảng {table.title.lower()}", at, len(tables))
            whole = isinstance(table, Table) and table.model is Unit  # from the top down, so all at once
            found = matches(table, opened, everybody(Operator()), Path(folder), Tally())
            for new, changed in _batches(found, 10**9 if whole else BATCH):
                inside.add(table, new)
                for match in changed:
                    if (table.name, match.line.number) in taken:
                        inside.take(table, match)


def _batches(found: Iterator[Match], size: int) -> Iterator[tuple[list[Match], list[Match]]]:
    """Rows that are new and rows that say otherwise, a batch at a time."""
    new: list[Match] = []
    changed: list[Match] = []
    for match in found:
        (new if match.new else changed).append(match)
        if len(new) + len(changed) >= size:
            yield new, changed
            new, changed = [], []
    if new or changed:
        yield new, changed


def _told(package: ReceivedPackage, written: Log, by: Acting, verb: str, why: str = "") -> None:
    names = names_of(written)
    record_all(
        actor=by,
        verb=verb,
        about=((names[ref], ref, data | {"package": package.pk}) for ref, data in written.by_subject()),
        why=why,
    )


def _locked(package: ReceivedPackage, state: ReceivedPackage.State) -> ReceivedPackage:
    """The package, held until the transaction ends.

    Raises:
        ValueError: another worker is at it, or was.
    """
    locked = ReceivedPackage.objects.select_for_update().get(pk=package.pk)
    if locked.state != state or locked.turn != package.turn:
        raise ValueError("Gói này vừa có người khác xử lý: tải lại trang.")
    return locked


def _entry(package: ReceivedPackage) -> int:
    """The entry of the journal that tells of the writing."""
    found = JournalEntry.objects.filter(ref=f"package:{package.pk}", verb="exchange.package_applied")
    return found.order_by("-number").values_list("number", flat=True).first() or 0


def undo(package: ReceivedPackage, tell: Tell, *, actor: Actor) -> None:
    """Take back what a package wrote, or say what rests on it."""
    with transaction.atomic():
        locked = _locked(package, ReceivedPackage.State.UNDOING)
        by = admit(actor, may_take_packages(scopes(actor)))
        written = Log.from_bytes(bytes(PackageLog.objects.get(package=locked).written))
        tell("Xem có gì dựa vào gói này", 0, 1)
        reasons = obstacles(written, "gói này") or resting_honours(written, _entry(locked), books.law())
        if reasons:
            locked.state = ReceivedPackage.State.APPLIED
            locked.error = "Chưa hoàn tác được. " + " ".join(reasons)
            locked.save(update_fields=["state", "error"])
            return
        ground = f"Hoàn tác gói dữ liệu {locked.pk}: {locked.undo_ground}"
        done = take_back(written, ground=ground, by=by.full_name, tell=tell)
        _told(locked, done, by, "people.import_undone", locked.undo_ground)
        record(
            actor=by,
            verb="exchange.package_undone",
            subject=locked.name,
            ref=f"package:{locked.pk}",
            data={"rows": done.tally},
            why=locked.undo_ground,
        )
        locked.state, locked.undone, locked.error = ReceivedPackage.State.UNDONE, timezone.now(), ""
        locked.undone_by = by.full_name
        locked.save(update_fields=["state", "undone", "undone_by", "error"])
