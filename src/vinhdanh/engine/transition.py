"""Which text a dossier is judged by: the day on which the appraising body received it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from vinhdanh.engine.lawbook import LawBook


@dataclass(frozen=True, slots=True)
class TextChoice:
    """The law dates under which one dossier may be judged, the first one prevailing."""

    law_dates: tuple[date, ...]
    more_favourable: bool  # the better of the two verdicts applies; people decide
    citation: str
    why: str


def choose_text(book: LawBook, received: date | None, today: date) -> TextChoice:
    """The rule set of a dossier (khoản 4 Điều 4 Luật 06/2026/QH16).

    Args:
        received: when the competent appraising body received it; None while it has not.
        today: the day on which it would be received if it has not been.
    """
    day = received or today
    for block in book.blocks("transition"):
        boundary: date = block.data["boundary"]
        if day < boundary and today >= boundary and block.data.get("more_favourable"):
            return TextChoice(
                (boundary - timedelta(days=1), today),
                True,
                block.citation,
                f"Hồ sơ cơ quan thẩm định nhận ngày {day:%d/%m/%Y}, trước ngày {boundary:%d/%m/%Y}: "
                "theo văn bản cũ; "
                "nếu văn bản mới có lợi hơn thì áp dụng văn bản mới.",
            )
        if day >= boundary:
            return TextChoice(
                (day,),
                False,
                block.citation,
                f"Hồ sơ cơ quan thẩm định nhận từ ngày {boundary:%d/%m/%Y}: theo văn bản mới.",
            )
    return TextChoice((day,), False, "", "Theo văn bản có hiệu lực ở ngày nhận hồ sơ.")
