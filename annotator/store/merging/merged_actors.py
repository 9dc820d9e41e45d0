"""Leading what a merge brings for an actor that is another one by now to that one.

What is led is an edit of the project merge, which goes with the edit that made the actors one:
when that is undone, the links lead to where they led before.
"""

from collections.abc import Collection, Mapping

from annotator.domain.change import Change, difference
from annotator.domain.kinds import id_of
from annotator.domain.people import end_of
from annotator.domain.record import Values
from annotator.store.file import tables
from annotator.store.file.database import Database


def led_anew(database: Database, counted: Collection[str]) -> list[tuple[str, list[Change]]]:
    """Return what is to be led on, with the edit by which each actor became another one.

    Step by step, in the order in which the changes are to be done: what comes to an actor that
    became one that became another goes there by both.
    """
    gone = {v["id"]: v for v in tables.select_where(database, "actor", "became <> ''", [])}
    if not gone:
        return []
    became: dict[str, str] = {one: values["became"] for one, values in gone.items()}
    steps = [(one, _again(values)) for one, values in gone.items() if end_of(one, became) == one]
    for one, _ in steps:
        del became[one]  # of two that became each other one is there again
    ends = {one: end_of(one, became) for one in became}
    there = {v["id"] for v in tables.select_among(database, "actor", set(ends.values()))}
    led = [one for one, end in ends.items() if end in there]
    links = {
        v["id"]: v for v in tables.select_having(database, "link", "target_actor", {*led, *there})
    }
    in_order = sorted(led, key=lambda each: (-_distance(each, became), each))
    steps += [(one, _moves(links, one, became[one])) for one in in_order]
    return [(_edit_of(database, one, counted), done) for one, done in steps if done]


def _distance(actor: str, became: Mapping[str, str]) -> int:
    steps = 0
    while actor in became:
        actor, steps = became[actor], steps + 1
    return steps


def _again(values: Values) -> list[Change]:
    change = difference("actor", values["id"], values, {**values, "archived": False, "became": ""})
    return [] if change is None else [change]


def _moves(links: dict[str, Values], actor: str, to: str) -> list[Change]:
    """Lead links from an actor to another one; `links` are as they are then.

    Of a link that is there already it is said that it stays: others may have led it away earlier.
    """
    done: list[Change] = []
    for ident, values in [*links.items()]:
        if values["target_actor"] != actor:
            continue
        new = {**values, "target_actor": to}
        new["id"] = id_of("link", new)
        done.append(Change("link", ident, links.pop(ident), None))
        there = new["id"] in links
        links[new["id"]] = new
        said = Change("link", new["id"], {}, {}) if there else Change("link", new["id"], None, new)
        done.append(said)
    return done


def _edit_of(database: Database, actor: str, counted: Collection[str]) -> str:
    """Return the edit that counts and made an actor another one last; empty if none is found."""
    sql = (
        "SELECT e.id FROM change c JOIN edit e ON e.id = c.edit WHERE c.record = ? "
        "AND c.kind = 'actor' AND instr(c.after, '\"became\"') ORDER BY e.clock DESC, e.id DESC"
    )
    found = (edit for (edit,) in database.conn.execute(sql, [actor]).fetchall())
    return next((edit for edit in found if edit in counted), "")
