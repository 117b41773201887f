"""Words of revoking and re-issue: kinds, states, acts of a case, and what the journal says."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import models

from vinhdanh.audit.types import register_verbs
from vinhdanh.awards.types import Act


class CaseKind(models.TextChoices):
    ANNUL = "annul", "Hủy bỏ quyết định"
    STRIP = "strip", "Tước"
    RECOVER = "recover", "Thu hồi hiện vật, tiền thưởng"  # of an honour that stands no more
    RESTORE = "restore", "Phục hồi"
    EXCHANGE = "exchange", "Cấp đổi"  # the old piece comes back
    REISSUE = "reissue", "Cấp lại"  # the old piece is lost


# The act upon the register; a recovery has none, it follows one that was recorded before.
ACT_OF: Mapping[CaseKind, Act] = {
    CaseKind.ANNUL: Act.ANNULLED,
    CaseKind.STRIP: Act.STRIPPED,
    CaseKind.RESTORE: Act.RESTORED,
}
TAKES_AWAY = (CaseKind.ANNUL, CaseKind.STRIP)
TAKES_BACK = (*TAKES_AWAY, CaseKind.RECOVER)  # money and artefacts
ANEW = (CaseKind.EXCHANGE, CaseKind.REISSUE)


class AnewGround(models.TextChoices):
    """Why a piece is issued anew. The law files hold no article on it."""

    DAMAGED = "damaged", "Hiện vật hỏng, rách, mờ"
    MISPRINTED = "misprinted", "In sai thông tin"
    LOST = "lost", "Hiện vật mất"


ANEW_GROUNDS: Mapping[CaseKind, tuple[AnewGround, ...]] = {
    CaseKind.EXCHANGE: (AnewGround.DAMAGED, AnewGround.MISPRINTED),
    CaseKind.REISSUE: (AnewGround.LOST,),
}


class CaseState(models.TextChoices):
    PROPOSED = "proposed", "Chờ xác minh"
    VERIFIED = "verified", "Chờ quyết định"
    DECIDED = "decided", "Đã quyết định, còn việc"
    DONE = "done", "Đã xong"
    REFUSED = "refused", "Không chấp nhận"
    WITHDRAWN = "withdrawn", "Đã rút"


CLOSED = (CaseState.DONE, CaseState.REFUSED, CaseState.WITHDRAWN)


class CaseAct(models.TextChoices):
    """A line of the case's own course."""

    PROPOSED = "proposed", "Đề nghị"
    VERIFIED = "verified", "Xác minh"
    WITHDRAWN = "withdrawn", "Rút đề nghị"
    REFUSED = "refused", "Không chấp nhận"
    DECIDED = "decided", "Quyết định"
    MONEY = "money", "Nhận tiền hoàn trả"
    ARTEFACT = "artefact", "Hiện vật"
    ISSUED = "issued", "Cấp hiện vật mới"
    FOLLOWED = "followed", "Xem xét lượt dựa trên"
    DONE = "done", "Xong"


class Held(models.TextChoices):
    """Where the artefact of a case is."""

    NONE = "none", "Không phải thu"
    DUE = "due", "Chưa thu"
    RETURNED = "returned", "Đã thu"
    LOST = "lost", "Mất, có biên bản"


class FollowState(models.TextChoices):
    """What became of an honour that rested on another one."""

    WAITING = "waiting", "Chờ xem xét"
    OPENED = "opened", "Đã lập đề nghị hủy"
    KEPT = "kept", "Giữ nguyên"
    REVOKED = "revoked", "Đã hủy, tước"


register_verbs(
    "decisions",
    {
        "revocation_proposed": "Đề nghị hủy bỏ, tước, thu hồi, cấp lại",
        "revocation_verified": "Xác minh đề nghị hủy bỏ, thu hồi, cấp lại",
        "revocation_numbered": "Giữ số quyết định hủy bỏ, thu hồi, cấp lại",
        "revocation_withdrawn": "Rút đề nghị hủy bỏ, thu hồi, cấp lại",
        "revocation_refused": "Không chấp nhận đề nghị hủy bỏ, thu hồi, cấp lại",
        "revocation_decided": "Quyết định hủy bỏ, tước, thu hồi, phục hồi",
        "revocation_money": "Nhận tiền thưởng hoàn trả",
        "revocation_artefact": "Thu hiện vật",
        "revocation_issued": "Cấp đổi, cấp lại hiện vật",
        "follow_up_kept": "Giữ nguyên lượt khen sau khi xem xét",
    },
)
