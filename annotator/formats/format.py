"""What a format is: one row that says what it can."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path

import msgspec

from annotator.domain.codebook import Codebook
from annotator.domain.draft import Progress
from annotator.domain.extras import installing
from annotator.formats.companion import CompanionFile
from annotator.formats.dataset import Dataset
from annotator.formats.export_options import ExportOption
from annotator.formats.glimpse import Glimpse
from annotator.formats.incoming import Found, ReadOptions
from annotator.formats.outgoing.previews import Preview, PreviewedFile
from annotator.formats.selection import Selection
from annotator.formats.taken_labels import TakenLabel
from annotator.store.project import Project


class Extra(msgspec.Struct, frozen=True):
    """What can be installed besides, as it is large: its name, a module of it, and what it adds."""

    name: str
    module: str
    adds: str

    @property
    def is_here(self) -> bool:
        """Tell whether it is installed."""
        return find_spec(self.module) is not None

    @property
    def advice(self) -> str:
        """Say what it would add, and how it is installed."""
        return f"{self.adds} {installing(self.name)}"


class Importer(msgspec.Struct, frozen=True, kw_only=True):
    """How a format comes in.

    `read` yields articles and, for those that can't be read, the refusal; the rest still comes,
    with what is to be said of the file.
    `kinds` are the files that it reads, as a sentence names them. `columns` tells what each column
    of a file is taken for, where that can be chosen; raises a `UserError`. `encodings` says that
    files may be in any encoding, `annotated` that annotations can come with the articles.
    `recognises` tells by a first look that a file is surely of this format, whatever its name; of
    several rows that do, the first has it. `lists` tells that a file holds no texts but what is
    known of articles, which goes to those with their texts; raises nothing. `labels` tells what the
    names in a file of another program's labels are taken for, which `ReadOptions.names` changes;
    raises a `UserError`. `along` names the files that reading one file reads with it: in folders
    they are no files of their own. An `extra` reads its files better.
    """

    read: Callable[[Path, ReadOptions], Iterator[Found]]
    kinds: tuple[str, ...]
    columns: Callable[[Path, ReadOptions], Mapping[str, str]] | None = None
    encodings: bool = False
    annotated: bool = False
    recognises: Callable[[Glimpse], bool] | None = None
    lists: Callable[[Path, ReadOptions], bool] | None = None
    labels: Callable[[Path, ReadOptions], Sequence[TakenLabel]] | None = None
    along: Callable[[Path], Iterable[Path]] | None = None
    extra: Extra | None = None


class Part(StrEnum):
    """What a dataset consists of, in the order in which losses are told."""

    EMPTY_ARTICLES = "articles without annotations"
    TEXTS = "full texts"
    ARTICLE_NOTES = "notes"
    STATUSES = "coders' statuses"
    EXCLUDED = "what is excluded of the texts"
    ROLES = "what stretches of the texts are"
    RUNS = "runs of programs"
    METADATA = "the articles' metadata"
    LINKS = "links"
    FRAGMENTS = "annotations in several pieces"
    OVERLAPS = "annotations that overlap"
    WHOLE_ARTICLE = "annotations of whole articles"
    FIELDS = "answers to fields"
    NOTES = "notes on annotations"
    DECISIONS = "decisions"
    PROVENANCE = "what gold was settled from"
    COMMENTS = "comments"
    ASSIGNMENTS = "assignments"
    TIMES = "how long coders worked"


EVERYTHING = frozenset(Part)
"""All that a format could hold."""
DATASET = EVERYTHING - {Part.TIMES}
"""What a format holds that gives a project back whole: times are no data on articles."""
ROW_PER_ANNOTATION = DATASET - {
    *(Part.EMPTY_ARTICLES, Part.TEXTS, Part.ARTICLE_NOTES, Part.STATUSES, Part.EXCLUDED),
    *(Part.ROLES, Part.RUNS, Part.COMMENTS, Part.ASSIGNMENTS),
}
"""What a table holds in which each annotation has its row, and nothing else has one."""
NOT_IN_TOOLS = frozenset(
    (
        *(Part.ARTICLE_NOTES, Part.STATUSES, Part.EXCLUDED, Part.ROLES, Part.RUNS),
        *(Part.DECISIONS, Part.PROVENANCE, Part.COMMENTS, Part.ASSIGNMENTS),
    )
)
"""What no research tool has a place for, if nothing else is said of it."""


class ExportCount(msgspec.Struct, frozen=True):
    """How many articles and annotations an export has written."""

    articles: int
    annotations: int


class Purpose(StrEnum):
    """What a dataset is written for; lists of formats are grouped so, in this order."""

    TABLES = "Tables"
    MACHINE_LEARNING = "Machine learning"
    RESEARCH = "Research tools"
    NETWORKS = "Networks"
    READING = "Reading"
    RELEASE = "Publishing"


class Exporter(msgspec.Struct, frozen=True, kw_only=True):
    """How a format goes out.

    `title` says in a list what the file will be, `about` in a sentence what it is for where that
    is more than its `purpose` says, and `suffix` is how its name ends. `holds` is what
    the format has a place for, be it in part; the loss report tells the rest, and after that what
    `losses` says that is particular to the format. `preview` gives a heading and the first rows,
    and `files`, where there are several to look into, those of each of them;
    `write` writes the files beside their target and renames them into place. `columns` are those
    to choose from, `for_spreadsheet` says that a file can be made safe for one. A format with
    `folder` is a folder of files, or the same zipped where the target's name ends so: `write` uses
    `written_folder`. `options` are what else can be chosen of it: what is refused of one is a
    `UserError` that has the option's id as its place. An `extra` has to be installed
    for it.
    """

    title: str
    suffix: str
    purpose: Purpose = Purpose.TABLES
    about: str = ""
    write: Callable[[Project, Selection, Path, Progress], ExportCount]
    preview: Callable[[Project, Selection, int], Preview]
    holds: frozenset[Part] = DATASET
    losses: Callable[[Dataset, Selection], Iterable[str]] | None = None
    columns: Callable[[Codebook], Sequence[str]] | None = None
    for_spreadsheet: bool = False
    files: Callable[[Project, Selection, int], Sequence[PreviewedFile]] | None = None
    folder: bool = False
    options: tuple[ExportOption, ...] = ()
    extra: Extra | None = None


class Format(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the table of formats.

    `suffixes` are the endings of its files, `beside` the file that goes with each of them;
    `imports` and `exports` say how it comes in and goes out, where it does.
    """

    id: str
    name: str
    suffixes: tuple[str, ...]
    beside: CompanionFile | None = None
    imports: Importer | None = None
    exports: Exporter | None = None

    @property
    def importer(self) -> Importer:
        """How it comes in; only for a format that does."""
        if self.imports is None:
            raise LookupError(f"{self.id} is not imported")
        return self.imports

    @property
    def exporter(self) -> Exporter:
        """How it goes out; only for a format that does."""
        if self.exports is None:
            raise LookupError(f"{self.id} is not exported")
        return self.exports
