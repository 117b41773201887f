"""The people that somebody is of: the list, how files write it, what is stored."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from tests.records import make_person
from vinhdanh.awards.catalogue import law_book
from vinhdanh.exchange.sample.names import draw_people
from vinhdanh.exchange.spellings import load_spellings
from vinhdanh.people.ethnicities import ETHNICITIES, KINH, is_minority


def test_there_are_fifty_four_peoples_and_one_is_no_minority() -> None:
    assert len(ETHNICITIES) == len(set(ETHNICITIES.values())) == 54
    assert [code for code in ETHNICITIES if not is_minority(code)] == [KINH]
    assert not is_minority("")  # nothing is on record: neither the one nor the other


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Tày", "tay"),
        ("kinh", "kinh"),
        ("H'mông", "mong"),
        ("Ê-đê", "e_de"),
        ("Cao Lan", "san_chay"),
        ("KHMER", "khmer"),
    ],
)
def test_a_file_may_write_a_people_as_officers_do(written: str, code: str) -> None:
    assert load_spellings(law_book()).resolve("ethnicity", written).code == code


def test_no_spelling_stands_for_two_peoples_and_all_have_their_name() -> None:
    spellings = load_spellings(law_book())
    assert all(len(codes) == 1 for codes in spellings.known["ethnicity"].values())
    assert dict(spellings.labels["ethnicity"]) == dict(ETHNICITIES)


def test_a_people_that_is_not_on_the_list_is_refused(db: None) -> None:
    person = make_person("101", ethnicity="tay")
    person.full_clean()
    person.ethnicity = "khac"
    with pytest.raises(ValidationError):
        person.full_clean()


def test_the_sample_draws_the_same_people_each_time_as_names_go() -> None:
    drawn = {draw_people(str(number), "Giàng A Páo") for number in range(200)}
    assert drawn == {"mong", ""}
    assert draw_people("200-005", "Giàng A Páo") == draw_people("200-005", "Giàng A Páo")
