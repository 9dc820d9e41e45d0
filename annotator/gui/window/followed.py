"""The status bar's word on what arrived in the folder that the open project follows."""

from annotator.gui.following import FolderFollower
from annotator.gui.window.status_bar import StatusLine


def show_followed(follower: FolderFollower, status: StatusLine) -> None:
    """Show what arrived, as long as it is not brought in."""

    def show() -> None:
        status.show_arrived(follower.notice, follower.trouble)

    follower.changed.connect(show)
    show()
