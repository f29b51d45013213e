"""Draws what `bench/peers.py --json` measured: time over resources, one line a tool, both axes logarithmic.

    python bench/plot.py FIGURES.json FILE.svg

matplotlib is imported when something is drawn. The same figures give the same file.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

#: Okabe and Ito, "Color Universal Design" (2008): told apart with any colour vision. The product has the strong
#: blue and orange, and full lines; others are dashed, so that the drawing can be read in grey too.
STYLES: Mapping[str, tuple[str, str]] = {
    "repair-classify": ("#0072B2", "-"),
    "repair-align": ("#56B4E9", "-"),
    "repair-between": ("#009E73", "-"),
    "jsonpatch": ("#000000", "--"),
    "jsondiffpatch": ("#E69F00", "--"),
    "deepdiff-ordered": ("#CC79A7", "--"),
    "deepdiff-unordered": ("#CC79A7", ":"),
    "cloudformation-diff": ("#D55E00", "--"),
}
#: Least distance of two labels, as a factor of time.
APART = 1.45


def spread(heights: Mapping[str, float]) -> dict[str, float]:
    """Where each label stands: at its line's end, or a little off so that no two overlap."""
    low = math.log(APART)
    order = sorted(heights, key=heights.__getitem__)
    wanted = [math.log(heights[name]) for name in order]
    at: list[float] = []
    for value in wanted:
        at.append(max(value, at[-1] + low) if at else value)
    # What the pushing upwards added on average is taken back, so that labels stay about their lines.
    shift = sum(a - b for a, b in zip(at, wanted, strict=True)) / max(1, len(at))
    return {name: math.exp(value - shift) for name, value in zip(order, at, strict=True)}


def write(result: Mapping[str, Any], file: Path) -> None:
    """The drawing of `result`, what `bench/peers.py --json` writes, as SVG."""
    import matplotlib as mpl

    mpl.use("Agg")
    # Text stays text, and ids come from the content: a small file, equal for equal figures.
    mpl.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "peers", "font.size": 10})
    from matplotlib import pyplot as plt
    from matplotlib.ticker import FuncFormatter, NullLocator

    figure, axes = plt.subplots(figsize=(9, 5.4), layout="constrained")
    ends: dict[str, tuple[float, float]] = {}
    for tool, (colour, line) in STYLES.items():
        points = [
            (row["resources"], row["cpu"])
            for row in result["rows"]
            if row["tool"] == tool and row["cpu"] is not None
        ]
        if points:
            axes.plot(
                *zip(*points, strict=True),
                color=colour,
                linestyle=line,
                marker="o",
                markersize=4,
                linewidth=2.4 if line == "-" else 1.6,
            )
            ends[tool] = points[-1]
    axes.set_xscale("log")
    axes.set_yscale("log")
    sizes = sorted({row["resources"] for row in result["rows"]})
    through = {tool: time for tool, (resources, time) in ends.items() if resources == sizes[-1]}
    for tool, height in spread(through).items():
        axes.annotate(
            result["labels"][tool],
            xy=(sizes[-1], through[tool]),
            xytext=(sizes[-1] * 1.25, height),
            color=STYLES[tool][0],
            verticalalignment="center",
            annotation_clip=False,
            arrowprops={
                "arrowstyle": "-",
                "color": STYLES[tool][0],
                "linewidth": 0.5,
                "shrinkA": 1,
                "shrinkB": 3,
                "relpos": (0, 0.5),
            },
        )
    stopped = {tool: time * APART for tool, (_, time) in ends.items() if tool not in through}
    for tool, height in spread(stopped).items():
        axes.text(
            ends[tool][0],
            height,
            f"{result['labels'][tool]}, then > {result['limit']:g} s",
            color=STYLES[tool][0],
            horizontalalignment="right",
            verticalalignment="center",
        )
    axes.set_xticks(sizes, [f"{size:,}".replace(",", "\u202f") for size in sizes])
    axes.xaxis.set_minor_locator(NullLocator())
    axes.yaxis.set_major_formatter(
        FuncFormatter(lambda value, _: f"{value / 1000:g} s" if value >= 1000 else f"{value:g} ms")
    )
    axes.grid(visible=True, which="major", color="#dddddd", linewidth=0.6)
    axes.spines[["top", "right"]].set_visible(False)
    axes.set_xlabel("resources in each template")
    axes.set_ylabel("CPU time, median")
    figure.suptitle("Telling two templates apart, parsing left out", x=0.01, horizontalalignment="left")
    about = result["machine"]
    axes.set_title(
        f"pair “{result['pair']}”; {about['cpu']}, load {about['load']}; Python {about['python']}"
        + (f", Node {about['node']}" if "node" in about else ""),
        fontsize=8,
        color="#555555",
        loc="left",
    )
    figure.savefig(file, format="svg", metadata={"Date": None})
    plt.close(figure)


if __name__ == "__main__":
    write(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")), Path(sys.argv[2]))
