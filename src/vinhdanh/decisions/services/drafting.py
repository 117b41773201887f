"""What every service about a decision does the same way: lock, write down, name it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from vinhdanh.access.types import Acting
from vinhdanh.audit.changes import Pair, written
from vinhdanh.audit.services import record
from vinhdanh.awards.catalogue import honour_name, in_order, is_title
from vinhdanh.decisions.models import DecisionDraft, IssuingAuthority, StampImage, TrustedRoot
from vinhdanh.decisions.types.drafts import DraftState
from vinhdanh.dossiers.models import Proposal


def write_down(
    by: Acting,
    about: DecisionDraft | IssuingAuthority | TrustedRoot | StampImage,
    verb: str,
    *pairs: Pair,
    data: Mapping[str, Any] | None = None,
    why: str = "",
) -> None:
    """One line in the journal about a draft or an authority, with its records before and after."""
    record(
        actor=by,
        verb=f"decisions.{verb}",
        subject=str(about),
        ref=about.ref,
        data=written(*pairs) | dict(data or {}),
        why=why,
    )


def locked(draft: DecisionDraft) -> DecisionDraft:
    """The draft as it is now, held until the transaction ends."""
    rows = DecisionDraft.objects.select_related("unit", "authority", "number", "round")
    return rows.select_for_update(of=("self",)).get(pk=draft.pk)


def refuse_state(draft: DecisionDraft, wanted: DraftState, act: str) -> None:
    """Refuse what can't be done in the draft's state.

    Raises:
        ValidationError: saying who moved it, and when.
    """
    if draft.state == wanted:
        return
    at = timezone.localtime(draft.moved)
    raise ValidationError(
        f"Không {act} được: quyết định {draft.get_state_display().lower()} "
        f"({draft.moved_by}, {at:%H:%M %d/%m/%Y}). Tải lại trang để xem."
    )


def put_state(draft: DecisionDraft, by: Acting, state: DraftState, why: str = "") -> None:
    """Set a state and who put it; nothing is saved yet."""
    draft.state, draft.why = state, why.strip()[:300]
    draft.moved, draft.moved_by = timezone.now(), by.full_name[:200]


def require_why(why: str) -> None:
    """Refuse an act that says no reason.

    Raises:
        ValidationError: at the field of the reason.
    """
    if not why.strip():
        raise ValidationError({"why": "Ghi lý do."})


def default_title(proposals: Sequence[Proposal]) -> str:
    """«Về việc tặng danh hiệu Chiến sĩ tiên tiến năm 2025»; of several honours by their kinds."""
    codes = in_order({one.honour for one in proposals})
    kinds = ["danh hiệu thi đua"] * any(is_title(code) for code in codes)
    kinds += ["hình thức khen thưởng"] * any(not is_title(code) for code in codes)
    what = ", ".join(kinds)
    if len(codes) == 1:
        police = proposals[0].unit.force == "police"
        what = f"{'danh hiệu ' if is_title(codes[0]) else ''}{honour_name(codes[0], police=police)}"
    years = ", ".join(sorted({one.years for one in proposals}))
    return f"Về việc tặng {what} năm {years}"[:300]
