"""Suggestions beside the text: what is proposed there, deciding on it, and learning from that."""

from annotator.gui.suggest.accept_above import accept_above
from annotator.gui.suggest.deciding import Accepting
from annotator.gui.suggest.learning import BackgroundLearning
from annotator.gui.suggest.suggesting import Suggesting
from annotator.gui.suggest.why import WhyPopup

__all__ = ["Accepting", "BackgroundLearning", "Suggesting", "WhyPopup", "accept_above"]
