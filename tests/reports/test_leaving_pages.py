"""Who is left out of what a report hands over: those under secrecy, and nobody who is called the same."""

from __future__ import annotations

from io import BytesIO

import openpyxl
from django.test import Client

from tests.records import make_person
from tests.reports.reported import PEOPLE, YEAR
from vinhdanh.people.models import Person
from vinhdanh.people.types import Secrecy
from vinhdanh.reports.figures import figures_of
from vinhdanh.reports.frozen import frozen, thawed
from vinhdanh.reports.leaving import Leaving
from vinhdanh.reports.selectors.yearly import report_of

FILE = f"/bao-cao/PX01/{YEAR}/so-lieu/{PEOPLE}/ho-so.xlsx"


def taken_out(reported):
    browser = Client()
    browser.force_login(reported.clerk)
    rows = openpyxl.load_workbook(BytesIO(browser.get(FILE).content)).active.iter_rows(values_only=True)
    return [row[1] for row in rows]


def test_somebody_with_the_same_name_stays_in_the_file(reported):
    name = reported.tree.an.name
    reported.commend(make_person("777", reported.tree.d1, name))
    Person.objects.filter(pk=reported.tree.an.pk).update(secrecy=Secrecy.SECRET)
    assert taken_out(reported).count(name) == 1


def test_a_text_that_gives_the_number_of_a_namesake_keeps_his_name(reported):
    an = reported.tree.an
    make_person("777-1", reported.tree.d1, an.name)
    Person.objects.filter(pk=an.pk).update(secrecy=Secrecy.SECRET)
    leaving = Leaving(reported.clerk)
    assert leaving.masked(f"{an.name}, Đại úy, 777-1") == f"{an.name}, Đại úy, 777-1"
    assert not leaving.names(f"Biểu dương {an.name}, số hiệu 777-1.")
    for text in (f"{an.name}, Đại úy, {an.number}", f"đồng chí {an.name} chủ trì", f"{an.name}, 778-1"):
        assert leaving.names(text)
        assert an.name not in leaving.masked(text)


def test_what_was_issued_leaves_out_exactly_the_same_and_never_shows_the_number(reported):
    report = report_of(reported.clerk, reported.tree.px01, YEAR)
    kept = frozen(report.sections)
    records = {one.name: one.number for one in thawed_figure(kept).records()}
    assert records == {one.name: one.number for one in (reported.tree.an, reported.tree.binh)}
    browser = Client()
    browser.force_login(reported.clerk)
    page = browser.get(f"/bao-cao/PX01/{YEAR}/so-lieu/{PEOPLE}/").content.decode()
    assert reported.tree.an.name in page
    assert f">{reported.tree.an.number}<" not in page


def test_a_report_that_was_issued_before_records_had_numbers_is_still_read(reported):
    kept = frozen(report_of(reported.clerk, reported.tree.px01, YEAR).sections)
    old = {**kept, "records": [list(one)[:5] for one in kept["records"]]}
    assert {(one.name, one.number) for one in thawed_figure(old).records()} == {
        (reported.tree.an.name, ""),
        (reported.tree.binh.name, ""),
    }


def thawed_figure(kept):
    return next(one for part in thawed(kept) for one in figures_of(part) if one.key == PEOPLE)
