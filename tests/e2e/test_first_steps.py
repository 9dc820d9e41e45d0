"""First steps on the sample: done rather than read, each ticked as it is done."""

import pytest
from msgspec import structs
from user import CONTROL, Key, User

from annotator.domain.codebook import Code, Codebook
from annotator.domain.edits.codebook import ReplaceCodebook
from annotator.gui.settings.settings import CODER, FIRST_STEPS, FIRST_STEPS_DONE
from annotator.workflow.first_steps import FirstStep


@pytest.fixture
def newcomer(user: User) -> User:
    user.window.settings.set(CODER, "kim")
    user.window.open_sample()
    return user


def test_a_newcomer_sees_a_coded_article_and_the_first_step(newcomer: User) -> None:
    assert newcomer.coding.session.visible_annotations()
    steps = newcomer.project.pages.first_steps
    assert steps.isVisible()
    assert steps.what.text() == "Press G."


def test_the_steps_are_ticked_as_they_are_done_by_keys(newcomer: User) -> None:
    steps = newcomer.project.pages.first_steps
    newcomer.coding.open_article(newcomer.coding.session.project.articles()[0].id)
    for key, following in (
        (Key.Key_G, FirstStep.TAG),
        (Key.Key_Q, FirstStep.ANSWER),
        (Key.Key_1, FirstStep.CUE),
    ):
        newcomer.press(key)
        assert steps.step is following
    newcomer.press(Key.Key_C, Key.Key_S)
    done = steps.done
    assert FirstStep.CUE in done or FirstStep.SOURCE in done or steps.step is FirstStep.CUE
    assert newcomer.window.settings.get(FIRST_STEPS_DONE)[:3] == ["go", "tag", "answer"]


def test_what_was_there_before_is_not_what_one_did(newcomer: User) -> None:
    newcomer.window.settings.set(CODER, "ana")
    newcomer.window.close_project()
    newcomer.window.open_sample()
    assert newcomer.project.pages.first_steps.step is FirstStep.GO


def test_a_step_is_skipped_and_the_line_closed_by_mouse(newcomer: User) -> None:
    steps = newcomer.project.pages.first_steps
    newcomer.click_button(steps, "Skip")
    assert steps.step is FirstStep.TAG
    newcomer.click_button(steps, "Close the first steps")
    assert not steps.isVisible()
    assert newcomer.focus() is newcomer.view
    newcomer.window.close_project()
    newcomer.window.open_sample()
    assert not newcomer.project.pages.first_steps.isVisible()


def test_they_come_back_from_the_menu_and_begin_anew_after_the_end(newcomer: User) -> None:
    steps = newcomer.project.pages.first_steps
    for _ in FirstStep:
        newcomer.click_button(steps, "Skip")
    assert steps.step is None
    assert steps.what.text() == "That was a whole quote."
    newcomer.do("first_steps")
    assert not newcomer.window.settings.get(FIRST_STEPS)
    newcomer.do("first_steps")
    assert steps.isVisible()
    assert steps.step is FirstStep.GO
    newcomer.press(Key.Key_Z, modifiers=CONTROL)


def test_a_codebook_without_the_code_or_its_key_is_no_trouble(newcomer: User) -> None:
    steps, session = newcomer.project.pages.first_steps, newcomer.coding.session
    book = session.codebook
    quote = structs.replace(book.codes[0], key="")
    assert quote.id == "quote"
    session.apply(ReplaceCodebook(Codebook(codes=(quote,))))
    newcomer.click_button(steps, "Skip")
    assert steps.what.text() == "Press Space and choose Quote."
    session.apply(ReplaceCodebook(Codebook(codes=(Code(id="other", name="Other"),))))
    for _ in range(2):
        newcomer.click_button(steps, "Skip")
    assert steps.step is FirstStep.CUE
    assert steps.what.text() == "Skip this step."
