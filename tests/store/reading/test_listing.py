"""What a list of articles asks of the file is what the rows of all articles would say."""

from collections.abc import Iterator

import pytest
from blind_study import ARTICLES, Facts, blind_study, bring_about, every_facts
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.domain.edits.articles import EditArticle
from annotator.domain.edits.rounds import Include, PutRound
from annotator.domain.study import Round
from annotator.store.project import Project
from annotator.store.reading.filtering import chosen, parse
from annotator.workflow.visibility import seen_rows

laws = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
TERMS = (
    *("code:quote", "-code:source", "code:QUOTE", "coder:ana", "coder:BEN", "-coder:cleo"),
    *("status:new", "-status:new", "status:done", "status:started", "status:in", "status:x"),
    *("assigned:ben", "assigned:*", "-assigned:BEN", "assigned:x", "outlet:b", "-outlet:b"),
    *("round:pilot", "round:*", "-round:PILOT", "round:x"),
    *("has:caption", "has:pull-quote", "-has:Caption", "has:x", "has:body"),
    *("from:2025-05", "to:2025-05-19", "-to:2025", "outlet:3", "from:2"),
    *("one", "a1", "-two", '"one two"', "-?!", "articl ", "-articl"),
)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    with blind_study(tmp_path_factory.mktemp("listing")) as made:
        metas = ({"outlet": "BBC", "published": "2025-05-19"}, {"outlet": 3, "published": 2025})
        for article, meta in zip(ARTICLES, metas, strict=False):
            made.apply(EditArticle(article=article, meta=meta))
        made.apply(PutRound(Round(id="r", name="Pilot")))
        made.apply(Include(round="r", articles=(ARTICLES[0],)))
        yield made


@laws
@given(facts=every_facts, terms=st.lists(st.sampled_from(TERMS), max_size=4))
def test_the_file_finds_what_the_rows_fulfil(
    project: Project, facts: Facts, terms: list[str]
) -> None:
    bring_about(project, project.apply, facts)
    visibility, query = facts.visibility(), parse(" ".join(terms))
    rows = seen_rows(project, visibility, "ben")
    wanted = {row.id for row in chosen(rows, query, project.search, "ben")}
    listing = project.listing
    numbers = listing.numbers_of([row.id for row in rows])
    for only in (None, list(numbers.values())):
        found = listing.found(query, visibility, listing.of_texts, only)
        assert {one for one in numbers if found is None or numbers[one] in found} == wanted
