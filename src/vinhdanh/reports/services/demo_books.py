"""The page of honour of the sample: opened, with the names of those who agreed."""

from __future__ import annotations

from vinhdanh.access.types import Operator
from vinhdanh.awards.models import Grant
from vinhdanh.awards.naming import Naming
from vinhdanh.awards.selectors.proofs import naming_of
from vinhdanh.awards.services.proofs import set_name_consent
from vinhdanh.awards.types import ConsentPlace, GivenBy, RecipientKind
from vinhdanh.people.models import Unit
from vinhdanh.reports.services.honour_books import make_book, open_book

CLERK = Operator(full_name="Thường trực Hội đồng")
AGREED = 48  # people of the sample who let their names be shown
GROUND = "Phiếu đồng ý công khai họ tên, lưu tại Phòng Tổ chức cán bộ"


def install_demo_book(agency: Unit, year: int) -> None:
    """Open the year's page for the agency; some of those honoured highest agreed to be named."""
    words = f"{agency.name} trân trọng vinh danh các tập thể, cá nhân được khen thưởng năm {year}."
    open_book(actor=CLERK, book=make_book(actor=CLERK, year=year, words=words))
    high = [level.value for level in GivenBy if level is not GivenBy.BASE]
    given = Grant.objects.in_force().filter(year=year, person__isnull=False).select_related("person")
    agreed: set[int] = set()
    for grant in [*given.filter(level__in=high).order_by("pk"), *given.filter(honour="GK").order_by("-pk")]:
        person = grant.person
        if len(agreed) == AGREED:
            return
        if person and person.pk not in agreed and grant.pk % 3:  # not everybody agrees
            if naming_of(person, RecipientKind.PERSON, ConsentPlace.HONOURS) is Naming.MASKED:
                set_name_consent(actor=CLERK, recipient=person, full=True, ground=GROUND)
                agreed.add(person.pk)
