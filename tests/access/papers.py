"""The services of letterheads, templates and form numbers for the table of permissions: all in PX01."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from tests.people.letterheads import NOTICE, word
from vinhdanh.access.types import Action, Operator
from vinhdanh.people import services as people

OPERATOR = Operator()
DAY = date(2025, 3, 1)
LINES = {"issuer_line": "PHÒNG TỔ CHỨC CÁN BỘ", "nation": "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"}


def papers_of(world: Any) -> None:
    """A letterhead, and two templates of which the second is in use."""
    world.letterhead = people.write_letterhead(actor=OPERATOR, unit=world.px01, valid_from=DAY, **LINES)
    world.template, _ = (
        people.accept_template(actor=OPERATOR, unit=world.px01, kind=NOTICE, name="a.docx", data=word(text))
        for text in ("Một", "Hai")
    )


PAPER_ACTS: dict[str, tuple[Action, Callable[[Any, Any], object]]] = {
    "write_letterhead": (
        Action.ISSUE,
        lambda a, w: people.write_letterhead(
            actor=a, unit=w.px01, valid_from=DAY, **LINES | {"issuer_line": "PHÒNG PX01"}
        ),
    ),
    "remove_letterhead": (
        Action.ISSUE,
        lambda a, w: people.remove_letterhead(actor=a, letterhead=w.letterhead, why="X"),
    ),
    "accept_template": (
        Action.ISSUE,
        lambda a, w: people.accept_template(
            actor=a, unit=w.px01, kind=NOTICE, name="b.docx", data=word("Ba")
        ),
    ),
    "use_template_again": (
        Action.ISSUE,
        lambda a, w: people.use_template_again(actor=a, template=w.template, kind=NOTICE),
    ),
    "withdraw_template": (
        Action.ISSUE,
        lambda a, w: people.withdraw_template(actor=a, unit=w.px01, kind=NOTICE, why="X"),
    ),
    "set_form_label": (
        Action.ISSUE,
        lambda a, w: people.set_form_label(actor=a, unit=w.px01, kind=NOTICE, label="Mẫu số 05"),
    ),
    "set_wording": (
        Action.ISSUE,
        lambda a, w: people.set_wording(actor=a, unit=w.px01, kind=NOTICE, closing="Trân trọng"),
    ),
}
