"""The kinds of paper, and a unit's own Word template of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header

from vinhdanh.access.policies import require
from vinhdanh.access.selectors import scopes
from vinhdanh.documents.docx import TAGS, Problem, built_in, docx_lines, paper_docx
from vinhdanh.documents.paper import Paper, PaperError
from vinhdanh.people import services
from vinhdanh.people.exports import workbook
from vinhdanh.people.folding import fold
from vinhdanh.people.models import FormLabel, PaperTemplate, PaperWording, Unit
from vinhdanh.people.papers.answering import DOCX, PaperForm, paper_response
from vinhdanh.people.papers.kinds import PaperKind
from vinhdanh.people.papers.letterheads import letterhead_of
from vinhdanh.people.papers.templates import (
    TemplateRefused,
    form_labels_for,
    own_template,
    template_content,
    templates_for,
)
from vinhdanh.people.papers.wordings import FIELDS, shaped, wording_of
from vinhdanh.people.policies import may_shape_papers
from vinhdanh.people.views.shown import actor_of, download, whole
from vinhdanh.web.paper_forms import LabelForm, TemplateForm, WhyForm, WordingForm
from vinhdanh.web.paper_kinds import BY_CODE, KINDS
from vinhdanh.web.views.papers.units import unit_asked, units_seen

OURS = "mẫu của phần mềm, cơ quan sửa được"
LENGTHS = {"ngan": False, "dai": True}
PREVIEWED = 60  # lines of a filled template on the page


@dataclass(frozen=True, slots=True)
class KindRow:
    """A kind of paper as the unit has it."""

    kind: PaperKind
    template: PaperTemplate | None
    label: str

    @property
    def ground(self) -> str:
        return self.kind.ground or OURS

    @property
    def template_words(self) -> str:
        """Where its template comes from."""
        return f"của {self.template.unit}" if self.template else "của phần mềm"


def _rows(unit: Unit, asked: str) -> list[KindRow]:
    templates, labels = templates_for(unit), form_labels_for(unit)
    wanted = fold(asked)
    return [
        KindRow(kind, templates.get(kind.code), _label(kind, labels))
        for kind in KINDS
        if wanted in fold(f"{kind.label} {kind.ground}")
    ]


def _label(kind: PaperKind, labels: Mapping[str, FormLabel]) -> str:
    return labels[kind.code].label if kind.code in labels else kind.form_label


def kinds(request: HttpRequest) -> HttpResponse:
    """Every kind of paper, what its form rests on, whose template it uses, and samples."""
    unit, asked = unit_asked(request), request.GET.get("q", "").strip()
    context = {"unit": unit, "units": units_seen(request), "asked": asked, "rows": _rows(unit, asked)}
    return render(request, "web/papers/kinds.html", context)


def kind_file(request: HttpRequest) -> HttpResponse:
    """The same list as Excel."""
    unit, asked = unit_asked(request), request.GET.get("q", "").strip()
    content = workbook(
        actor=actor_of(request),
        persons_in=0,
        title=f"Mẫu giấy tờ của {unit}",
        notes=[],
        columns=[("Giấy tờ", 44), ("Căn cứ của mẫu", 60), ("Mẫu Word", 40), ("Số của mẫu", 20)],
        rows=[[row.kind.label, row.ground, row.template_words, row.label] for row in _rows(unit, asked)],
    )
    return download(content, f"mau-giay-to-{unit.pk}.xlsx")


def _kind(code: str) -> PaperKind:
    if code not in BY_CODE:
        raise Http404
    return BY_CODE[code]


def kind(request: HttpRequest, code: str) -> HttpResponse:
    """One kind: its template, its tags, its number; the forms that change them."""
    found, unit, actor = _kind(code), unit_asked(request), actor_of(request)
    may = may_shape_papers(scopes(actor), unit.path)
    act = request.POST.get("act", "")
    problems: list[Problem] = []
    wrong = ""
    if act:
        require(may)
        try:
            said = _ACTS[act](request, unit, found) if act in _ACTS else ""
        except TemplateRefused as refused:
            problems = refused.problems
        except ValidationError as error:
            wrong = " ".join(error.messages)
        except PaperError as error:
            wrong = str(error)
        else:
            messages.success(request, said)
            return redirect(f"{reverse('web:paper-kind', args=[code])}?dv={unit.code}")
    samples = found.samples(letterhead_of(unit))
    lines, broken = _preview(unit, found, samples[0])
    [row] = [one for one in _rows(unit, "") if one.kind is found]
    context = {
        "row": row,
        "unit": unit,
        "units": units_seen(request),
        "may": may,
        "act": act,
        "problems": problems,
        "wrong": wrong,
        "why": request.POST.get("why", ""),
        "own": row.template is not None and row.template.unit_id == unit.pk,
        "own_label": FormLabel.objects.filter(unit=unit, kind=code).first(),
        "wording": _wording(request, unit, found, act),
        "used": wording_of(unit, found),
        "decides": bool(samples[0].enacting),
        "tags": TAGS.items(),
        "fields": list(_fields(samples)),
        "versions": PaperTemplate.objects.filter(unit=unit, kind=code),
        "lines": lines[:PREVIEWED],
        "more": len(lines) - PREVIEWED,
        "broken": broken,
    }
    return render(request, "web/papers/kind.html", context, status=422 if problems or wrong else 200)


def _wording(request: HttpRequest, unit: Unit, kind: PaperKind, act: str) -> Mapping[str, str]:
    """The unit's own words as the form has them: what was just refused, else what is written."""
    if act == "cau-chu":
        return {name: request.POST.get(name, "") for name in FIELDS}
    row = PaperWording.objects.filter(unit=unit, kind=kind.code).first()
    return {name: getattr(row, name, "") for name in FIELDS}


def _preview(unit: Unit, kind: PaperKind, sample: Paper) -> tuple[list[str], str]:
    """What the template says when it is filled with the sample; or why it cannot be."""
    paper = shaped(unit, kind, sample)
    try:
        return list(docx_lines(paper_docx(paper, own_template(unit, kind)))), ""
    except PaperError as error:
        return [], str(error)


def _fields(samples: Sequence[Paper]) -> Iterator[tuple[str, str]]:
    """The kind's own tags, each with an example."""
    for name, value in samples[0].fields.items():
        if isinstance(value, str):
            yield name, f"ví dụ: {value}"
        else:
            keys = ", ".join(f"dong.{key}" for key in (value[0] if value else ()))
            yield name, f"danh sách; mỗi dòng có {keys}"


# ---- acts -----------------------------------------------------------------------------------------


def _accept(request: HttpRequest, unit: Unit, kind: PaperKind) -> str:
    form = TemplateForm(request.POST, request.FILES)
    if not form.is_valid():
        raise ValidationError(list(form.errors["file"]))
    given = form.cleaned_data["file"]
    services.accept_template(
        actor=actor_of(request), unit=unit, kind=kind, name=given.name or "", data=given.read()
    )
    return "Đã kiểm tra và dùng mẫu mới. Xem bản điền thử ở dưới."


def _again(request: HttpRequest, unit: Unit, kind: PaperKind) -> str:
    row = get_object_or_404(unit.paper_templates, kind=kind.code, pk=whole(request.POST.get("ban"), 0))
    services.use_template_again(actor=actor_of(request), template=row, kind=kind)
    return f"Đã dùng lại mẫu {row.name}."


def _withdraw(request: HttpRequest, unit: Unit, kind: PaperKind) -> str:
    form = WhyForm(request.POST)
    if not form.is_valid():
        raise ValidationError(list(form.errors["why"]))
    services.withdraw_template(actor=actor_of(request), unit=unit, kind=kind, why=form.cleaned_data["why"])
    return "Đã thôi dùng mẫu riêng. Các bản đã dùng còn trong danh sách."


def _set_label(request: HttpRequest, unit: Unit, kind: PaperKind) -> str:
    form = LabelForm(request.POST)
    if not form.is_valid():
        raise ValidationError(list(form.errors["label"]))
    services.set_form_label(actor=actor_of(request), unit=unit, kind=kind, label=form.cleaned_data["label"])
    return "Đã ghi số của mẫu."


def _drop_label(request: HttpRequest, unit: Unit, kind: PaperKind) -> str:
    services.set_form_label(actor=actor_of(request), unit=unit, kind=kind, label=None)
    return "Đã bỏ số riêng của đơn vị."


def _set_wording(request: HttpRequest, unit: Unit, kind: PaperKind) -> str:
    form = WordingForm(request.POST)
    if not form.is_valid():
        said = [f"{form[name].label}: {text}" for name, texts in form.errors.items() for text in texts]
        raise ValidationError(said)
    services.set_wording(actor=actor_of(request), unit=unit, kind=kind, **form.cleaned_data)
    return "Đã ghi câu chữ của đơn vị. Xem ví dụ PDF."


_ACTS: dict[str, Callable[[HttpRequest, Unit, PaperKind], str]] = {
    "tai-len": _accept,
    "dung-lai": _again,
    "thoi-dung": _withdraw,
    "so-mau": _set_label,
    "bo-so-mau": _drop_label,
    "cau-chu": _set_wording,
}


# ---- files ----------------------------------------------------------------------------------------


def template_file(request: HttpRequest, code: str) -> HttpResponse:
    """A template to save: the one in use, one version (``ban``), or the built-in one (``ban=goc``)."""
    found, unit = _kind(code), unit_asked(request)
    asked = request.GET.get("ban", "")
    row = templates_for(unit).get(code)
    if asked and asked != "goc":
        row = get_object_or_404(unit.paper_templates, kind=code, pk=whole(asked, 0))
    try:
        content = built_in() if row is None or asked == "goc" else template_content(row)
    except PaperError as error:
        return render(request, "people/paper_refused.html", {"kind": found, "why": str(error)}, status=409)
    name = f"mau-{code}.docx" if row is None or asked == "goc" else row.name
    response = HttpResponse(content, content_type=DOCX)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def sample(request: HttpRequest, code: str, length: str, form: PaperForm) -> HttpResponse:
    """The kind on fictitious data, short or long, with the unit's head and template."""
    found, unit = _kind(code), unit_asked(request)
    if length not in LENGTHS:
        raise Http404
    paper = found.sample(letterhead_of(unit), LENGTHS[length])
    return paper_response(request, found, paper, unit=unit, form=form, name=f"{code}-vi-du-{length}")
