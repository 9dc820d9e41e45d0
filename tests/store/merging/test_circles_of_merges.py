"""People who merge actors or codes in a circle, each in their file, lose nothing by it."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from apart import LAW, copied, folder, merged, state
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from sequences import QUOTE, TARGET, TEXTS

from annotator.domain.annotation import GOLD_LAYER, Annotation, Link, make_link
from annotator.domain.change import Change
from annotator.domain.codebook import Code, Codebook, CodeState
from annotator.domain.edits.actors import MergeActors
from annotator.domain.edits.annotations import SetValue, Tag
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.links import AddLink, PutActor
from annotator.domain.edits.records import ImportRecords
from annotator.domain.people import Actor
from annotator.store.history.entitlement import ReservedChanges
from annotator.store.project import Project
from annotator.workflow.codebooks.codes import merge_codes

NAMES = ("a", "b", "c", "d")


@dataclass(frozen=True)
class Circle:
    """Files in which one of these actors, and the code with its name, became the next one.

    In each of them the label `x` is linked to the actors that are `linked`.
    """

    names: tuple[str, ...]
    linked: tuple[str, ...]

    def files(self, where: Path) -> list[Path]:
        """Make the files."""
        start = where / "start.annotator"
        codes = (replace(QUOTE, id=one, name=one, key="", links=(TARGET,)) for one in NAMES)
        with Project.create(start, codebook=Codebook(codes=tuple(codes))) as project:
            project.coder = "ana"
            article = NewArticle(id="text", title="Text", text=TEXTS[0])
            project.apply(ImportRecords(articles=(article,)))
            for n, name in enumerate(self.names):
                project.apply(PutActor(Actor(id=name, name=name)))
                tag = Tag(id=f"of-{name}", article="text", code=name, fragments=((n, n + 1),))
                project.apply(tag)
            project.apply(SetValue("of-a", "kind", "direct"))
            for name in self.linked:
                project.apply(AddLink(annotation="of-a", type="target", actor=name))
        return [self._merged(copied(start, one), one) for one in self.names]

    def _merged(self, path: Path, gone: str) -> Path:
        kept = self.names[(self.names.index(gone) + 1) % len(self.names)]
        with Project.open(path, f"lead-{gone}") as project:
            actor = project.get(Actor, kept)
            assert actor is not None
            project.apply(MergeActors(actor, (gone,)))
            project.apply(merge_codes(project.codebook(), gone, kept))
        return path

    def assert_sound(self, project: Project) -> None:
        """Assert that all labels, answers and links are there, and lead to what is used."""
        assert project.check() == []
        labels = {one.id: one for one in project.find(Annotation)}
        assert set(labels) == {f"of-{one}" for one in self.names}
        assert labels["of-a"].values["kind"] == "direct"
        (left,) = [one.id for one in project.find(Actor) if not one.archived]
        assert [one.target_actor for one in project.find(Link)] == [left] * bool(self.linked)
        codes = [one for one in project.find(Code) if one.state is CodeState.ACTIVE]
        assert {one.id for one in codes} & {*self.names} == {"a"}  # the latest word holds


def together(circle: Circle, path: Path, *others: Path) -> object:
    """Bring files into another one, one by one; return what is there then."""
    for other in others:
        merged(path, other).close()
    with Project.open(path, "ana") as project:
        circle.assert_sound(project)
        found = state(project)
        del found["coder"], found["project"]
        return found


@pytest.mark.parametrize(
    "circle", [Circle(("a", "b"), ("a", "b")), Circle(("a", "b", "c"), ("b", "a"))]
)
def test_nothing_is_lost_in_a_circle(circle: Circle, tmp_path: Path) -> None:
    first, *others = circle.files(tmp_path)
    forth = together(circle, copied(first, "forth"), *others)
    back = together(circle, copied(others[-1], "back"), *others[-2::-1], first)
    assert forth == back


def test_the_last_merge_is_undone_in_its_file_after_all_came_together(tmp_path: Path) -> None:
    circle = Circle(("a", "b"), ("a", "b"))
    one, two = circle.files(tmp_path)
    with Project.open(two, "lead-b") as project:
        before = state(project)
        project.bring_in([one])
        circle.assert_sound(project)
        project.undo()
        assert state(project) == before
        project.redo()
        circle.assert_sound(project)


def test_only_reviewers_say_that_a_link_of_gold_is_there(tmp_path: Path) -> None:
    path = Circle(("a", "b"), ("a",)).files(tmp_path)[0]
    with Project.open(path, "ana") as project:
        label = project.get(Annotation, "of-b")
        assert label is not None
        link = make_link("gold", "target", actor="b")
        gold = replace(label, id="gold", layer=GOLD_LAYER)
        project.apply(ImportRecords(records=(gold, link)))
        coders = ReservedChanges(project._database, {"edit"})
        assert not coders.counts("edit", Change("link", link.id, {}, {}))
        (other,) = project.find(Link, annotation="of-a")
        assert coders.counts("edit", Change("link", other.id, {}, {}))


@LAW
@given(data=st.data())
def test_a_circle_ends_the_same_however_the_files_come_together(data: st.DataObject) -> None:
    names = NAMES[: data.draw(st.integers(2, len(NAMES)))]
    circle = Circle(names, tuple(data.draw(st.sets(st.sampled_from(names)))))
    with folder() as where:
        files = data.draw(st.permutations(circle.files(where)))
        cut = data.draw(st.integers(1, len(files) - 1))
        one, two = (copied(part[0], "part") for part in (files[:cut], files[cut:]))
        for path, rest in ((one, files[1:cut]), (two, files[cut + 1 :])):
            if rest:
                merged(path, *rest).close()
        found = together(circle, copied(files[-1], "last"), *files[:-1])
        assert together(circle, copied(one, "forth"), two) == found
        assert together(circle, copied(two, "back"), one) == found
