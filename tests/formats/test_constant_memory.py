"""What an export holds and asks grows with a few articles at a time, not with all there are."""

import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from crowded import ARTICLES, crowded
from once import copy_of
from work import Cost, costs, label

from annotator.domain.annotation import GOLD_LAYER, Annotation, Decision, Verdict, make_link
from annotator.domain.codebook import Code, Codebook, LinkRule
from annotator.domain.edits.records import ImportRecords
from annotator.domain.people import Actor, Coder
from annotator.domain.teamwork import Comment
from annotator.formats import ahead
from annotator.formats.dataset import Dataset
from annotator.formats.losses import losses
from annotator.formats.outgoing.typed import parquet_file
from annotator.formats.selection import Selection
from annotator.formats.table import export_format, export_formats
from annotator.store.project import Project
from annotator.workflow.exporting import export

LARGE = {"csv", "jsonl", "parquet", "brat"}
FORMATS = [
    one.id
    for one in export_formats()
    if one.id in LARGE and (one.exporter.extra is None or one.exporter.extra.is_here)
]
AT = "2025-05-19T09:30:00Z"
BOOK = Codebook(
    codes=(
        Code(
            id="quote",
            name="Quote",
            links=(LinkRule(type="said_by", name="Said by", ends=("actor",)),),
        ),
    )
)
FEW, EACH = 40, 10


@pytest.fixture
def projects(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Project]]:
    """Two projects, of which the second has four times as many articles and labels."""
    monkeypatch.setattr(ahead, "_ARTICLES", 20)
    monkeypatch.setattr(parquet_file, "_MOST_ROWS", 100)
    with (
        _labelled(tmp_path / "few.annotator", FEW) as few,
        _labelled(tmp_path / "many.annotator", 4 * FEW) as many,
    ):
        yield [few, many]


def _labelled(path: Path, articles: int) -> Project:
    def make(at: Path) -> Project:
        project = Project.create(at, codebook=BOOK)
        project.coder = "ana"
        label(project, "one", articles, EACH)
        _say_something(project)
        return project

    return Project.open(copy_of(("labelled", articles), make, path))


def _say_something(project: Project) -> None:
    labels = project.find(Annotation)
    links = [make_link(one.id, "said_by", actor="p1") for one in labels]
    words = [
        Decision(
            id=f"d-{one.id}",
            annotation=one.id,
            reviewer=one.coder,
            verdict=Verdict.ACCEPTED,
            at=AT,
        )
        for one in labels
    ]
    remarks = [
        Comment(id=f"m-{one.id}", annotation=one.id, coder=one.coder, text="So?", at=AT)
        for one in labels
    ]
    actor = Actor(id="p1", name="Maja Berg")
    project.apply(ImportRecords(records=(actor, *links, *words, *remarks)))


def _written(project: Project, format_id: str, folder: Path) -> int:
    """Return how many bytes an export has in use at most, beyond what was in use before."""
    suffix = export_format(format_id).exporter.suffix
    tracemalloc.start()
    try:
        export(project, folder / f"{project.path.stem}{suffix}", format_id)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("format_id", FORMATS)
def test_an_export_of_many_labels_holds_no_more_of_them(
    format_id: str, projects: list[Project], tmp_path: Path
) -> None:
    few, many = projects
    (tmp_path / "warm").mkdir()
    _written(few, format_id, tmp_path / "warm")  # what is made once in a process
    at_most = [_written(one, format_id, tmp_path) for one in (few, many)]
    more_labels = 3 * FEW * EACH
    assert at_most[1] - at_most[0] < 250 * more_labels  # a label with all on it has 4,000 bytes


@pytest.mark.parametrize("format_id", FORMATS)
def test_an_export_asks_for_few_articles_at_once(
    format_id: str, projects: list[Project], tmp_path: Path
) -> None:
    def asked(project: Project) -> Cost:
        suffix = export_format(format_id).exporter.suffix
        with costs(project) as cost:
            export(project, tmp_path / f"{project.path.stem}{suffix}", format_id)
        return cost

    few, many = map(asked, projects)
    turns = 3 * FEW // 20
    assert few.statements["SELECT"] < FEW
    assert many.statements["SELECT"] <= few.statements["SELECT"] + 20 * turns
    assert many.decoded["annotation"] == 4 * FEW * EACH


@pytest.mark.parametrize("format_id", ["csv", "jsonl"])
def test_losses_are_counted_without_reading_a_label(
    format_id: str, projects: list[Project]
) -> None:
    def asked(project: Project) -> Cost:
        with costs(project) as cost:
            losses(export_format(format_id), project, Selection())
        return cost

    few, many = map(asked, projects)
    assert many.statements == few.statements
    assert not many.decoded["annotation"] + many.decoded["link"] + many.decoded["decision"]
    assert many.rows - few.rows <= 2 * 3 * FEW


def test_a_preview_reads_the_first_articles_alone(projects: list[Project]) -> None:
    _, many = projects
    for format_id in ("csv", "jsonl"):
        with costs(many) as cost:
            export_format(format_id).exporter.preview(many, Selection(), 5)
        assert cost.decoded["annotation"] <= 20 * EACH


@pytest.mark.parametrize("labels", [1, 5, 1_000])
def test_the_same_is_exported_however_few_come_at_once(
    labels: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with crowded(tmp_path) as project:
        whole = list(Dataset(project, Selection()).labelled())
        monkeypatch.setattr(ahead, "_LABELS", labels)
        monkeypatch.setattr(ahead, "_ARTICLES", 3)
        assert list(Dataset(project, Selection()).labelled()) == whole
    assert len(whole) == ARTICLES


def test_a_long_article_comes_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with crowded(tmp_path) as project:
        every = Dataset(project, Selection()).articles
        longest = max(one.length for one in every)
        monkeypatch.setattr(ahead, "_CHARACTERS", longest)
        assert [len(few) for few in ahead.a_few(project, every)] == [1] * ARTICLES


def test_one_can_look_at_another_article_meanwhile(tmp_path: Path) -> None:
    with crowded(tmp_path) as project:
        dataset = Dataset(project, Selection())
        whole = [(one, dataset.assignments(one.article.id)) for one in dataset.labelled()]
        beside = Dataset(project, Selection())
        found = [
            (one, beside.assignments(one.article.id))
            for one in beside.labelled()
            if [*beside.kept()] and beside.assignments("a0") == dataset.assignments("a0")
        ]
    assert found == whole


def test_who_comes_in_meanwhile_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead, "_ARTICLES", 1)
    with crowded(tmp_path) as project, Project.open(project.path, "lea") as other:
        dataset = Dataset(project, Selection())
        walk = dataset.labelled()
        next(walk)
        known = len(dataset.actors)
        late = next(one for one in reversed(other.find(Annotation)) if one.layer != GOLD_LAYER)
        came = Coder(id="c-new", handle="new"), Actor(id="p-new", name="New")
        word = Comment(id="m-new", annotation=late.id, coder="c-new", text="I am new", at=AT)
        other.apply(
            ImportRecords(records=(*came, make_link(late.id, "about", actor="p-new"), word))
        )
        rest = list(walk)
        assert len(dataset.actors) == known + 1
    links = [link for one in rest for on in one.links.values() for link in on]
    assert "p-new" in {link.target_actor for link in links}
    assert all(link.target_actor in dataset.actors for link in links if link.target_actor)
    said = [word for one in rest for on in one.comments.values() for word in on]
    assert "c-new" in {word.coder for word in said} <= dataset.coders.keys()
