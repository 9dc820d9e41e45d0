"""README.md of a release: what is in it, with the head that the Hugging Face Hub reads."""

from collections.abc import Iterator

from annotator.domain.wording import counted
from annotator.formats.outgoing.hub_card import hub_languages, size_category
from annotator.formats.outgoing.markdown import escaped, table
from annotator.formats.release.citing import yaml_words
from annotator.formats.release.facts import BLANK, ReleaseFacts
from annotator.formats.release.options import is_spdx, license_name, license_url


def card(facts: ReleaseFacts) -> str:
    """Return README.md."""
    return "\n".join(("---", *_head(facts), "---", "", *_page(facts))) + "\n"


def _head(facts: ReleaseFacts) -> Iterator[str]:
    wishes = facts.wishes
    yield f"pretty_name: {yaml_words(facts.title)}"
    if wishes.texts and wishes.text_license != wishes.label_license:
        yield "license: other"
        yield 'license_name: "labels-and-texts-apart"'
        yield "license_link: LICENSES.md"
    elif is_spdx(wishes.label_license):
        yield f"license: {wishes.label_license.lower()}"
    if languages := hub_languages(facts.counts.languages):
        yield "language:"
        yield from (f"  - {yaml_words(one)}" for one in languages)
    yield "annotations_creators:"
    yield "  - expert-generated"
    yield "size_categories:"
    yield f"  - {size_category(facts.counts.annotations)}"
    yield "task_categories:"
    yield "  - token-classification"
    yield "  - text-classification"
    yield "tags:"
    yield from (f"  - {one}" for one in ("news", "content-analysis", "croissant"))
    yield "configs:"
    for name, file, default in (
        ("annotations", "data/annotations.csv", True),
        ("articles", "data/articles.csv", False),
    ):
        yield f"  - config_name: {name}"
        yield f"    data_files: {file}"
        if default:
            yield "    default: true"


def _page(facts: ReleaseFacts) -> Iterator[str]:
    wishes, counts = facts.wishes, facts.counts
    yield f"# {escaped(facts.title)}"
    yield ""
    yield f"Version {escaped(wishes.version)}{f', {facts.date}' if facts.date else ''}"
    yield ""
    yield escaped(facts.about)
    yield ""
    yield "## What is here"
    yield ""
    yield from table(
        ("file", "what it is"),
        [
            *((f"`{one.path}`", one.about) for one in facts.files),
            ("`CODEBOOK.md`", "the codebook, to be read"),
            ("`DATASHEET.md`", "how the dataset came to be, and what it is for"),
            ("`LICENSES.md`", "under which licences labels and texts are"),
            ("`CITATION.cff`", "how to cite it"),
            ("`croissant.json`", "the description for machines, Croissant 1.1"),
            ("`SHA256SUMS`", "checksums: `sha256sum -c SHA256SUMS`"),
        ],
    )
    yield ""
    yield "## What was labelled"
    yield ""
    names = facts.code_names
    rows = [(f"`{one}`", names.get(one, one), f"{n:,}") for one, n in counts.codes.most_common()]
    yield from table(("code", "name", "annotations"), rows)
    yield ""
    layers = [(f"`{one}`", f"{n:,}") for one, n in sorted(counts.layers.items(), key=_layer_order)]
    yield from table(("layer", "annotations"), layers)
    yield ""
    if wishes.numbered:
        yield (
            "Coders are called A1, A2, …, and programs M1, M2, …; `gold` are the settled "
            "annotations."
        )
        yield ""
    yield "## How to read it"
    yield ""
    yield from _reading(facts)
    yield ""
    yield "## Licences"
    yield ""
    yield from licence_lines(facts)
    yield ""
    yield "## How to cite it"
    yield ""
    yield escaped(facts.citation) if wishes.authors else BLANK


def _layer_order(layer: tuple[str, int]) -> tuple[int, str]:
    return len(layer[0]), layer[0]


def _reading(facts: ReleaseFacts) -> Iterator[str]:
    yield "Offsets count Unicode code points of an article’s text; ends are exclusive."
    yield ""
    yield "```python"
    yield "import pandas as pd"
    yield ""
    yield "# Ids and words are texts, also where they look like numbers or like nothing."
    yield 'texts = dict.fromkeys(("article_id", "annotation_id", "coder", "text"), "str")'
    yield "annotations = pd.read_csv("
    yield '    "data/annotations.csv",'
    yield "    keep_default_na=False,"
    yield '    na_values={"start": "", "end": ""},'
    yield '    dtype=texts | {"start": "Int64", "end": "Int64"},'
    yield ")"
    yield 'articles = pd.read_json("data/articles.jsonl", lines=True, dtype=False)'
    yield "```"
    yield ""
    if facts.wishes.texts:
        yield "Media Annotator makes a project of it:"
        yield ""
        yield "```sh"
        yield "annotator new study.annotator"
        yield "annotator import study.annotator ."
        yield "```"
        return
    yield (
        "The words of the texts are not here. With the articles, obtained from their publishers "
        "or an archive, Media Annotator puts the labels back, also where blanks, quotation marks, "
        "a corrected word or a paragraph differ:"
    )
    yield ""
    yield "```sh"
    yield "annotator rehydrate RELEASE TEXTS... study.annotator"
    yield "```"


def licence_lines(facts: ReleaseFacts) -> Iterator[str]:
    """Yield under which licences labels and texts are, as list items."""
    yield f"- The labels, the codebook and these papers: {_licence(facts.wishes.label_license)}"
    if not facts.wishes.texts:
        yield "- The texts of the articles are not part of the release; they are their owners’."
    else:
        yield f"- The texts of the articles: {_licence(facts.wishes.text_license)}"


def _licence(ident: str) -> str:
    if not ident:
        return BLANK
    name, url = license_name(ident), license_url(ident)
    said = f"{escaped(name)} (`{ident}`)" if name != ident else f"`{ident}`"
    return f"{said}, <{url}>" if url else said


def licence_page(facts: ReleaseFacts) -> str:
    """Return LICENSES.md."""
    lines = ("# Licences", "", *licence_lines(facts), "", _APART)
    return "\n".join(lines) + "\n"


_APART = (
    "The licence of the labels says nothing of the texts: these may be used only as their owners "
    "and the law allow."
)


def counted_layers(facts: ReleaseFacts) -> str:
    """Say who made the labels: "3 coders, 1 program"."""
    said = [counted(facts.people, "coder")]
    said += [counted(facts.programs, "program")] if facts.programs else []
    return ", ".join(said)
