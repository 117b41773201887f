"""What of a year-end report leaves the program: the paper, and the short news text."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from vinhdanh.people.papers.answering import PaperForm, paper_response
from vinhdanh.reports.news import news_of, news_title
from vinhdanh.reports.papers.news import NEWS, news_lines, news_paper
from vinhdanh.reports.papers.yearly import YEAR_REPORT, report_paper
from vinhdanh.reports.views.shown import about, asked_report


def paper(request: HttpRequest, code: str, year: int, form: PaperForm) -> HttpResponse:
    """The report as a paper."""
    report = asked_report(request, code, year)
    unit, name = report.scope.unit, f"bao-cao-tong-ket-{year}-{report.scope.unit.pk}"
    return paper_response(request, YEAR_REPORT, report_paper(report), unit=unit, form=form, name=name)


def news(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """The short news text, its figures as links, and as plain text to be copied."""
    report = asked_report(request, code, year)
    title = news_title(report.scope.unit.name, year)
    context = {
        **about(request, report),
        "title": title,
        "lines": news_of(report.sections),
        "text": "\n\n".join(news_lines(report)),
    }
    return render(request, "reports/yearly/news.html", context)


def news_text(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """The news text as a plain file."""
    report = asked_report(request, code, year)
    title = news_title(report.scope.unit.name, year)
    text = "\n\n".join([title, *news_lines(report)]) + "\n"
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f"attachment; filename=tin-ngan-{year}-{report.scope.unit.pk}.txt"
    return response


def news_as_paper(request: HttpRequest, code: str, year: int, form: PaperForm) -> HttpResponse:
    """The news text as Word or PDF."""
    report = asked_report(request, code, year)
    unit, name = report.scope.unit, f"tin-ngan-{year}-{report.scope.unit.pk}"
    return paper_response(request, NEWS, news_paper(report), unit=unit, form=form, name=name)
