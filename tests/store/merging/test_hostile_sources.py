"""Files to bring in that nobody should trust: refused with a sentence, the project untouched."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from damage import without_guards
from msgspec.structs import replace
from sequences import BOOK

from annotator.domain.annotation import Annotation, anchored
from annotator.domain.edits.annotations import Tag
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.domain.people import Coder
from annotator.store.file import accepting
from annotator.store.merging import other_file
from annotator.store.merging.report import FileReport
from annotator.store.project import Project


@pytest.fixture
def theirs(ours: Path) -> Path:
    path = ours.with_name("theirs.annotator")
    shutil.copy(ours, path)
    with Project.open(path, coder="ben") as project:
        project.apply(Tag(id="new", article="a", code="source", fragments=((0, 4),)))
    return path


def tampered(path: Path, *statements: str, size: int = 0) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        for statement in statements:
            database.execute(statement)
    if size:
        path.write_bytes(path.read_bytes()[:size])


def brought(ours: Path, theirs: Path) -> FileReport:
    """Bring a file in and check that neither file changes when it is refused."""
    before, other = ours.read_bytes(), theirs.read_bytes()
    listing = sorted(ours.parent.iterdir())
    with Project.open(ours, coder="ana") as project:
        edits = len(project.latest_edits(1000))
        (told,) = project.preview([theirs]).files
        assert len(project.latest_edits(1000)) == edits
        changes, preview = project.bring_in([theirs])
        (report,) = preview.files
        assert report == told
        if report.error:
            assert changes.changes == ()
            assert len(project.latest_edits(1000)) == edits
        assert project.check() == []
    assert sorted(ours.parent.iterdir()) == listing
    assert theirs.read_bytes() == other
    if report.error:
        assert ours.read_bytes()[100:] == before[100:]
    return report


def row(kind: str, record: str, after: str, *, made: bool = False) -> str:
    """Return the statement that adds a change to the first edit."""
    before = "NULL" if made else "'{}'"
    return (
        "INSERT INTO change (edit, kind, record, before, after) SELECT id, "  # noqa: S608 - words of our own
        f"'{kind}', '{record}', {before}, '{after}' FROM edit ORDER BY n LIMIT 1"
    )


FORGED: dict[str, tuple[str, str]] = {
    "a kind that is none": (
        row("x", "y", "{}", made=True),
        "no kind of record “x”",
    ),
    "an attribute that is none": (
        row("actor", "mayor", '{"x": 1}'),
        "actor has no “x”",
    ),
    "a value of another type": (
        row("actor", "mayor", '{"name": 1}'),
        "actor mayor",
    ),
    "an edit of nobody": (
        "UPDATE edit SET coder = char(0) WHERE coder <> ''",
        "has a coder that is no handle",
    ),
    "an edit at no time": ("UPDATE edit SET at = 'noon' WHERE coder <> ''", "has no time"),
    "no JSON": (
        row("actor", "mayor", "{"),
        "history that this program does not write",
    ),
    "deep JSON": (
        row("actor", "mayor", "[" * 1_000_000),
        "history that this program does not write",
    ),
    "half a record": (
        row("actor", "z", '{"id": "z"}', made=True),
        "actor z",
    ),
    "another's id": (
        row("actor", "z", '{"id": "y", "name": "Z"}', made=True),
        "calls itself y",
    ),
    "a coder called gold": (
        row("coder", "z", '{"id":"z","handle":"Gold","name":"","archived":false}', made=True),
        "reserved word",
    ),
    "a handle with spaces": (row("coder", "z", '{"handle": " z"}'), "which is no handle"),
    "a nameless actor": (row("actor", "mayor", '{"name": " "}'), "the actor mayor has no name"),
    "a code's id that is no slug": (row("code", "No Slug", '{"key": "X"}'), "can't be an id"),
    "an article's other text": (
        row("article", "a", '{"text_sha256": "x"}'),
        "article a: its “text_sha256” never changes by itself",
    ),
    "an article's wrong length": (
        "UPDATE change SET after = json_set(after, '$.length', 3) WHERE kind = 'article'",
        "article a: its text has not 3 characters",
    ),
    "a record's other id": (row("annotation", "q", '{"id": "z"}'), "its “id” never changes"),
    "a status moved": (row("status", "z", '{"article": "z"}'), "its “article” never changes"),
    "an assignment moved": (row("assignment", "z", '{"coder": "z"}'), "its “coder” never changes"),
    "a link's other end": (
        row("link", "z", '{"target_actor": "z"}'),
        "its “target_actor” never changes",
    ),
    "a link with two ends": (
        row(
            "link",
            "z",
            '{"id":"z","annotation":"q","type":"t","target_annotation":"s","target_actor":"z"}',
            made=True,
        ),
        "does not end at one",
    ),
    "a number that no table takes": (
        row("code", "quote", '{"position": 9223372036854775808}'),
        "position is too large a number",
    ),
    "a list as a record": (row("annotation", "q", "[1]"), "neither side of the change is a record"),
    "nothing at all": (
        row("annotation", "q", "null", made=True),
        "neither side of the change is a record",
    ),
    "an article without a length": (
        "UPDATE change SET after = json_remove(after, '$.length') WHERE kind = 'article'",
        "article a lacks “length”",
    ),
    "an annotation without fragments": (
        (
            "UPDATE change SET after = json_remove(after, '$.fragments') "
            "WHERE kind = 'annotation' AND before IS NULL"
        ),
        "lacks “fragments”",
    ),
    "a record that was never made": (
        row("annotation", "ghost", '{"note": "boo"}'),
        "annotation ghost was never made",
    ),
    "a record without an id": (row("actor", "", '{"role": "x"}'), "is no id"),
    "an id with a null character": (
        (
            "INSERT INTO change (edit, kind, record, before, after) "
            "SELECT id, 'actor', 'mayor' || char(0), '{}', '{}' FROM edit LIMIT 1"
        ),
        "'mayor\\x00'” is no id",
    ),
    "an endless id": (row("actor", "x" * 2000, '{"role": "x"}'), "is no id"),
    "an edit without an id": (
        (
            "INSERT INTO edit (id, kind, label, coder, at, clock) "
            "SELECT '', kind, label, coder, at, clock FROM edit WHERE n = 2"
        ),
        "is no id",
    ),
    "texts without fragments": (
        row("annotation", "q", '{"fragments": [], "texts": ["x"], "contexts": []}'),
        "not as many texts as fragments",
    ),
    "fragments that overlap": (
        row("annotation", "q", '{"fragments": [[0, 9], [5, 12]]}'),
        "annotation q: Fragments overlap",
    ),
    "a fragment before the beginning": (
        row("annotation", "q", '{"fragments": [[-5, 3]]}'),
        "annotation q: [-5, 3) is no stretch",
    ),
    "a fragment beyond the end": (
        row("annotation", "q", '{"fragments": [[3, 5000]]}'),
        "q: 5000 is beyond the article's end",
    ),
    "a code of masses of fields": (
        row(
            "code",
            "quote",
            f'{{"fields": [{", ".join(["{}"] * 1001)}]}}'.replace(
                "{}", '{"id": "x", "name": "x", "type": "text"}'
            ),
        ),
        "“fields” has 1,001 entries, and at most 1,000 are kept",
    ),
    "another project": (row("project", "p2", '{"title": "x"}'), "a project is one, and stays"),
    "no beginning": (
        "UPDATE edit SET kind = 'BringIn' WHERE kind = 'foundation'",
        "no edit founded the project",
    ),
    "a title of masses": (
        row("article", "a", f'{{"title": "{"t" * 50_000}"}}'),
        "article a: “title” has 50,000 characters, and at most 10,000 are kept",
    ),
    "a label of masses": (
        "UPDATE edit SET label = replace(hex(zeroblob(20000)), '00', 'x') WHERE n = 2",
        "“label” has 20,000 characters",
    ),
    "a handle of nothing": (
        row(
            "coder",
            "z",
            '{"id": "z", "handle": "\u200b", "name": "", "archived": false}',
            made=True,
        ),
        "which is no handle",
    ),
    "a clock that is none": ("UPDATE edit SET clock = 'noon' WHERE n = 2", "no stamp of a clock"),
}


@pytest.mark.parametrize("what", FORGED)
def test_a_forged_history_is_refused(ours: Path, theirs: Path, what: str) -> None:
    statement, words = FORGED[what]
    without_guards(theirs, statement, again=True)
    assert words in brought(ours, theirs).error


SCHEMAS: dict[str, tuple[str, str]] = {
    "a trigger": (
        "CREATE TRIGGER t AFTER INSERT ON edit BEGIN DELETE FROM article; END",
        "holds something that this program did not make: trigger t",
    ),
    "a view": ("CREATE VIEW v AS SELECT 1", "did not make: view v"),
    "a newer version": (
        """INSERT INTO _sqlite_migrations (migration_set, name, applied_at)
        SELECT migration_set, 'far_future', applied_at FROM _sqlite_migrations LIMIT 1""",
        "newer Media Annotator (far_future)",
    ),
    "another program's id": ("PRAGMA application_id = 7", "no Media Annotator project"),
    "a table less": ("DROP TABLE decision", "lacks its decisions"),
}


@pytest.mark.parametrize("what", SCHEMAS)
def test_a_file_that_is_not_ours_or_more_is_refused(ours: Path, theirs: Path, what: str) -> None:
    statement, words = SCHEMAS[what]
    tampered(theirs, statement)
    assert words in brought(ours, theirs).error


def test_corrupt_pages_are_refused(ours: Path, theirs: Path) -> None:
    content = bytearray(theirs.read_bytes())
    for place in range(8192, len(content), 4096):
        content[place : place + 64] = b"\xff" * 64
    theirs.write_bytes(bytes(content))
    assert "damaged" in brought(ours, theirs).error


def test_a_file_cut_short_is_refused(ours: Path, theirs: Path) -> None:
    tampered(theirs, size=20_000)
    assert "damaged" in brought(ours, theirs).error


def test_masses_of_rows_are_refused_before_they_are_read(
    ours: Path, theirs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accepting, "MOST_ROWS", 100)
    tampered(
        theirs,
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 101) "
        "INSERT INTO text (sha256, body) SELECT 'x' || i, '' FROM n",
    )
    assert "more than 100 rows in its table text" in brought(ours, theirs).error


def test_a_cell_of_masses_is_refused_before_it_is_read(
    ours: Path, theirs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(other_file, "LONGEST_CELL", 2**20)
    masses = "replace(hex(zeroblob(600000)), '00', 'xx')"
    without_guards(theirs, f"UPDATE change SET after = {masses} WHERE n = 2")  # noqa: S608 - a number
    assert "holds a text or a record of more than 1 MiB" in brought(ours, theirs).error


def test_an_articles_id_used_for_another_text_is_refused_by_name_and_the_rest_comes_in(
    ours: Path, tmp_path: Path
) -> None:
    theirs = tmp_path / "theirs.annotator"
    with Project.create(theirs, codebook=BOOK) as project:
        project.coder = "ben"
        other = NewArticle(id="a", title="Trojan", text="Another text altogether.")
        good = NewArticle(id="b", title="Good", text="A good text.")
        project.apply(ImportRecords(articles=(other, good)))
        project.apply(Tag(id="bad", article="a", code="source", fragments=((0, 4),)))
        project.apply(Tag(id="fine", article="b", code="source", fragments=((0, 6),)))
    report = brought(ours, theirs)
    assert report.refused == (
        "The article “Trojan” has the id of another one here with a different text.",
    )
    assert (report.new, report.new_articles) == (1, 1)
    with Project.open(ours) as project:
        assert {one.id for one in project.find(Annotation)} == {"q", "s", "fine"}
        assert project.article_text("a").startswith("“We will")


def forge_text(path: Path) -> None:
    without_guards(path, "UPDATE text SET body = 'Forged.'")


def forge_anchor(path: Path) -> None:
    without_guards(
        path,
        'UPDATE change SET after = replace(after, \'"texts":["“We "]\', \'"texts":["xxxx"]\') '
        "WHERE record = 'new'",
        again=True,
    )


@pytest.mark.parametrize("forge", [forge_text, forge_anchor])
def test_labels_that_do_not_stand_where_they_say_are_refused_by_name(
    ours: Path, theirs: Path, forge: Callable[[Path], None]
) -> None:
    forge(theirs)
    report = brought(ours, theirs)
    with Project.open(ours) as project:
        assert project.article_text("a").startswith("“We will")
        assert project.check() == []
        new = project.get(Annotation, "new")
    assert report.refused or new is not None
    if forge is forge_anchor:
        assert new is None
        assert report.refused == ("The annotation “xxxx” is not in its article.",)


def test_what_an_import_replaced_comes_in(ours: Path, theirs: Path) -> None:
    with Project.open(theirs, coder="ben") as project:
        project.apply(ImportRecords(articles=(NewArticle(id="b", title="B", text="We " * 9),)))
        q = project.get(Annotation, "q")
        assert q is not None
        (ben,) = (one.id for one in project.find(Coder) if one.handle == "ben")
        project.apply(Tag(id="moved", article="a", code="source", fragments=((30, 33),)))
        moved = project.get(Annotation, "moved")
        assert moved is not None
        fragments = anchored("We " * 9, ((0, 2),))
        again = replace(moved, article="b", **fragments)
        project.apply(ImportRecords(records=(replace(q, coder=ben, layer="gold"), again)))
    assert brought(ours, theirs).error == ""
    with Project.open(ours) as project:
        found = {one.id: (one.article, one.layer) for one in project.find(Annotation)}
        assert found["q"] == ("a", "gold")
        assert found["moved"] == ("b", "coder")


def test_a_copy_of_an_open_file_is_read_without_a_trace(ours: Path, theirs: Path) -> None:
    copy = theirs.with_name("copy.annotator")
    with closing(sqlite3.connect(theirs)) as as_once:
        as_once.execute("PRAGMA journal_mode = WAL")
        as_once.execute("BEGIN IMMEDIATE")
        shutil.copy(theirs, copy)
    content = copy.read_bytes()
    assert content[18] == 2
    report = brought(ours, copy)
    assert (report.error, report.new) == ("", 1)
    assert copy.read_bytes() == content


def test_the_project_itself_is_refused(ours: Path) -> None:
    with Project.open(ours) as project:
        (report,) = project.preview([ours]).files
    assert "is this project itself" in report.error


def test_a_bad_file_does_not_keep_a_good_one_out(ours: Path, theirs: Path) -> None:
    bad = ours.with_name("bad.annotator")
    bad.write_text("rubbish")
    with Project.open(ours, coder="lea") as project:
        _, preview = project.bring_in([bad, theirs])
        assert [bool(one.error) for one in preview.files] == [True, False]
        assert project.get(Annotation, "new") is not None
