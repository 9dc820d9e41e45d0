"""What each coder marked, as units on the line: of a code, of a field's values, of all codes."""

from collections.abc import Iterable, Mapping
from functools import cached_property

import msgspec
import numpy as np

from annotator.analysis.agreement.arrays import Ints
from annotator.analysis.agreement.coded import Coded
from annotator.analysis.agreement.continuum import Line, Units, laid, rows_of_three
from annotator.analysis.agreement.cutting import cut_up
from annotator.analysis.agreement.material import Material
from annotator.analysis.agreement.nominal import Scale
from annotator.analysis.agreement.presence import numbered_sets
from annotator.analysis.agreement.values import MISSING
from annotator.analysis.segmentation import sentences


class _Placed(msgspec.Struct, frozen=True):
    """Fragments on the line: of which annotations (by number), and label, start and end."""

    numbers: Ints
    marks: Ints


class Tracks:
    """The coders' marks on the line; every fragment of a split span is a unit."""

    def __init__(self, material: Material, codes: Mapping[str, Coded]) -> None:
        self._material = material
        self._codes = sorted(codes)
        self._placed = [
            {code: self._of_coder(coder, codes[code]) for code in self._codes}
            for coder in range(len(material.ids))
        ]

    def _of_coder(self, coder: int, coded: Coded) -> _Placed:
        fragments = coded.fragments
        fragments = fragments[coded.coder[fragments[:, 0]] == coder]
        numbers = fragments[:, 0]
        places = self._material.all_on_line(coded.article[numbers], fragments[:, 1:])
        return _Placed(numbers, np.column_stack([np.ones_like(numbers), places]))

    @property
    def line(self) -> Line:
        """The line that the marks are on."""
        return self._material.line

    def of_code(self, code: str) -> list[Units]:
        """Return each coder's units of a code; the label of all is 1."""
        return [laid(own[code].marks) for own in self._placed]

    def of_values(self, code: str, numbers: Ints) -> list[Units]:
        """Return each coder's units of a code with a value, labelled by its number + 1.

        `numbers` has a value's number for each annotation of the code, or `MISSING`.
        """
        tracks: list[Units] = []
        for placed in (own[code] for own in self._placed):
            marks = placed.marks.copy()
            marks[:, 0] = numbers[placed.numbers] + 1
            tracks.append(laid(marks[marks[:, 0] > 0]))
        return tracks

    def of_all(self) -> tuple[list[Units], list[str]]:
        """Return each coder's units of all codes, and the labels' names from 1 on.

        Where one coder's spans of several codes overlap, the label is the set of these codes, so
        that overlapping codes cut each other into units.
        """
        return self._all

    @cached_property
    def _all(self) -> tuple[list[Units], list[str]]:
        numbers: dict[tuple[int, ...], int] = {}
        tracks = [
            laid(cut_up([laid(own[code].marks) for code in self._codes], numbers))
            for own in self._placed
        ]
        return tracks, [" + ".join(self._codes[one] for one in codes) for codes in numbers]

    @cached_property
    def _sentences(self) -> tuple[Ints, Ints, Ints]:
        """Article, start and end of every sentence on the line."""
        table = rows_of_three(
            (article, *place)
            for article, one in enumerate(self._material.articles)
            for sentence in sentences(one.text)
            for place in [self._material.on_line(article, sentence)]
            if place[0] < place[1]
        )
        return table[:, 0], table[:, 1], table[:, 2]

    def sentences_of(self, tracks: Iterable[Units]) -> tuple[Ints, Ints]:
        """Return whether each coder marked something in each sentence (0 or 1; missing if unread).

        Sentences are the rows of the first array; the second has their articles.
        """
        article, _, _ = self._sentences
        columns = [self._touched(units) for units in tracks]
        marked = np.column_stack(columns) if columns else np.zeros((len(article), 0), np.intp)
        return np.where(self.line.read[article], marked, MISSING), article

    def sentences_of_all(self) -> tuple[Ints, Ints, Scale]:
        """Return the set of codes that each coder used in each sentence, by number, and articles.

        The scale has the sets' MASI distances.
        """
        article, _, _ = self._sentences
        by_code = [self.of_code(code) for code in self._codes]
        shape = (len(article), len(self._placed), len(self._codes))
        touched = np.zeros(shape, dtype=np.intp)
        for place, tracks in enumerate(by_code):
            for coder, units in enumerate(tracks):
                touched[:, coder, place] = self._touched(units)
        codes, scale = numbered_sets(touched, self.line.read[article])
        return codes, article, scale

    def _touched(self, units: Units) -> Ints:
        _, starts, ends = self._sentences
        first = np.searchsorted(ends, units.starts, side="right")
        after = np.searchsorted(starts, units.ends, side="left")
        steps = np.zeros(len(starts) + 1, dtype=np.intp)
        inside = first < after
        np.add.at(steps, first[inside], 1)
        np.add.at(steps, after[inside], -1)
        return (np.cumsum(steps)[:-1] > 0).astype(np.intp)
