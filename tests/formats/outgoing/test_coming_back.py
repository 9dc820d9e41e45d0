"""Layers that left for another program meet on their articles when they are imported again."""

from pathlib import Path

import pytest
from msgspec.structs import replace
from projects import CODEBOOK
from sample import TEXT, sample

from annotator.domain.annotation import CODER_LAYER, GOLD_LAYER, Annotation, anchored
from annotator.domain.article import normalised
from annotator.domain.codebook import AskedUnit, Code, Codebook, Field, FieldType
from annotator.domain.edits.annotations import SetValue, Tag
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.domain.people import Coder
from annotator.formats.incoming import ReadOptions
from annotator.formats.losses import losses
from annotator.formats.selection import Selection
from annotator.formats.table import export_format
from annotator.store.project import Project
from annotator.workflow.exporting import export
from annotator.workflow.importing.edit import import_edit
from annotator.workflow.importing.reading import collect


@pytest.mark.parametrize(
    ("name", "ending"),
    [
        ("brat", ""),
        ("doccano", ".jsonl"),
        ("label-studio", ".json"),
        ("prodigy", ".jsonl"),
        ("conll", ""),
        ("web-annotations", ""),
        ("uima-xmi", ""),
        ("uima-xmi", ".zip"),
        ("webanno-tsv", ""),
        ("refi-qda", ".qdpx"),
    ],
)
def test_layers_meet_on_one_article_and_come_but_once(
    name: str, ending: str, tmp_path: Path
) -> None:
    path = tmp_path / f"out{ending}"
    with sample(tmp_path) as project:
        export(project, path, name)
    with Project.create(tmp_path / "two.annotator", codebook=CODEBOOK) as two:
        for _ in range(2):
            batch = collect([path], ReadOptions(), two)
            assert (batch.errors, batch.skipped) == ([], ())
            two.apply(import_edit(batch.items, two, batch.companions))
            texts = {normalised(two.article_text(one.id)) for one in two.articles()}
            assert texts == {TEXT, "Nothing here.\nAt all."}
            assert len(two.articles()) == len(texts)
            handles = {one.id: one.handle for one in two.find(Coder)}
            found = [
                (GOLD_LAYER if one.layer == GOLD_LAYER else handles[one.coder], one.code)
                for one in two.find(Annotation)
            ]
            assert "gold_" not in handles.values()
            assert found.count(("ana", "cue")) == found.count((GOLD_LAYER, "source")) == 1


@pytest.mark.parametrize(
    "name",
    [
        *("brat", "label-studio", "prodigy", "spacy", "web-annotations", "uima-xmi"),
        *("webanno-tsv", "refi-qda", "dna"),
    ],
)
def test_free_words_keep_the_blanks_at_their_ends(name: str, tmp_path: Path) -> None:
    gist = Field(id="gist", name="Gist", type=FieldType.TEXT)
    codebook = Codebook(codes=(Code(id="quote", name="Quote", fields=(gist,)),))
    article = NewArticle(id="a", title="T", text="One two three.")
    said = ("  both  ", "end ", "\tbegin", "in  it")
    with Project.create(tmp_path / "one.annotator", codebook=codebook) as one:
        one.coder = "ana"
        one.apply(ImportRecords(articles=(article,)))
        for n, words in enumerate(said):
            start, end = ((0, 3), (4, 7), (8, 13), (0, 7))[n]
            one.apply(Tag(id=f"t{n}", article="a", code="quote", fragments=((start, end),)))
            one.apply(SetValue(f"t{n}", "gist", words))
        path = tmp_path / f"out{export_format(name).exporter.suffix}"
        export(one, path, name)
    with Project.create(tmp_path / "two.annotator", codebook=codebook) as two:
        batch = collect([path], ReadOptions(), two)
        two.apply(import_edit(batch.items, two, batch.companions))
        assert sorted(str(each.values["gist"]) for each in two.find(Annotation)) == sorted(said)


@pytest.mark.parametrize("name", ["brat", "conll"])
def test_a_dataset_can_be_divided(name: str, tmp_path: Path) -> None:
    with sample(tmp_path) as project:
        selection = Selection(options={"splits": "50/50"})
        export(project, tmp_path / "out", name, selection)
        with Project.create(tmp_path / "two.annotator", codebook=CODEBOOK) as two:
            batch = collect([tmp_path / "out"], ReadOptions(), two)
            assert batch.errors == []
            two.apply(import_edit(batch.items, two, batch.companions))
            assert len(two.articles()) == 2
            assert "ana" in {one.handle for one in two.find(Coder)}
            assert {one.layer for one in two.find(Annotation)} >= {GOLD_LAYER}
    assert {path.name for path in (tmp_path / "out").iterdir() if path.is_dir()} == {
        *("train", "test"),
    }


@pytest.mark.parametrize(
    ("name", "ending"),
    [("doccano", ".jsonl"), ("label-studio", ".json"), ("prodigy", ".jsonl")],
)
def test_one_file_says_where_each_article_goes(name: str, ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"out{ending}"
    selection = Selection(options={"splits": "50/50"})
    with sample(tmp_path) as project:
        assert "Of 2 articles, 1 to train and 1 to test." in losses(
            export_format(name), project, selection
        )
        export(project, path, name, selection)
    with Project.create(tmp_path / "two.annotator", codebook=CODEBOOK) as two:
        batch = collect([path], ReadOptions(), two)
        assert batch.errors == []
        two.apply(import_edit(batch.items, two, batch.companions))
        assert {one.meta["split"] for one in two.articles()} == {"train", "test"}


def test_gold_that_somebody_else_has_labelled_since_is_theirs(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    with sample(tmp_path) as project:
        export(project, path, "prodigy", Selection(layers=("gold",)))
    theirs = path.read_text(encoding="utf-8").replace('"annotator-gold"', '"news-cem"')
    path.write_text(theirs, encoding="utf-8")
    with Project.create(tmp_path / "two.annotator", codebook=CODEBOOK) as two:
        batch = collect([path], ReadOptions(), two)
        two.apply(import_edit(batch.items, two, batch.companions))
        assert {one.layer for one in two.find(Annotation)} == {CODER_LAYER}
        assert [one.handle for one in two.find(Coder)] == ["cem"]


def test_gold_in_files_of_others_is_a_coder_of_that_name(tmp_path: Path) -> None:
    with sample(tmp_path) as project:
        export(project, tmp_path / "out", "uima-xmi")
    (tmp_path / "out" / ".annotator-export.json").unlink()
    with Project.create(tmp_path / "two.annotator", codebook=CODEBOOK) as two:
        batch = collect([tmp_path / "out"], ReadOptions(), two)
        two.apply(import_edit(batch.items, two, batch.companions))
        assert {one.layer for one in two.find(Annotation)} == {CODER_LAYER}
        assert "gold_" in {one.handle for one in two.find(Coder)}


def test_who_settled_gold_can_be_said(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    with sample(tmp_path) as project:
        export(project, path, "doccano", Selection(layers=("gold",)))
    with Project.create(tmp_path / "two.annotator", codebook=CODEBOOK) as two:
        batch = collect([path], ReadOptions(coder="ben"), two)
        two.apply(import_edit(batch.items, two, batch.companions))
        assert [one.handle for one in two.find(Coder)] == ["ben"]
        assert {one.layer for one in two.find(Annotation)} == {GOLD_LAYER}


PARAGRAPHS = Codebook(
    codes=(
        Code(
            id="claim",
            name="Claim",
            unit=AskedUnit.PARAGRAPH,
            fields=(Field(id="words", name="In words", type=FieldType.TEXT),),
        ),
    )
)


@pytest.mark.parametrize(
    ("name", "ending"),
    [
        ("brat", ""),
        ("label-studio", ".json"),
        ("prodigy", ".jsonl"),
        ("spacy", ""),
        ("web-annotations", ""),
        ("uima-xmi", ""),
        ("webanno-tsv", ""),
        ("refi-qda", ".qdpx"),
        ("dna", ".dna"),
    ],
)
def test_that_a_code_is_not_in_a_paragraph_comes_back(
    name: str, ending: str, tmp_path: Path
) -> None:
    text = "First paragraph.\n\nSecond one."
    label = Annotation(id="n", article="a", code="claim", coder="c", values={"none": True})
    records = (Coder(id="c", handle="ana"), replace(label, **anchored(text, [(0, 16)])))
    path = tmp_path / f"out{ending}"
    with Project.create(tmp_path / "one.annotator", codebook=PARAGRAPHS) as one:
        article = NewArticle(id="a", title="First paragraph.", text=text)
        one.apply(ImportRecords(articles=(article,), records=records))
        export(one, path, name)
    with Project.create(tmp_path / "two.annotator", codebook=PARAGRAPHS) as two:
        batch = collect([path], ReadOptions(), two)
        assert [str(one) for one in batch.errors] == []
        two.apply(import_edit(batch.items, two, batch.companions))
        assert [found.values for found in two.find(Annotation)] == [{"none": True}]
