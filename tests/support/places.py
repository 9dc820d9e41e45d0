"""Where the checkout is, and what lies beside it on a developer's machine."""

from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
DOCS = CHECKOUT / "docs"
SEEDS = CHECKOUT / "seeds"
SHARED = CHECKOUT.parent / "shared"
"""Real material that is not part of the project; tests that use it skip where it is not there."""
