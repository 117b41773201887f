"""Which template and which form number a unit's papers of a kind have: its own, or the nearest superior's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from django.db.models import QuerySet

from vinhdanh.documents.docx import Problem
from vinhdanh.documents.paper import Paper, PaperError
from vinhdanh.people.files import path_of
from vinhdanh.people.models import FormLabel, PaperTemplate, Unit
from vinhdanh.people.papers.kinds import PaperKind

FOLDER = "mau-giay-to"  # below the files of the installation

Row = TypeVar("Row", PaperTemplate, FormLabel)


class TemplateRefused(ValueError):
    """A Word file that cannot serve as a template; every problem with its place."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(f"{one.place}: {one.says}" for one in problems))
        self.problems = problems


def templates_for(unit: Unit) -> dict[str, PaperTemplate]:
    """The templates of the unit's papers by kind; a kind that uses the built-in one is absent."""
    rows = PaperTemplate.objects.active().filter(unit__code__in=[*unit.codes_above, unit.code])
    return _nearest(rows.select_related("unit"))


def form_labels_for(unit: Unit) -> dict[str, FormLabel]:
    """The form numbers that were set for the unit's papers, by kind."""
    rows = FormLabel.objects.filter(unit__code__in=[*unit.codes_above, unit.code])
    return _nearest(rows.select_related("unit"))


def _nearest(rows: QuerySet[Row]) -> dict[str, Row]:
    """By kind, the row of the unit that lies deepest."""
    return {row.kind: row for row in sorted(rows, key=lambda row: row.unit.depth)}


def template_content(template: PaperTemplate) -> bytes:
    """The bytes of a template.

    Raises:
        PaperError: the file is gone.
    """
    try:
        return path_of(FOLDER, template.sha256).read_bytes()
    except FileNotFoundError as error:
        raise PaperError(
            f"Tệp mẫu {template.name} của {template.unit} không còn trong dữ liệu của chương trình: "
            "khôi phục từ bản sao lưu, hoặc tải mẫu lên lại ở mục Mẫu giấy tờ."
        ) from error


def own_template(unit: Unit, kind: PaperKind) -> bytes | None:
    """The template of a unit's papers of a kind; None: the built-in one. Raises as ``template_content``."""
    found = templates_for(unit).get(kind.code)
    return template_content(found) if found else None


def labelled(kind: PaperKind, paper: Paper, labels: Mapping[str, FormLabel]) -> Paper:
    """The paper with the number of its form, as the unit set it or as the kind has it."""
    if paper.form_label:
        return paper
    found = labels.get(kind.code)
    return replace(paper, form_label=found.label if found else kind.form_label)
