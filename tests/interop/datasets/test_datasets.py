"""`load_dataset` on the folder as it is written, whatever is answered late."""

import datetime as dt
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from every_answer import ANSWERS, LATE, TEXT, late_project
from hostile import TEXTS, hostile_project, said_labels

from annotator.formats.selection import Selection
from annotator.store.project import Project
from annotator.workflow.exporting import export

pytest.importorskip("pyarrow")
datasets = pytest.importorskip("datasets")


@pytest.fixture(scope="module", autouse=True)
def without_network(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the cache in a folder of the test's, and its bars off the screen."""
    with pytest.MonkeyPatch.context() as patch:
        cache = tmp_path_factory.mktemp("cache")
        patch.setattr(datasets.config, "HF_DATASETS_CACHE", str(cache))
        patch.setattr(datasets.config, "HF_HUB_OFFLINE", True)
        datasets.disable_progress_bar()
        yield


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    with late_project(tmp_path_factory.mktemp("late") / "late.annotator") as opened:
        yield opened


@pytest.fixture(scope="module")
def folder(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("folder") / "out"
    chosen = Selection(options={"splits": "80/10/10", "copies-together": False})
    export(project, target, "huggingface", chosen)
    return target


def loaded(place: Path, name: str) -> dict[str, Any]:
    return dict(datasets.load_dataset(str(place), name))


def every(place: Path, name: str) -> list[dict[str, Any]]:
    return [row for part in loaded(place, name).values() for row in part]


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("kind", ["", "jsonl"])
def test_answers_of_every_type_come_as_they_were_given(kind: str, folder: Path) -> None:
    rows = every(folder / kind, "articles")
    assert len(rows) == LATE
    assert {row["text"] for row in rows} == {TEXT}
    labels = {one["id"]: one for row in rows for one in row["annotations"]}
    last = labels[f"n{LATE - 1:04}"]
    day = {name: dt.date.fromisoformat(v) for name, v in ANSWERS.items() if name == "a_date"}
    assert last["fields"]["all"] == ANSWERS | day
    assert last["fragments"] == [{"start": 4, "end": 9}, {"start": 10, "end": 11}]
    assert {(one["actor"], one["annotation"]) for one in last["links"]} == {
        ("p", None),
        (None, "o"),
    }
    assert set(labels["n0000"]["fields"]["all"].values()) == {None}


def without_times(value: Any) -> Any:
    """Return values without what the reader of JSONL adds to texts that are days, as is told."""
    if isinstance(value, list):
        return [without_times(one) for one in value]
    if isinstance(value, dict):
        return {name: without_times(one) for name, one in value.items()}
    return value.removesuffix(" 00:00:00") if isinstance(value, str) else value


@pytest.mark.filterwarnings("ignore")
def test_both_forms_have_the_same_features_and_rows(folder: Path) -> None:
    for name in ("articles", "annotations"):
        parquet, jsonl = loaded(folder, name), loaded(folder / "jsonl", name)
        assert list(parquet) == list(jsonl) == ["train", "validation", "test"]
        for part, rows in parquet.items():
            assert rows.features == jsonl[part].features
            assert rows.to_list() == without_times(jsonl[part].to_list())


@pytest.mark.filterwarnings("ignore")
def test_metadata_have_the_types_of_all_their_values(folder: Path) -> None:
    meta = loaded(folder, "articles")["train"].features["meta"]
    types = {name: one.dtype for name, one in meta.items()}
    assert types == {
        **dict.fromkeys(("outlet", "author", "published", "url", "language"), "string"),
        "pages": "int64",
        "ratio": "float64",
        "desk": "string",
        "late": "bool",
    }


@pytest.mark.filterwarnings("ignore")
def test_a_project_without_a_label_can_be_loaded(tmp_path: Path, project: Project) -> None:
    bare = Selection(articles=("a0001", "a0002"))
    export(project, tmp_path / "out", "huggingface", bare)
    for place in (tmp_path / "out", tmp_path / "out" / "jsonl"):
        assert [row["annotations"] for row in every(place, "articles")] == [[], []]
        assert datasets.get_dataset_config_names(str(place)) == ["articles"]


@pytest.mark.filterwarnings("ignore")
def test_hostile_texts_come_with_labels_on_their_words_also_out_of_a_zip(tmp_path: Path) -> None:
    chosen = Selection(options={"splits": "50/25/25"})
    with hostile_project(tmp_path / "h.annotator") as project:
        export(project, tmp_path / "out", "huggingface", chosen)
        export(project, tmp_path / "out.zip", "huggingface", chosen)
        labels = said_labels(project)
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        archive.extractall(tmp_path / "unpacked")
    folders = [tmp_path / "out", tmp_path / "unpacked" / "out"]
    names = [{one.relative_to(at) for one in at.rglob("[!.]*")} for at in folders]
    assert names[0] == names[1]
    day = {"a_date": dt.date.fromisoformat(ANSWERS["a_date"])}
    for place in (folders[0], folders[1], folders[1] / "jsonl"):
        parts = loaded(place, "articles")
        assert [len(rows) for rows in parts.values()] == [2, 1, 1]
        rows = [row for part in parts.values() for row in part]
        assert {row["id"]: row["text"] for row in rows} == TEXTS
        found = {one["id"]: (row, one) for row in rows for one in row["annotations"]}
        assert found.keys() == labels.keys()
        for ident, (row, one) in found.items():
            wanted = labels[ident]
            places = tuple((each["start"], each["end"]) for each in one["fragments"])
            words = tuple(row["text"][start:end] for start, end in places)
            whose = "gold" if one["layer"] == "gold" else one["coder"]
            assert (row["id"], one["code"], whose) == (wanted.article, wanted.code, wanted.whose)
            assert (places, words) == (wanted.places, wanted.words)
            if wanted.answers:
                assert one["fields"]["all"] == wanted.answers | day
            ends = {(each["type"], each["annotation"] or "p") for each in one["links"]}
            assert ends == {(kind, end if end in labels else "p") for kind, end in wanted.links}
