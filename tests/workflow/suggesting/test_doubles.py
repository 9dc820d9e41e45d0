"""Actors that may be the same are named, and different people are not."""

import pytest

from annotator.domain.people import Actor
from annotator.workflow.suggesting.doubles import Doubles, likely_doubles


def _actors(*names: str, kind: str = "person") -> list[Actor]:
    return [Actor(id=f"{n}", name=name, kind=kind) for n, name in enumerate(names)]


def _pairs(actors: list[Actor]) -> set[tuple[str, str]]:
    names = {one.id: one.name for one in actors}
    return {(names[one.a], names[one.b]) for one in likely_doubles(actors)}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Volodymyr Zelensky", "Volodymyr Zelenskyy"),
        ("Volodymyr Zelensky", "Wolodymyr Selenskyj"),
        ("Volodymyr Zelensky", "Володимир Зеленський"),
        ("Volodymyr Zelensky", "Zelenskyy"),
        ("Volodymyr Zelensky", "President Zelensky"),
        ("Aleksandr Lukashenko", "Alexander Lukaschenko"),
        ("Hans Müller", "Hans Mueller"),
        ("Boris Yeltsin", "Boris Jelzin"),
        ("José González", "Jose Gonzales"),
        ("John F. Kennedy", "John Kennedy"),
        ("Sam Allardyce", "S. Allardyce"),
        ("Martin King Jr.", "Martin King"),
        ("ana ruiz", "Ana  Ruiz"),
        ("Helen Ashdown", "Ashdown, Helen"),
        ("Gabriel García Márquez", "García Márquez, Gabriel"),
        ("Martin King, Jr.", "Martin King"),
    ],
)
def test_another_way_to_write_a_name_is_found(one: str, other: str) -> None:
    assert len(_pairs(_actors(one, other))) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("John Smith", "Jane Smith"),
        ("Angela Merkel", "Friedrich Merz"),
        ("Merkel", "Merz"),
        ("Daniel Weber", "Daniela Weber"),
        ("Marina Koch", "Martina Koch"),
        ("Mario Rossi", "Maria Rossi"),
        ("Francesco Conti", "Francesca Conti"),
        ("George Bush", "Laura Bush"),
        ("Kim Jong Un", "Kim Yo Jong"),
        ("Anna Schmidt", "Anton Schmidt"),
        ("Anna Schmidt", "Schmidt, Anton"),
        ("Martin King", "Martin, King"),
        ("", " "),
    ],
)
def test_different_people_are_not_taken_for_one(one: str, other: str) -> None:
    assert not _pairs(_actors(one, other))


def test_organisations_are_known_by_their_words_and_initials() -> None:
    bodies = _actors(
        *("White House", "The White House", "Ministry of Defence", "Defense Ministry"),
        *("World Health Organization", "WHO", "Foreign Ministry", "Ministry of Health"),
        kind="organisation",
    )
    assert {frozenset(one) for one in _pairs(bodies)} == {
        frozenset(("White House", "The White House")),
        frozenset(("Ministry of Defence", "Defense Ministry")),
        frozenset(("World Health Organization", "WHO")),
    }


def test_a_last_name_that_several_have_is_nobody_for_sure() -> None:
    assert not _pairs(_actors("Ann Smith", "John Smith", "Smith", "J. Smith", "Jane Smith"))
    assert _pairs(_actors("Ann Smith", "Smith")) == {("Ann Smith", "Smith")}


def test_an_alias_is_a_name_too_and_archived_actors_are_nobodys_double() -> None:
    chief = Actor(id="1", name="Dmitry Peskov", aliases=("Kremlin spokesman",))
    again = Actor(id="2", name="Kremlin spokesman")
    found = likely_doubles([chief, again])
    why = "both are called “Kremlin spokesman”"
    assert [(one.a, one.b, one.why) for one in found] == [("1", "2", why)]
    gone = Actor(id="2", name="Kremlin spokesman", archived=True)
    assert not likely_doubles([chief, gone])


def test_what_is_said_differently_of_two_makes_them_less_likely() -> None:
    same = _actors("Ana Ruiz", "Ana Ruiz")
    mayor = Actor(id="0", name="Ana Ruiz", affiliation="Porto")
    player = Actor(id="1", name="Ana Ruiz", affiliation="Benfica")
    assert likely_doubles(same)[0].score > likely_doubles([mayor, player])[0].score


def test_whom_one_actor_may_be_is_what_all_pairs_say() -> None:
    actors = _actors("Ana Ruiz", "Anna Ruiz", "Ruiz", "Ben Ito", "Ana Ruíz", "Ito")
    found = Doubles(actors)
    every = {(one.a, one.b) for one in found.all()}
    each = {(one.a, one.b) for actor in actors for one in found.of(actor.id)}
    assert every == each
    assert found.of("nobody") == []


def test_no_more_than_those_of_a_name_are_compared() -> None:
    actors = [Actor(id=f"{n}", name=f"Given{n} Kim") for n in range(2_000)]
    actors += [Actor(id=f"x{n}", name=f"Ana Last{n}") for n in range(2_000)]
    compared = 0

    class Counting(Doubles):
        def _compared(self, a: str, b: str) -> None:
            nonlocal compared
            compared += 1

    Counting(actors).all()
    assert compared < len(actors)
