"""Bringing in files whose codebooks differ: how codes, fields and choices are matched."""

from pathlib import Path

from merging import foreign, report_of
from msgspec.structs import replace
from sequences import BOOK, KIND, QUOTE

from annotator.domain.annotation import Annotation, Link
from annotator.domain.codebook import Choice, Code, Codebook, LinkRule
from annotator.domain.edits.annotations import SetValue, Tag
from annotator.domain.edits.codebook import PutCode, ReplaceCodebook
from annotator.domain.edits.links import AddLink
from annotator.store.project import Project

DRIFTED = Codebook(
    title="Drifted",
    codes=(
        Code(
            id="citation",
            name="quote",
            fields=(
                replace(
                    KIND,
                    id="sort",
                    choices=(
                        Choice("straight", "Direct"),
                        Choice("mixed", "Mixed"),
                        Choice("never", "Never"),
                    ),
                ),
            ),
        ),
        Code(id="metaphor", name="Metaphor"),
    ),
)


def drifted(path: Path) -> None:
    with foreign(path, DRIFTED) as project:
        project.apply(Tag(id="c1", article="x", code="citation", fragments=((0, 4),)))
        project.apply(SetValue("c1", "sort", "straight"))
        project.apply(Tag(id="c2", article="x", code="citation", fragments=((5, 8),)))
        project.apply(SetValue("c2", "sort", "mixed"))
        project.apply(Tag(id="c3", article="x", code="metaphor", fragments=((5, 8),)))


def test_codebooks_that_drifted_apart_are_matched_by_name(ours: Path, tmp_path: Path) -> None:
    drifted(tmp_path / "cleo.annotator")
    with Project.open(ours, coder="lea") as project:
        report = report_of(project, tmp_path / "cleo.annotator")
        matches = {(one.theirs, one.ours) for one in report.codebook}
        assert {("citation", "quote"), ("metaphor", "")} <= matches
        answers = {a.id: (a.code, a.values.get("kind")) for a in project.find(Annotation)}
        assert answers["c1"] == ("quote", "direct")
        assert answers["c2"] == ("quote", "mixed")
        assert answers["c3"] == ("metaphor", None)
        quote = project.get(Code, "quote")
        assert quote is not None
        assert [one.id for one in quote.fields[0].choices] == ["direct", "other", "mixed"]
        assert quote.links == QUOTE.links
        project.undo()
        assert project.get(Code, "quote") == replace(QUOTE, position=quote.position)
        assert project.get(Code, "metaphor") is None
        assert project.check() == []


def test_the_matching_of_codes_can_be_changed(ours: Path, tmp_path: Path) -> None:
    drifted(tmp_path / "cleo.annotator")
    with Project.open(ours, coder="lea") as project:
        mapping = {"citation": "", "metaphor": "source"}
        report = report_of(project, tmp_path / "cleo.annotator", mapping)
        matches = {(one.theirs, one.ours) for one in report.codebook}
        assert {("citation", ""), ("metaphor", "source")} <= matches
        codes = {a.id: a.code for a in project.find(Annotation)}
        assert (codes["c1"], codes["c3"]) == ("citation", "source")


def test_anothers_codebook_never_takes_the_place_of_ours(ours: Path, tmp_path: Path) -> None:
    path = tmp_path / "cleo.annotator"
    with foreign(path, BOOK) as project:
        project.apply(ReplaceCodebook(Codebook(title="Less", codes=BOOK.codes[:2])))
        project.apply(PutCode(replace(BOOK.codes[1], name="Renamed")))
    with Project.open(ours, coder="lea") as project:
        before = project.codebook()
        report_of(project, path)
        assert project.codebook() == before


def test_two_peoples_new_choices_both_hold(ours: Path, theirs: Path) -> None:
    for path, coder, choice in ((ours, "ana", "mine"), (theirs, "ben", "yours")):
        with Project.open(path, coder=coder) as project:
            kind = replace(KIND, choices=(*KIND.choices, Choice(choice, choice.title())))
            project.apply(PutCode(replace(QUOTE, fields=(kind, *QUOTE.fields[1:]))))
            project.apply(Tag(id=coder, article="a", code="quote", fragments=((0, 4),)))
            project.apply(SetValue(coder, "kind", choice))
    with Project.open(ours, coder="lea") as project:
        report = report_of(project, theirs)
        quote = project.get(Code, "quote")
        assert quote is not None
        assert [one.id for one in quote.fields[0].choices] == ["direct", "other", "mine", "yours"]
        answers = {one.id: one.values["kind"] for one in project.find(Annotation, code="quote")}
        assert answers == {"q": "direct", "ana": "mine", "ben": "yours"}
        assert [(one.ours, one.note) for one in report.codebook] == [("quote", "Kind: Yours added")]


def test_the_first_matching_of_codes_holds_when_the_file_comes_again(
    ours: Path, tmp_path: Path
) -> None:
    path = tmp_path / "cleo.annotator"
    drifted(path)
    with Project.open(ours, coder="lea") as project:
        report_of(project, path)
        quote = project.get(Code, "quote")
        assert quote is not None
        project.apply(PutCode(replace(quote, name="Citation")))
        assert report_of(project, path).edits == 0
    with Project.open(path, coder="cleo") as project:
        project.apply(Tag(id="c4", article="x", code="citation", fragments=((0, 4),)))
        project.apply(SetValue("c4", "sort", "straight"))
    with Project.open(ours, coder="lea") as project:
        assert report_of(project, path).new == 1
        made = project.get(Annotation, "c4")
        assert made is not None
        assert (made.code, made.values["kind"]) == ("quote", "direct")
        assert project.get(Code, "citation") is None


def test_a_new_code_is_tied_to_our_codes_where_theirs_were_matched(
    ours: Path, tmp_path: Path
) -> None:
    path = tmp_path / "cleo.annotator"
    people = Code(id="leute", name="People", group=True)
    origin = Code(id="quelle", name="Source", parent="leute")
    rule = LinkRule(type="from", name="From", ends=("quelle",))
    new = Code(id="new", name="New", parent="leute", links=(rule,))
    with foreign(path, Codebook(codes=(people, origin, new))) as project:
        project.apply(Tag(id="c1", article="x", code="quelle", fragments=((0, 4),)))
        project.apply(Tag(id="c2", article="x", code="new", fragments=((5, 8),)))
        project.apply(AddLink(annotation="c2", type="from", to="c1"))
    with Project.open(ours, coder="lea") as project:
        report = report_of(project, path)
        assert (report.waiting, report.conflicts) == (0, ())
        made = project.get(Code, "new")
        assert made is not None
        assert (made.parent, made.links[0].ends) == ("people", ("source",))
        assert len(project.find(Link, annotation="c2")) == 1
