"""Suggestions in a project: what is proposed, by which rules or model, and deciding on it."""
