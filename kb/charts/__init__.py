"""Pictures drawn on the server: SVG always, PNG where a Chinese font is installed."""

from kb.charts.drawing import PictureError, chinese_font, png_available
from kb.charts.pictures import dumbbell, heat_map, trajectory, year_histogram

__all__ = [
    "PictureError",
    "chinese_font",
    "dumbbell",
    "heat_map",
    "png_available",
    "trajectory",
    "year_histogram",
]
