"""Words of the register: kinds of merit and recipients, levels, states, what may happen to an honour."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import models

from vinhdanh.audit.types import register_verbs
from vinhdanh.engine.facts import GrantState, Merit

MERIT_LABELS: Mapping[Merit, str] = {
    Merit.CONG_TRANG: "Công trạng",
    Merit.DOT_XUAT: "Đột xuất",
    Merit.PHONG_TRAO: "Phong trào, chuyên đề",
    Merit.CONG_HIEN: "Cống hiến",
    Merit.NIEN_HAN: "Niên hạn",
    Merit.DOI_NGOAI: "Đối ngoại",
}

STATE_LABELS: Mapping[GrantState, str] = {
    GrantState.IN_FORCE: "Còn hiệu lực",
    GrantState.ANNULLED: "Đã hủy bỏ quyết định",
    GrantState.STRIPPED: "Đã tước",
}

# Kinds of honours, as the catalogue of the law files calls them.
KIND_LABELS: Mapping[str, str] = {
    "emulation_title": "Danh hiệu thi đua",
    "commendation_form": "Hình thức khen thưởng",
    "honorary_title": "Danh hiệu vinh dự",
    "prize": "Giải thưởng",
}


class GivenBy(models.TextChoices):
    """At which level an honour was given. The codes are the catalogue's."""

    STATE = "state", "Chủ tịch nước"
    GOVERNMENT = "government", "Chính phủ, Thủ tướng"
    MINISTRY = "ministry", "Bộ, tỉnh"
    BASE = "base", "Cơ sở"


class RecipientKind(models.TextChoices):
    """To whom an honour was given."""

    PERSON = "person", "Cá nhân"
    UNIT = "unit", "Tập thể"
    HOUSEHOLD = "household", "Hộ gia đình"
    OUTSIDER = "outsider", "Người ngoài cơ quan"


class ConsentPlace(models.TextChoices):
    """On which pages somebody lets his full name stand."""

    BOTH = "both", "Cả hai"
    PAPER = "paper", "Trang xác thực của giấy"
    HONOURS = "honours", "Trang vinh danh, trình chiếu"


class Act(models.TextChoices):
    """What is done to an honour after it was given. The last act that changes its state decides it."""

    ANNULLED = "annulled", "Hủy bỏ quyết định"
    STRIPPED = "stripped", "Tước"
    RESTORED = "restored", "Phục hồi"
    REISSUED = "reissued", "Cấp lại hiện vật"  # the paper or badge anew; the honour stands as it stood
    STRUCK = "struck", "Xóa dòng ghi nhầm"  # the register was wrong: no such honour was given


STATE_AFTER: Mapping[str, GrantState] = {
    Act.ANNULLED: GrantState.ANNULLED,
    Act.STRIPPED: GrantState.STRIPPED,
    Act.RESTORED: GrantState.IN_FORCE,
    Act.REISSUED: GrantState.IN_FORCE,  # only what stands is issued anew
}

# In which states an act makes sense.
POSSIBLE_FROM: Mapping[Act, frozenset[GrantState]] = {
    Act.ANNULLED: frozenset({GrantState.IN_FORCE}),
    Act.STRIPPED: frozenset({GrantState.IN_FORCE}),
    Act.RESTORED: frozenset({GrantState.ANNULLED, GrantState.STRIPPED}),
    Act.REISSUED: frozenset({GrantState.IN_FORCE}),
    Act.STRUCK: frozenset(GrantState),
}

KEYS_REF = "proof-keys"  # the journal's name of the keys that sign proofs

register_verbs(
    "awards",
    {
        "decision_recorded": "Ghi quyết định khen thưởng",
        "outsider_registered": "Lập tên người ngoài cơ quan",
        "grant_recorded": "Ghi khen thưởng",
        "grant_annulled": "Hủy bỏ quyết định khen thưởng",
        "grant_stripped": "Tước danh hiệu, hình thức khen thưởng",
        "grant_restored": "Phục hồi danh hiệu, hình thức khen thưởng",
        "grant_reissued": "Cấp lại hiện vật khen thưởng",
        "grant_struck": "Xóa dòng khen thưởng ghi nhầm",
        "proofs_prepared": "Lập mã xác thực cho giấy khen",
        "name_consent_set": "Ghi ý kiến về công khai họ tên",
        "proof_key_made": "Tạo khóa ký mã xác thực",
        "proof_keys_rotated": "Đổi khóa ký mã xác thực",
    },
)
