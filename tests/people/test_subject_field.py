"""Naming somebody in a form: by số hiệu, by code, by name."""

from __future__ import annotations

import pytest
from django import forms

from tests.records import Tree, make_person
from vinhdanh.people.models import Person, Unit
from vinhdanh.people.subject_field import SubjectField


@pytest.fixture
def field(db: None) -> SubjectField:
    Tree()
    found = SubjectField()
    found.look_in(Person.objects.all(), Unit.objects.filter(path__startswith="/CAT/PX01/"))
    return found


def test_a_number_a_code_and_a_name_without_marks_all_name_somebody(field: SubjectField) -> None:
    assert str(field.clean("102")) == "Lê Thị Ánh"
    assert str(field.clean("anh le")) == "Lê Thị Ánh"
    assert str(field.clean("px01-d1")) == "Đội Chính sách"
    assert str(field.clean("đội đào tạo")) == "Đội Đào tạo"


def test_the_beginning_of_a_number_and_who_is_out_of_sight_name_nobody(field: SubjectField) -> None:
    for said in ("10", "hậu cần", "Nguyễn Không Có"):
        with pytest.raises(forms.ValidationError, match="Không có số hiệu, mã hay tên"):
            field.clean(said)


def test_people_of_one_name_are_offered_with_their_units(field: SubjectField) -> None:
    make_person("301", Unit.objects.get(code="PX01-D2"), "Lê Thị Ánh")
    with pytest.raises(forms.ValidationError, match="Có 2 người, đơn vị tên như “le thi anh”"):
        field.clean("le thi anh")
    assert field.choices == [
        ("102", "Lê Thị Ánh (102, Đội Chính sách)"),
        ("301", "Lê Thị Ánh (301, Đội Đào tạo)"),
    ]
    assert str(field.clean("301")) == "Lê Thị Ánh"
