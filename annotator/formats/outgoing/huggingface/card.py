"""The card of a dataset: what a reader of the folder sees first, and what loads it."""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from annotator.domain.codebook import Codebook
from annotator.domain.wording import counted
from annotator.formats.outgoing.hub_card import hub_languages, size_category, yaml_text
from annotator.formats.outgoing.huggingface.features import yaml_features
from annotator.formats.outgoing.markdown import escaped
from annotator.formats.outgoing.typed.shapes import Shape


class DataFiles(msgspec.Struct, frozen=True, kw_only=True):
    """One table of the folder: its files by the names of the splits, and its columns."""

    name: str
    files: Mapping[str, str]
    columns: Mapping[str, Shape]


class CardText(msgspec.Struct, frozen=True, kw_only=True):
    """What the card says besides what is in the data."""

    title: str
    languages: Sequence[str]
    articles: int
    annotations: int
    codebook: Codebook
    told: Sequence[str]
    """Sentences on how the data were divided, and on what they lack."""


def card(text: CardText, tables: Sequence[DataFiles]) -> str:
    """Return the README of a folder: its head says what is loaded, in which types."""
    return "\n".join([*_head(text, tables), *_body(text, tables)]) + "\n"


def _head(text: CardText, tables: Sequence[DataFiles]) -> Iterator[str]:
    yield "---"
    yield f"pretty_name: {yaml_text(text.title)}"
    if languages := hub_languages(text.languages):
        yield "language:"
        yield from (f"- {yaml_text(one)}" for one in languages)
    yield "size_categories:"
    yield f"- {size_category(text.articles)}"
    yield "tags:"
    yield "- content-analysis"
    yield "- media-annotator"
    if tables:
        yield "configs:"
    for n, one in enumerate(tables):
        yield f"- config_name: {one.name}"
        if n == 0:
            yield "  default: true"
        yield "  data_files:"
        for split, path in one.files.items():
            yield f"  - split: {split}"
            yield f"    path: {path}"
    if tables:
        yield "dataset_info:"
    for one in tables:
        yield f"- config_name: {one.name}"
        yield "  features:"
        yield from yaml_features(one.columns, 2)
    yield "---"


def _body(text: CardText, tables: Sequence[DataFiles]) -> Iterator[str]:
    yield ""
    yield f"# {escaped(text.title)}"
    yield ""
    labels = counted(text.annotations, "annotation")
    yield f"{counted(text.articles, 'article')} with {labels}, made with Media Annotator."
    if tables:
        yield ""
        yield "```python"
        yield "from datasets import load_dataset"
        yield ""
        for one in tables:
            yield f'{one.name} = load_dataset("PATH OF THIS FOLDER", "{one.name}")'
        yield "```"
    yield ""
    yield (
        "`start`, `end` and `fragments` count Unicode code points of the text, as Python does; "
        "ends are exclusive. `codebook.json` has the whole codebook, the coders and the actors."
    )
    if text.told:
        yield ""
        yield from (f"- {escaped(one)}" for one in text.told)
    yield ""
    yield "## Codes"
    yield ""
    yield "| code | name | of | fields |"
    yield "| --- | --- | --- | --- |"
    for code in text.codebook.codes:
        if not code.group:
            fields = ", ".join(f"`{field.id}`" for field in code.every_field)
            yield f"| `{code.id}` | {escaped(code.name)} | {code.scope.value} | {fields} |"
