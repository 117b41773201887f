"""Scans read in the background: how far one is, stopping, beginning again after a restart, whose it is."""

from __future__ import annotations

import json
import os
import time
from datetime import timedelta
from pathlib import Path
from threading import Thread
from threading import enumerate as threads
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from PIL import Image

from tests.access.test_permissions import answer
from tests.documents.scanned import pdf, png, stand_in
from tests.records import Tree, make_account
from vinhdanh.access.models import Account
from vinhdanh.access.types import Role
from vinhdanh.audit.models import JournalEntry
from vinhdanh.exchange import progress, recognising
from vinhdanh.exchange.recognising import Scan, State

pytestmark = pytest.mark.django_db

SAID = "1 1 1 50 80 60 20 96 Công\n1 1 1 120 80 60 20 40 an\n"
PAGE = png(Image.new("L", (400, 400), 255))
PAGES = pdf(Image.new("L", (400, 400), 255), Image.new("L", (400, 400), 200))


@pytest.fixture(autouse=True)
def _stood_in(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    monkeypatch.setenv("VINHDANH_TESSERACT", str(stand_in(tmp_path, said=SAID)))


@pytest.fixture
def tree() -> Tree:
    return Tree()


@pytest.fixture
def clerk(tree: Tree) -> Account:
    return make_account("tonghop", (Role.UNIT_CLERK, "PX01"))


def bring(tree: Tree, actor: Account, name: str = "bao-cao.png", data: bytes = PAGE) -> Scan:
    return recognising.begin(actor=actor, unit=tree.px01, year=2025, name=name, data=data)


def now(actor: Account, scan: Scan) -> Scan:
    found = recognising.find(actor=actor, key=scan.key)
    assert found is not None
    return found


def test_a_scan_is_read_and_its_text_waits(tree: Tree, clerk: Account) -> None:
    scan = bring(tree, clerk)
    assert (scan.busy, scan.progress.what) == (True, "Chờ bắt đầu")
    with pytest.raises(ValidationError, match="chưa nhận dạng xong"):
        recognising.result(actor=clerk, scan=scan)
    recognising.perform(scan.key)
    assert now(clerk, scan).state is State.DONE
    found = recognising.result(actor=clerk, scan=scan)
    assert (found.text, [word.confidence for word in found.words]) == ("Công an", [96, 40])
    entry = JournalEntry.objects.get(verb="exchange.scan_brought")
    data = json.loads(entry.data)
    assert (entry.subject, data["sha256"], data["unit"]) == ("bao-cao.png", scan.digest, "PX01")


@pytest.mark.django_db(transaction=True)
def test_the_work_begins_by_itself_and_tells_how_far_it_is(tree: Tree, clerk: Account) -> None:
    scan = bring(tree, clerk, "bao-cao.pdf", PAGES)
    for worker in [one for one in threads() if one.name == f"scan-{scan.key}"]:
        worker.join()
    assert recognising.result(actor=clerk, scan=scan).text == "Công an\nCông an"


def test_nobody_else_finds_it(tree: Tree, clerk: Account) -> None:
    scan = bring(tree, clerk)
    other = make_account("khac", (Role.UNIT_CLERK, "PX01"))
    assert recognising.find(actor=other, key=scan.key) is None
    assert recognising.scans_of(other) == []
    assert recognising.find(actor=clerk, key="../../vinhdanh") is None
    for act in (recognising.again, recognising.stop, recognising.discard, recognising.result):
        with pytest.raises(ValidationError, match="của người khác"):
            act(actor=other, scan=scan)


def test_it_stops_between_two_pages_and_goes_on_when_asked(
    tree: Tree, clerk: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    scan = bring(tree, clerk, "bao-cao.pdf", PAGES)
    recognising.stop(actor=clerk, scan=scan)
    recognising.perform(scan.key)
    assert now(clerk, scan).state is State.STOPPED
    recognising.again(actor=clerk, scan=scan)
    assert now(clerk, scan).busy
    with pytest.raises(ValidationError, match="đang được nhận dạng"):
        recognising.again(actor=clerk, scan=scan)
    recognising.perform(scan.key)
    assert now(clerk, scan).state is State.DONE
    with pytest.raises(ValidationError, match="đã nhận dạng xong"):
        recognising.again(actor=clerk, scan=scan)


def test_what_a_restart_cut_off_can_be_begun_again(tree: Tree, clerk: Account) -> None:
    scan = bring(tree, clerk)
    told = progress._file(f"scan-{scan.key}")
    long_ago = time.time() - 3_600
    os.utime(told, (long_ago, long_ago))
    assert (now(clerk, scan).cut_off, now(clerk, scan).busy) == (True, False)
    recognising.again(actor=clerk, scan=scan)
    assert now(clerk, scan).busy


def test_a_scan_that_cannot_be_read_says_why(tree: Tree, clerk: Account) -> None:
    scan = bring(tree, clerk, "bao-cao.pdf", b"%PDF-1.7 x")
    recognising.perform(scan.key)
    failed = now(clerk, scan)
    assert failed.state is State.FAILED
    assert "“bao-cao.pdf” hỏng hoặc không phải tệp PDF" in failed.error


def test_one_scan_waits_for_another(tree: Tree, clerk: Account) -> None:
    scan = bring(tree, clerk)
    with recognising._turn:
        worker = Thread(target=recognising.perform, args=(scan.key,))
        worker.start()
        worker.join(0.1)
        assert now(clerk, scan).busy
    worker.join()
    assert now(clerk, scan).state is State.DONE


def test_a_discarded_scan_leaves_nothing_behind_also_while_it_is_read(
    tree: Tree, clerk: Account, settings: Any
) -> None:
    scan = bring(tree, clerk)
    recognising.discard(actor=clerk, scan=scan)
    recognising.perform(scan.key)
    assert not [file for file in Path(settings.MEDIA_ROOT).rglob("*") if file.is_file()]
    assert JournalEntry.objects.filter(verb="exchange.scan_discarded").count() == 1
    with pytest.raises(ValidationError, match="không còn"):
        recognising.discard(actor=clerk, scan=scan)


@pytest.mark.parametrize("act", [recognising.stop, recognising.again])
def test_what_was_discarded_in_another_window_a_moment_ago_is_gone(
    tree: Tree, clerk: Account, monkeypatch: pytest.MonkeyPatch, act: Any
) -> None:
    scan = bring(tree, clerk)
    if act is recognising.again:
        recognising._keep(recognising.replace(scan, state=State.STOPPED))
    looked = recognising._own

    def and_then_it_goes(actor: Account, scan: Scan) -> Scan:
        own = looked(actor, scan)
        recognising.forget(scan)
        return own

    monkeypatch.setattr(recognising, "_own", and_then_it_goes)
    with pytest.raises(ValidationError, match="không còn"):
        act(actor=clerk, scan=scan)


def test_scans_to_which_nobody_comes_back_go_after_a_week(tree: Tree, clerk: Account) -> None:
    scan = bring(tree, clerk)
    recognising.perform(scan.key)
    assert recognising.sweep() == 0
    file = recognising._folder(scan.key) / "scan.json"
    data = json.loads(file.read_text())
    data["received"] = (scan.received - timedelta(days=8)).isoformat()
    file.write_text(json.dumps(data))
    assert recognising.sweep() == 1
    assert recognising.scans_of(clerk) == []


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [("a.docx", PAGE, "tệp .pdf, .tif, .png hoặc .jpg"), ("a.pdf", b"x" * 2_000_000, "nhận tối đa 1 MB")],
)
def test_other_files_and_heavy_ones_are_not_taken(
    tree: Tree, clerk: Account, monkeypatch: pytest.MonkeyPatch, name: str, data: bytes, said: str
) -> None:
    monkeypatch.setattr(recognising, "LARGEST_SCAN", 1_000_000)
    with pytest.raises(ValidationError, match=said):
        bring(tree, clerk, name, data)


def test_without_tesseract_nothing_is_kept_and_the_way_out_is_said(
    tree: Tree, clerk: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VINHDANH_TESSERACT", "/khong/co")
    with pytest.raises(ValidationError, match="apt install tesseract-ocr tesseract-ocr-vie"):
        bring(tree, clerk)
    assert recognising.scans_of(clerk) == []


def test_the_sixth_scan_waits_until_one_is_taken(tree: Tree, clerk: Account) -> None:
    for _ in range(recognising.MOST_WAITING):
        bring(tree, clerk)
    with pytest.raises(ValidationError, match="5 bản quét chưa đọc tiếp"):
        bring(tree, clerk)


# ---- every service × every role -------------------------------------------------------------------

READS = {Role.UNIT_CLERK, Role.UNIT_HEAD, Role.STANDING_BODY, Role.SIGNING_AUTHORITY}


@pytest.mark.parametrize("role", Role)
def test_each_service_answers_each_role_as_the_table_says(tree: Tree, clerk: Account, role: Role) -> None:
    somebody = make_account("ai-do", (role, "PX01"))
    expected = "done" if role in READS else "refused"
    assert answer(lambda actor, t: bring(t, actor), somebody, tree) == expected  # type: ignore[arg-type,return-value]
    scan = bring(tree, clerk)
    recognising._keep(recognising.replace(scan, by=somebody.pk, state=State.FAILED))
    for act in (recognising.again, recognising.discard):
        if role in READS:
            act(actor=somebody, scan=scan)
        else:
            with pytest.raises(PermissionDenied):
                act(actor=somebody, scan=scan)
