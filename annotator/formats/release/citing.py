"""How a release is cited and deposited: CITATION.cff (1.2.0), and what Zenodo reads of it."""

from collections.abc import Iterator

from annotator.domain.record import Values
from annotator.formats.outgoing.hub_card import yaml_text
from annotator.formats.release.facts import ReleaseFacts
from annotator.formats.release.options import is_spdx

_ANONYMOUS = "The dataset's authors"


def citation_file(facts: ReleaseFacts) -> str:
    """Return CITATION.cff."""
    return "\n".join(_lines(facts)) + "\n"


def _lines(facts: ReleaseFacts) -> Iterator[str]:
    wishes = facts.wishes
    yield "cff-version: 1.2.0"
    yield 'message: "If you use this dataset, please cite it as below."'
    yield "type: dataset"
    yield f"title: {yaml_words(facts.title)}"
    yield f"version: {yaml_words(wishes.version)}"
    if facts.date:
        yield f"date-released: {facts.date}"
    yield "authors:"
    for one in wishes.authors:
        yield f"  - family-names: {yaml_words(one.family)}"
        if one.given:
            yield f"    given-names: {yaml_words(one.given)}"
        if one.orcid:
            yield f"    orcid: https://orcid.org/{one.orcid}"
    if not wishes.authors:
        yield f"  - name: {yaml_words(_ANONYMOUS)}"
    if wishes.doi:
        yield f"doi: {yaml_words(wishes.doi)}"
    if wishes.url:
        yield f"url: {yaml_words(wishes.url)}"
    if is_spdx(wishes.label_license):
        yield f"license: {wishes.label_license}"
    yield f"abstract: {yaml_words(facts.about)}"


def yaml_words(text: str) -> str:
    """Return a text as YAML, in double quotes and with its blanks folded."""
    return yaml_text(" ".join(text.split()))


def zenodo(facts: ReleaseFacts) -> Values:
    """Return what Zenodo takes from `.zenodo.json`, as JSON values."""
    wishes = facts.wishes
    creators: list[Values] = [
        {
            "name": ", ".join(filter(None, (one.family, one.given))),
            **({"orcid": one.orcid} if one.orcid else {}),
        }
        for one in wishes.authors
    ]
    said: Values = {
        "title": facts.title,
        "upload_type": "dataset",
        "description": facts.about,
        "creators": creators or [{"name": _ANONYMOUS}],
        "version": wishes.version,
        "publication_date": facts.date,
        "license": wishes.label_license.lower() if is_spdx(wishes.label_license) else "",
        "access_right": "open",
        "keywords": ["annotation", "news", "content analysis"],
    }
    if wishes.doi:
        said["doi"] = wishes.doi
    return {key: value for key, value in said.items() if value}
