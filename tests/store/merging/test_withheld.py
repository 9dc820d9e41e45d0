"""What waits after bringing in because what it stands on is missing, and what undoing does."""

from pathlib import Path

from merging import report_of
from msgspec.structs import replace
from sequences import KIND, QUOTE, TEXTS

from annotator.domain.annotation import Annotation, Link
from annotator.domain.codebook import Code
from annotator.domain.edits.annotations import SetValue, Tag
from annotator.domain.edits.articles import NewArticle, RemoveArticles
from annotator.domain.edits.codebook import PutCode
from annotator.domain.edits.records import ImportRecords, PutCoder
from annotator.domain.people import Coder, coder_id
from annotator.store.project import Project


def test_labels_on_a_removed_article_wait_until_it_is_back(ours: Path, theirs: Path) -> None:
    with Project.open(theirs, coder="ben") as project:
        project.apply(Tag(id="b", article="a", code="source", fragments=((0, 4),)))
    with Project.open(ours, coder="lea") as project:
        project.apply(RemoveArticles(("a",)))
        report = report_of(project, theirs)
        assert report.new == 0
        assert report.withheld
        assert project.get(Annotation, "b") is None
        project.apply(ImportRecords(articles=(NewArticle(id="a", title="Back", text=TEXTS[0]),)))
        assert project.get(Annotation, "b") is not None
        assert project.check() == []
        project.undo()
        assert project.get(Annotation, "b") is None
        assert project.check() == []


def test_an_answer_whose_choice_was_removed_waits_for_it(ours: Path, theirs: Path) -> None:
    fewer = replace(KIND, choices=KIND.choices[:1])
    with Project.open(ours, coder="lea") as project:
        project.apply(PutCode(replace(QUOTE, fields=(fewer, *QUOTE.fields[1:]))))
    with Project.open(theirs, coder="ben") as project:
        project.apply(Tag(id="b", article="a", code="quote", fragments=((0, 4),)))
        project.apply(SetValue("b", "kind", "odd"))
    with Project.open(ours, coder="lea") as project:
        report = report_of(project, theirs)
        assert report.withheld
        made = project.get(Annotation, "b")
        assert made is not None
        assert "kind" not in made.values
        project.apply(PutCode(QUOTE))
        again = project.get(Annotation, "b")
        assert again is not None
        assert again.values["kind"] == "odd"
        assert project.check() == []


def test_undoing_an_answer_in_place_of_a_withheld_one_withholds_it_again(
    ours: Path, theirs: Path
) -> None:
    with Project.open(ours, coder="ana") as project:
        project.apply(SetValue("q", "kind", "odd"))
    with Project.open(theirs, coder="lea") as project:
        fewer = replace(KIND, choices=KIND.choices[:1])
        project.apply(PutCode(replace(QUOTE, fields=(fewer, *QUOTE.fields[1:]))))
    with Project.open(ours, coder="ana") as project:
        report = report_of(project, theirs)
        assert report.waiting == 1
        project.apply(SetValue("q", "kind", "direct"))
        project.undo()
        assert project.check() == []
        project.undo()
        assert project.check() == []
        quote = project.get(Annotation, "q")
        assert quote is not None
        assert quote.values["kind"] == "odd"


def test_a_code_edit_in_a_package_lets_withheld_links_stand(ours: Path, tmp_path: Path) -> None:
    package = tmp_path / "package.annotator"
    with Project.open(ours, coder="lea") as project:
        project.write_package(package, coder="ana", articles=["a"])
    with Project.open(package, coder="ana") as project:
        links = {one.id for one in project.find(Link)}
        quote = project.get(Code, "quote")
        assert quote is not None
        project.apply(PutCode(replace(quote, definition="Clearer.")))
        assert {one.id for one in project.find(Link)} == links
        assert project.check() == []


def test_a_redone_edit_holds_where_a_package_knew_it_as_undone(ours: Path, tmp_path: Path) -> None:
    package = tmp_path / "package.annotator"
    with Project.open(ours, coder="lea") as project:
        quote = project.get(Code, "quote")
        assert quote is not None
        project.apply(PutCode(replace(quote, definition="Clearer.")))
        project.undo()
        project.write_package(package, coder="ana", articles=["a"])
        project.redo()
    with Project.open(package, coder="ana") as project:
        report_of(project, ours)
        quote = project.get(Code, "quote")
        assert quote is not None
        assert quote.definition == "Clearer."


def test_a_handle_that_becomes_free_goes_back_to_who_waits_for_it(ours: Path, theirs: Path) -> None:
    with Project.open(ours, coder="ana") as project:
        project.apply(PutCoder(Coder(id=coder_id("ana"), handle="cleo")))
    with Project.open(theirs, coder="cleo") as project:
        project.apply(Tag(id="c", article="a", code="source", fragments=((0, 4),)))
    with Project.open(ours, coder="lea") as project:
        report_of(project, theirs)
        project.apply(PutCoder(Coder(id=coder_id("cleo"), handle="zoe")))
        handles = {one.id: one.handle for one in project.find(Coder)}
        assert handles[coder_id("ana")] == "cleo"
        assert project.check() == []
