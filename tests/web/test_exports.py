"""Every list that can be taken out as a file: who and when, no formula, nobody under secrecy."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.eligibility.agency import SECRET
from tests.exchange.intake import GRANTS, Desk, at_once
from tests.exported import fault
from tests.judged import Judged
from tests.web.test_access import TABLE
from vinhdanh.exchange.models import Intake
from vinhdanh.people.models import Person
from vinhdanh.web.models import Workbook

pytestmark = pytest.mark.django_db
FORMULA = "=1+1"
# Files that are no lists out of the records, each with its reason.
NO_LISTS = {
    "xet-tep/mau.xlsx": "the empty template",
    "nhap-danh-sach/cong-dan/<int:pk>/mau.xlsx": "an empty form",
    "nhap-danh-sach/luc-luong/mau.xlsx": "an empty form",
    "tham-dinh/danh-sach.xlsx": "a reviewer's: tests/dossiers/test_appraisal_pages",
    "hom-phieu/<int:pk>/ket-qua.xlsx": "of a closed box: tests/council/test_boxes_pages",
    "xet-tep/<int:pk>/ket-qua.xlsx": "the same run gives the same bytes; its facts are the owner's own file",
}


@pytest.fixture
def made(
    judged: Judged,
    there: dict[str, int],
    monkeypatch: pytest.MonkeyPatch,
    settings: Any,
    tmp_path: Path,
) -> dict[str, int]:
    """Something behind every address: what ``there`` makes, a file that was read, an import."""
    settings.MEDIA_ROOT = tmp_path / "files"
    at_once(monkeypatch)
    standing = judged.accounts["standing"]
    file = Workbook.objects.create(
        owner=standing,
        name=FORMULA,
        size=1,
        year=2025,
        state=Workbook.State.READ,
        persons=1,
        problems=[
            {
                "severity": "error",
                "code": "unknown",
                "sheet": "Cán bộ",
                "row": 2,
                "cell": "A2",
                "read": FORMULA,
                "expected": "",
                "message": FORMULA,
                "effect": "",
                "suggestion": None,
                "subject": None,
                "count": 1,
            }
        ],
    )
    rows = [[SECRET, None, FORMULA, 2016, None, None], ["200-001", None, "CSTĐCS", 2023, FORMULA, None]]
    intake = Desk(standing).bring(name=FORMULA, grants=[GRANTS, *rows])
    assert intake.state == Intake.State.PREVIEW, intake.error
    who = [[SECRET, "X", None, "Đạt"], ["200-001", FORMULA, "Đạt", "Không đạt"]]
    intake.effects = {"lines": [{"name": FORMULA, "who": who}]}
    intake.save(update_fields=["effects"])
    Person.objects.filter(number="200-005").update(name=FORMULA, folded="1 1")
    return there | {"file": file.pk, "intake": intake.pk}


def test_the_table_of_addresses_names_every_file() -> None:
    assert NO_LISTS.keys() <= set(TABLE)


def test_every_file_says_who_and_when_and_holds_no_formula_and_no_secret(
    judged: Judged, made: dict[str, int]
) -> None:
    clients = {who: judged.client(who) for who in ("standing", "admin")}
    wanting: dict[str, str] = {}
    for pattern, rows in TABLE.items():
        if not pattern.endswith(".xlsx") or pattern in NO_LISTS:
            continue
        seen = 0
        for example, who in ((example, who) for example, _ in rows for who in clients):
            address = example.format(**made)
            answer = clients[who].get(address)
            if answer.status_code == 405:
                answer = clients[who].post(address, {"why": "Báo cáo"})
            if answer.status_code == 200:
                seen += 1
                if found := fault(answer.content, who, SECRET):
                    wanting[address] = found
        if not seen:
            wanting[pattern] = "neither of them was given it"
    assert not wanting
