"""Tagged tokens in their many dresses come in as texts with labels."""

from pathlib import Path

import pytest
from label_files import articles, found_in, labels

from annotator.domain.annotation import Annotation
from annotator.formats.incoming import Incoming, Told


def read(folder: Path, text: str, name: str = "news.conll") -> list[Incoming]:
    (folder / name).write_text(text, encoding="utf-8")
    return articles(found_in(folder / name))


def words(one: Incoming) -> set[tuple[str, str]]:
    return {each[:2] for each in labels(one)}


@pytest.mark.parametrize(
    "tags",
    [
        "B-P I-P B-P O B-O",  # BIO
        "I-P I-P B-P O I-O",  # IOB1: B only between two of one kind
        "B-P L-P U-P O U-O",  # BILOU
        "B-P E-P S-P O S-O",  # BIOES, BMES
        "b-P i-P b-P o b-O",
    ],
)
@pytest.mark.parametrize("between", ["\t", " ", " NNP -X- "])
def test_every_scheme_gives_the_same_labels(tmp_path: Path, tags: str, between: str) -> None:
    tokens = ["Ida", "Holm", "Bo", "met", "Lido"]
    lines = [f"{one}{between}{tag}" for one, tag in zip(tokens, tags.split(), strict=True)]
    (one,) = read(tmp_path, "\n".join(lines) + "\n\n.\tO\n")
    assert words(one) == {("p", "Ida Holm"), ("p", "Bo"), ("o", "Lido")}


def test_phrases_of_grammar_are_left_out_and_told(tmp_path: Path) -> None:
    path = tmp_path / "eng.conll"
    path.write_text("EU NNP B-NP B-ORG\nmeets VBZ B-VP O\n. . O O\n", encoding="utf-8")
    every = found_in(path)
    (one,) = (each for each in every if isinstance(each, Incoming))
    assert words(one) == {("org", "EU")}
    told = [each.message for each in every if isinstance(each, Told)]
    assert any("grammar" in each for each in told)


def test_the_text_is_put_together_as_one_would_write_it(tmp_path: Path) -> None:
    tokens = '“ No boats , ” said Ida . \n She does n\'t ( yet ) pay € 5 to " them " .'
    lines = [one if one == "\n" else f"{one}\tO\n" for one in tokens.split(" ")]
    (one,) = read(tmp_path, "".join(lines) + "\nEnd\tB-X\n")
    assert one.article.text == ('“No boats,” said Ida.\nShe doesn\'t (yet) pay €5 to "them".\nEnd')


def test_files_of_universal_dependencies_keep_their_blanks_and_paragraphs(tmp_path: Path) -> None:
    def row(number: str, word: str, *said: str) -> str:
        return "\t".join([number, word, *["_"] * 7, "|".join(said) or "_"])

    lines = [
        "# newdoc id = ferry-1",
        "# newpar",
        "# text = Il parle du port.",
        row("1", "Il", "NER=O"),
        row("2", "parle", "NER=O"),
        row("3-4", "du"),
        row("3", "de", "NER=O"),
        row("4", "le", "NER=O"),
        row("5", "port", "NER=B-LOC", "SpaceAfter=No"),
        row("6", ".", "NER=O"),
        "",
        "# newdoc id = ferry-2",
        row("1", "Fin", "NER=O"),
    ]
    first, second = read(tmp_path, "\n".join(lines) + "\n", "fr.conllu")
    assert (first.article.text, second.article.text) == ("Il parle du port.", "Fin")
    assert words(first) == {("loc", "port")}
    assert first.article.meta["document"] == "ferry-1"


def test_a_label_may_go_on_in_the_next_sentence(tmp_path: Path) -> None:
    (one,) = read(tmp_path, "Oh O\nNo B-Q\n. I-Q\n\nNever I-Q\n. O\n")
    assert words(one) == {("q", "No.\nNever")}


def test_labels_over_one_another_and_in_several_columns(tmp_path: Path) -> None:
    (one,) = read(
        tmp_path, "token\touter\tinner\nBank\tB-ORG\tO\nof\tI-ORG\tO\nOslo\tI-ORG\tB-LOC\n.\tO\tO\n"
    )
    assert words(one) == {("org", "Bank of Oslo"), ("loc", "Oslo")}


def test_a_word_in_a_tag_s_place_is_named_and_costs_no_label(tmp_path: Path) -> None:
    path = tmp_path / "news.conll"
    lines = ["Ida B-P", "Holm I-P", *["walks O"] * 300, "here oops", "Bo B-P"]
    path.write_text("\n".join(lines), encoding="utf-8")
    every = found_in(path)
    (one,) = (each for each in every if isinstance(each, Incoming))
    assert sum(isinstance(each, Annotation) for each in one.records) == 2
    assert any("“oops”" in each.message for each in every if isinstance(each, Told))


def test_a_text_that_is_there_twice_has_each_label_once(tmp_path: Path) -> None:
    path = tmp_path / "news.conll"
    once = "-DOCSTART- O\n\nIda B-P\nwalks O\n\n"
    path.write_text(once + once + once.replace("walks O", "walks B-V"), encoding="utf-8")
    every = found_in(path)
    came = [each for each in articles(every) if isinstance(each, Incoming)]
    assert [words(each) for each in came] == [{("p", "Ida")}, set(), {("v", "walks")}]
    assert any("twice" in each.message for each in every if isinstance(each, Told))
