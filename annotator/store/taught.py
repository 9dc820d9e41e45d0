"""What is asked of a project for learning: what is done, and what was learned of it."""

from collections.abc import Collection

from annotator.domain.learned_models import LearnedModel
from annotator.store.file import models
from annotator.store.labelled import LabelledProject
from annotator.store.reading import deciding, finishing, taken
from annotator.store.reading.deciding import Decided


class TaughtProject(LabelledProject):
    """An open project file, as far as something is learned from it."""

    def finished_lately(self, coder: str, most: int) -> list[tuple[str, str]]:
        """Return the articles that a coder (id) has finished, at most so many, the newest first.

        Each comes with who finished it. Without a coder it is everybody but runs; an article that
        several have finished comes once, with whoever finished it last.
        """
        return finishing.finished_lately(self._database, coder, most)

    def decided_suggestions(self) -> list[Decided]:
        """Return how often what was suggested was accepted, mended or refused, and by whom.

        An accepted label that gave way or was deleted is none any more.
        """
        return deciding.decided_suggestions(self._database)

    def models_in_use(self, coder: str) -> list[LearnedModel]:
        """Return the models that propose to a coder (id); a damaged one has no data."""
        return list(models.in_use(self._database, coder))

    def model_in_use(self, coder: str, code: str) -> LearnedModel | None:
        """Return the model that proposes to a coder for a code (ids); a damaged one has no data."""
        return next(models.in_use(self._database, coder, code), None)

    def which_model(self, coder: str, code: str) -> str:
        """Return the id of that model without reading it; empty where there is none."""
        return models.id_in_use(self._database, coder, code)

    def took_answers(self, annotations: Collection[str]) -> set[str]:
        """Return of some annotations (ids) those that ever got an answer that was suggested."""
        return taken.took_answers(self._database, annotations)

    def model_facts(self, model: str) -> LearnedModel | None:
        """Return what is known of a model (id), without its data; None where nothing is."""
        return models.facts_of(self._database, model)

    def all_models(self) -> list[LearnedModel]:
        """Return what is known of all models that ever were in use here, without their data."""
        return list(models.all_facts(self._database))
