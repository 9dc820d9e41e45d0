"""DKPro Cassis finds every label of a hostile project on its words, with answers and links."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hostile import TEXTS, hostile_project, said_labels

from annotator.workflow.exporting import export

cassis: Any = pytest.importorskip("cassis")


def test_labels_of_hostile_texts_stand_on_their_words(tmp_path: Path) -> None:
    with hostile_project(tmp_path / "h.annotator") as project:
        export(project, tmp_path / "xmi", "uima-xmi")
        labels = said_labels(project).values()
    with (tmp_path / "xmi" / "TypeSystem.xml").open("rb") as file:
        types = cassis.load_typesystem(file)
    articles = {text: article for article, text in TEXTS.items()}
    found: Counter[Any] = Counter()
    for path in (tmp_path / "xmi").glob("*/*.xmi"):
        with path.open("rb") as file:
            cas = cassis.load_cas_from_xmi(file, typesystem=types)
        article = articles[cas.sofa_string]
        for code in ("all", "cue"):
            for one in cas.select(f"webanno.custom.{code}"):
                words = one.get_covered_text()
                assert cas.sofa_string[one.begin : one.end] == words
                found[article, path.stem, code, one.begin, one.end, words] += 1
    assert found == Counter(
        (one.article, one.whose, one.code, start, end, words)
        for one in labels
        for (start, end), words in zip(one.places, one.words, strict=True)
    )
