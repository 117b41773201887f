"""Words of artefacts: kinds, what happens to the stock and to one piece, and what the journal says."""

from __future__ import annotations

from django.db import models

from vinhdanh.audit.types import register_verbs


class ArtefactKind(models.TextChoices):
    """What is handed over with an honour."""

    CERTIFICATE = "certificate", "Giấy khen"
    DIPLOMA = "diploma", "Bằng khen"
    RECOGNITION = "recognition", "Giấy chứng nhận, bằng danh hiệu"
    FRAME = "frame", "Khung"
    BADGE = "badge", "Huy hiệu"
    FLAG = "flag", "Cờ"
    MEDAL = "medal", "Kỷ niệm chương"


class StockAct(models.TextChoices):
    """What changes a stock."""

    RECEIVED = "received", "Nhập"
    ISSUED = "issued", "Cấp theo lượt khen"
    WRITTEN_OFF = "written_off", "Hỏng, thanh lý"
    COUNTED = "counted", "Kiểm kê"


class IssueState(models.TextChoices):
    """Where one piece is. What is over gives its serial number back to nobody."""

    READY = "ready", "Chờ trao"
    HANDED = "handed", "Đã trao"
    RETURNED = "returned", "Đã thu về"
    LOST = "lost", "Mất"
    SPOILT = "spoilt", "Hỏng, không trao"


# Pieces of paper that bear the recipient's name; a frame or a flag does not.
PAPERS = (ArtefactKind.CERTIFICATE, ArtefactKind.DIPLOMA, ArtefactKind.RECOGNITION)
LIVE = (IssueState.HANDED, IssueState.READY)

register_verbs(
    "decisions",
    {
        "stock_written": "Ghi sổ hiện vật",
        "artefact_need": "Quy định hiện vật kèm theo",
        "artefact_issued": "Cấp hiện vật khen thưởng",
        "artefact_printed": "In hiện vật khen thưởng",
        "artefact_handed": "Trao hiện vật khen thưởng",
        "artefact_ended": "Ghi hiện vật hỏng, mất, thu về",
    },
)
