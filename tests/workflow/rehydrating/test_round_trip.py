"""What leaves without its words comes back on its texts, or is listed."""

import json
import tempfile
import unicodedata
from functools import partial
from pathlib import Path
from typing import Any, Literal

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from projects import Material, all_records, make_project, materials

from annotator.analysis.wordless.placing import Certainty
from annotator.analysis.wordless.words import PlainWords
from annotator.domain.annotation import Annotation
from annotator.domain.edits.articles import NewArticle
from annotator.domain.errors import UserError
from annotator.formats.incoming import ReadOptions
from annotator.formats.selection import Selection
from annotator.formats.table import export_format
from annotator.store.project import Project
from annotator.workflow.exporting import export, read_options
from annotator.workflow.importing.edit import import_edit
from annotator.workflow.importing.reading import collect
from annotator.workflow.rehydrating.making import rehydrate

ROW = export_format("release")


def chosen(**said: str) -> Selection:
    return Selection(options=read_options(ROW, said))


def labels(project: Project) -> list[Any]:
    """Return what is on each article, without who and under which id."""
    return sorted(
        (one.article, one.code, one.layer, one.fragments, str(one.values), one.note, one.created)
        for one in project.find(Annotation)
    )


@settings(max_examples=8)
@given(materials())
def test_a_release_with_texts_gives_the_same_project(material: Material) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with (
            make_project(folder / "one.annotator", material) as one,
            Project.create(folder / "two.annotator") as two,
            Project.create(folder / "three.annotator") as three,
        ):
            for project, coders in ((two, "handles"), (three, "numbered")):
                export(one, folder / coders, ROW.id, chosen(coders=coders))
                batch = collect([folder / coders], ReadOptions(), project)
                assert batch.errors == []
                project.apply(import_edit(batch.items, project, batch.companions))
            assert all_records(two) == all_records(one)
            assert labels(three) == labels(one)


@settings(max_examples=10)
@given(materials(), st.sampled_from(("NFC", "NFD")))
def test_on_texts_in_other_dress_each_label_is_on_its_words_or_listed(
    material: Material, form: Literal["NFC", "NFD"]
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        numbered = tuple(
            replace(each, meta={**each.meta, "document_number": each.id})
            for each in material.articles
        )
        with make_project(folder / "one.annotator", replace(material, articles=numbered)) as one:
            export(one, folder / "out", ROW.id, chosen(texts="no", coders="handles"))
            words = {each.id: plain(each) for each in one.find(Annotation)}
        (folder / "texts.jsonl").write_bytes(
            b"".join(map(partial(dressed, form), material.articles))
        )
        try:
            report = rehydrate(folder / "out", [folder / "texts.jsonl"], folder / "two.annotator")
        except UserError:  # none of the texts has enough words to be known by
            assert all(len(PlainWords(each.text)) < 8 for each in material.articles)
            return
        listed = {each.annotation for each in report.to_see}
        gone = sum(each.labels for each in report.missing)
        with Project.open(folder / "two.annotator") as two:
            there = two.find(Annotation)
            assert two.check() == []
        assert len(there) + report.labels[Certainty.LOST] + gone == len(words)
        assert all(plain(each) == words[each.id] for each in there if each.id not in listed)


def plain(annotation: Annotation) -> list[str]:
    return [word for text in annotation.texts for word in PlainWords(text).plain]


def dressed(form: Literal["NFC", "NFD"], article: NewArticle) -> bytes:
    """Return an article as another archive may have it, with an address by which it is known."""
    text = unicodedata.normalize(form, article.text.replace(" ", "\u00a0 ").replace("“", '"'))
    line = {"title": article.title, "text": text, "meta": {"document_number": article.id}}
    return json.dumps(line).encode() + b"\n"


@settings(max_examples=8)
@given(materials())
def test_without_texts_it_is_the_same_once_more_on_the_same_texts(material: Material) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with make_project(folder / "one.annotator", material) as one:
            export(one, folder / "out", ROW.id, chosen(texts="no", notes="yes", coders="handles"))
            before = all_records(one)
        if not material.articles:
            return
        sources = [folder / "one.annotator"]
        report = rehydrate(folder / "out", sources, folder / "two.annotator")
        assert report.missing == []
        assert sum(report.labels.values()) == report.labels["exact"]  # type: ignore[index] - by its word
        with Project.open(folder / "two.annotator") as two:
            assert all_records(two) == before
            assert two.check() == []
