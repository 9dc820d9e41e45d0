"""What the session has that a link can end at, and the edit that makes the link."""

from annotator.domain.annotation import Annotation
from annotator.domain.edits.base import Edit, Together
from annotator.domain.edits.links import AddLink, PutActor
from annotator.domain.ids import new_id
from annotator.domain.people import Actor
from annotator.gui.session.session import Session
from annotator.workflow.link_proposals import Ends, Proposal
from annotator.workflow.open_article import OpenArticle

_ORGANISATIONS = {"organisation", "media", "poll"}


def ends_of(session: Session, annotation: str, link_type: str) -> Ends | None:
    """Return what a link of this type can end at; None when it can't be made."""
    article = session.article
    found = article.annotations.get(annotation) if article else None
    if article is None or found is None:
        return None
    rule = session.code_of(found).link_rule(link_type)
    if rule is None:
        return None
    links = [link for link in article.links_of(annotation) if link.type == link_type]
    seen = {one.id for one in session.visible_annotations()}
    return Ends(
        article=article,
        codebook=session.codebook,
        actors=session.project.find(Actor),
        annotation=found,
        rule=rule,
        taken=frozenset(link.target_annotation or link.target_actor or "" for link in links),
        here=frozenset(one.target_actor or "" for one in article.links if one.annotation in seen),
    )


def actor_to_make(ends: Ends, name: str) -> Actor:
    """Return a new actor of this name, as the annotation's answers describe it."""
    values = ends.annotation.values
    role = values.get("role")
    return Actor(
        id=new_id(),
        name=name,
        kind=_kind(ends.annotation),
        role=role if isinstance(role, str) and role != "unclear" else "",
    )


def _kind(annotation: Annotation) -> str:
    if annotation.values.get("naming") == "collective":
        return "group"
    organised = annotation.values.get("source_kind") in _ORGANISATIONS
    return "organisation" if organised else "person"


def author_of(article: OpenArticle) -> Actor | None:
    """Return the article's author as an actor that is new to the project."""
    name = str(article.article.meta.get("author", "")).strip()
    outlet = str(article.article.meta.get("outlet", "")).strip()
    if not name:
        return None
    return Actor(id=new_id(), name=name, kind="person", role="media", affiliation=outlet)


def edit_for(annotation: str, link_type: str, proposal: Proposal) -> Edit:
    """Return the edit that links an annotation to what is proposed: one step to undo."""
    if proposal.annotation is not None:
        return AddLink(annotation=annotation, type=link_type, to=proposal.annotation.id)
    if proposal.actor is None:
        raise ValueError(proposal)
    link = AddLink(annotation=annotation, type=link_type, actor=proposal.actor.id)
    if not proposal.new:
        return link
    label = f"Actor {proposal.actor.name} added and linked"
    return Together([PutActor(proposal.actor), link], label)
