"""Words of the appraisal: what a department may answer, and what the journal says of it."""

from __future__ import annotations

from django.db import models

from vinhdanh.audit.types import register_verbs


class Answer(models.TextChoices):
    """A department's opinion on one topic of one proposal."""

    AGREE = "agree", "Đồng ý"
    SUPPLEMENT = "supplement", "Đề nghị bổ sung"
    DISAGREE = "disagree", "Không đồng ý"
    NO_REMARK = "no_remark", "Không có ý kiến"


STOPPING = frozenset({Answer.SUPPLEMENT, Answer.DISAGREE})  # these keep a proposal in the appraisal

register_verbs(
    "dossiers",
    {
        "opinions_asked": "Hỏi ý kiến thẩm định",
        "opinion_given": "Cho ý kiến thẩm định",
        "opinion_overruled": "Xét tiếp dù có ý kiến không đồng ý",
    },
)
