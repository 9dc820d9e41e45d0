"""An insight as a picture: laid out and painted on whatever thread, before a window shows it."""

import msgspec
from PySide6.QtCore import QPoint, QRect, QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from annotator.analysis.insights.insight import Insight, InsightShape
from annotator.gui.insights.painting import inks_of, measure_in, paint
from annotator.gui.look.palettes import Theme
from annotator.gui.session.running_job import Reporter
from annotator.workflow.insights.drawing import drawn
from annotator.workflow.insights.drawing.scene import InsightScene

_FEW = 60
"""So many marks are laid out and painted well within a frame."""
_LARGEST = 12_000_000
"""Pixels of a picture that is kept painted; a larger one is painted as far as it is seen."""


class PictureForm(msgspec.Struct, frozen=True):
    """What a picture is made for.

    `width` and `body`, the size of text, are in pixels; `family` is the font, and `ratio` how many
    dots of the screen make a pixel.
    """

    width: int
    body: int
    family: str
    theme: Theme
    ratio: float = 1.0

    def lays_out_as(self, other: "PictureForm") -> bool:
        """Tell whether a drawing for this is one for the other as well, but for its colours."""
        return (self.width, self.body, self.family) == (other.width, other.body, other.family)


class InsightPicture(msgspec.Struct, frozen=True):
    """An insight laid out, and painted where `image` is there, for a form."""

    insight: Insight
    form: PictureForm
    scene: InsightScene
    image: QImage | None = None


def is_dear(insight: Insight) -> bool:
    """Tell whether laying out and painting an insight takes longer than a window may stand still.

    Networks are laid out in many steps.
    """
    return insight.shape is InsightShape.NETWORK or len(insight.marks) > _FEW


def laid_out(
    insight: Insight,
    form: PictureForm,
    *,
    framed: bool = False,
    scene: InsightScene | None = None,
) -> InsightPicture:
    """Return an insight laid out, unless it is already, to be painted when it is seen."""
    if scene is None:
        measure = measure_in(form.family)
        scene = drawn(insight, form.width, measure, body=form.body, framed=framed, noted=True)
    return InsightPicture(insight, form, scene)


def pictured(
    reporter: Reporter,
    insight: Insight,
    form: PictureForm,
    *,
    framed: bool = False,
    before: InsightPicture | None = None,
) -> InsightPicture:
    """Return an insight laid out, as the picture of it `before` if that may be, and painted.

    Raises a `CancelledError` when that is no longer wanted. It is not painted for screens on which
    a pixel is no whole number of dots, as it would have to be moved by parts of a dot.
    """
    reporter(0, 0)
    scene = before.scene if before is not None and before.form.lays_out_as(form) else None
    picture = laid_out(insight, form, framed=framed, scene=scene)
    reporter(0, 0)
    return msgspec.structs.replace(picture, image=_painted(picture.scene, form))


def paint_picture(
    painter: QPainter, picture: InsightPicture, form: PictureForm, exposed: QRect
) -> None:
    """Show what of a picture is exposed, from its image unless that was made for another look."""
    image, ratio = picture.image, form.ratio
    if image is None or (picture.form.theme, picture.form.ratio) != (form.theme, ratio):
        family = picture.form.family
        paint(painter, picture.scene, inks_of(form.theme), QRectF(exposed), family=family)
        return
    painter.fillRect(exposed, QColor(form.theme.base))
    seen = QRectF(exposed.intersected(QRect(QPoint(), image.deviceIndependentSize().toSize())))
    dots = QRectF(seen.topLeft() * ratio, seen.size() * ratio)
    painter.drawImage(seen, image, dots)


def _painted(scene: InsightScene, form: PictureForm) -> QImage | None:
    width, height = round(scene.width * form.ratio), round(scene.height * form.ratio)
    if not form.ratio.is_integer() or not 0 < width * height <= _LARGEST:
        return None
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(form.ratio)
    painter = QPainter(image)
    paint(painter, scene, inks_of(form.theme), family=form.family)
    painter.end()
    return image
