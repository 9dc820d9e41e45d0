"""Files are named for layers and articles, safely and each but once, in whatever part they are."""

from pathlib import Path

from sample import sample

from annotator.formats.dataset import Dataset
from annotator.formats.outgoing.places import LayerPlaces
from annotator.formats.selection import Selection


def test_layers_have_folders_of_their_own_whatever_they_are_called(tmp_path: Path) -> None:
    with sample(tmp_path) as project:
        dataset = Dataset(project, Selection())
        places = LayerPlaces(dataset)
        article = dataset.articles[0]
        names = ["", "Béa", "bea", "con", "COM1", "../x", "林", "unlabelled"]
        found = [places.collected(article, one).as_posix() for one in names]
    assert found == ["unlabelled", "bea", "bea-2", "con-1", "com1-1", "x", "coder", "unlabelled-2"]
    assert places.layers["../x"] == "x"


def test_parts_of_a_dataset_are_folders_around_them(tmp_path: Path) -> None:
    with sample(tmp_path) as project:
        dataset = Dataset(project, Selection())
        places = LayerPlaces(dataset, {"a1": "train", "a2": "test"}.__getitem__)
        one, other = dataset.articles
    assert places.document(one, "ana") == Path("train/ana/00001-mayor-speaks")
    assert places.collected(other, "ana") == Path("test/ana")
