"""Annotations as comparing reads them."""

from pathlib import Path

import pytest
from led_project import led_project
from msgspec import structs

from annotator.domain.errors import DamageError


def test_what_is_compared_is_what_is_there_without_the_words(tmp_path: Path) -> None:
    with led_project(tmp_path) as project:
        whole, slim = project.layers(), project.compared_layers()
        for one, other in zip(whole, slim, strict=True):
            bare = [
                structs.replace(
                    each,
                    texts=(),
                    contexts=(),
                    note="",
                    modified="",
                    codebook_version=1,
                    origin=other.annotations[0].origin,
                )
                for each in one.annotations
            ]
            assert structs.replace(one, annotations=tuple(bare)) == other
        assert {one.text for one in project.compared_layers(["a1"], with_texts=False)} == {""}


def test_an_altered_annotation_is_refused_though_what_was_altered_is_not_compared(
    tmp_path: Path,
) -> None:
    with led_project(tmp_path) as project:
        project._database.conn.execute("UPDATE annotation SET note = 'altered' WHERE id = 'ana1'")
        with pytest.raises(DamageError):
            project.compared_layers()
