"""Damaged and hostile files of labels: refused or read in part, and nothing else."""

import random
import zlib
from pathlib import Path

import pytest
from label_files import FILES, TEXT

from annotator.domain.errors import UserError
from annotator.domain.people import Actor
from annotator.formats.glimpse import Glimpse
from annotator.formats.incoming import ArticleHere, Incoming, ReadOptions, Told
from annotator.formats.labels.placing import Placer
from annotator.formats.table import import_format

JUNK = (b"null", b"-1", b"1e308", b"[]", b"{}", b"[[[[", b"\x00", b"\xff\xfe", b'"', b"\n", b"\t")
ROUNDS = 60


class Here:
    """A project with one article, which everything is on."""

    def by_id(self, article: str) -> ArticleHere | None:
        return ArticleHere(article, "Ferry", TEXT)

    def by_title(self, title: str) -> list[ArticleHere]:
        return [ArticleHere("a1", title, TEXT)]

    def by_url(self, url: str) -> list[ArticleHere]:
        return [ArticleHere("a1", url, TEXT)]

    def has_annotation(self, annotation: str) -> bool:
        return not annotation

    def actor(self, name: str) -> Actor | None:
        return None if name else Actor(id="p", name="Ida")


def damaged(chance: random.Random, data: bytes) -> bytes:
    made = bytearray(data)
    for _ in range(chance.choice((1, 2, 5, 20))):
        place = chance.randrange(len(made) + 1)
        kind = chance.randrange(4)
        if kind == 0 and made:
            made[min(place, len(made) - 1)] = chance.randrange(256)
        elif kind == 1:
            made[place:place] = chance.choice(JUNK)
        elif kind == 2:
            del made[place : place + chance.choice((1, 5, 50))]
        else:
            made[place : place + 3] = chance.choice(JUNK)
    return bytes(made)


@pytest.mark.parametrize("name", FILES)
def test_damage_is_refused_or_read_in_part(name: str, tmp_path: Path) -> None:
    path = FILES[name](tmp_path)
    data = path.read_bytes()
    importer = import_format(name).importer
    for n in range(ROUNDS):
        chance = random.Random(f"{name} {n}")
        if name == "spacy" and n % 3:
            path.write_bytes(zlib.compress(damaged(chance, zlib.decompress(data))))
        else:
            path.write_bytes(damaged(chance, data))
        options = ReadOptions(extend_codebook=True, articles=Here() if n % 2 else None)
        for one in importer.read(path, options):
            assert isinstance(one, Incoming | UserError | Told)
            if isinstance(one, UserError):
                assert one.where
        assert importer.recognises is not None
        importer.recognises(Glimpse(path))


def test_what_unpacks_to_more_than_a_file_may_hold_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = FILES["spacy"](tmp_path)
    monkeypatch.setattr("annotator.formats.labels.spacy_docs._LARGEST", 300)
    (refused,) = import_format("spacy").importer.read(path, ReadOptions())
    assert isinstance(refused, UserError)
    assert "more than" in refused.message


def test_words_that_stand_everywhere_are_looked_for_a_bounded_time() -> None:
    placer = Placer("a" * 400_000)
    for n in range(300):
        placer.place([(399_999 - n, 400_001)], "a" * (1 + n % 50), "b", "c")
