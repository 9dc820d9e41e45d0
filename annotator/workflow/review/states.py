"""How far review has come with the study's articles."""

from annotator.domain.rounds import apart_from_study
from annotator.domain.study import Settlement, settlement_id
from annotator.store.project import Project


def states_of_study(project: Project) -> tuple[dict[tuple[str, bool], int], int]:
    """Count the study's articles by state and whether they are locked; and all of them.

    It is told from what is kept, and so quick.
    """
    counts, apart = project.state_counts(), apart_from_study(project)
    for one in project.get_all(Settlement, {settlement_id(article) for article in apart}).values():
        counts[one.state, one.locked] -= 1
    return counts, project.article_count() - len(apart)
