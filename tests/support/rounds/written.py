"""Acts that write other files than the open project: each is absent, old or new, never half."""

import json
from pathlib import Path

from annotator.domain.annotation import Annotation
from annotator.domain.article import Article
from annotator.domain.edits.base import Together
from annotator.formats.incoming import ReadOptions
from annotator.store.project import Project
from annotator.workflow.exporting import export
from annotator.workflow.importing.edit import import_edit
from annotator.workflow.importing.reading import collect
from rounds import material
from rounds.acts import STEPS, Act, book, study_in
from rounds.forked import Acknowledge
from rounds.outcome import KEPT, LostError, Outcome, WrongError, expect_all

_ARTICLES = 12

# Importing


def prepare_import(folder: Path) -> None:
    """Put the project and files to import into the folder."""
    material.study(folder)
    for n in range(STEPS):
        lines = (
            json.dumps({"title": f"in-{n}-{k}", "text": f"{n} {k} {material.TEXT}"})
            for k in range(_ARTICLES)
        )
        (folder / f"in-{n}.jsonl").write_text("\n".join(lines), encoding="utf-8")


def import_files(folder: Path, _seed: int, acknowledge: Acknowledge) -> None:
    """Import one file after the other."""
    with Project.open(study_in(folder), "ana") as project:
        for n in range(STEPS):
            batch = collect([folder / f"in-{n}.jsonl"], ReadOptions(coder="ana"), project)
            project.apply(import_edit(batch.items, project, batch.companions))
            acknowledge(str(n))


def imports_are_there(folder: Path, said: list[str]) -> Outcome:
    """See that each file came in wholly or not at all."""
    with Project.open(study_in(folder), "ana") as project:
        material.expect_sound(project)
        titles = [one.title for one in project.find(Article)]
    for n in range(STEPS):
        count = sum(title.startswith(f"in-{n}-") for title in titles)
        if count not in (0, _ARTICLES):
            raise WrongError(f"{count} of {_ARTICLES} articles came in")
        if str(n) in said and not count:
            raise LostError(f"in-{n} is missing")
    sources = [folder / f"in-{n}.jsonl" for n in range(STEPS)]
    material.expect_nothing_left(folder, study_in(folder), *sources)
    return KEPT


# Exporting, over what was exported before


def _next_version(project: Project, n: int) -> None:
    project.apply(Together([material.tag(f"new-{n}", n), book(n)], "Next"))


def export_files(folder: Path, _seed: int, acknowledge: Acknowledge) -> None:
    """Export again and again, each time with one annotation more and another codebook."""
    with Project.open(study_in(folder), "ana") as project:
        for n in range(STEPS):
            _next_version(project, n)
            export(project, folder / "out.jsonl")
            acknowledge(str(n))


def exports_are_whole(folder: Path, said: list[str]) -> Outcome:
    """See that the data are as new as acknowledged, and beside their own codebook or none."""
    data, codebook = folder / "out.jsonl", folder / "out.codebook.json"
    Project.open(study_in(folder), "ana").close()
    found = exported(data), _described(codebook)
    if found[1] not in (-1, found[0]):
        raise WrongError(f"data of version {found[0]} beside a codebook of {found[1]}")
    if said and found[0] < int(said[-1]):
        raise LostError(f"exported is version {found[0]}, acknowledged was {said[-1]}")
    material.expect_nothing_left(folder, study_in(folder), data, codebook)
    return KEPT


def exported(path: Path) -> int:
    """Return of which version an export is, -1 for none; raise `WrongError` when it is half."""
    if not path.exists():
        return -1
    try:
        lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    except ValueError as error:
        raise WrongError(f"half an export: {error}") from None
    if len(lines) != material.ARTICLES:
        raise WrongError(f"half an export: {len(lines)} of {material.ARTICLES} articles")
    return sum(one["id"].startswith("new-") for line in lines for one in line["annotations"]) - 1


def _described(path: Path) -> int:
    if not path.exists():
        return -1
    try:
        return int(json.loads(path.read_bytes())["description"].rpartition(" ")[2])
    except ValueError as error:
        raise WrongError(f"half a codebook: {error}") from None


# Saving a copy, over an earlier one


def save_copies(folder: Path, _seed: int, acknowledge: Acknowledge) -> None:
    """Save a copy to a new name after each annotation."""
    with Project.open(study_in(folder), "ana") as project:
        for n in range(STEPS):
            project.apply(material.tag(f"new-{n}", n))
            project.copy_to(folder / f"copy-{n}.annotator")
            acknowledge(str(n))


def copies_are_whole(folder: Path, said: list[str]) -> Outcome:
    """See that each copy acknowledged holds what was there then, and none is half."""
    Project.open(study_in(folder), "ana").close()
    copies = [folder / f"copy-{n}.annotator" for n in range(STEPS)]
    for n, copy in enumerate(copies):
        if str(n) in said or copy.exists():
            material.expect_there(copy)
            expect_all({f"new-{k}" for k in range(n + 1)}, material.annotations(copy), copy.name)
    material.expect_nothing_left(folder, study_in(folder), *copies)
    return KEPT


# Packages


def write_packages(folder: Path, _seed: int, acknowledge: Acknowledge) -> None:
    """Write a package to a new name, again and again."""
    with Project.open(study_in(folder), "ana") as project:
        for n in range(STEPS):
            project.write_package(
                folder / f"ana-{n}.annotator", coder="ana", articles=[f"a{n}", "a0"]
            )
            acknowledge(str(n))


def packages_are_whole(folder: Path, said: list[str]) -> Outcome:
    """See that each package acknowledged holds its articles and labels, and none is half."""
    Project.open(study_in(folder), "ana").close()
    packages = [folder / f"ana-{n}.annotator" for n in range(STEPS)]
    for n, path in enumerate(packages):
        if str(n) not in said and not path.exists():
            continue
        material.expect_there(path)
        with Project.open(path, "ana") as package:
            material.expect_sound(package)
            articles = {one.id for one in package.find(Article)}
            if articles != {"a0", f"a{n}"} or not package.find(Annotation, article="a0"):
                raise WrongError(f"{path.name} holds {sorted(articles)}")
    material.expect_nothing_left(folder, study_in(folder), *packages)
    return KEPT


# New projects


def make_projects(folder: Path, _seed: int, acknowledge: Acknowledge) -> None:
    """Make one project after the other."""
    for n in range(STEPS):
        Project.create(folder / f"new-{n}.annotator", title=f"Title {n}").close()
        acknowledge(str(n))


def projects_are_whole(folder: Path, said: list[str]) -> Outcome:
    """See that each project acknowledged opens, and that the others can be made again."""
    for n in range(STEPS):
        path = folder / f"new-{n}.annotator"
        if str(n) in said:
            material.expect_there(path)
        if path.exists():
            with Project.open(path) as project:
                material.expect_sound(project)
                if project.info().title != f"Title {n}":
                    raise WrongError(f"{path.name} is another project")
        else:
            Project.create(path).close()
    made = [folder / f"new-{n}.annotator" for n in range(STEPS)]
    material.expect_nothing_left(folder, *made)
    return KEPT


WRITING: dict[str, Act] = {
    "import": Act(prepare_import, import_files, imports_are_there),
    "export": Act(material.study, export_files, exports_are_whole),
    "copy": Act(material.study, save_copies, copies_are_whole),
    "package": Act(material.study, write_packages, packages_are_whole),
    "new": Act(lambda folder: folder.mkdir(exist_ok=True), make_projects, projects_are_whole),
}
"""Acts that read or write other files, by name."""
