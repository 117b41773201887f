"""A paper as the answer to a request."""

from __future__ import annotations

from enum import StrEnum

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import register_converter

from vinhdanh.documents.docx import paper_docx
from vinhdanh.documents.paper import Paper, PaperError
from vinhdanh.documents.pdf import paper_pdf
from vinhdanh.people.models import Unit
from vinhdanh.people.papers.kinds import PaperKind
from vinhdanh.people.papers.templates import own_template
from vinhdanh.people.papers.wordings import shaped

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class PaperForm(StrEnum):
    """The forms a paper can be had in; an address ends in one of them."""

    PDF = "pdf"
    DOCX = "docx"


class PaperFormConverter:
    """``<paper:form>`` in addresses: ``pdf`` or ``docx``."""

    regex = "pdf|docx"

    def to_python(self, value: str) -> PaperForm:
        return PaperForm(value)

    def to_url(self, value: str) -> str:
        return str(value)


register_converter(PaperFormConverter, "paper")


def paper_response(
    request: HttpRequest, kind: PaperKind, paper: Paper, *, unit: Unit, form: PaperForm, name: str
) -> HttpResponse:
    """The paper as PDF to look at, or as DOCX to save; what cannot be set says why.

    Args:
        unit: whose paper it is: its own template of this kind is filled, where it has one.
        name: the file's name without its ending, in ASCII.
    """
    paper = shaped(unit, kind, paper)
    try:
        if form is PaperForm.DOCX:
            return word_file(paper_docx(paper, own_template(unit, kind)), name)
        content = paper_pdf(paper)
    except PaperError as error:
        return render(request, "people/paper_refused.html", {"kind": kind, "why": str(error)}, status=409)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f"inline; filename={name}.pdf"
    return response


def word_file(content: bytes, name: str) -> HttpResponse:
    """A Word file to save under an ASCII name, without its ending."""
    response = HttpResponse(content, content_type=DOCX)
    response["Content-Disposition"] = f"attachment; filename={name}.docx"
    return response
