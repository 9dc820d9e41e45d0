"""What can be done with a project that can only be read."""

from pathlib import Path

from annotator.domain.edits.annotations import Tag
from annotator.domain.people import Coder
from annotator.store.project import Project


def test_what_a_merge_would_do_is_told_and_not_a_byte_changes(ours: Path, theirs: Path) -> None:
    with Project.open(theirs, "ben") as project:
        project.apply(Tag(id="new", article="a", code="quote", fragments=((0, 2),)))
    before = ours.read_bytes(), ours.stat().st_mtime_ns
    with Project.open(ours, "lea", read_only=True) as project:
        (report,) = project.preview([theirs]).files
        assert (report.error, report.new) == ("", 1)
    assert (ours.read_bytes(), ours.stat().st_mtime_ns) == before


def test_a_package_is_cut_of_it(ours: Path) -> None:
    before = ours.read_bytes()
    package = ours.with_name("package.annotator")
    with Project.open(ours, read_only=True) as project:
        project.write_package(package, coder=project.find(Coder)[0].handle, articles=["a"])
    with Project.open(package) as project:
        assert [row.id for row in project.articles()] == ["a"]
        assert project.check() == []
    assert ours.read_bytes() == before
