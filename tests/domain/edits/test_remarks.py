"""Notes to the lead: what is written, in whose thread, and what is refused."""

import pytest
from memory import Memory

from annotator.domain.edits.remarks import AddRemark
from annotator.domain.errors import UserError
from annotator.domain.people import coder_id
from annotator.domain.study import Remark


def test_a_note_begins_a_thread_of_ones_own(memory: Memory) -> None:
    assert memory.do(AddRemark(id="1", text=" Why? ", article="a")) == "Note to the lead written"
    (one,) = memory.find(Remark)
    assert (one.asker, one.coder, one.text) == (coder_id("ana"), coder_id("ana"), "Why?")
    assert (one.article, one.code, one.closes) == ("a", None, False)


def test_an_answer_stays_in_the_askers_thread_and_follows_it(memory: Memory) -> None:
    memory.do(AddRemark(id="1", text="Why?", code="quote"))
    answer = AddRemark(id="2", text="So.", code="quote", asker=coder_id("ana"))
    assert memory.do(answer, coder="lea") == "Note answered"
    close = AddRemark(id="3", code="quote", asker=coder_id("ana"), closes=True)
    assert memory.do(close, coder="lea") == "Note closed"
    first, second, third = memory.find(Remark)
    assert {one.asker for one in (first, second, third)} == {coder_id("ana")}
    assert first.at < second.at < third.at


@pytest.mark.parametrize(
    "edit",
    [
        AddRemark(id="1", text="  "),
        AddRemark(id="1", text="?", article="gone"),
        AddRemark(id="1", text="?", code="gone"),
        AddRemark(id="1", text="?", asker="gone"),
    ],
)
def test_a_note_says_something_about_something_that_is_there(
    memory: Memory, edit: AddRemark
) -> None:
    with pytest.raises(UserError):
        memory.do(edit)
