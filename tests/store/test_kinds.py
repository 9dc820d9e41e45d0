"""Files, examining, packaging and merging follow the table of record kinds, a new row as well."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from one_of_each import EACH, TEXT

from annotator.domain.change import Change
from annotator.domain.edits.annotations import Delete, Tag
from annotator.domain.edits.articles import NewArticle, RemoveArticles
from annotator.domain.edits.records import ImportRecords
from annotator.domain.edits.team import Assign
from annotator.domain.errors import UserError
from annotator.domain.kinds import (
    KINDS,
    RecordKind,
    Reference,
    id_of,
    kind_name,
    references,
    to_values,
)
from annotator.domain.people import coder_id
from annotator.domain.record import Record
from annotator.store.file import schema
from annotator.store.file.database import Database
from annotator.store.file.examining import Examination, ForgedError
from annotator.store.project import Project

VALUES = {kind_name(type(record)): to_values(record) for record in EACH}
FIXED = [(k.name, name) for k in KINDS.values() for name in sorted(k.never_change - {"id"})]
NEEDED = [
    (kind.name, name)
    for kind in KINDS.values()
    for name in kind.type.__struct_fields__
    if name not in kind.may_lack
]


# The rows that there are


@pytest.mark.parametrize(("kind", "name"), FIXED)
def test_what_is_fixed_may_not_change_in_another_file(kind: str, name: str) -> None:
    values = VALUES[kind]
    change = Change(kind, values["id"], {name: values[name]}, {name: values[name]})
    with pytest.raises(ForgedError, match=f"its “{name}” never changes"):
        Examination().take(change)


@pytest.mark.parametrize(("kind", "name"), NEEDED)
def test_a_creation_in_another_file_has_all_but_what_it_may_lack(kind: str, name: str) -> None:
    lacking = {n: v for n, v in VALUES[kind].items() if n != name}
    with pytest.raises(ForgedError, match=f"lacks “{name}”"):
        Examination().take(Change(kind, VALUES[kind]["id"], None, lacking))


@pytest.mark.parametrize("kind", KINDS)
def test_a_creation_in_another_file_may_lack_what_the_table_says(kind: str) -> None:
    lacking = {n: v for n, v in VALUES[kind].items() if n not in KINDS[kind].may_lack}
    Examination().take(Change(kind, VALUES[kind]["id"], None, lacking))


@pytest.mark.parametrize("kind", KINDS)
def test_a_table_refers_to_what_its_records_refer_to(project: Project, kind: str) -> None:
    rows = project._database.conn.execute(f"PRAGMA foreign_key_list({kind})").fetchall()
    stored = {(column, table) for _, _, table, column, *_ in rows} - {("text_sha256", "text")}
    # A code above another is looked after by the codes' own rules.
    told = {(one.attribute, one.kind) for one in KINDS[kind].references if one.kind != kind}
    assert stored == told


# One more row


class Bookmark(Record, frozen=True, kw_only=True):
    """A coder's place in an article."""

    article: str
    coder: str
    place: int = 0


class Tick(Record, frozen=True, kw_only=True):
    """A coder's mark on an annotation, maybe with a code in mind."""

    annotation: str
    coder: str
    code: str = ""


BOOKMARK = RecordKind(
    name="bookmark",
    type=Bookmark,
    references=(
        Reference(attribute="article", kind="article", owns=True),
        Reference(attribute="coder", kind="coder"),
    ),
    id_from=("article", "coder"),
)
TICK = RecordKind(
    name="tick",
    type=Tick,
    references=(
        Reference(attribute="annotation", kind="annotation", owns=True),
        Reference(attribute="coder", kind="coder"),
        Reference(attribute="code", kind="code", optional=True),
    ),
)
TABLES = """
CREATE TABLE bookmark (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  article TEXT NOT NULL REFERENCES article (id) DEFERRABLE INITIALLY DEFERRED,
  coder TEXT NOT NULL REFERENCES coder (id) DEFERRABLE INITIALLY DEFERRED,
  place INTEGER NOT NULL,
  sum INTEGER NOT NULL
) STRICT;
CREATE TABLE tick (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  annotation TEXT NOT NULL REFERENCES annotation (id) DEFERRABLE INITIALLY DEFERRED,
  coder TEXT NOT NULL REFERENCES coder (id) DEFERRABLE INITIALLY DEFERRED,
  code TEXT NOT NULL,
  sum INTEGER NOT NULL
) STRICT
"""


@pytest.fixture
def more_kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Add two rows to the table, and a step to the schema."""

    def add_tables(database: Database) -> None:
        for statement in TABLES.split(";"):
            database.conn.execute(statement)

    monkeypatch.setitem(schema.STEPS, "more_kinds", add_tables)
    monkeypatch.setitem(KINDS, BOOKMARK.name, BOOKMARK)
    monkeypatch.setitem(KINDS, TICK.name, TICK)


@pytest.fixture
def marked(more_kinds: None, path: Path) -> Iterator[Project]:
    """Make a project in which Ana and Ben each have a bookmark, an annotation and a tick on it."""
    articles = tuple(NewArticle(id=one, title=one, text=f"{TEXT} {one}") for one in "ab")
    quote, heading = EACH[4], EACH[3]
    with Project.create(path) as project:
        project.coder = "lea"
        project.apply(ImportRecords(articles=articles, records=(heading, quote)))
        project.apply(Assign((("a", "ana"), ("b", "ana"), ("a", "ben"))))
        for coder in ("ana", "ben"):
            project.coder = coder
            project.apply(Tag(id=f"{coder}-q", article="a", code="quote", fragments=((0, 2),)))
            project.apply(ImportRecords(records=(bookmark("a", coder), tick(coder))))
        yield project


def bookmark(article: str, coder: str, place: int = 0) -> Bookmark:
    ident = id_of("bookmark", {"article": article, "coder": coder_id(coder)})
    return Bookmark(id=ident, article=article, coder=coder_id(coder), place=place)


def tick(coder: str, on: str = "") -> Tick:
    annotation = on or f"{coder}-q"
    return Tick(id=f"{coder}-{annotation}-tick", annotation=annotation, coder=coder_id(coder))


def ticks(project: Project) -> set[str]:
    return {one.id for one in project.find(Tick)}


def test_a_new_kind_is_refused_where_it_refers_to_nothing(marked: Project) -> None:
    for hanging in (
        bookmark("gone", "ana"),
        bookmark("a", "zoe"),
        tick("ana", on="gone"),
        Tick(id="t", annotation="ana-q", coder=coder_id("ana"), code="gone"),
    ):
        with pytest.raises(UserError, match=r"There is no (article|coder|annotation|code) "):
            marked.apply(ImportRecords(records=(hanging,)))


def test_a_new_kind_goes_with_what_it_is_on_and_comes_back_with_it(marked: Project) -> None:
    marked.coder = "ana"
    marked.apply(Delete(("ana-q",)))
    assert ticks(marked) == {"ben-ben-q-tick"}
    marked.undo()
    marked.apply(RemoveArticles(("a",)))
    assert ticks(marked) == set()
    assert marked.find(Bookmark) == []
    marked.undo()
    assert ticks(marked) == {"ana-ana-q-tick", "ben-ben-q-tick"}
    assert marked.check() == []
    assert [row["place"] for row in marked.records("bookmark")] == [0, 0]
    found = marked.on_annotations_of(Tick, "a")
    assert {one.id for one in found} == ticks(marked)


def test_a_new_kind_merges_and_is_withheld_until_what_it_is_on_is_there(
    marked: Project, path: Path, tmp_path: Path
) -> None:
    theirs = tmp_path / "theirs.annotator"
    marked.copy_to(theirs)
    with Project.open(theirs, coder="ben") as other:
        other.apply(ImportRecords(records=(tick("ben", on="ana-q"), bookmark("b", "ben", 3))))
    marked.coder = "ana"
    marked.apply(Delete(("ana-q",)))
    _, preview = marked.bring_in([theirs])
    assert preview.files[0].withheld == (
        "1 tick can't be shown as it is: what it needs is not here.",
    )
    assert bookmark("b", "ben", 3) in marked.find(Bookmark)
    assert marked.check() == []
    marked.undo()
    marked.undo()
    marked.bring_in([theirs])
    assert "ben-ana-q-tick" in ticks(marked)
    assert marked.check() == []


def test_a_new_kinds_derived_id_follows_an_article_that_is_called_otherwise_here(
    marked: Project, tmp_path: Path
) -> None:
    theirs = tmp_path / "apart.annotator"
    with Project.create(theirs) as other:
        other.coder = "zoe"
        article = NewArticle(id="x", title="a", text=f"{TEXT} a")
        other.apply(ImportRecords(articles=(article,)))
        other.apply(Assign((("x", "zoe"),)))
        other.apply(ImportRecords(records=(bookmark("x", "zoe", 2),)))
    marked.bring_in([theirs])
    assert bookmark("a", "zoe", 2) in marked.find(Bookmark)
    assert marked.check() == []


def test_a_package_has_a_coders_own_records_of_a_new_kind_and_nobody_elses(
    marked: Project, tmp_path: Path
) -> None:
    package = tmp_path / "for-ana.annotator"
    marked.apply(ImportRecords(records=(tick("ben", on="ana-q"),)))
    marked.write_package(package, coder="ana", articles=["a"])
    with Project.open(package) as own:
        assert ticks(own) == {"ana-ana-q-tick"}
        assert own.find(Bookmark) == [bookmark("a", "ana")]
    back = tmp_path / "back.annotator"
    marked.write_package(back, coder="ana", articles=["a"], reviewed=True)
    with Project.open(back) as own:
        assert ticks(own) == {"ana-ana-q-tick", "ben-ana-q-tick"}


def test_no_package_has_a_record_without_what_it_is_on(marked: Project, tmp_path: Path) -> None:
    for reviewed in (False, True):
        for articles in ([], ["b"], ["a", "b"]):
            package = tmp_path / f"{reviewed}-{len(articles)}.annotator"
            marked.write_package(package, coder="ana", articles=articles, reviewed=reviewed)
            with Project.open(package) as own:
                records = [one for kind in KINDS.values() for one in own.find(kind.type)]
                keys = {(kind_name(type(one)), one.id) for one in records}
                for record in records:
                    referred = references(kind_name(type(record)), to_values(record))
                    assert {(one.kind, ident) for one, ident in referred} <= keys
                assert not own._database.conn.execute("SELECT * FROM withheld").fetchall()
                shared = {kind.name for kind in KINDS.values() if kind.shared}
                there = {one for one in keys if one[0] in shared}
            here = {(n, one.id) for n in shared for one in marked.find(KINDS[n].type)}
            assert there == here


def test_a_file_from_before_a_new_kind_gets_its_table(
    closed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    copy = shutil.copy(closed, tmp_path / "old.annotator")
    request.getfixturevalue("more_kinds")
    with Project.open(copy, coder="ana") as project:
        project.apply(ImportRecords(records=(bookmark("a", "ana"),)))
        assert project.check() == []
