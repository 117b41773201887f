"""Words of public posting and of objections: what the journal says of them."""

from __future__ import annotations

from vinhdanh.audit.types import register_verbs

SECRET = "Hồ sơ mật không niêm yết"  # why a line of a posting is shown to nobody

register_verbs(
    "dossiers",
    {
        "posting_term_set": "Đặt số ngày niêm yết của đợt",
        "proposals_posted": "Niêm yết danh sách đề nghị",
        "objection_sent": "Gửi ý kiến về đề nghị được niêm yết",
    },
)
