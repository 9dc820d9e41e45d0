from annotator.domain.typed_words import ANSWER, NOTE, TypedPlace
from annotator.store.project import Project

NOTE_OF_A, DAY_OF_A = TypedPlace(NOTE, "a"), TypedPlace(ANSWER, "a", "day")


def texts(project: Project) -> dict[TypedPlace, str]:
    return {words.place: words.text for words in project.typed_words()}


def test_words_are_there_again_until_they_are_taken_out(project: Project) -> None:
    project.keep_typed({NOTE_OF_A: "one", DAY_OF_A: "2025-"})
    project.keep_typed({NOTE_OF_A: "one and two"})
    with Project.open(project.path, project.coder) as fresh:
        assert texts(fresh) == {NOTE_OF_A: "one and two", DAY_OF_A: "2025-"}
    project.keep_typed({NOTE_OF_A: None, TypedPlace(NOTE, "never"): None})
    assert texts(project) == {DAY_OF_A: "2025-"}


def test_each_coder_has_their_own(project: Project) -> None:
    project.coder = "ana"
    project.keep_typed({NOTE_OF_A: "ana's"})
    project.coder = "ben"
    assert texts(project) == {}
    project.keep_typed({NOTE_OF_A: "ben's"})
    project.coder = "ana"
    assert texts(project) == {NOTE_OF_A: "ana's"}


def test_what_nobody_could_have_typed_is_left_out(project: Project) -> None:
    project.keep_typed({NOTE_OF_A: "x" * 1_000_001, DAY_OF_A: "2025-"})
    assert texts(project) == {DAY_OF_A: "2025-"}


def test_they_are_no_part_of_the_history(project: Project) -> None:
    before = project.latest_edits()
    project.keep_typed({NOTE_OF_A: "secret"})
    assert project.latest_edits() == before
    assert project.check() == []
