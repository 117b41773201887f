"""Words of decisions that are drafted here: states, numbers, and what the journal says."""

from __future__ import annotations

from django.db import models

from vinhdanh.audit.types import register_verbs


class DraftState(models.TextChoices):
    DRAFT = "draft", "Đang soạn"
    WAITING = "waiting", "Chờ ký"
    SIGNED = "signed", "Đã ký"
    PUBLISHED = "published", "Đã công bố"
    DROPPED = "dropped", "Đã bỏ"


DONE = (DraftState.SIGNED, DraftState.PUBLISHED)


class Signing(models.TextChoices):
    """In what capacity a paper is signed; the values are those of ``documents.words.Capacity``."""

    OWN = "own", "Ký trực tiếp"
    FOR_HEAD = "KT.", "Ký thay người đứng đầu (KT.)"
    FOR_COLLECTIVE = "TM.", "Thay mặt tập thể (TM.)"
    BY_DELEGATION = "TUQ.", "Ký thừa ủy quyền (TUQ.)"
    BY_ORDER = "TL.", "Ký thừa lệnh (TL.)"
    ACTING = "Q.", "Quyền cấp trưởng (Q.)"


class NumberState(models.TextChoices):
    RESERVED = "reserved", "Đang giữ"
    USED = "used", "Đã dùng"
    RELEASED = "released", "Bỏ, không dùng"


class Split(models.TextChoices):
    """How the chosen proposals become decisions."""

    ONE = "one", "Một quyết định cho tất cả"
    HONOUR = "honour", "Mỗi danh hiệu, hình thức một quyết định"


register_verbs(
    "decisions",
    {
        "authority_written": "Ghi người quyết định, cách đánh số",
        "draft_made": "Soạn quyết định",
        "draft_changed": "Sửa dự thảo quyết định",
        "basis_written": "Ghi căn cứ của quyết định",
        "line_added": "Thêm vào danh sách quyết định",
        "line_changed": "Sửa dòng trong danh sách quyết định",
        "line_removed": "Đưa ra khỏi danh sách quyết định",
        "line_refused": "Người có thẩm quyền không chọn",
        "draft_sent": "Trình ký quyết định",
        "draft_returned": "Trả dự thảo quyết định để sửa",
        "draft_dropped": "Bỏ dự thảo quyết định",
        "draft_signed": "Ký quyết định khen thưởng",
        "draft_published": "Công bố quyết định",
        "number_reserved": "Giữ số quyết định",
        "gap_withdrawn": "Bỏ giải trình số trống",
        "number_used": "Dùng số quyết định đã giữ",
        "number_released": "Bỏ số quyết định đã giữ",
        "gap_explained": "Giải trình số trống",
    },
)
