"""The data visualization block: pie, bar, area and line charts."""

from typing import Any

from sandbox.blockkit import limits
from sandbox.blockkit.rules import numbered, refuse_repeated
from sandbox.blockkit.schema import Check, both, kinds, listed, number, record, say, string
from sandbox.blockkit.texts import ID

LABEL = string(limits.CHART_LABEL)
POINT = record({"label": LABEL, "value": number}, "label", "value")
SERIES = record({"name": LABEL, "data": listed(POINT, limits.CHART_POINTS)}, "name", "data")
AXES = record(
    {
        "categories": listed(LABEL, limits.CHART_POINTS),
        "x_label": string(limits.AXIS_LABEL),
        "y_label": string(limits.AXIS_LABEL),
    },
    "categories",
)


def positive(segment: Any, at: str, problems: list[str]) -> None:
    if segment["value"] <= 0:
        say(problems, "must be greater than 0", f"{at}/value")


def a_point_for_each_category(chart: Any, at: str, problems: list[str]) -> None:
    categories = chart["axis_config"]["categories"]
    if len(set(categories)) < len(categories):
        say(problems, "Input contains duplicate items", f"{at}/axis_config/categories")
    for where, series in numbered(chart["series"], f"{at}/series"):
        if sorted(point["label"] for point in series["data"]) != sorted(categories):
            say(problems, "must have one point for each category", f"{where}/data")


def names_differ(chart: Any, at: str, problems: list[str]) -> None:
    refuse_repeated("name", numbered(chart["series"], f"{at}/series"), problems)


AXIS_CHART = both(
    record({"series": listed(SERIES, limits.CHART_PARTS), "axis_config": AXES}, "series", "axis_config"),
    names_differ,
    a_point_for_each_category,
)
CHARTS: dict[str, Check] = {
    "pie": record({"segments": listed(both(POINT, positive), limits.CHART_PARTS)}, "segments"),
    "bar": AXIS_CHART,
    "area": AXIS_CHART,
    "line": AXIS_CHART,
}
DATA_VISUALIZATION = record(
    {"block_id": ID, "title": string(limits.CHART_TITLE), "chart": kinds(CHARTS)}, "title", "chart"
)
