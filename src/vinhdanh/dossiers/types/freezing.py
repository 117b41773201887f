"""Words of frozen assessments: when they are made, and what the journal says of them."""

from __future__ import annotations

from django.db import models

from vinhdanh.audit.types import register_verbs


class Moment(models.TextChoices):
    """When a proposal's facts and verdict are frozen."""

    SUBMITTED = "submitted", "Khi trình"
    APPRAISED = "appraised", "Khi thẩm định xong"
    BEFORE_DECISION = "before_decision", "Trước khi quyết định"
    LOOKED_AGAIN = "looked_again", "Chốt lại sau khi hồ sơ thay đổi"


register_verbs("dossiers", {"assessment_frozen": "Chốt bản đánh giá"})
