"""Measures our JSON parser beside Foundation's and prints MB/s, medians, and instructions. Called by `run`."""

import shutil
import subprocess
import sys

from callgrind import instructions

SPEED, MODELS, TIMES = sys.argv[1:]
PARSERS = ["étude", "JSONSerialization", "JSONDecoder"]


def row(what, figures, gains, unit):
    """The others' figures, each with how many times better ours is."""
    cells = "".join(f"{figure:12.1f}{gain:7.1f}" for figure, gain in zip(figures[1:], gains))
    print(f"{what:28}{figures[0]:8.1f}{cells}   {unit}", flush=True)


if __name__ == "__main__":
    print(f"\n{'JSON, medians of ' + TIMES:28}{PARSERS[0]:>8}" + "".join(f"{name:>19}" for name in PARSERS[1:]))
    speeds = subprocess.run([SPEED, MODELS, TIMES], stdout=subprocess.PIPE, text=True, check=True).stdout
    sizes = {}
    for line in speeds.splitlines():
        name, size, *figures = line.split()
        sizes[name] = int(size)
        ours, *others = [float(figure) for figure in figures]
        row(f"{name}, {int(size) / 1e6:.2f} MB", [ours, *others], [ours / other for other in others], "MB/s")
    if shutil.which("valgrind"):
        for name, size in sizes.items():
            ours, *others = [instructions([SPEED, MODELS, name, parser], 1, 3) / size for parser in PARSERS]
            row(f"    {name}", [ours, *others], [other / ours for other in others], "instructions a byte")
