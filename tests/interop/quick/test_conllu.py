"""A reader of CoNLL-U Plus finds the words, where they stand and their tags."""

from pathlib import Path

import pytest
from hostile import TEXTS, hostile_project, said_labels
from sample import TEXT, sample

from annotator.workflow.exporting import export

conllu = pytest.importorskip("conllu")


def test_columns_are_read_by_their_names(tmp_path: Path) -> None:
    with sample(tmp_path) as project:
        export(project, tmp_path / "out", "conll")
    sentences = conllu.parse((tmp_path / "out" / "ana.conllup").read_text(encoding="utf-8"))
    assert sentences[0].metadata["newdoc id"] == "00001-mayor-speaks"
    assert sentences[0].metadata["coder"] == "ana"
    tokens = [token for sentence in sentences for token in sentence]
    for token in tokens:
        start, end = map(int, token["misc"]["TokenRange"].split(":"))
        assert TEXT[start:end] == token["form"]
    tagged = [(token["form"], token["source"]) for token in tokens if token["source"] != "O"]
    assert tagged == [("the", "B-source"), ("mayor", "I-source"), ("Others", "B-source")]


def test_words_and_tags_of_hostile_texts_stand_where_the_labels_do(tmp_path: Path) -> None:
    with hostile_project(tmp_path / "h.annotator") as project:
        export(project, tmp_path / "out", "conll")
        labels = said_labels(project).values()
    for whose, name in (("ana", "ana"), ("Béa 2", "bea-2"), ("gold", "gold")):
        data = (tmp_path / "out" / f"{name}.conllup").read_text(encoding="utf-8")
        texts = iter(TEXTS.items())
        mine = [one for one in labels if one.whose == whose]
        begun = dict.fromkeys(("all", "cue"), 0)
        for sentence in conllu.parse(data):
            if "newdoc id" in sentence.metadata:
                assert sentence.metadata["coder"] == whose
                article, text = next(texts)
            for token in sentence:
                start, end = map(int, token["misc"]["TokenRange"].split(":"))
                assert text[start:end] == token["form"]
                for code in begun:
                    over = {
                        first
                        for one in mine
                        if (one.article, one.code) == (article, code)
                        for first, last in one.places
                        if first < end and start < last
                    }
                    assert bool(over) or token[code] == "O"
                    if token[code].startswith("B-"):
                        assert token[code] == f"B-{code}"
                        begun[code] += 1
        assert begun["all"] == sum(one.code == "all" for one in mine)
