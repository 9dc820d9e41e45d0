"""What a network leaves out, in sentences."""

from collections.abc import Iterator

from annotator.analysis.network_choices import NetworkKind
from annotator.analysis.networks import Polarity
from annotator.domain.wording import counted, noun
from annotator.formats.dataset import Dataset
from annotator.formats.outgoing.networks.choosing import POLARITY, UNNAMED, kind_of
from annotator.formats.outgoing.networks.making import MadeNetwork, made_network
from annotator.formats.selection import Selection

_ENDS = {
    NetworkKind.CONCEPTS: "no frame or concept",
    NetworkKind.SHARED: "no frame or concept",
    NetworkKind.TARGETS: "no target in the network",
    NetworkKind.OUTLETS: "no outlet",
}


def network_losses(dataset: Dataset, selection: Selection) -> Iterator[str]:
    """Yield what of the selection's statements is in no edge."""
    made = made_network(dataset, selection)
    count = counted(made.statements, "statement")
    yield f"Only weights are in the file, of {count}; the labels themselves are not."
    yield from _of_statements(made, selection)
    if made.nameless:
        things = counted(made.nameless, "source or target is", "sources and targets are")
        more = "" if selection.flag(UNNAMED) else " Link them, or ask for them (unnamed)."
        yield f"{things} no actor and will be left out.{more}"
    if made.network.cancelled:
        pairs = counted(made.network.cancelled, "pair has", "pairs have")
        yield f"{pairs} as much for as against: there will be no edge."
    if len(made.layers) > 1:
        yield (
            f"Statements of {counted(len(made.layers), 'layer')} are counted together, so that "
            "what several coders have marked can weigh more; choose one, or gold."
        )


def _of_statements(made: MadeNetwork, selection: Selection) -> Iterator[str]:
    kind = kind_of(selection)
    if made.speakerless:
        yield f"{counted(made.speakerless, 'statement')} that nobody says will be left out."
    if made.endless and kind in _ENDS:
        have = noun(made.endless, "has", "have")
        yield f"{counted(made.endless, 'statement')} {have} {_ENDS[kind]} and will be left out."
    if made.network.valueless:
        have = noun(made.network.valueless, "has", "have")
        count = counted(made.network.valueless, "statement")
        yield f"{count} {have} no stance and will be left out."
    if kind is NetworkKind.TOGETHER and selection.words(POLARITY) != Polarity.IGNORE:
        yield "Who is quoted together is told whatever the stance."
