"""Files of labels name the project's articles by id, URL, title or file."""

from pathlib import Path

from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.store.project import Project
from annotator.workflow.importing.known_articles import KnownArticles


def test_articles_are_known_by_what_tells_them_apart(tmp_path: Path) -> None:
    with Project.create(tmp_path / "p.annotator") as project:
        meta = {"url": "https://example.org/1", "document_number": 77}
        project.apply(
            ImportRecords(
                label="In",
                records=(),
                articles=(
                    NewArticle(id="a1", title="One", text="One text.", meta=meta),
                    NewArticle(id="a2", title="Twice", text="Two text."),
                    NewArticle(id="a3", title="Twice", text="Three text."),
                ),
            )
        )
        known = KnownArticles(project)

        def ident(kind: str, name: str) -> str:
            found = known(kind, name)
            return found.id if found is not None else ""

        assert ident("id", "a2") == "a2"
        assert ident("id", "77") == ident("id", "One") == ident("title", " one ") == "a1"
        assert ident("url", "https://example.org/1") == ident("file", "texts/One.txt") == "a1"
        # Two of one title are nobody's.
        assert ident("title", "Twice") == ident("id", "nowhere") == ident("url", "") == ""
        found = known("title", "One")
        assert found is not None
        assert found.text == "One text."
