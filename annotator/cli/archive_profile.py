"""`annotator archive-profile`: teaching the program an archive, and giving away what it learnt."""

from pathlib import Path

import click

from annotator.cli import options
from annotator.cli.output import as_json, plain, print_json, print_table, say
from annotator.domain.errors import UserError
from annotator.domain.wording import counted
from annotator.formats.archives import kept, teaching
from annotator.formats.archives.profile import Profile
from annotator.formats.archives.sources import Source, opened
from annotator.formats.incoming import ReadOptions

_FILE = click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
_NAME = click.argument("name")
_TEACH = "annotator archive-profile teach wire.txt --name Wire --title 1 --date 2 --text 4-5"
_ENCODING = click.option(
    "--encoding", metavar="NAME", help="Read texts so, whatever it looks like."
)


@click.group(
    "archive-profile",
    short_help="Teach the program an archive, by one article.",
    epilog=options.example(_TEACH),
)
def archive_profile() -> None:
    """Teach the program an archive that it doesn't know, by marking one article of a file."""


@archive_profile.command(
    "lines",
    short_help="Print a file's lines with their numbers.",
    epilog=options.example("annotator archive-profile lines wire.txt --to 40"),
)
@_FILE
@click.option("--from", "first", default=1, metavar="LINE", help="Begin with this line.")
@click.option("--to", "last", type=int, metavar="LINE", help="End with this line.")
@_ENCODING
def lines(file: Path, first: int, last: int | None, encoding: str | None) -> None:
    """Print the lines of FILE (DOCX, RTF, HTML, text) by the numbers that `teach` asks for."""
    found = teaching.shown(_opened(file, encoding))
    for number, line in list(enumerate(found, 1))[max(first, 1) - 1 : last]:
        say(f"{number:>6}  {plain(line)}".rstrip())


@archive_profile.command(
    "teach", short_help="Make a profile of one marked article.", epilog=options.example(_TEACH)
)
@_FILE
@click.option("--name", required=True, help="What the archive is called.")
@click.option("--title", required=True, metavar="LINES", help="Its title, as 3 or 3-4.")
@click.option("--text", required=True, metavar="LINES", help="Its text, as 7-20.")
@click.option("--date", type=int, metavar="LINE", help="Where its date stands.")
@click.option("--outlet", type=int, metavar="LINE", help="Where its outlet stands.")
@click.option("--author", type=int, metavar="LINE", help="Where its author stands.")
@click.option("--section", type=int, metavar="LINE", help="Where its section stands.")
@click.option("--page", type=int, metavar="LINE", help="Where its page stands.")
@click.option("--url", type=int, metavar="LINE", help="Where its link stands.")
@click.option(
    "--out",
    type=options.FileToWrite(),
    help="Write the profile to this file, and don't keep it.",
)
@_ENCODING
@as_json
def teach(
    file: Path,
    name: str,
    title: str,
    text: str,
    out: Path | None,
    encoding: str | None,
    as_json: bool,
    **places: int | None,
) -> None:
    """Make a profile of one article of FILE, keep it, and say what it finds in the whole file.

    From then on files that are made so come in by `annotator import`. Numbers are those of
    `annotator archive-profile lines`; what the archive lacks is left out.
    """
    source = _opened(file, encoding)
    first, last = _range(text, "--text")
    start, end = _range(title, "--title")
    marking = teaching.Marking(
        title=tuple(range(start - 1, end)),
        body=first - 1,
        body_end=last - 1,
        **{key: None if line is None else line - 1 for key, line in places.items()},
    )
    profile = teaching.taught(source, marking, name)
    path = kept.save(profile, out) if out else kept.keep(profile)
    _print(source, profile, as_json=as_json)
    if not as_json:
        say(f"The profile is in {path}.")


@archive_profile.command(
    "try",
    short_help="Say how a profile splits a file.",
    epilog=options.example("annotator archive-profile try wire.txt Wire"),
)
@_FILE
@click.argument("profile")
@_ENCODING
@as_json
def try_profile(file: Path, profile: str, encoding: str | None, as_json: bool) -> None:
    """Say which articles PROFILE (a file, or the name of one that is kept) finds in FILE."""
    _print(_opened(file, encoding), kept.load(profile), as_json=as_json)


@archive_profile.command(
    "list",
    short_help="List the profiles that are kept.",
    epilog=options.example("annotator archive-profile list --json"),
)
@as_json
def list_profiles(as_json: bool) -> None:
    """List your own profiles, which `annotator import` looks at."""
    names = kept.kept()
    if as_json:
        print_json({"folder": str(kept.own_folder()), "profiles": names})
        return
    for name in names:
        say(plain(name))
    say(f"{counted(len(names), 'profile')} in {kept.own_folder()}.")


@archive_profile.command(
    "export",
    short_help="Write a profile to a file, for a colleague.",
    epilog=options.example("annotator archive-profile export Wire wire.json"),
)
@_NAME
@click.argument("file", type=options.FileToWrite())
def export_profile(name: str, file: Path) -> None:
    """Write the profile NAME to FILE (JSON), to be given to a colleague."""
    if file.exists():
        raise UserError(f"{file} is there already.", remedy="Choose another name.")
    say(f"Wrote {kept.save(kept.load(name), file)}.")


@archive_profile.command(
    "add",
    short_help="Keep a profile that somebody gave you.",
    epilog=options.example("annotator archive-profile add wire.json"),
)
@_FILE
def add_profile(file: Path) -> None:
    """Keep the profile of FILE among your own; one of the same name is replaced."""
    say(f"Kept as {kept.adopted(file)}.")


@archive_profile.command(
    "remove",
    short_help="Drop one of your own profiles.",
    epilog=options.example("annotator archive-profile remove Wire"),
)
@_NAME
def remove_profile(name: str) -> None:
    """Drop the profile NAME, one of your own."""
    kept.forget(name)
    say(plain(f"Dropped {name}."))


def _opened(file: Path, encoding: str | None) -> Source:
    return opened(file, ReadOptions(encoding=encoding))


def _range(words: str, option: str) -> tuple[int, int]:
    """Return the first and last line of "7-20", or of "7"."""
    first, _, last = words.replace("–", "-").partition("-")
    try:
        found = int(first), int(last or first)
    except ValueError:
        raise click.BadParameter(f"“{words}” is not of the form 7-20.", param_hint=option) from None
    if not 0 < found[0] <= found[1] < 10**9:
        raise click.BadParameter(f"“{words}” are no lines of a file.", param_hint=option)
    return found


def _print(source: Source, profile: Profile, *, as_json: bool) -> None:
    found = teaching.preview(source, profile)
    if as_json:
        print_json({"entries": found.entries, "stated": found.stated, "complete": found.complete})
        return
    rows = [
        (one.number, one.first + 1, one.title, one.published, one.outlet, one.characters)
        for one in found.entries
    ]
    print_table(("entry", "line", "title", "date", "outlet", "characters"), rows)
    say(plain(teaching.summary(found)))
