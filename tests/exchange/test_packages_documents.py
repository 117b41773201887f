"""Papers in a package: decisions as they were signed, files of dossiers that were decided, nothing else."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from tests.decisions.drafted import DAY, Decided
from tests.exchange.packed import content, made, members, received
from vinhdanh.decisions.models import DecisionDraft, SignedFile
from vinhdanh.decisions.types.signing import FileRole
from vinhdanh.dossiers.files import keep, path_of
from vinhdanh.dossiers.models import Attachment, Proposal
from vinhdanh.dossiers.types.parts import FileKind
from vinhdanh.exchange.packages import tasks
from vinhdanh.exchange.packages.models import DataPackage, ReceivedPackage
from vinhdanh.people.models import Person
from vinhdanh.people.types import Secrecy

pytestmark = pytest.mark.django_db

PAPER, REPORT = b"%PDF- the decision %%EOF", b"%PDF- the report %%EOF"


class Kept(Decided):
    """A decision that was signed by a key, and a dossier with a report."""

    def __init__(self) -> None:
        super().__init__()
        self.draft: DecisionDraft = self.signed(*self.ready("CSTT"))
        now = timezone.now()
        for role, data in ((FileRole.PREPARED, b"%PDF- before %%EOF"), (FileRole.SIGNED, PAPER)):
            SignedFile.objects.create(
                draft=self.draft,
                version=len(data),
                role=role,
                sha256=keep(data),
                size=len(data),
                number="01/QĐ-CAT-PX01",
                day=DAY,
                at=now,
                by_name="X",
            )
        self.proposal_decided: Proposal = Proposal.objects.get(decision_line__draft=self.draft)
        Attachment.objects.create(
            proposal=self.proposal_decided,
            item="Báo cáo thành tích",
            name="bao-cao.pdf",
            sha256=keep(REPORT),
            size=len(REPORT),
            kind=FileKind.PDF,
            at=now,
            by_name="X",
        )


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> Kept:
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(tasks, "in_background", lambda job, name: job())
    return Kept()


def test_papers_go_along_with_an_index(world: Kept) -> None:
    data = content(made(with_documents=True))
    parts = members(data)
    index = [json.loads(line) for line in parts["documents/index.jsonl"].decode().splitlines()]
    assert {one["kind"]: parts[one["file"]] for one in index} == {"decision": PAPER, "attachment": REPORT}
    told = {one["kind"]: one for one in index}
    assert told["decision"]["file"].startswith("documents/quyet-dinh/2025/01-qd-cat-px01-")
    assert told["decision"]["decision"][1:3] == ["01/QĐ-CAT-PX01", DAY.isoformat()]
    assert told["attachment"]["dossier"] == world.proposal_decided.code
    assert all(sha256(parts[one["file"]]).hexdigest() == one["sha256"] for one in index)
    assert json.loads(parts["manifest.json"])["documents"] == 2
    assert received(data).state == ReceivedPackage.State.PREVIEW
    assert not any(name.startswith("documents") for name in members(content(made())))


def test_papers_that_name_somebody_under_secrecy_stay(world: Kept) -> None:
    Person.objects.filter(pk=world.proposal_decided.person_id).update(secrecy=Secrecy.SECRET)
    package = made(with_documents=True)
    assert [name for name in members(content(package)) if name.startswith("documents")] == [
        "documents/index.jsonl"
    ]
    assert {"table": "documents", "why": "secret", "number": 2} in package.left_out


def test_a_paper_that_is_gone_is_named(world: Kept) -> None:
    path_of(sha256(REPORT).hexdigest()).unlink()
    package = made(with_documents=True)
    assert package.state == DataPackage.State.FAILED
    assert "“Báo cáo thành tích: bao-cao.pdf”: tệp trên đĩa không còn" in package.error
