"""One evaluation path for one subject and for a force: integers and arrays agree bit for bit."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from vinhdanh.engine.words import (
    EPOCH,
    FULL,
    after_first,
    bit,
    has_run,
    popcount,
    run_mask,
    upto,
    window,
)

words = st.integers(0, FULL)
years = st.integers(EPOCH, EPOCH + 63)


def as_array(word: int) -> np.ndarray:
    return np.array([word], np.uint64)


@given(words, years, st.integers(0, 12))
def test_integers_and_arrays_give_the_same_runs(word: int, year: int, times: int) -> None:
    assert int(run_mask(as_array(word), year)[0]) == run_mask(word, year)
    assert int(popcount(as_array(word))[0]) == popcount(word)
    assert bool(has_run(as_array(word), year, times)[0]) == has_run(word, year, times)
    assert int(after_first(as_array(word))[0]) == after_first(word)


@given(words, years)
def test_the_run_is_what_counting_backwards_finds(word: int, year: int) -> None:
    length = 0
    while year - length >= EPOCH and word & bit(year - length):
        length += 1
    assert popcount(run_mask(word, year)) == length
    assert has_run(word, year, length)


@given(words)
def test_after_first_starts_the_year_after_the_earliest(word: int) -> None:
    held = [y for y in range(EPOCH, EPOCH + 64) if word & bit(y)]
    later = [y for y in range(EPOCH, EPOCH + 64) if after_first(word) & bit(y)]
    assert later == (list(range(held[0] + 1, EPOCH + 64)) if held else [])


def test_years_before_the_epoch_share_its_bit() -> None:
    assert bit(1975) == bit(EPOCH)
    assert upto(EPOCH - 1) == 0
    assert window(2025, 2024) == 0
    assert window(2023, 2025) == bit(2023) | bit(2024) | bit(2025)
