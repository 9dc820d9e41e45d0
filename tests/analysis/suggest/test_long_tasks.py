"""Learning from more than a pipe holds at once."""

from annotator.analysis.suggest.document import Document
from annotator.analysis.suggest.learned import QuoteModel
from annotator.analysis.suggest.worker import train_elsewhere


def test_the_child_gets_all_of_a_long_task() -> None:
    long = Document("It rained on.\n" * 30_000, language="en")  # several times what a pipe holds
    model = QuoteModel.from_bytes(train_elsewhere([long]))
    assert model.facts.documents == 1
