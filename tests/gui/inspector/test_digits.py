from hypothesis import given
from hypothesis import strategies as st

from annotator.gui.inspector.numbered import Digits


@given(st.integers(1, 60), st.data())
def test_every_answer_can_be_reached_by_its_number(count: int, data: st.DataObject) -> None:
    digits = Digits(count)
    index = data.draw(st.integers(0, count - 1))
    found: int | None = None
    for digit in digits.label(index):
        assert found is None
        found = digits.press(int(digit))
    if found is None:
        found = digits.take_waiting()
    assert found == index


def test_a_digit_without_an_answer_does_nothing() -> None:
    digits = Digits(3)
    assert digits.press(4) is None
    assert not digits.waiting
