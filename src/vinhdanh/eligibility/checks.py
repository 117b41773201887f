"""Named checks over what the records and the law say together."""

from __future__ import annotations

from collections.abc import Iterator

from vinhdanh.audit.consistency import Inconsistency, check
from vinhdanh.eligibility import books
from vinhdanh.eligibility.selectors.effects import titles_against
from vinhdanh.people.models import Discipline
from vinhdanh.people.services.writing import ref
from vinhdanh.people.types import TitleEffect


@check(
    "eligibility.titles_against_discipline",
    "Không danh hiệu nào còn hiệu lực của năm mà quyết định kỷ luật ghi là không xét",
    "Thường trực xem lại quyết định kỷ luật và quyết định khen; hủy bỏ danh hiệu nếu đúng là trái.",
)
def titles_against_discipline() -> Iterator[Inconsistency]:
    """A decision that takes a year's title away, and a title of that year that stands all the same."""
    rows = Discipline.objects.standing().filter(title_effect=TitleEffect.REMOVES)
    known = books.law().honours
    for row in rows.select_related("person", "unit"):
        for grant in titles_against(row):
            name = known[grant.honour].short if grant.honour in known else grant.honour
            yield Inconsistency(
                f"{row.subject} có {name} {grant.year}, nhưng quyết định kỷ luật ngày "
                f"{row.decided:%d/%m/%Y} ghi không xét danh hiệu năm {row.title_year}.",
                (ref(row.subject), f"grant:{grant.pk}"),
            )
