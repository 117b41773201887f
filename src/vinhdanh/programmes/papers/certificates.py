"""Giấy chứng nhận tập huấn: one page a learner.

The outline is the program's own, and the agency may change it. These are no honours: their certificates are
printed from the register of honours.
"""

from __future__ import annotations

from collections.abc import Iterable

from vinhdanh.documents.attestation import Attestation
from vinhdanh.people.models import Person
from vinhdanh.people.papers.pieces import signature_of
from vinhdanh.programmes.models import TrainingCertificate
from vinhdanh.programmes.papers.training import born_words, days_words, full_name


def training_certificates(
    certificates: Iterable[TrainingCertificate], bands: dict[int, str]
) -> list[Attestation]:
    """A page for each certificate that still holds, in the order of their numbers.

    Args:
        certificates: with ``enrolment.final_band`` and ``enrolment.passed``, from ``issued_of``.
        bands: key of a result → its name.
    """
    return [_page(one, bands) for one in certificates if one.enrolment.passed]


def _page(one: TrainingCertificate, bands: dict[int, str]) -> Attestation:
    learner, course = one.enrolment.learner, one.enrolment.training_class
    officer = isinstance(learner, Person)
    born = f"Sinh {'ngày' if officer else 'năm'} {born_words(learner)}" if learner.born else ""
    post = (
        ""
        if officer or not one.enrolment.member
        else f"{one.enrolment.member.get_role_display()}, {one.enrolment.member.team}"
    )
    lines = (
        born,
        ", ".join(filter(None, (post, one.enrolment.unit.name))),
        f"Đã hoàn thành {course.name[:1].lower()}{course.name[1:]}",
        f"{days_words(course.start, course.end)}, tại {course.venue}",
        f"Kết quả: {bands.get(one.enrolment.final_band or 0, '')}",
    )
    return Attestation(
        title="GIẤY CHỨNG NHẬN",
        opening="Chứng nhận đồng chí" if officer else "Chứng nhận ông (bà)",
        name=full_name(learner),
        lines=tuple(line for line in lines if line),
        dated=one.issued,
        signature=signature_of(),
        entry=f"Vào sổ cấp chứng nhận số: {one}",
    )
