"""A kind of paper, as every room names the papers that it writes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from vinhdanh.documents.paper import Letterhead, Paper


@dataclass(frozen=True, slots=True)
class PaperKind:
    """A kind of paper: what officers call it, and what it looks like on fictitious data.

    Attributes:
        code: its name in addresses and files ("quyet-dinh").
        label: its name on pages ("Quyết định khen thưởng").
        ground: the form that a text fixes ("Mẫu số 01, Phụ lục Nghị định 152/2025/NĐ-CP"); "" where the
            outline is the program's own and the agency may change it.
        form_label: the form's number that is printed ("Mẫu số 01") until the agency sets another; only where
            a source quotes it.
        sample: the paper on fictitious data: ``sample(letterhead, long)``, with long names, many rows.
    """

    code: str
    label: str
    sample: Callable[[Letterhead, bool], Paper]
    ground: str = ""
    form_label: str = ""

    def samples(self, head: Letterhead) -> tuple[Paper, Paper]:
        """The paper on fictitious data, short and long."""
        return self.sample(head, False), self.sample(head, True)
