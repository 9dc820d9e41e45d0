"""What holds of suggestions whatever the text is and whatever is decided."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from suggested import ANA, BOOK, OWN, opened, study
from suggested import suggested as found_in

from annotator.domain.annotation import PROPOSED, Annotation
from annotator.domain.edits.team import Assign
from annotator.domain.kinds import KINDS, to_values
from annotator.domain.learned_models import LearnedModel
from annotator.domain.people import Coder
from annotator.domain.refusals import Refusal
from annotator.store.project import Project
from annotator.workflow.suggesting.deciding import accept, accept_all, refuse, refuse_all

PIECES = st.sampled_from(
    (
        "“We will stay,” Ines Falk said. ",
        "“It is late,” said the mayor, “and it is cold.” ",
        "Karl Brandt said that the price was fair. ",
        "According to the port, ships wait. ",
        "„Wir bleiben“, sagte Ines Falk. ",
        "« Nous restons », a dit le maire. ",
        "“Never closed said Ann. ",
        "\n\n",
        "e\u0301 👩‍👩‍👧 \u2028",
        "Menu home. ",
        "' \" « ” “ ",
    )
)
TEXTS = st.lists(PIECES, min_size=1, max_size=9).map(lambda parts: "x" + "".join(parts))
DECISIONS = st.lists(st.sampled_from(("accept", "alone", "mend", "refuse", "all")), max_size=6)


def records(project: Project, *but: type) -> dict[str, list[object]]:
    return {
        name: [to_values(one) for one in project.find(kind.type)]
        for name, kind in KINDS.items()
        if kind.type not in but
    }


def decide(project: Project, how: str) -> None:
    """Decide on the first suggestion, or on all; edges are moved where it is mended."""
    found = found_in(project)
    if not found:
        return
    article, first = opened(project), found[0]
    if how == "refuse":
        project.apply(refuse(first))
    elif how == "all":
        project.apply(accept_all(article, BOOK, OWN, found).edit)
    else:
        start = first.fragments[0].start
        mended = ((start, start + 1),) if how == "mend" else None
        with_ends = how != "alone"
        made = accept(article, BOOK, OWN, first, with_ends=with_ends, fragments=mended)
        project.apply(made.edit)


@settings(max_examples=30)
@given(TEXTS, DECISIONS)
def test_what_is_accepted_is_ordinary_and_everything_can_be_undone(
    text: str, decisions: list[str]
) -> None:
    with tempfile.TemporaryDirectory() as folder, study(Path(folder), text) as project:
        states = [records(project)]
        for how in decisions:
            decide(project, how)
            if (now := records(project)) != states[-1]:
                states.append(now)
        assert project.check() == []  # state is the fold of the history, anchors hold
        assert all(one.origin in PROPOSED for one in project.find(Annotation))
        done = len(states) - 1
        for state in reversed(states[:-1]):
            project.undo()
            assert records(project) == state
        for _ in range(done):
            project.redo()
        assert records(project) == states[-1]


@settings(max_examples=30)
@given(TEXTS)
def test_suggestions_lie_within_the_text_and_outside_of_nothing(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder, study(Path(folder), text) as project:
        for one in found_in(project):
            ends = [point for piece in one.fragments for point in (piece.start, piece.end)]
            assert ends == sorted(ends)
            assert 0 <= ends[0] < ends[-1] <= len(text)
            assert all(piece.start < piece.end for piece in one.fragments)
            for end in (one.cue, one.source):
                assert end is None or 0 <= end[0] < end[1] <= len(text)
            assert 0 <= one.score <= 1
            assert one.why


@settings(max_examples=20)
@given(TEXTS)
def test_refusing_everything_changes_nothing_but_refusals(text: str) -> None:
    """By their first edit, whatever it is, a coder joins the project."""
    with tempfile.TemporaryDirectory() as folder, study(Path(folder), text) as project:
        found = found_in(project)
        before = records(project, Refusal, Coder)
        if found:
            project.apply(refuse_all(found))
        assert records(project, Refusal, Coder) == before
        assert {one.fragments for one in project.find(Refusal)} == {one.fragments for one in found}
        assert found_in(project) == []


@settings(max_examples=15)
@given(TEXTS, DECISIONS)
def test_a_blind_coders_package_has_no_suggestion_no_refusal_and_no_model(
    text: str, decisions: list[str]
) -> None:
    with tempfile.TemporaryDirectory() as folder, study(Path(folder), text) as project:
        for how in decisions:
            decide(project, how)
        model = LearnedModel(id="model 1", coder=ANA, code="quote", data=b"what was learned")
        project.keep_model(model)
        project.apply(Assign((("a0", "ben"),)))
        target = Path(folder) / "package.annotator"
        project.write_package(target, coder="ben", articles=["a0"])
        seen = target.read_bytes()
        for told in (b"what was learned", b"model 1", b"rules 1", b"accepted", ANA.encode()):
            assert told not in seen
        with Project.open(target, "ben") as package:
            assert package.check() == []
            assert (package.find(Refusal), package.find(Annotation)) == ([], [])
            assert package.all_models() == []


def test_ones_own_decisions_travel_with_the_package_and_back() -> None:
    with tempfile.TemporaryDirectory() as folder:
        text = "“We will stay,” Ines Falk said. “Nobody leaves,” said Karl Brandt."
        with study(Path(folder), text) as project:
            project.apply(refuse(found_in(project)[0]))
            project.apply(Assign((("a0", "ana"),)))
            target = Path(folder) / "package.annotator"
            project.write_package(target, coder="ana", articles=["a0"])
            with Project.open(target, "ana") as package:
                assert len(package.find(Refusal)) == 1
                (left,) = found_in(package)
                package.apply(refuse(left))
            project.bring_in([target])
            assert len(project.find(Refusal)) == 2
            assert found_in(project) == []
            assert project.check() == []


def test_two_files_refusals_are_united() -> None:
    with tempfile.TemporaryDirectory() as folder:
        text = "“We will stay,” Ines Falk said. “Nobody leaves,” said Karl Brandt."
        with study(Path(folder), text) as project:
            copy = Path(folder) / "copy.annotator"
            project.copy_to(copy)
            first, second = found_in(project)
            project.apply(refuse_all((first,)))
            with Project.open(copy, "ana") as theirs:
                theirs.apply(refuse_all((first,)))
                theirs.apply(refuse(second))
            project.bring_in([copy])
            assert {one.fragments for one in project.find(Refusal)} == {
                first.fragments,
                second.fragments,
            }
            assert project.check() == []
