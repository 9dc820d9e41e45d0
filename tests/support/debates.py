"""A small debate: who says what of whom in three articles, with the frames that are over it."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from once import copy_of

from annotator.domain.annotation import Annotation, anchored, make_link
from annotator.domain.codebook import Codebook
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.domain.people import Actor, Affiliation, Coder
from annotator.domain.record import Record
from annotator.formats.files.codebook import default_codebook, read_codebook
from annotator.resources import resource
from annotator.store.project import Project

STAMP = "2025-05-19T09:30:00Z"
TEXT = "Tax 😀 it now, said Ana Orth.\nNever, Ben Kim told us; שלום, say others.\nThe end."
ACTORS = (
    Actor(
        id="ana",
        name="Ana Orth",
        role="government",
        affiliation="Greens",
        affiliations=(Affiliation("Reds", "2010", "2025-01"), Affiliation("Greens", "2025-02")),
    ),
    Actor(id="ben", name="Ben Kim", role="business"),
    Actor(id="cid", name="Ben Kim", kind="organisation"),
    Actor(id="gov", name="The <state> & co", kind="organisation", role="government"),
)
ARTICLES: Mapping[str, Mapping[str, str]] = {
    "x": {"outlet": "Post", "published": "2025-05-19T09:30:00Z", "author": "Lee; Ray"},
    "y": {"outlet": "Post", "published": "2025-05-20", "section": "Home"},
    "z": {"genre_hint": "news"},
}


def label(ident: str, code: str, words: str, *, coder: str = "c1", **values: object) -> Annotation:
    """Return a label on some words of the article whose id the label's begins with."""
    start = TEXT.index(words)
    return Annotation(
        id=ident,
        article=ident[0],
        code=code,
        coder=coder,
        values=dict(values),
        created=STAMP,
        modified=STAMP,
        **anchored(TEXT, [(start, start + len(words))]),  # type: ignore[arg-type] - three of them
    )


def _quotes(article: str, ana: int | None, ben: int | None) -> list[Record]:
    stances = [{} if one is None else {"stance": one} for one in (ana, ben)]
    return [
        label(f"{article}1", "quote", "Tax 😀 it now", quote_type="direct", **stances[0]),
        label(f"{article}2", "quote", "Never", **stances[1]),
        label(f"{article}s", "source", "Ben Kim"),
        label(f"{article}c", "cue", "said"),
        label(f"{article}f", "frame", "Tax 😀 it now, said", policy_frame="economic"),
        label(f"{article}g", "frame", "Never, Ben", policy_frame="economic"),
        make_link(f"{article}1", "said_by", actor="ana"),
        make_link(f"{article}1", "cue", to=f"{article}c"),
        make_link(f"{article}1", "target", actor="gov"),
        make_link(f"{article}2", "said_by", to=f"{article}s"),
        make_link(f"{article}s", "is", actor="ben"),
    ]


RECORDS: tuple[Record, ...] = (
    Coder(id="c1", handle="eva"),
    Coder(id="c2", handle="finn"),
    *ACTORS,
    *_quotes("x", 2, -1),
    *_quotes("y", 1, None),
    *_quotes("z", -2, -2),
    label("x3", "quote", "שלום", stance=0),
    label("xo", "source", "others", role="citizen"),
    make_link("x3", "said_by", to="xo"),
    label("yh", "frame", "Tax 😀 it", coder="c2", policy_frame="morality"),
    label("zt", "sentiment", "The end", polarity=1),
)
"""Ana's stances are 2, 1 and -2, Ben's -1, none and -2; all are in the economic frame."""


def debate(path: Path) -> Project:
    """Make the debate's project and open it."""
    return Project.open(copy_of("debate", _make, path))


def _make(path: Path) -> Project:
    return made_debate(path, default_codebook(), RECORDS)


def made_debate(path: Path, codebook: Codebook, records: Sequence[Record]) -> Project:
    """Make a project with the debate's articles."""
    project = Project.create(path, codebook=codebook)
    articles = tuple(
        NewArticle(id=one, title=f"Debate {one}", text=TEXT, meta=dict(meta), created=STAMP)
        for one, meta in ARTICLES.items()
    )
    project.apply(ImportRecords(articles=articles, records=tuple(records)))
    return project


def dna_debate(path: Path) -> Project:
    """Make a project with the codebook for discourse networks, and two statements."""
    one = label("x1", "statement", "Tax 😀 it now", concept="Carbon tax; now", agreement=True)
    two = label("y1", "statement", "Never", concept="carbon  TAX; now", agreement=False)
    records = (
        *(Coder(id="c1", handle="eva"), *ACTORS, one, two),
        make_link("x1", "person", actor="ana"),
        make_link("x1", "organization", actor="gov"),
        make_link("y1", "person", actor="ben"),
    )
    return made_debate(path, bundled("dna-statements"), records)


def bundled(name: str) -> Codebook:
    """Return a codebook that comes with the program."""
    return read_codebook(resource("codebooks", f"{name}.json"))
