"""What leaves for spaCy comes back as it was; the real spaCy is asked in `tests/interop`."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from projects import CODEBOOK, Material, make_project, materials
from sample import sample
from settled_texts import settled

from annotator.domain.annotation import Annotation, Decision, Link
from annotator.domain.errors import UserError
from annotator.domain.kinds import to_values
from annotator.domain.people import Coder
from annotator.formats.incoming import Incoming, ReadOptions
from annotator.formats.labels.spacy_docs import Doc, docs_of
from annotator.formats.labels.spacy_strings import hashed, number_of
from annotator.formats.losses import losses
from annotator.formats.selection import Selection
from annotator.formats.table import export_format, import_format
from annotator.store.project import Project
from annotator.workflow.exporting import export, read_options

SPACY = export_format("spacy")


def selected(**said: str) -> Selection:
    return Selection(options=read_options(SPACY, said))


def docs(folder: Path, name: str = "corpus") -> list[Doc]:
    found = list(docs_of((folder / f"{name}.spacy").read_bytes()))
    return [one for one in found if isinstance(one, Doc)]


def came(folder: Path) -> Iterator[Incoming]:
    options = ReadOptions(codebook=CODEBOOK)
    for path in sorted(folder.glob("*.spacy")):
        for found in import_format("spacy").importer.read(path, options):
            assert not isinstance(found, UserError), found
            if isinstance(found, Incoming):
                yield found


def comparable(one: Annotation, handles: dict[str, str]) -> dict[str, Any]:
    """Return all of an annotation, but for answers that say nothing."""
    values = {
        name: value.strip() if isinstance(value, str) else value
        for name, value in one.values.items()
        if str(value).strip() and value != []
    }
    return to_values(one) | {"values": values, "coder": handles[one.coder], "id": one.id}


def of_kind(kind: type, records: Any) -> list[Any]:
    return [one for one in records if isinstance(one, kind)]


@settings(max_examples=20)
@given(materials())
def test_a_project_comes_back_from_spacys_files_label_for_label(material: Material) -> None:
    material = settled(material)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with make_project(folder / "one.annotator", material) as project:
            export(project, folder / "out", "spacy")
        back = list(came(folder / "out"))
    wanted = {one.id: (one.title, one.text, dict(one.meta)) for one in material.articles}
    assert {one.article.id: one.article.text for one in back} == {
        ident: text for ident, (_, text, _) in wanted.items()
    }
    for one in back:
        title, _, meta = wanted[one.article.id]
        assert one.article.title == title.strip() or not title.strip()
        # MessagePack has no larger whole numbers: they are texts there.
        large = {k: str(v) for k, v in meta.items() if isinstance(v, int) and abs(v) >= 2**63}
        given = {k: v for k, v in (meta | large).items() if v != ""}
        assert dict(one.article.meta) == given
    records = [record for one in back for record in one.records]
    handles = {one.id: one.handle for one in of_kind(Coder, records)}
    before = {one.id: one.handle for one in of_kind(Coder, material.records)}
    assert {one.id: comparable(one, handles) for one in of_kind(Annotation, records)} == {
        one.id: comparable(one, before) for one in of_kind(Annotation, material.records)
    }
    assert {one.id for one in of_kind(Link, records)} == {
        one.id for one in of_kind(Link, material.records)
    }
    assert sorted(
        (one.annotation, handles[one.reviewer], one.verdict, one.reason, one.at)
        for one in of_kind(Decision, records)
    ) == sorted(
        (one.annotation, before[one.reviewer], one.verdict, one.reason, one.at)
        for one in of_kind(Decision, material.records)
    )


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with sample(tmp_path) as opened:
        yield opened


def test_each_coder_has_a_list_of_spans_with_the_codes_as_labels(
    project: Project, tmp_path: Path
) -> None:
    export(project, tmp_path / "out", "spacy")
    first, _ = docs(tmp_path / "out")
    assert {one.group for one in first.spans if one.group} == {"ana", "gold"}
    export(project, tmp_path / "out", "spacy", selected(groups="code"))
    first, _ = docs(tmp_path / "out")
    assert {"ana/quote", "gold/source"} <= {one.group for one in first.spans}


def test_gold_is_what_the_entities_are_unless_somebody_else_is_named(
    project: Project, tmp_path: Path
) -> None:
    def entities(chosen: Selection) -> list[tuple[str, str]]:
        export(project, tmp_path / "out", "spacy", chosen)
        first, _ = docs(tmp_path / "out")
        found = [one for one in first.spans if not one.group]
        return [(one.label, "".join(first.words[one.start : one.end])) for one in found]

    assert entities(Selection()) == [("source", "themayor")]
    ana = [("source", "themayor"), ("cue", "said"), ("source", "Others"), ("sentiment", "=1+1")]
    assert entities(selected(entities="ANA")) == ana
    with pytest.raises(UserError, match="no layer zoe"):
        entities(selected(entities="zoe"))


def test_articles_of_several_coders_without_gold_say_that_they_have_no_entities(
    project: Project, tmp_path: Path
) -> None:
    told = losses(SPACY, project, Selection(layers=("ana", "ben")))
    assert any(one.startswith("1 article that several have coded will have no") for one in told)
    export(project, tmp_path / "out", "spacy", Selection(layers=("ana", "ben")))
    first, _ = docs(tmp_path / "out")
    assert {one.group for one in first.spans} == {"ana"}
    assert not first.cats


def test_words_with_fixed_numbers_are_named_by_those() -> None:
    assert (number_of("ORG"), number_of("IS_ALPHA"), number_of("FLAG63")) == (383, 1, 63)
    assert (number_of("DEPRECATED276"), number_of("_"), number_of("")) == (379, 456, 0)
    assert number_of("ferry") == hashed("ferry")
