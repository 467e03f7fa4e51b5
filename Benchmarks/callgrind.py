"""Counts instructions, which do not depend on how busy the machine is."""

import re
import subprocess


def instructions(command, few, many):
    """What one of the things costs that a program does as often as its last argument says, without all that it does once."""
    counts = []
    for times in (few, many):
        result = subprocess.run(
            ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *command, str(times)],
            capture_output=True, text=True)
        counts.append(int(re.search(r"Collected : (\d+)", result.stderr)[1]))
    return (counts[1] - counts[0]) / (many - few)
