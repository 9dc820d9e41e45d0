"""What can be chosen of a network: who is tied to what, and what a tie weighs."""

from collections.abc import Mapping
from enum import StrEnum

from annotator.analysis.counted_ties import CountedOnce
from annotator.analysis.network_choices import (
    KIND_TITLES,
    NORMALISATION_TITLES,
    ONCE_TITLES,
    POLARITY_TITLES,
    NetworkKind,
)
from annotator.analysis.networks import Normalisation, Polarity, Weighing
from annotator.formats.csv.separators import CSV_OPTIONS
from annotator.formats.export_options import ExportOption, OptionChoice, OptionKind
from annotator.formats.outgoing.statements.roles import READING_OPTIONS
from annotator.formats.selection import Selection


def _choice(
    option: str, title: str, words: str, choices: Mapping[StrEnum, str], default: str = ""
) -> ExportOption:
    return ExportOption(
        id=option,
        title=title,
        help=words,
        kind=OptionKind.CHOICE,
        default=default or next(iter(choices)).value,
        choices=tuple(OptionChoice(one.value, named) for one, named in choices.items()),
    )


NETWORK = _choice("network", "Network", "Who or what is tied to whom or what.", {**KIND_TITLES})
POLARITY = _choice(
    "polarity",
    "What stance does to weights",
    "What being for or against makes of a weight. Statements without a stance count only where it "
    "is ignored.",
    {**POLARITY_TITLES},
)
ONCE = _choice(
    "once",
    "Counted",
    "Within what the same statement counts only once; of co-occurrence, within what actors meet.",
    {**ONCE_TITLES},
    CountedOnce.ARTICLE.value,
)
NORMALISATION = _choice(
    "normalisation",
    "Normalised",
    "By what weights are divided, so that those who are quoted often are not tied to everybody.",
    {**NORMALISATION_TITLES},
)
UNNAMED = ExportOption(
    id="unnamed",
    title="Also sources that are no actors",
    help="Takes the words of sources and targets for their names where no actor is known.",
    kind=OptionKind.FLAG,
    default=False,
)
EVIDENCE = ExportOption(
    id="evidence",
    title="The annotations behind each edge",
    help="Gives each edge the ids of the annotations that make its weight.",
    kind=OptionKind.FLAG,
    default=False,
)
NETWORK_OPTIONS = (
    *(NETWORK, POLARITY, ONCE, NORMALISATION, UNNAMED, EVIDENCE),
    *READING_OPTIONS,
)
GEXF_VERSION = ExportOption(
    id="version",
    title="Version of GEXF",
    help="Gephi reads both; networkx reads 1.2.",
    kind=OptionKind.CHOICE,
    default="1.3",
    choices=(OptionChoice("1.3", "1.3"), OptionChoice("1.2", "1.2")),
)
GEXF_OPTIONS = (*NETWORK_OPTIONS, GEXF_VERSION)
EDGE_OPTIONS = (*NETWORK_OPTIONS, *CSV_OPTIONS)


def kind_of(selection: Selection) -> NetworkKind:
    """Return which network was chosen."""
    return NetworkKind(selection.words(NETWORK))


def weighing_of(selection: Selection, span: float) -> Weighing:
    """Return how its ties are to be weighed; `span` is the most by which two stances differ."""
    together = kind_of(selection) is NetworkKind.TOGETHER
    return Weighing(
        polarity=Polarity.IGNORE if together else Polarity(selection.words(POLARITY)),
        once=CountedOnce(selection.words(ONCE)),
        normalisation=Normalisation(selection.words(NORMALISATION)),
        span=span,
    )
