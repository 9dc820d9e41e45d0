"""What was coded with pseudonyms comes back to the very words, with a check of the texts."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.analysis.pseudonyms.naming import Pseudonyms, numbered
from annotator.domain.annotation import Annotation, Link
from annotator.domain.article import Status, WorkStatus
from annotator.domain.codebook import Code, Codebook, Field, FieldType, LinkRule
from annotator.domain.edits.annotations import Delete, SetNote, SetValue, Tag
from annotator.domain.edits.articles import NewArticle, SetStatus
from annotator.domain.edits.links import AddLink, PutActor
from annotator.domain.edits.records import ImportRecords
from annotator.domain.errors import UserError
from annotator.domain.people import Actor
from annotator.store.project import Project
from annotator.workflow.hand_out import PackagePlan, write_packages
from annotator.workflow.pseudonyms.masking import pseudonym_id
from annotator.workflow.pseudonyms.returning import came_back

TEXT = "😀 Dmitry Peskov spoke. “We wait,” Peskov said."
SAID_BY = LinkRule(type="said_by", name="Said by", ends=("actor", "quote"), maximum=1)
WHY = Field(id="why", name="Why", type=FieldType.TEXT)
CODES = Codebook(codes=(Code(id="quote", name="Quote", fields=(WHY,), links=(SAID_BY,)),))


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "study.annotator", codebook=CODES, coder="lea") as made:
        articles = (
            NewArticle(id="a", title="Peskov", text=TEXT),
            NewArticle(id="b", title="B", text="Nobody spoke."),
        )
        actors = (Actor(id="p", name="Dmitry Peskov"), Actor(id="l", name="Ann Lee"))
        made.apply(ImportRecords(articles=articles, records=actors))
        made.coder = "ben"
        for ident, words in (("kept", "Dmitry"), ("noted", "“We wait,”"), ("gone", "spoke")):
            made.apply(tag(ident, words, TEXT))
        made.coder = "lea"
        yield made


def tag(ident: str, words: str, text: str) -> Tag:
    start = text.index(words)
    return Tag(id=ident, article="a", code="quote", fragments=((start, start + len(words)),))


@pytest.fixture
def pseudonyms(project: Project) -> Pseudonyms:
    return numbered([one for one in project.find(Actor) if one.id == "p"])


@pytest.fixture
def package(project: Project, pseudonyms: Pseudonyms, tmp_path: Path) -> Path:
    path = tmp_path / "ben.annotator"
    write_packages(project, (PackagePlan("ben", ("a", "b"), path),), pseudonyms=pseudonyms)
    return path


def test_a_package_has_no_names_and_the_coders_own_labels(package: Path) -> None:
    data = package.read_bytes()
    assert b"Peskov" not in data
    assert b"Dmitry" not in data
    with Project.open(package, "ben") as theirs:
        assert theirs.check() == []
        labels = {one.id: one.text for one in theirs.find(Annotation)}
        assert labels == {"kept": "Person 1", "noted": "“We wait,”", "gone": "spoke"}


def test_work_comes_back_to_the_words_that_it_is_about(
    project: Project, package: Path, pseudonyms: Pseudonyms
) -> None:
    with Project.open(package, "ben") as theirs:
        text = "😀 Person 1 spoke. “We wait,” Person 1 said."
        theirs.apply(tag("new", "Person 1 said", text))
        theirs.apply(SetNote("noted", "Person 1 means it."))
        theirs.apply(SetValue("noted", "why", "as Person 1 says"))
        theirs.apply(AddLink(annotation="new", type="said_by", actor=pseudonym_id("Person 1")))
        theirs.apply(PutActor(Actor(id="n", name="Aide of Person 1")))
        theirs.apply(AddLink(annotation="noted", type="said_by", actor="n"))
        theirs.apply(Delete(("gone",)))
        theirs.apply(SetStatus("a", WorkStatus.DONE))
    found = came_back(project, package, pseudonyms)
    assert (found.made, found.changed, found.missing, found.refused) == (1, 1, 1, ())
    assert found.told() == ["1 new label, 1 changed.", "1 label deleted there stay here."]
    project.apply(found.edit)
    labels = {one.id: one for one in project.find(Annotation)}
    assert {ident: one.text for ident, one in labels.items()} == {
        "kept": "Dmitry",
        "noted": "“We wait,”",
        "gone": "spoke",
        "new": "Peskov said",
    }
    assert labels["noted"].note == "Dmitry Peskov means it."
    assert labels["noted"].values == {"why": "as Dmitry Peskov says"}
    assert {one.annotation: one.target_actor for one in project.find(Link)} == {
        "new": "p",
        "noted": "n",
    }
    assert {one.name for one in project.find(Actor)} >= {"Aide of Dmitry Peskov", "Ann Lee"}
    assert [one.status for one in project.find(Status, article="a")] == [WorkStatus.DONE]
    assert project.check() == []
    assert project.undo() is not None
    assert "new" not in {one.id for one in project.find(Annotation)}


def test_coming_back_twice_brings_nothing_new(
    project: Project, package: Path, pseudonyms: Pseudonyms
) -> None:
    with Project.open(package, "ben") as theirs:
        theirs.apply(SetNote("noted", "Person 1 means it."))
    project.apply(came_back(project, package, pseudonyms).edit)
    again = came_back(project, package, pseudonyms)
    assert not again.brings_something
    assert (again.made, again.changed) == (0, 0)


def test_another_key_brings_back_only_texts_without_names(project: Project, package: Path) -> None:
    with Project.open(package, "ben") as theirs:
        theirs.apply(Tag(id="b1", article="b", code="quote", fragments=((0, 6),)))
    other = numbered([one for one in project.find(Actor) if one.id == "l"])
    found = came_back(project, package, other)
    assert found.made == 1
    (refused,) = found.refused
    assert refused.startswith("The text of “Peskov” is not what the key makes of it")
    project.apply(found.edit)
    assert project.check() == []


def test_a_plain_merge_of_it_is_refused(project: Project, package: Path) -> None:
    (report,) = project.preview([package]).files
    assert "has pseudonyms in place of names" in report.error


def test_a_file_without_pseudonyms_needs_no_key(
    project: Project, pseudonyms: Pseudonyms, tmp_path: Path
) -> None:
    path = tmp_path / "plain.annotator"
    write_packages(project, (PackagePlan("ben", ("a",), path),))
    with pytest.raises(UserError, match="without a key"):
        came_back(project, path, pseudonyms)
