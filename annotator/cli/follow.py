"""`annotator follow`: a team on a shared folder."""

import time
from collections.abc import Iterator
from pathlib import Path

import click

from annotator.cli import options
from annotator.cli.follow_lines import print_pass, told_pass
from annotator.cli.opening import opened as opened_project
from annotator.cli.output import Meter, as_json, plain, print_json, print_json_line, say
from annotator.domain.errors import UserError
from annotator.domain.wording import enumerated
from annotator.store.project import Project
from annotator.workflow.following.beginning import begin
from annotator.workflow.following.follower import Following
from annotator.workflow.following.found import Passed, Standing
from annotator.workflow.following.roles import role_of
from annotator.workflow.following.ties import Tie, drop_tie, keep_tie, tie_of, tied_to
from annotator.workflow.hand_out import SUFFIX
from annotator.workflow.welcoming import recipient

_WAITS = 1
_MOST_PASSES = 20
"""How often `--once` looks, at most, until nothing more comes of it."""


@click.command(
    short_help="Work with a team through a shared folder.",
    epilog=options.example(
        "annotator follow study.annotator shared --me lea --once",
        "annotator follow shared --once",
    ),
)
@click.argument("places", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--project",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="PROJECT",
    help="Which project follows; otherwise the one that follows FOLDER already.",
)
@options.acting()
@click.option("--once", is_flag=True, help="Look once instead of until Ctrl+C.")
@click.option(
    "--every",
    type=click.FloatRange(min=1),
    default=30.0,
    show_default=True,
    metavar="SECONDS",
    help="How often to look.",
)
@click.option(
    "--rest",
    type=click.FloatRange(min=0),
    default=1.0,
    show_default=True,
    metavar="SECONDS",
    help="How long a new file must stay as it is before it is looked into, with --once.",
)
@click.option("--ask", is_flag=True, help="Bring nothing in, only say what waits; send as always.")
@click.option("--dry-run", is_flag=True, help="Say what would come in, and write nothing.")
@click.option("--stop", is_flag=True, help="Forget which folder PROJECT follows.")
@as_json
def follow(
    places: tuple[Path, ...],
    project: Path | None,
    acting: str,
    once: bool,
    every: float,
    rest: float,
    ask: bool,
    dry_run: bool,
    stop: bool,
    as_json: bool,
) -> int:
    """Bring in what colleagues have put into FOLDER, and put one's own work there.

    PLACES are PROJECT FOLDER, and later one of them alone. A file comes in by itself where nothing
    conflicts and nothing has to be asked; others wait for a person. Only files of this device are
    ever written in FOLDER. Where PROJECT is not there yet, it is made of the package that waits
    for --me. Exit with 1 when something waits.
    """
    tie = _tie(places, project, acting)
    if stop:
        drop_tie(tie.project)
        say(f"{tie.project.name} follows no folder any more.")
        return 0
    if not tie.project.exists() and tie.coder and not dry_run:
        begin(tie.folder, tie.project, tie.coder)
        say(f"Made {tie.project} of the package for {plain(tie.coder)}.", err=as_json)
    with opened_project(tie.project, tie.coder, writing=not dry_run) as opened:
        tie = _in_whose_name(opened, tie)
        opened.coder = tie.coder
        if not dry_run:
            keep_tie(tie)
        with Following(opened.path, tie.folder, opened.coder) as following:
            alone = tie.by_itself and not ask
            run = _Run(opened, following, by_itself=alone, dry_run=dry_run, rest=rest)
            if not once:
                return run.for_ever(every, as_json=as_json)
            passed = run.until_still()
    if as_json:
        print_json({"dry_run": dry_run, **told_pass(passed)})
    else:
        print_pass(passed, tie.project)
    return _WAITS if passed.calls else 0


class _Run:
    """Looks at a folder again and again, with what the options say."""

    def __init__(
        self,
        project: Project,
        following: Following,
        *,
        by_itself: bool,
        dry_run: bool,
        rest: float,
    ) -> None:
        self._project, self._following = project, following
        self._by_itself, self._dry_run = by_itself, dry_run
        self._rest = rest

    def once(self) -> Passed:
        """Look, bring in and send."""
        with Meter("Looking at files") as meter:
            if self._dry_run:
                return Passed(self._following.look(self._project, meter))
            return self._following.pass_once(self._project, meter, by_itself=self._by_itself)

    def until_still(self) -> Passed:
        """Look until what has come has rested and nothing more follows from it; tell all of it."""
        passes = list(self._until_still())
        brought = tuple(one for passed in passes for one in passed.brought)
        sent = {one.path: one for passed in passes for one in passed.sent if not one.written}
        sent |= {one.path: one for passed in passes for one in passed.sent if one.written}
        return Passed(passes[-1].found, brought, tuple(sent.values()))

    def _until_still(self) -> Iterator[Passed]:
        for _ in range(_MOST_PASSES):
            passed = self.once()
            yield passed
            arriving = any(
                one.standing is Standing.ARRIVING and not one.polls for one in passed.found
            )
            if not (arriving or passed.brought):
                return
            if arriving and self._rest:
                time.sleep(self._rest)

    def for_ever(self, every: float, *, as_json: bool) -> int:
        """Look until Ctrl+C, and tell what is new each time; wait for a folder that is away."""
        before: Passed | None = None
        away = ""
        try:
            while True:
                try:
                    passed, away = self.once(), ""
                except UserError as error:
                    if str(error) != away:
                        away = str(error)
                        say(plain(away), err=True)
                else:
                    news = _news(passed, before)
                    if as_json and news is not None:
                        print_json_line(told_pass(news))
                    elif news is not None:
                        print_pass(news, self._project.path)
                    before = passed
                time.sleep(every)
        except KeyboardInterrupt:
            return 0


def _news(passed: Passed, before: Passed | None) -> Passed | None:
    """Return what has not been told of yet; None where that is nothing."""
    known = {(one.name, one.stamp, one.standing) for one in before.calls} if before else set()
    found = tuple(one for one in passed.calls if (one.name, one.stamp, one.standing) not in known)
    sent = tuple(one for one in passed.sent if one.written)
    if not (found or passed.brought or sent):
        return None
    return Passed(found, passed.brought, sent)


def _tie(places: tuple[Path, ...], project: Path | None, acting: str) -> Tie:
    """Return which project is to follow which folder, as far as words and what is kept say it."""
    folders = [one for one in places if one.is_dir()]
    files = [one for one in places if not one.is_dir()]
    files += [project] if project is not None else []
    if len(files) > 1 or len(folders) > 1:
        raise UserError("A project follows a folder.", remedy="Name one PROJECT and one FOLDER.")
    if not files:
        found = tied_to(folders[0])
        if len(found) != 1:
            message = f"No project of this device follows {folders[0].name} yet."
            if found:
                names = enumerated([one.project.name for one in found])
                message = f"Several projects follow {folders[0].name}: {names}."
            raise UserError(message, remedy="Name the project with --project.")
        return _as(found[0], acting)
    known = tie_of(files[0])
    if folders:
        by_itself = known is None or known.by_itself
        tie = Tie(project=files[0], folder=folders[0], coder="", by_itself=by_itself)
        return _as(tie, acting or (known.coder if known else ""))
    if files[0].suffix != SUFFIX and not files[0].exists():
        raise UserError(f"There is no folder {files[0]}.", remedy="Choose a folder that is there.")
    if known is None:
        raise UserError(f"{files[0].name} follows no folder yet.", remedy="Name the FOLDER, too.")
    return _as(known, acting)


def _as(tie: Tie, acting: str) -> Tie:
    coder = acting or tie.coder
    return Tie(project=tie.project, folder=tie.folder, coder=coder, by_itself=tie.by_itself)


def _in_whose_name(project: Project, tie: Tie) -> Tie:
    """Return the tie in a coder's name: as said, or as the package says whom it is for."""
    handle = project.coder
    if not handle:
        known = recipient(project)
        handle = known.handle if known else ""
    if not handle:
        message = "Whose work goes into the folder can’t be told from the project."
        raise UserError(message, remedy="Say who you are: --me HANDLE.")
    role = role_of(project, handle)
    if not (role.coder or role.takes_all):
        message = f"{handle} is no coder of this project."
        raise UserError(message, remedy="Say who you are: --me HANDLE.")
    return _as(tie, handle)
