"""Which names are to be replaced, as one says it; the key; and what came of it in words."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from annotator.analysis.pseudonyms.naming import Pseudonyms, numbered, replacer_for
from annotator.domain.errors import UserError
from annotator.domain.names import folded
from annotator.domain.people import Actor
from annotator.domain.wording import counted, cut
from annotator.store.file.placing import refuse_targets
from annotator.store.project import Project
from annotator.workflow.csv_tables import write_table
from annotator.workflow.pseudonyms.copying import Masked

ALL = "all"
KEY_HEADING = ("pseudonym", "actor", "name", "kind", "aliases")
_JOINT = "; "
_MOST_TOLD = 8
_LONGEST = 40
_MOST_BYTES = 10_000_000


def asked_pseudonyms(project: Project, words: Sequence[str], seed: int = 1) -> Pseudonyms:
    """Return pseudonyms for what was asked for.

    Each is `all`, an actor's id, name or alias, or a CSV file with a column `actor` or `name` and
    perhaps one `pseudonym`, as a key that was written before. Raise a `UserError` for what is
    unknown, and for what can't be replaced so.
    """
    actors = [one for one in project.find(Actor) if not one.became]
    names = _Names(actors)
    chosen: dict[str, Actor] = {}
    given: dict[str, str] = {}
    for said in words:
        path = Path(said)
        if said == ALL:
            chosen |= {one.id: one for one in actors}
        elif path.suffix.lower() == ".csv":
            for actor, pseudonym in _listed(path, names):
                chosen[actor.id] = actor
                given |= {actor.id: pseudonym} if pseudonym else {}
        else:
            actor = names.one(said)
            chosen[actor.id] = actor
    if not chosen:
        raise UserError("The project has no actors whose names could be replaced.")
    found = numbered(chosen.values(), given, seed)
    replacer_for(found, project.find(Actor))
    return found


def _listed(path: Path, names: "_Names") -> Iterator[tuple[Actor, str]]:
    """Yield the actors that a file names, each with the pseudonym there, if there is one."""
    for number, row in enumerate(_rows(path), 2):
        where = f"{path.name}, line {number}"
        said = (row.get("actor") or "").strip() or (row.get("name") or "").strip()
        if said:
            yield names.one(said, where), (row.get("pseudonym") or "").strip()


def _rows(path: Path) -> list[dict[str, str]]:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise UserError(f"{path.name} is too large for a list of names.")
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            rows = list(reader)
            known = {str(name) for name in reader.fieldnames or ()}
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UserError(f"{path.name} can't be read: {error}.") from None
    if not known & {"actor", "name"}:
        remedy = "Its first line names the columns: actor or name, and pseudonym."
        raise UserError(f"{path.name} names no actors.", remedy=remedy)
    return rows


class _Names:
    """The actors by what one may say for them."""

    def __init__(self, actors: Sequence[Actor]) -> None:
        self._by_id = {one.id: one for one in actors}
        self._by_name: dict[str, list[Actor]] = {}
        self._by_alias: dict[str, list[Actor]] = {}
        for one in actors:
            self._by_name.setdefault(folded(one.name), []).append(one)
            for alias in dict.fromkeys(map(folded, one.aliases)):
                self._by_alias.setdefault(alias, []).append(one)

    def one(self, said: str, where: str = "") -> Actor:
        """Return the actor with an id, or else the only one with a name or an alias."""
        if said in self._by_id:
            return self._by_id[said]
        wanted = folded(said)
        found = self._by_name.get(wanted) or self._by_alias.get(wanted, [])
        if len(found) == 1:
            return found[0]
        told = "Several actors are" if found else "No actor is"
        remedy = "Name it by its id." if found else "annotator actors list tells who is there."
        raise UserError(f"{told} called “{said}”.", where=where, remedy=remedy)


# The key


def refuse_key(key: Path, target: Path) -> None:
    """Raise a `UserError` where a key can't be written, or would be handed on with the data."""
    if key.absolute() == target.absolute() or target.absolute() in key.absolute().parents:
        remedy = "Choose a place that stays with you."
        raise UserError("The key to the pseudonyms would lie in what is handed on.", remedy=remedy)
    refuse_targets(key, replace=False)


def write_key(project: Project, pseudonyms: Pseudonyms, path: Path) -> None:
    """Write who is behind each pseudonym, by the pseudonyms; nothing that is there is replaced."""
    refuse_targets(path, replace=False)
    actors = {one.id: one for one in project.find(Actor)}
    rows = [
        (pseudonym, ident, actors[ident].name, actors[ident].kind, _JOINT.join(_all(actors, ident)))
        for ident, pseudonym in pseudonyms.names.items()
    ]
    write_table(path, (KEY_HEADING, *sorted(rows, key=_in_order)))


def _all(actors: Mapping[str, Actor], ident: str) -> Iterable[str]:
    """Return the aliases of an actor, and the names of what became this one."""
    former = [one for one in actors.values() if one.became == ident]
    return dict.fromkeys(
        (*actors[ident].aliases, *(name for one in former for name in (one.name, *one.aliases)))
    )


def _in_order(row: tuple[str, ...]) -> tuple[str, int, str]:
    stem, _, number = row[0].rpartition(" ")
    return (stem, int(number), "") if number.isdecimal() else (row[0], 0, row[1])


# In words


def told(masked: Masked) -> list[str]:
    """Say what was replaced how often, what was left in doubt, and where names may still be."""
    replaced, doubts = masked.tally.replaced, masked.tally.doubts
    names = counted(replaced.total(), "name")
    found = [f"{names} of {counted(len(replaced), 'actor')} replaced by pseudonyms."]
    if doubts:
        shown = [
            f"“{cut(one.words, _LONGEST)}” ({one.why}, {count}×)"
            for one, count in doubts.most_common(_MOST_TOLD)
        ]
        more = f", and {len(doubts) - _MOST_TOLD} more" * (len(doubts) > _MOST_TOLD)
        places = counted(doubts.total(), "place")
        found.append(f"Names may be left in {places}: {', '.join(shown)}{more}.")
    if masked.addresses:
        articles = counted(masked.addresses, "article")
        found.append(
            f"The addresses and document numbers of {articles} stay, and lead to the named texts."
        )
    return found
