"""Pictures drawn on the server: SVG always, PNG where a Chinese font is installed.

Each takes plain points, so that the page shows the same data as a table beside the picture.
"""

from kb.charts.drawing import Look, PictureError, chinese_font, png_available
from kb.charts.dumbbell import Dumbbell, dumbbell
from kb.charts.heat import HeatCell, heat_map
from kb.charts.histogram import year_histogram
from kb.charts.parts import SIGNS
from kb.charts.trajectory import Point, trajectory

__all__ = [
    "SIGNS",
    "Dumbbell",
    "HeatCell",
    "Look",
    "PictureError",
    "Point",
    "chinese_font",
    "dumbbell",
    "heat_map",
    "png_available",
    "trajectory",
    "year_histogram",
]
