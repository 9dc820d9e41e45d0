"""`annotator codebook versions`, `diff`, and an import that labels contradict."""

import json
from collections.abc import Callable
from pathlib import Path

import msgspec
from click.testing import Result
from sequences import BOOK, fill

from annotator.domain.annotation import Annotation
from annotator.domain.codebook import Code, Codebook, Field, FieldType, ScaleStep
from annotator.domain.edits.annotations import SetValue
from annotator.domain.edits.codebook import PutCode
from annotator.formats.files.codebook import write_codebook
from annotator.store.project import Project

Run = Callable[..., Result]


def made(folder: Path) -> Path:
    path = folder / "p.annotator"
    with Project.create(path, title="P", codebook=BOOK, coder="ana") as project:
        fill(project)
        project.apply(PutCode(Code(id="irony", name="Irony")))
    return path


def test_versions_are_listed_and_compared(run: Run, tmp_path: Path) -> None:
    path = str(made(tmp_path))
    said = json.loads(run("codebook", "versions", path, "--json").stdout)
    assert [one["done"] for one in said["versions"]][-1] == "Code Irony added"
    assert said["versions"][-1]["coder"] == "ana"
    assert "Irony: new" in run("codebook", "diff", path).stdout
    refused = run("codebook", "diff", path, "1", "99")
    assert refused.exit_code != 0
    assert "no version 99" in refused.stderr


def test_a_contradiction_names_code_and_field_and_the_ways_on(run: Run, tmp_path: Path) -> None:
    path, book = made(tmp_path), tmp_path / "less.codebook.json"
    quote = BOOK.codes[1]
    kind = msgspec.structs.replace(quote.fields[0], choices=quote.fields[0].choices[1:])
    less = msgspec.structs.replace(quote, fields=(kind, quote.fields[1]))
    codes = tuple(less if one.id == "quote" else one for one in BOOK.codes)
    write_codebook(Codebook(title="Less", codes=codes), book)
    refused = run("codebook", "import", str(path), str(book))
    assert refused.exit_code != 0
    assert "Quote, Kind: “Direct” is no answer any more, and stands on 1 label" in refused.stderr
    wrong = run("codebook", "import", str(path), str(book), "--map", "quote.kind.direct=x")
    assert "It can become: other, odd." in wrong.stderr
    run("codebook", "import", str(path), str(book), "--map", "quote.kind.direct=other")
    with Project.open(path) as project:
        label = project.get(Annotation, "q")
        assert label is not None
        assert label.values["kind"] == "other"
        project.undo()
        assert project.check() == []
    run("codebook", "import", str(path), str(book), "--keep", "all")
    with Project.open(path) as project:
        found = project.get(Code, "quote")
        assert found is not None
        kept = {one.id: one for one in found.fields[0].choices}["direct"]
        assert (kept.name, kept.retired) == ("Direct", True)
        assert "direct" not in found.offering().fields[0].choice_ids()


def test_a_step_and_a_yes_become_another_one(run: Run, tmp_path: Path) -> None:
    """Also where the field has another type in the file's codebook."""
    path, book = made(tmp_path), tmp_path / "steps.codebook.json"
    source = next(one for one in BOOK.codes if one.id == "source")
    kind, stance = source.fields
    flag = Field(id="named", name="Named", type=FieldType.FLAG)
    before = msgspec.structs.replace(source, fields=(kind, stance, flag))
    with Project.open(path, "ana") as project:
        project.apply(PutCode(before))
        project.apply(SetValue("s", "stance", 1))
        project.apply(SetValue("s", "named", True))
    scale = msgspec.structs.replace(stance, steps=(ScaleStep(0), ScaleStep(2)))
    degree = msgspec.structs.replace(scale, id="named", name="Named")
    after = msgspec.structs.replace(source, fields=(kind, scale, degree))
    codes = tuple(after if one.id == "source" else one for one in BOOK.codes)
    write_codebook(Codebook(title="Steps", codes=codes), book)
    ways = ("--map", "source.stance.1=2", "--map", "source.named.True=0", "--drop", "all")
    done = run("codebook", "import", str(path), str(book), *ways)
    assert done.exit_code == 0, done.output
    with Project.open(path) as project:
        label = project.get(Annotation, "s")
        assert label is not None
        assert (label.values["stance"], label.values["named"]) == (2, 0)
        assert type(label.values["named"]) is int
        assert project.check() == []
