"""Following a shared folder: what arrives there is noticed, and comes in; one's own goes out."""

from annotator.gui.following.follower import FolderFollower

__all__ = ["FolderFollower"]
