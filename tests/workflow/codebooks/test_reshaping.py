"""Choices, fields and codes change together with the labels that have them, and back exactly."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from merging import report_of
from msgspec.structs import replace
from sequences import BOOK, fill, filled

from annotator.domain.annotation import Annotation, Link
from annotator.domain.codebook import (
    Choice,
    Code,
    Codebook,
    CodeState,
    Condition,
    Field,
    FieldType,
    Moved,
)
from annotator.domain.edits.annotations import SetValue, Tag
from annotator.domain.edits.base import Edit
from annotator.domain.edits.codebook import PutCode, ReplaceCodebook, RetireCode
from annotator.domain.edits.units import AnswerUnit
from annotator.domain.errors import UserError
from annotator.domain.kinds import KINDS
from annotator.domain.record import Record
from annotator.domain.visibility import Visibility
from annotator.store.project import Project
from annotator.workflow.codebooks.choices import merge_choices, split_choice, turn_field
from annotator.workflow.codebooks.codes import merge_codes, split_code
from annotator.workflow.codebooks.contradictions import (
    Choosing,
    WayOn,
    contradictions,
    taking_over,
)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return filled(tmp_path / "p.annotator", title="P", founder="ana")


def quote(project: Project) -> Code:
    found = project.get(Code, "quote")
    assert found is not None
    return found


def label(project: Project, ident: str) -> Annotation:
    found = project.get(Annotation, ident)
    assert found is not None
    return found


def test_choices_are_merged_with_their_labels_in_one_step(project: Project) -> None:
    was = label(project, "q")
    project.apply(merge_choices(quote(project), "kind", ["direct"], "other"))
    now = label(project, "q")
    assert now.values["kind"] == "other"
    assert (now.modified, now.codebook_version) == (was.modified, was.codebook_version)
    assert [one.id for one in quote(project).fields[0].choices] == ["other"]
    assert project.check() == []
    project.undo()
    assert label(project, "q") == was


def test_a_split_choice_goes_where_it_is_said_or_is_asked_again(project: Project) -> None:
    names = ["Word for word", "By heart"]
    project.apply(split_choice(quote(project), "kind", "direct", names, 1))
    assert label(project, "q").values["kind"] == "by_heart"
    project.undo()
    project.apply(split_choice(quote(project), "kind", "direct", names, None))
    assert "kind" not in label(project, "q").values
    assert project.check() == []


def test_a_choice_becomes_several_choices_and_a_scale_a_choice(project: Project) -> None:
    project.apply(turn_field(quote(project), "kind", FieldType.MULTI_CHOICE))
    assert label(project, "q").values["kind"] == ["direct"]
    project.apply(SetValue("s", "stance", -1))
    source = project.get(Code, "source")
    assert source is not None
    project.apply(turn_field(source, "stance", FieldType.CHOICE))
    assert label(project, "s").values["stance"] == "minus_1"
    assert project.check() == []
    with pytest.raises(UserError, match="split in two"):
        split_choice(quote(project), "kind", "direct", ["A", " ", "B"], 2)
    with pytest.raises(UserError, match="can't be made"):
        turn_field(quote(project), "kind", FieldType.FLAG)


def test_codes_are_merged_with_answers_links_and_rules(project: Project) -> None:
    project.apply(SetValue("s", "stance", 1))
    project.apply(merge_codes(project.codebook(), "source", "quote"))
    assert label(project, "s").code == "quote"
    assert label(project, "s").values["stance"] == 1
    source = project.get(Code, "source")
    assert source is not None
    assert source.state is CodeState.RETIRED
    rule = quote(project).link_rule("said_by")
    assert rule is not None
    assert rule.ends == ("quote", "actor")
    assert len(project.find(Link)) == 2
    assert project.check() == []


def test_a_condition_goes_on_asking_the_same_field_when_that_gets_another_id(
    tmp_path: Path,
) -> None:
    choice = Field(id="a", name="A", type=FieldType.CHOICE, choices=(Choice("x", "X"),))
    shown = Field(id="b", name="B", type=FieldType.FLAG, shown_if=Condition("a", ("x",)))
    one = Code(id="one", name="One", fields=(choice, shown))
    two = Code(id="two", name="Two", fields=(Field(id="a", name="A", type=FieldType.FLAG),))
    book = Codebook(codes=(one, two))
    with Project.create(tmp_path / "c.annotator", codebook=book, coder="ana") as made:
        made.apply(merge_codes(book, "one", "two"))
        merged = made.codebook().code("two")
        assert merged is not None
        asked = merged.field("b")
        assert asked is not None
        assert asked.shown_if == Condition("a_2", ("x",))
        made.undo()
        made.apply(merge_codes(book, "one", "two", ["a"]))
        left = made.codebook().code("two")
        assert left is not None
        assert [field.shown_if for field in left.fields] == [None, None]


def test_codes_below_a_merged_one_never_stand_too_deep(tmp_path: Path) -> None:
    line = Code(id="a", name="A"), Code(id="b", name="B", parent="a")
    deep = Code(id="c", name="C", parent="b")
    other = Code(id="d", name="D"), Code(id="e", name="E", parent="d")
    book = Codebook(codes=(*line, deep, *other))
    with Project.create(tmp_path / "d.annotator", codebook=book, coder="ana") as made:
        with pytest.raises(UserError, match="code c: Codes stand in at most 3 levels"):
            made.apply(merge_codes(book, "a", "e"))
        assert made.check() == []


def test_what_is_not_taken_over_is_dropped(project: Project) -> None:
    project.apply(SetValue("s", "stance", 1))
    project.apply(merge_codes(project.codebook(), "source", "quote", dropping=["stance"]))
    assert "stance" not in label(project, "s").values


def test_fields_of_one_name_and_unlike_types_stay_apart_with_their_answers(
    project: Project,
) -> None:
    """Also where the name that the first gets is that of another field of its code."""
    kind = quote(project).fields[0]
    again = replace(kind, id="kind_2", shown_if=Condition("kind", ("direct",)))
    claim = Code(id="claim", name="Claim", fields=(again, kind))
    word = Field(id="kind", name="Words", type=FieldType.TEXT)
    project.apply(PutCode(claim))
    project.apply(PutCode(Code(id="remark", name="Remark", fields=(word,))))
    project.apply(Tag(id="c", article="a", code="claim", fragments=((0, 5),)))
    project.apply(SetValue("c", "kind", "direct"))
    project.apply(SetValue("c", "kind_2", "other"))
    project.apply(Tag(id="r", article="a", code="remark", fragments=((0, 5),)))
    project.apply(SetValue("r", "kind", "free"))
    project.apply(merge_codes(project.codebook(), "claim", "remark"))
    merged = project.get(Code, "remark")
    assert merged is not None
    first, second, third = merged.fields
    assert (first, second.id, second.name) == (word, "kind_2", "Kind")
    assert second.shown_if == Condition(third.id, ("direct",))
    assert label(project, "c").values == {"kind_2": "other", third.id: "direct"}
    assert label(project, "r").values == {"kind": "free"}
    assert project.check() == []


def test_no_code_is_merged_into_one_that_is_retired(project: Project) -> None:
    project.apply(RetireCode("quote"))
    with pytest.raises(UserError, match="Quote is retired"):
        project.apply(merge_codes(project.codebook(), "source", "quote"))


def test_codes_that_ask_of_the_same_units_are_merged_with_none_and_others_are_not(
    project: Project,
) -> None:
    topic = project.get(Code, "topic")
    assert topic is not None
    project.apply(PutCode(replace(topic, id="theme", name="Theme")))
    for ident, none in (("u", True), ("v", False)):
        place = ((0, 10),) if none else ((11, 20),)
        project.apply(
            AnswerUnit(
                id=ident,
                article="a",
                code="topic",
                fragments=place,
                values={} if none else {"kind": "odd"},
                none=none,
            )
        )
    with pytest.raises(UserError, match="Topic asks of each paragraph, Quote of no units"):
        project.apply(merge_codes(project.codebook(), "topic", "quote"))
    project.apply(merge_codes(project.codebook(), "topic", "theme"))
    assert (label(project, "u").code, label(project, "u").values) == ("theme", {"none": True})
    assert (label(project, "v").code, label(project, "v").values) == ("theme", {"kind": "odd"})
    assert project.check() == []
    project.undo()
    assert label(project, "u").code == "topic"


def test_nobody_has_two_answers_for_a_unit_once_codes_are_merged(project: Project) -> None:
    topic = project.get(Code, "topic")
    assert topic is not None
    project.apply(PutCode(replace(topic, id="theme", name="Theme")))

    def answered(ident: str, code: str, kind: str) -> None:
        values, place = {"kind": kind}, ((0, 10),)
        edit = AnswerUnit(id=ident, article="a", code=code, fragments=place, values=values)
        project.apply(edit)

    answered("u", "topic", "odd")
    answered("v", "theme", "direct")
    project.coder = "ben"
    answered("w", "topic", "odd")
    project.coder = "ana"
    project.apply(merge_codes(project.codebook(), "topic", "theme"))
    found = {one: (label(project, one).code, label(project, one).values["kind"]) for one in "uvw"}
    assert found == {"u": ("topic", "odd"), "v": ("theme", "direct"), "w": ("theme", "odd")}
    assert project.check() == []


def test_a_code_is_split_by_an_answer(project: Project) -> None:
    project.apply(split_code(project.codebook(), "quote", "kind", [("direct", "Direct quote")]))
    assert label(project, "q").code == "direct_quote"
    assert label(project, "q").values["kind"] == "direct"
    assert len(project.find(Link)) == 2
    assert project.check() == []
    project.undo()
    assert label(project, "q").code == "quote"
    assert project.get(Code, "direct_quote") is None


def test_use_is_counted(project: Project) -> None:
    used = [(one.answer, one.count) for one in project.answers_in_use("quote", ["kind"])]
    assert used == [("direct", 1)]
    links = {(one.type, one.end): one.count for one in project.links_in_use("quote")}
    assert links == {("said_by", "source"): 1, ("target", "actor"): 1}


def contents(project: Project) -> dict[str, dict[str, Record]]:
    return {name: {one.id: one for one in project.find(kind.type)} for name, kind in KINDS.items()}


EDITS: list[Callable[[Codebook], Edit]] = [
    lambda book: merge_choices(_in(book, "quote"), "kind", ["direct"], "other"),
    lambda book: merge_choices(_in(book, "quote"), "many", ["odd"], "direct"),
    lambda book: split_choice(_in(book, "quote"), "kind", "direct", ["A", "B"], 0),
    lambda book: split_choice(_in(book, "quote"), "many", "odd", ["A", "B"], None),
    lambda book: turn_field(_in(book, "quote"), "kind", FieldType.MULTI_CHOICE),
    lambda book: turn_field(_in(book, "source"), "stance", FieldType.CHOICE),
    lambda book: turn_field(_in(book, "tone"), "stance", FieldType.NUMBER),
    lambda book: merge_codes(book, "source", "quote"),
    lambda book: merge_codes(book, "quote", "source", dropping=["many"]),
    lambda book: split_code(book, "quote", "kind", [("direct", "D"), ("odd", "O")]),
]


def _in(book: Codebook, code: str) -> Code:
    found = book.code(code)
    assert found is not None
    return found


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(which=st.lists(st.sampled_from(range(len(EDITS))), min_size=1, max_size=4))
def test_they_are_undone_exactly_also_after_a_restart_and_a_merge(
    which: list[int], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("law")
    path, theirs = folder / "p.annotator", folder / "ben.annotator"
    with filled(path, title="P", founder="ana") as project:
        project.copy_to(theirs)
    with Project.open(theirs, coder="ben") as other:
        other.apply(Tag(id="b", article="a", code="quote", fragments=((0, 4),)))
        other.apply(SetValue("b", "kind", "direct"))
        other.apply(SetValue("b", "many", ["odd", "direct"]))
        other.apply(Tag(id="bs", article="a", code="source", fragments=((5, 9),)))
        other.apply(SetValue("bs", "stance", 1))
    with Project.open(path, coder="ana") as project:
        before = contents(project)
        done = 0
        for one in which:
            try:
                done += bool(project.apply(EDITS[one](project.codebook())).changes)
            except UserError:
                continue
        after = contents(project)
        assert project.check() == []
    with Project.open(path, coder="ana") as project:
        for _ in range(done):
            project.undo()
        assert contents(project) == before
        for _ in range(done):
            project.redo()
        assert contents(project) == after
        report_of(project, theirs)
        assert project.check() == []
        project.undo()
        assert contents(project) == after
        for _ in range(done):
            project.undo()
        assert contents(project) == before


def test_a_colleagues_merged_away_choice_comes_in_as_what_it_has_become(tmp_path: Path) -> None:
    path, theirs = tmp_path / "p.annotator", tmp_path / "ben.annotator"
    with Project.create(path, title="P", codebook=BOOK, coder="ana") as project:
        fill(project)
        project.copy_to(theirs)
        project.apply(merge_choices(quote(project), "kind", ["direct"], "other"))
    with Project.open(theirs, coder="ben") as other:
        other.apply(Tag(id="b", article="a", code="quote", fragments=((0, 4),)))
        other.apply(SetValue("b", "kind", "direct"))
    with Project.open(path, coder="ana") as project:
        report_of(project, theirs)
        assert label(project, "b").values["kind"] == "other"
        assert quote(project).fields[0].moved == (Moved("direct", "other"),)
        assert project.check() == []


def test_what_answers_became_is_known_still_when_a_codebook_comes_from_a_file(
    tmp_path: Path,
) -> None:
    path, theirs = tmp_path / "p.annotator", tmp_path / "ben.annotator"
    with Project.create(path, title="P", codebook=BOOK, coder="ana") as project:
        fill(project)
        project.copy_to(theirs)
        project.apply(merge_choices(quote(project), "kind", ["direct"], "other"))
        known = quote(project)
        kind = replace(known.fields[0], moved=(), help="As it was written by hand.")
        written = replace(known, fields=(kind, *known.fields[1:]))
        book = project.codebook()
        codes = (written if one.id == "quote" else one for one in book.codes)
        project.apply(ReplaceCodebook(replace(book, codes=tuple(codes))))
        assert quote(project).fields[0].moved == (Moved("direct", "other"),)
    with Project.open(theirs, coder="ben") as other:
        other.apply(Tag(id="b", article="a", code="quote", fragments=((0, 4),)))
        other.apply(SetValue("b", "kind", "direct"))
    with Project.open(path, coder="ana") as project:
        report_of(project, theirs)
        assert label(project, "b").values["kind"] == "other"
        assert project.check() == []


def test_answers_of_which_one_alone_is_taken_now_are_named_with_the_ways_on(
    project: Project,
) -> None:
    project.apply(SetValue("q", "many", ["odd", "direct"]))
    here, old = project.codebook(), quote(project)
    one = replace(old.fields[1], type=FieldType.CHOICE, default=None)
    codes = (
        replace(old, fields=(old.fields[0], one)) if c.id == "quote" else c for c in here.codes
    )
    book = replace(here, codes=tuple(codes))
    found = contradictions(project, here, book)
    assert sorted(each.id for each in found) == ["quote.many.direct", "quote.many.odd"]
    unseen = contradictions(project, here, book, Visibility())
    assert {each.in_words().partition(", and ")[2] for each in unseen} == {
        "stands on labels that you may not see"
    }
    with pytest.raises(UserError, match="Quote, Many has another type"):
        taking_over(here, book, found, {each.id: Choosing(WayOn.KEEP) for each in found})
    ways = {"quote.many.odd": Choosing(WayOn.MAP, "odd")}
    ways["quote.many.direct"] = Choosing(WayOn.DROP)
    project.apply(taking_over(here, book, found, ways))
    assert label(project, "q").values["many"] == "odd"
    assert project.check() == []


def test_only_reviewers_change_everybodys_labels(project: Project) -> None:
    project.coder = "ben"
    with pytest.raises(UserError, match="for reviewers"):
        project.apply(merge_choices(quote(project), "kind", ["direct"], "other"))
    project.apply(PutCode(replace(quote(project), name="Quotation")))
