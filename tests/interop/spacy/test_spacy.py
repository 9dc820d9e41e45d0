"""What spaCy itself makes of the files that are written without it."""

import random
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hostile import TEXTS, hostile_project, said_labels
from msgspec.structs import replace
from projects import CODEBOOK, PIECES, Material
from sample import ARTICLES, RECORDS, TEXT

from annotator.domain.annotation import Annotation, anchored
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.domain.people import Coder
from annotator.formats.incoming import Incoming, ReadOptions
from annotator.formats.labels.spacy_strings import number_of
from annotator.formats.selection import Selection
from annotator.formats.table import import_format
from annotator.store.project import Project
from annotator.workflow.exporting import export

spacy = pytest.importorskip("spacy")
srsly = pytest.importorskip("srsly")


def odd_text(seed: int) -> str:
    rng = random.Random(seed)
    more = ["ORG", "nsubj", "IS_ALPHA", "_", "DEPRECATED001", "  ", " ", "word", "語", "कि", "x y"]
    pieces = [one for one in PIECES if "\r" not in one and one != "\ufeff"]
    return "".join(rng.choices([*pieces, *more], k=60))


def odd_material() -> Material:
    """Make articles of odd texts with nested, crossing and split labels at any places."""
    records: list[Any] = [Coder(id="c", handle="ana")]
    articles = [NewArticle(id=f"o{n}", title=f"Odd {n}", text=odd_text(n)) for n in range(12)]
    for article in articles:
        rng = random.Random(article.id)
        for n in range(8):
            points = sorted(rng.sample(range(len(article.text) + 1), 4 if n % 3 == 0 else 2))
            pieces = list(zip(points[::2], points[1::2], strict=True))
            label = Annotation(id=f"{article.id}-{n}", article=article.id, code="cue", coder="c")
            records.append(replace(label, **anchored(article.text, pieces)))
    return Material(tuple(articles), tuple(records))


@pytest.fixture(scope="module")
def docs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("spacy")
    odd = odd_material()
    with Project.create(folder / "one.annotator", codebook=CODEBOOK) as project:
        project.apply(ImportRecords(articles=ARTICLES, records=RECORDS))
        records = [one for one in odd.records if not isinstance(one, Coder)]
        mine = [replace(one, coder="c-ana") for one in records if isinstance(one, Annotation)]
        project.apply(ImportRecords(articles=odd.articles, records=tuple(mine)))
        export(project, folder / "out", "spacy", Selection(options={"splits": "50/50"}))
    nlp = spacy.blank("xx")
    found = (
        doc
        for path in (folder / "out").glob("*.spacy")
        for doc in spacy.tokens.DocBin().from_disk(path).get_docs(nlp.vocab)
    )
    return {doc.user_data["id"]: doc for doc in found}


def test_texts_and_words_are_those_of_the_articles(docs: dict[str, Any]) -> None:
    wanted = {one.id: one.text for one in (*ARTICLES, *odd_material().articles)}
    assert {ident: doc.text for ident, doc in docs.items()} == wanted
    assert docs["a1"][0].text == "Mayor"


def test_every_span_stands_on_its_words_with_its_id(docs: dict[str, Any]) -> None:
    every = [*RECORDS, *odd_material().records]
    wanted = sorted(
        (one.id, one.code, piece.start, piece.end, words)
        for one in every
        if isinstance(one, Annotation)
        for piece, words in zip(one.fragments, one.texts, strict=True)
    )
    found = [
        (span.id_, span.label_, span.start_char, span.end_char, span.text)
        for doc in docs.values()
        for group in doc.spans.values()
        for span in group
    ]
    assert sorted(found) == wanted


def test_entities_categories_and_answers_are_there(docs: dict[str, Any]) -> None:
    doc = docs["a1"]
    assert [(one.text, one.label_) for one in doc.ents] == [("the mayor", "source")]
    gold = doc.user_data["annotations"][doc.ents[0].ent_id_]
    assert (gold["layer"], gold["fields"]) == ("gold", {"role": "government"})
    assert doc.user_data["annotations"]["q1"]["fields"] == {"stance": -1, "negated": False}
    assert doc.text == TEXT
    assert docs["a2"].text == next(one.text for one in ARTICLES if one.id == "a2")


def test_what_is_changed_in_spacy_comes_back_changed(tmp_path: Path) -> None:
    with Project.create(tmp_path / "one.annotator", codebook=CODEBOOK) as project:
        project.apply(ImportRecords(articles=ARTICLES, records=RECORDS))
        export(project, tmp_path / "out", "spacy")
    nlp = spacy.blank("xx")
    path = tmp_path / "out" / "corpus.spacy"
    doc, _ = spacy.tokens.DocBin().from_disk(path).get_docs(nlp.vocab)
    kept = [span for span in doc.spans["ana"] if span.id_ != "k1"]
    doc.spans["ana"] = [*kept, spacy.tokens.Span(doc, 0, 1, "cue")]
    spacy.tokens.Span.set_extension("sure", default=None, force=True)
    doc.spans["ana"][0]._.sure = True
    spacy.tokens.DocBin(docs=[doc], store_user_data=True).to_disk(path)
    options = ReadOptions(codebook=CODEBOOK)
    (found,) = [
        one
        for one in import_format("spacy").importer.read(path, options)
        if isinstance(one, Incoming)
    ]
    back = {one.id: one for one in found.records if isinstance(one, Annotation)}
    before = {one.id: one for one in RECORDS if isinstance(one, Annotation)}
    (new,) = back.keys() - before.keys()
    assert before.keys() - back.keys() == {"k1"}
    assert (back[new].code, back[new].text) == ("cue", "Mayor")
    assert back["q1"].fragments == before["q1"].fragments
    assert back["q1"].values == before["q1"].values


def test_every_word_with_a_number_of_its_own_has_it() -> None:
    from spacy.symbols import IDS  # noqa: PLC0415 - only where spaCy is

    assert {name: number_of(name) for name in IDS} == dict(IDS)
    store = spacy.strings.StringStore()
    for text in ("ferry", "Ärger", "😀", "語" * 40, "x" * 15):
        assert store.add(text) == number_of(text)


def test_models_learn_spans_and_names_from_the_files(tmp_path: Path) -> None:
    with hostile_project(tmp_path / "h.annotator") as project:
        export(project, tmp_path / "out", "spacy", Selection(options={"splits": "75/25"}))
    nlp = spacy.blank("xx")
    nlp.add_pipe("ner")
    nlp.add_pipe("spancat", config={"spans_key": "ana"})
    corpus = spacy.training.Corpus(tmp_path / "out" / "train.spacy")
    examples = list(corpus(nlp))
    assert len(examples) == 3
    nlp.initialize(lambda: examples)
    losses = nlp.update(examples)
    assert losses.keys() == {"ner", "spancat"}
    assert set(nlp.get_pipe("spancat").labels) == {"all", "cue"}
    assert nlp.evaluate(list(spacy.training.Corpus(tmp_path / "out" / "test.spacy")(nlp)))


def test_tokens_and_spans_for_prodigy_make_the_documents_that_they_say(tmp_path: Path) -> None:
    with hostile_project(tmp_path / "h.annotator") as project:
        export(project, tmp_path / "out.jsonl", "prodigy")
        labels = said_labels(project).values()
    articles = {text: article for article, text in TEXTS.items()}
    nlp = spacy.blank("xx")
    found: Counter[Any] = Counter()
    for line in srsly.read_jsonl(tmp_path / "out.jsonl"):
        tokens = line["tokens"]
        words, spaces = [one["text"] for one in tokens], [one["ws"] for one in tokens]
        doc = spacy.tokens.Doc(nlp.vocab, words=words, spaces=spaces)
        assert doc.text == line["text"]
        assert [one.idx for one in doc] == [one["start"] for one in tokens]
        for one in line.get("spans", ()):
            span = doc.char_span(one["start"], one["end"], label=one["label"])
            assert (span.start, span.end - 1) == (one["token_start"], one["token_end"])
            found[articles[doc.text], span.label_, span.start_char, span.end_char, span.text] += 1
    assert found == Counter(
        (one.article, one.code, start, end, words)
        for one in labels
        for (start, end), words in zip(one.places, one.words, strict=True)
    )
