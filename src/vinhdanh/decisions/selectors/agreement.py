"""Whether a tờ trình, its annexed list and the reports behind it agree, before anything is printed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from vinhdanh.awards.catalogue import catalogue, honour_name
from vinhdanh.decisions.models.submissions import Submission, SubmissionLine
from vinhdanh.decisions.types.submissions import SubmissionState
from vinhdanh.dossiers.models import Attachment, PartVersion
from vinhdanh.dossiers.stages import Stage
from vinhdanh.dossiers.types.parts import PartKind
from vinhdanh.people.folding import fold

# These have a tờ trình of their own (how Mẫu số 01 is filled in): two orders, a title, and whole kinds.
ALONE = ("HCSV", "HCHCM", "CSTD_TQ")
ALONE_KINDS = ("honorary_title", "prize")
REPORT = "bao cao"  # how the item of a report begins in lists of dossiers, folded
NAMED = 6  # names in one sentence; more are counted


@dataclass(frozen=True, slots=True)
class Agreement:
    """How many there are of each, and what disagrees, in sentences."""

    subjects: int
    rows: int
    reports: int
    said: tuple[str, ...]


def agreement_of(submission: Submission, lines: Sequence[SubmissionLine]) -> Agreement:
    """Compare what the paper will say with its list and with the dossiers."""
    subjects = Counter(
        (line.proposal.kind.value, line.proposal.subject.pk, line.proposal.honour) for line in lines
    )
    reported = _reported([line.proposal_id for line in lines])
    said = []
    if not lines:
        said.append("Danh sách chưa có ai.")
    twice = [
        line
        for line in lines
        if subjects[(line.proposal.kind.value, line.proposal.subject.pk, line.proposal.honour)] > 1
    ]
    if twice:
        said.append(f"Có hai dòng cho cùng một danh hiệu, hình thức: {_names(twice)}.")
    silent = [line for line in lines if line.proposal_id not in reported]
    if silent:
        said.append(f"{len(silent)} hồ sơ chưa có báo cáo thành tích: {_names(silent)}.")
    bare = [line for line in lines if not line.proposal.achievement.strip()]
    if bare:
        said.append(f"{len(bare)} dòng trích ngang chưa có tóm tắt thành tích: {_names(bare)}.")
    said += _mixed(lines)
    if submission.state == SubmissionState.DRAFT:
        moved = [line for line in lines if line.proposal.stage != Stage.SIGNING]
        if moved:
            said.append(f"{len(moved)} hồ sơ không còn chờ ký: {_names(moved)}.")
    return Agreement(len(subjects), len(lines), len(lines) - len(silent), tuple(said))


def _mixed(lines: Sequence[SubmissionLine]) -> list[str]:
    """What may not stand in one tờ trình together: two authorities, two loại hình, special awards."""
    said = []
    if len({line.proposal.level for line in lines}) > 1:
        said.append("Danh sách có hai cấp quyết định: lập tờ trình riêng cho từng cấp.")
    if len({line.proposal.merit for line in lines}) > 1:
        said.append("Danh sách có hai loại hình khen thưởng: lập tờ trình riêng cho từng loại hình.")
    honours = {line.proposal.honour for line in lines}
    for code in sorted(honours):
        known = catalogue().get(code)
        if len(honours) > 1 and (code in ALONE or (known is not None and known.kind in ALONE_KINDS)):
            said.append(f"{honour_name(code)} trình bằng tờ trình riêng: tách khỏi danh sách này.")
    return said


def _reported(proposals: Sequence[int]) -> set[int]:
    """Which dossiers have a report: written here, or as a file."""
    written = PartVersion.objects.filter(proposal__in=proposals, part=PartKind.REPORT)
    newest = dict(written.order_by("number").values_list("proposal", "content"))
    found = {key for key, content in newest.items() if any(content.values())}
    files = Attachment.objects.standing().filter(proposal__in=proposals).values_list("proposal", "item")
    return found | {key for key, item in files if fold(item).startswith(REPORT)}


def _names(lines: Sequence[SubmissionLine]) -> str:
    named = [f"{line.position}. {line.proposal.subject}" for line in lines[:NAMED]]
    more = len(lines) - len(named)
    return "; ".join(named) + (f" và {more} dòng khác" if more else "")
