"""Papers that go along: decisions as they were signed, files of dossiers that were decided."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vinhdanh.awards.models import Grant
from vinhdanh.decisions.models import SignedFile
from vinhdanh.decisions.types.signing import FileRole
from vinhdanh.dossiers.files import path_of
from vinhdanh.dossiers.models import Attachment
from vinhdanh.dossiers.stages import Stage
from vinhdanh.exchange.packages.choosing import Chosen
from vinhdanh.exchange.packages.columns import canonical
from vinhdanh.exchange.packages.folder import Tell, digest_of
from vinhdanh.exchange.packages.types import DOCUMENTS, INDEX
from vinhdanh.people.folding import fold

_ODD = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class _Paper:
    """One file: under which name, what the index says of it, and where its bytes lie."""

    name: str
    told: dict[str, Any]
    path: Path


def write_documents(folder: Path, chosen: Chosen, tell: Tell) -> int:
    """Copy the papers and write their index; how many there are.

    Raises:
        ValueError: a paper is gone from the disk, or is not what was kept.
    """
    (folder / DOCUMENTS).mkdir()
    lines: dict[str, str] = {}
    for at, paper in enumerate((*_decisions(chosen), *_attachments(chosen))):
        tell("Chép văn bản, tệp hồ sơ", at, 0)
        name = f"{DOCUMENTS}/{paper.name}"
        if name in lines:
            continue
        if not paper.path.exists() or digest_of(paper.path) != paper.told["sha256"]:
            said = paper.told["name"]
            raise ValueError(
                f"“{said}”: tệp trên đĩa không còn, hoặc không còn nguyên như lúc ghi. Báo quản trị khôi "
                "phục từ bản sao lưu, hoặc lập gói không kèm văn bản."
            )
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(paper.path, target)
        lines[name] = canonical({"file": name, **paper.told}) + "\n"
    (folder / INDEX).write_text(
        "".join(lines[name] for name in sorted(lines)), encoding="utf-8", newline="\n"
    )
    return len(lines)


def _decisions(chosen: Chosen) -> Iterator[_Paper]:
    """A decision that names somebody who is not named in the package stays inside."""
    hidden = Grant.objects.filter(person__in=_unnamed(chosen), decision__isnull=False).values("decision")
    files = SignedFile.objects.filter(
        draft__decision__in=chosen.rows("decisions"), role__in=(FileRole.SIGNED, FileRole.UPLOADED)
    ).select_related("draft__decision")
    kept = files.filter(draft__decision__in=hidden).count()
    if kept:
        chosen.left_out["documents", "secret"] += kept
    for file in files.exclude(draft__decision__in=hidden).order_by("pk").iterator(chunk_size=500):
        decision = file.draft.decision
        assert decision is not None
        told = {
            "kind": "decision",
            "decision": [
                decision.authority,
                decision.number,
                decision.decided.isoformat() if decision.decided else None,
                decision.year,
            ],
            "name": f"Quyết định {file.number} ngày {file.day:%d/%m/%Y}",
            "sha256": file.sha256,
        }
        name = f"quyet-dinh/{file.day.year}/{_slug(file.number)}-{file.sha256[:12]}.pdf"
        yield _Paper(name, told, path_of(file.sha256))


def _attachments(chosen: Chosen) -> Iterator[_Paper]:
    found = Attachment.objects.standing().filter(
        proposal__stage=Stage.DECIDED, proposal__year__gte=chosen.first, proposal__year__lte=chosen.last
    )
    for file in found.select_related("proposal__round").order_by("pk").iterator(chunk_size=500):
        one = file.proposal
        if one.unit_id not in chosen.inside:
            continue
        if one.person_id is not None and (
            one.person_id not in chosen.persons or chosen.masked(one.person_id)
        ):
            chosen.left_out["documents", "secret" if one.person_id in chosen.secret else "unseen"] += 1
            continue
        told = {
            "kind": "attachment",
            "dossier": one.code,
            "name": f"{file.item}: {file.name}",
            "sha256": file.sha256,
        }
        ending = _ODD.sub("", Path(file.name).suffix.lower())[:5] or "bin"
        yield _Paper(f"ho-so/{_slug(one.code)}/{file.sha256[:16]}.{ending}", told, path_of(file.sha256))


def _unnamed(chosen: Chosen) -> set[int]:
    return chosen.kept_back | {key for key in chosen.secret if chosen.masked(key)}


def _slug(text: str) -> str:
    return _ODD.sub("-", fold(text)).strip("-") or "khong-so"
