"""Measures our JSON parser beside Foundation's and prints MB/s, medians, and instructions. Called by `run`."""

import re
import shutil
import subprocess
import sys

SPEED, MODELS, TIMES = sys.argv[1:]
PARSERS = ["étude", "JSONSerialization", "JSONDecoder"]


def instructions(document, parser):
    """For each byte, without what starting and building the document cost: the difference that two more make."""
    counts = []
    for times in (1, 3):
        result = subprocess.run(
            ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", SPEED, MODELS, document, parser, str(times)],
            capture_output=True, text=True)
        counts.append(int(re.search(r"Collected : (\d+)", result.stderr)[1]))
    return (counts[1] - counts[0]) / 2


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
            ours, *others = [instructions(name, parser) / size for parser in PARSERS]
            row(f"    {name}", [ours, *others], [other / ours for other in others], "instructions a byte")
