"""`annotator codebook`: taking a codebook out of a project and into another."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

import click

from annotator.cli import options
from annotator.cli.merge_report import proposal_words, proposals_named
from annotator.cli.opening import opened as opened_project
from annotator.cli.output import as_json, plain, print_json, print_table, say
from annotator.cli.window_needs import load, need_display
from annotator.domain.edits.codebook_adding import AddCodes, addition, with_headings
from annotator.domain.errors import UserError
from annotator.domain.wording import counted
from annotator.formats.codebooks import (
    CODEBOOK_FORMATS,
    any_codebook,
    losses_of,
    save_codebook,
    writing_format,
)
from annotator.store.file.placing import refuse_targets
from annotator.workflow.codebook_prompt import schema_path, write_prompt
from annotator.workflow.codebooks.adding import addition_words
from annotator.workflow.codebooks.book import HTML, PDF, book_facts, place_book
from annotator.workflow.codebooks.contradictions import (
    Choosing,
    Contradiction,
    WayOn,
    contradictions,
    taking_over,
)
from annotator.workflow.codebooks.shelf import ShelfBook, named_codebook, shelf
from annotator.workflow.codebooks.versions import between, known_versions, version_rows
from annotator.workflow.proposing import leaving, taking
from annotator.workflow.visibility import visibility_of_acting


class Form(StrEnum):
    """What a codebook is written as."""

    CODEBOOK = "codebook"
    PROMPT = "prompt"


_PATH = click.Path(path_type=Path, dir_okay=False)
_DRAWN = "annotator.gui.exports.book_pdf"
_APPLICATION = "annotator.gui.look.application"
"""Found by name, as the window is: the command line must run where there is no Qt."""
_WRITTEN = [one.id for one in CODEBOOK_FORMATS if one.write]
_READ = [one.id for one in CODEBOOK_FORMATS if one.read]


@click.group(
    short_help="Take the codebook out of a project, or replace it.",
    epilog=options.example("annotator codebook export study.annotator codebook.json"),
)
def codebook() -> None:
    """Take the codebook out of a project, or replace it."""


@codebook.command(
    "export",
    short_help="Write a project's codebook to a file.",
    epilog=options.example(
        "annotator codebook export study.annotator codebook.json",
        "annotator codebook export study.annotator codebook.toml",
        "annotator codebook export study.annotator prompt.md --as prompt",
    ),
)
@options.project
@click.argument("file", type=options.FileToWrite())
@click.option(
    "--as",
    "form",
    type=click.Choice([one.value for one in Form]),
    default=Form.CODEBOOK.value,
    help="A codebook file, or instructions for a language model with the schema of its answers.",
)
@click.option(
    "--format",
    "format_id",
    type=click.Choice(_WRITTEN),
    help="The file's format; otherwise the one that its name asks for, or JSON.",
)
def export_codebook(project: Path, file: Path, form: str, format_id: str | None) -> None:
    """Write the codebook of PROJECT to FILE, which is replaced when it is there.

    By FILE's ending or --format it is JSON or TOML, which hold everything, a table with a row for
    each choice (.csv), or the JSON Schema of answers (.schema.json). What a format has no place
    for is said first.

    As a prompt it is text, and beside it stands a JSON Schema (NAME.schema.json): answers that fit
    it come in again with “annotator import --run NAME”.
    """
    with opened_project(project) as opened:
        book = opened.codebook()
    if Form(form) is Form.PROMPT:
        refuse_targets(file, schema_path(file))
        beside = write_prompt(book, file)
        said = counted(len(book.usable()), "code")
        say(f"Wrote instructions on {said} to {file}, and the schema of answers to {beside}.")
        return
    row = writing_format(file, format_id or "")
    refuse_targets(file)
    lost = losses_of(book, row)
    if lost:
        say(f"{row.name} has no place for {'; '.join(map(plain, lost))}.", err=True)
    save_codebook(book, file, row.id)
    say(f"Wrote {counted(len(book.without_headings()), 'code')} to {file}.")


@codebook.command(
    "proposals",
    short_help="List what coders propose, and take or leave it.",
    epilog=options.example("annotator codebook proposals study.annotator"),
)
@options.project
@options.several("--take", metavar="CODE", help="Take what is proposed of it (or HANDLE:CODE).")
@options.several("--leave", metavar="CODE", help="Leave it, so that it isn't listed any more.")
@options.acting("--coder")
@as_json
def proposals(
    project: Path, take: tuple[str, ...], leave: tuple[str, ...], acting: str, as_json: bool
) -> None:
    """List what those who are no reviewers changed of the codebook in their files.

    The codebook of PROJECT stays as it is unless a proposal is taken.
    """
    with opened_project(project, acting, writing=bool(take or leave)) as opened:
        found = opened.proposals()
        taken = [one for name in take for one in proposals_named(name, found)]
        left = [one for name in leave for one in proposals_named(name, found)]
        for act, chosen in ((taking, taken), (leaving, left)):
            if chosen:
                opened.apply(act(chosen))
        open_now = opened.proposals() if taken or left else found
    if as_json:
        print_json({"proposals": open_now})
        return
    for one in open_now:
        say(plain(proposal_words(one)))
    say(f"{counted(len(open_now), 'proposal')} to be taken or left.")


@codebook.command(
    "versions",
    short_help="List the codebook's versions: when, by whom, and what was done.",
    epilog=options.example("annotator codebook versions study.annotator"),
)
@options.project
@as_json
def list_versions(project: Path, as_json: bool) -> None:
    """List the versions of the codebook of PROJECT, oldest first."""
    with opened_project(project) as opened:
        found = version_rows(opened)
    if as_json:
        print_json({"versions": found})
        return
    rows = [(one.version, one.at, one.coder, plain(one.done)) for one in found]
    print_table(("version", "at", "coder", "done"), rows)


@codebook.command(
    "diff",
    short_help="Say how two versions of the codebook differ.",
    epilog=options.example(
        "annotator codebook diff study.annotator",
        "annotator codebook diff study.annotator 1 2",
    ),
)
@options.project
@click.argument("a", type=int, required=False)
@click.argument("b", type=int, required=False)
@as_json
def diff(project: Path, a: int | None, b: int | None, as_json: bool) -> None:
    """Say how version B of the codebook of PROJECT differs from version A.

    Without B it is the last version, without both the last and the one before it.
    """
    with opened_project(project) as opened:
        earlier, later, found = between(known_versions(opened), a, b)
    if as_json:
        print_json({"from": earlier, "to": later, "differences": found})
        return
    for one in found:
        say(plain(one.in_words()))
    say(f"{counted(len(found), 'difference')} between version {earlier} and version {later}.")


def _ways(
    found: Sequence[Contradiction],
    keep: tuple[str, ...],
    mapped: tuple[str, ...],
    drop: tuple[str, ...],
) -> dict[str, Choosing]:
    """Return the ways that are chosen; "all" is for those that have no other."""
    ways: dict[str, Choosing] = {}
    for said, way in ((keep, WayOn.KEEP), (drop, WayOn.DROP)):
        if "all" in said:
            ways |= {one.id: Choosing(way) for one in found}
    for said, way in ((keep, WayOn.KEEP), (drop, WayOn.DROP)):
        ways |= {one: Choosing(way) for one in said if one != "all"}
    for one in mapped:
        ident, _, answer = one.partition("=")
        ways[ident] = Choosing(WayOn.MAP, answer)
    unknown = ways.keys() - {one.id for one in found}
    if unknown:
        known = ", ".join(one.id for one in found) or "none"
        raise UserError(f"Nothing is called {min(unknown)} here.", remedy=f"There is: {known}.")
    return ways


@codebook.command(
    "import",
    short_help="Replace a project's codebook by a file's.",
    epilog=options.example(
        "annotator codebook import study.annotator codebook.json --me ana",
        "annotator codebook import study.annotator new.json --map quote.quote_type.mixed=indirect",
    ),
)
@options.project
@click.argument("file", type=_PATH)
@click.option(
    "--format",
    "format_id",
    type=click.Choice(_READ),
    help="The file's format; otherwise the one that its content or name tells.",
)
@options.several("--keep", metavar="ID", help="Keep what labels have of it, as retired (or all).")
@options.several("--map", "mapped", metavar="ID=ANSWER", help="Make it another answer.")
@options.several("--drop", metavar="ID", help="Drop it from the labels (or all).")
@options.acting("--coder")
def import_codebook(
    project: Path,
    file: Path,
    format_id: str | None,
    keep: tuple[str, ...],
    mapped: tuple[str, ...],
    drop: tuple[str, ...],
    acting: str,
) -> None:
    """Replace the codebook of PROJECT by the one in FILE.

    Codes that it lacks are deleted, or retired when they are in use. FILE is one of this program
    (JSON, TOML, CSV) or of REFI-QDA (.qdc, .qdpx). What labels say that it doesn't take is listed,
    each with the ID by which it can be kept, mapped or dropped.
    """
    book = any_codebook(file, format_id or "")
    with opened_project(project, acting, writing=True) as opened:
        here = opened.codebook()
        found = contradictions(opened, here, book, visibility_of_acting(opened))
        opened.apply(taking_over(here, book, found, _ways(found, keep, mapped, drop)))
        now = opened.codebook()
    codes = counted(len(book.without_headings()), "code")
    say(f"{project} has {codes} now; its codebook is version {now.version}.")
    left = [code for code in now.codes if book.code(code.id) is None]
    if left:
        names = ", ".join(plain(f"{code.name} ({code.id})") for code in left)
        say(f"Retired, as labels have it and the file lacks it: {names}.")


@codebook.command(
    "shelf",
    short_help="List the codebooks that come with the program.",
    epilog=options.example("annotator codebook shelf frames"),
)
@click.argument("words", nargs=-1)
@as_json
def list_shelf(words: tuple[str, ...], as_json: bool) -> None:
    """List the codebooks to choose from, or those that have all WORDS, with counts and source."""
    found = [one for one in shelf() if one.has(" ".join(words))]
    if as_json:
        print_json({"codebooks": [_shelved(one) for one in found]})
        return
    heading = ("name", "title", "codes", "fields", "choices", "source")
    print_table(heading, [(b.name, b.title, b.codes, b.fields, b.choices, b.source) for b in found])


def _shelved(book: ShelfBook) -> dict[str, str | int]:
    return {
        "name": book.name,
        "title": book.title,
        "description": book.codebook.description,
        "codes": book.codes,
        "fields": book.fields,
        "choices": book.choices,
        "source": book.source,
    }


@codebook.command(
    "add",
    short_help="Add codes of another codebook to a project's.",
    epilog=options.example(
        "annotator codebook add study.annotator hero-villain-victim --code villain --me ana"
    ),
)
@options.project
@click.argument("name", metavar="NAME|FILE")
@options.several("--code", "codes", metavar="CODE", help="Only this code, and what is above it.")
@click.option("--dry-run", is_flag=True, help="Say what would come in, and change nothing.")
@options.acting("--coder")
def add(project: Path, name: str, codes: tuple[str, ...], dry_run: bool, acting: str) -> None:
    """Add codes from the shelf, by NAME, or from a codebook FILE to the codebook of PROJECT.

    A code that the project has already, by its id, stays as it is, with all that is coded.
    """
    book = named_codebook(name)
    for code in codes:
        if book.code(code) is None:
            remedy = f"It has {', '.join(one.id for one in book.codes)}."
            raise UserError(f"The codebook {name} has no code {code}.", remedy=remedy)
    chosen = with_headings(book, codes or [code.id for code in book.codes])
    with opened_project(project, acting, writing=not dry_run) as opened:
        for line in addition_words(addition(opened.codebook(), chosen)):
            say(plain(line))
        if not dry_run:
            opened.apply(AddCodes(chosen))


@codebook.command(
    "book",
    short_help="Write a guideline book to be printed.",
    epilog=options.example("annotator codebook book study.annotator guidelines.pdf --counts"),
)
@options.project
@click.argument("out", type=options.FileToWrite())
@click.option("--counts", is_flag=True, help="Say how many annotations each code has.")
def write_book(project: Path, out: Path, counts: bool) -> None:
    """Write the codebook of PROJECT as a book for coders to OUT: HTML or PDF, by its ending.

    It has contents and, for each code, its definition, rules, examples, fields, keys and links.
    An older file OUT is replaced.
    """
    suffix = out.suffix.lower()
    if suffix not in (HTML, PDF):
        message = f"{out.name} says by its ending neither HTML nor PDF."
        raise UserError(message, remedy=f"Give it the ending {HTML} or {PDF}.")
    refuse_targets(out)
    if suffix == PDF:
        need_display(drawn=True)
        load(_APPLICATION).application()
    with opened_project(project) as opened:
        facts = book_facts(opened, counts=counts)
    if suffix == PDF:
        load(_DRAWN).draw_book(facts, out)
    else:
        place_book(facts, out)
    say(f"Wrote the guidelines of {counted(len(facts.codebook.usable()), 'code')} to {out}.")
