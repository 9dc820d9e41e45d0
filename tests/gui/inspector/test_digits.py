from hypothesis import given
from hypothesis import strategies as st

from annotator.gui.inspector.numbered import Digits


@given(st.integers(1, 60), st.data())
def test_every_answer_that_has_a_number_is_reached_by_it(count: int, data: st.DataObject) -> None:
    digits = Digits(count)
    index = data.draw(st.integers(0, count - 1))
    assert bool(digits.label(index)) == (index < 27)
    found: int | None = None
    for digit in digits.label(index):
        assert found is None
        found = digits.press(int(digit))
    assert found == (index if digits.label(index) else None)


def test_a_digit_without_an_answer_does_nothing() -> None:
    digits = Digits(3)
    assert digits.press(4) is None
    assert not digits.waiting


def test_what_digits_choose_is_the_same_however_fast_they_are_typed() -> None:
    digits = Digits(12)
    assert [digits.press(1), digits.press(1)] == [0, 0]
    assert [digits.press(0), digits.press(3)] == [None, 11]
    assert [digits.press(0), digits.press(9)] == [None, None]
    assert digits.press(9) == 8
