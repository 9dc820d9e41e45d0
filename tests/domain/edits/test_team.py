"""Handing out articles, and what a project says of working together."""

import pytest
from memory import NOW, Memory

from annotator.domain.edits.articles import NewArticle, RemoveArticles
from annotator.domain.edits.base import Edit
from annotator.domain.edits.records import ImportRecords, PutCoder
from annotator.domain.edits.team import Assign, SetSetting, Unassign
from annotator.domain.errors import UserError
from annotator.domain.people import Coder, coder_id
from annotator.domain.project_info import PROJECT_ID, ProjectInfo
from annotator.domain.teamwork import (
    OPEN_SETTING,
    REASONS,
    REASONS_SETTING,
    Assignment,
    make_assignment,
    reasons_of,
)


def assigned(memory: Memory) -> set[tuple[str, str]]:
    return {(one.article, one.coder) for one in memory.find(Assignment)}


def settings(memory: Memory) -> dict[str, object]:
    return memory.need(ProjectInfo, PROJECT_ID).settings


def refusal(memory: Memory, edit: Edit) -> str:
    before = list(memory.history)
    with pytest.raises(UserError) as refused:
        memory.do(edit)
    assert memory.history == before
    return str(refused.value)


def test_articles_are_given_to_coders_who_join_the_project_by_it(memory: Memory) -> None:
    memory.do(ImportRecords(articles=(NewArticle(id="b", title="B", text="More."),)))
    pairs = (("a", "ben"), ("b", "ben"), ("a", "ana"))
    assert memory.do(Assign(pairs)) == "2 articles assigned"
    ana, ben = coder_id("ana"), coder_id("ben")
    assert assigned(memory) == {("a", ben), ("b", ben), ("a", ana)}
    assert [one.handle for one in memory.find(Coder)] == ["ana", "ben"]
    assert {one.at for one in memory.find(Assignment)} == {NOW}


def test_a_handle_is_recognised_however_it_is_written(memory: Memory) -> None:
    assert memory.do(Assign((("a", "ANA"), ("a", "Ben"), ("a", "ben")))) == "1 article assigned"
    assert [one.handle for one in memory.find(Coder)] == ["ana", "Ben"]
    assert len(memory.find(Assignment)) == 2


def test_who_was_renamed_gets_articles_under_the_new_handle(memory: Memory) -> None:
    (ana,) = memory.find(Coder)
    memory.do(PutCoder(Coder(id=ana.id, handle="anna")))
    memory.do(Assign((("a", "anna"),)))
    assert assigned(memory) == {("a", ana.id)}
    sentence = "The coder ana is called anna in this project now. Assign to anna"
    assert sentence in refusal(memory, Assign((("a", "ana"),)))


def test_giving_the_same_article_again_changes_nothing(memory: Memory) -> None:
    memory.do(Assign((("a", "ana"),)))
    before = list(memory.history)
    memory.do(Assign((("a", "ana"),)))
    assert memory.history == before


def test_an_article_is_taken_back(memory: Memory) -> None:
    memory.do(Assign((("a", "ana"), ("a", "ben"))))
    given = make_assignment("a", coder_id("ben"), NOW)
    assert memory.do(Unassign((given.id,))) == "Assignment taken back"
    assert assigned(memory) == {("a", coder_id("ana"))}
    assert "There is no assignment" in refusal(memory, Unassign((given.id,)))


@pytest.mark.parametrize(
    ("pair", "sentence"),
    [
        (("gone", "ana"), "There is no article gone."),
        (("a", "gold"), "“gold” is a reserved word."),
        (("a", " "), "A coder needs a handle"),
    ],
)
def test_what_can_not_be_given_is_refused(
    memory: Memory, pair: tuple[str, str], sentence: str
) -> None:
    assert sentence in refusal(memory, Assign((("a", "ben"), pair)))


def test_assignments_go_with_their_article(memory: Memory) -> None:
    memory.do(Assign((("a", "ana"),)))
    memory.do(RemoveArticles(("a",)))
    assert memory.find(Assignment) == []


def test_a_setting_is_set_and_taken_away(memory: Memory) -> None:
    assert memory.do(SetSetting("theme", "x")) == "Setting changed"
    assert memory.do(SetSetting(OPEN_SETTING, True, "Labels opened")) == "Labels opened"
    assert settings(memory) == {"theme": "x", OPEN_SETTING: True}
    memory.do(SetSetting(OPEN_SETTING, None))
    assert settings(memory) == {"theme": "x"}


def test_a_project_has_reasons_to_choose_from_until_it_has_its_own(memory: Memory) -> None:
    assert reasons_of(settings(memory)) == list(REASONS)
    memory.do(SetSetting(REASONS_SETTING, ["Missed", "Other"]))
    assert reasons_of(settings(memory)) == ["Missed", "Other"]
    memory.do(SetSetting(REASONS_SETTING, []))
    assert reasons_of(settings(memory)) == list(REASONS)
