"""What importers of other programs' labels hand over: documents with labels, whatever the tool."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from annotator.domain.annotation import Origin, Verdict
from annotator.domain.errors import UserError
from annotator.formats.incoming import Told
from annotator.formats.jsonl.lines import ActorPart, Scalar

Ranges = tuple[tuple[int, int], ...]


class ForeignRun(msgspec.Struct, frozen=True, kw_only=True):
    """The run of a program that made labels; `name` becomes the handle of its layer."""

    name: str
    model: str = ""
    version: str = ""
    prompt_sha256: str = ""
    at: str = ""
    cost: float | None = None
    currency: str = ""
    note: str = ""


class ForeignLink(msgspec.Struct, frozen=True, kw_only=True):
    """A tie from a label to another one of the document, or to an actor, by their ids there."""

    type: str
    to: str = ""
    actor: str = ""


class ForeignDecision(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody said of a label; `reviewer` is the name that the other program has."""

    reviewer: str
    verdict: Verdict
    reason: str = ""
    at: str = ""


class ForeignLabel(msgspec.Struct, frozen=True, kw_only=True):
    """One label on a document.

    `fragments` are in code points of the document's text (see `Positions`), and empty for what is
    said of the whole article or, with `placeless`, where only the words are known. `quote` are
    the words that the file says stand there; `before` and `after` what is around them. `id` is
    what links of the same document call it. `coder` is the name that the other program has;
    labels of a `run` have none. `at` and `modified` are ISO 8601. `doubt` says why it may stand
    elsewhere, `problem` why it stands nowhere, where the importer has placed it by its words.
    """

    label: str
    fragments: Ranges = ()
    placeless: bool = False
    id: str = ""
    quote: str | None = None
    before: str = ""
    after: str = ""
    fields: Mapping[str, Any] = msgspec.field(default_factory=dict[str, Any])
    links: tuple[ForeignLink, ...] = ()
    coder: str = ""
    note: str = ""
    at: str = ""
    modified: str = ""
    decisions: tuple[ForeignDecision, ...] = ()
    run: ForeignRun | None = None
    score: float | None = None
    reason: str = ""
    by: str = ""
    rule: str = ""
    """What suggested it to the person who accepted it, and has the score; and by which rule."""
    doubt: str = ""
    problem: str = ""
    annotation: str = ""
    """The id that it has in projects of this program; others get one of what they say."""
    gold: bool = False
    """Whether it is in the gold layer; who settled it is its `coder`, where that is known."""
    origin: Origin | None = None
    version: int | None = None
    """The version of the codebook that it was made with, where that is known."""

    @property
    def is_span(self) -> bool:
        """Whether it stands somewhere in the text, and isn't said of all of it."""
        return bool(self.fragments) or self.placeless


class ForeignDocument(msgspec.Struct, frozen=True, kw_only=True):
    """A document with its labels; `text` is an article's already, `name` what a report calls it.

    Without a `title` the text's headline becomes one. `id` is that of an article which the project
    has (`ReadOptions.articles`): the labels are put on that one.
    """

    name: str
    text: str
    id: str = ""
    title: str = ""
    meta: Mapping[str, Scalar] = msgspec.field(default_factory=dict[str, Scalar])
    labels: Sequence[ForeignLabel] = ()
    actors: tuple[ActorPart, ...] = ()
    excluded: Ranges | None = None
    note: str = ""
    done_by: tuple[str, ...] = ()
    """The people who have finished it, by the names that the other program has."""


class ForeignCode(msgspec.Struct, frozen=True, kw_only=True):
    """A code as the other program defines it; `parent` is the name of the one above it.

    `values` are the answers that its attributes list, in their order.
    """

    name: str
    parent: str = ""
    group: bool = False
    colour: str = ""
    definition: str = ""
    title: str = ""
    """Its name for people, where that is another."""
    values: Mapping[str, Sequence[Any]] = msgspec.field(default_factory=dict[str, Sequence[Any]])


class ForeignFile(msgspec.Struct, frozen=True, kw_only=True):
    """All that a file, or the files that belong together, hold.

    `tool` is the program's name: labels are its own where nobody is said to have made them.
    `problems` are what can't come in, and `told` what is to be said of the file. With `asks` each
    label whose place is unsure becomes a question, and each without a place a note to the lead.
    With `own` this program has surely written it, and who is called gold there is nobody.
    """

    tool: str
    documents: Sequence[ForeignDocument]
    codes: Sequence[ForeignCode] = ()
    problems: Sequence[UserError] = ()
    told: Sequence[Told] = ()
    asks: bool = False
    own: bool = False
