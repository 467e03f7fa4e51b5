"""Measures the browser of versions and prints microseconds, medians, and instructions. Called by `run`."""

import re
import shutil
import subprocess
import sys

SPEED, TIMES = sys.argv[1], int(sys.argv[2])


def instructions(versions):
    """For each key, without what starting and opening cost."""
    counts = []
    for keys in (20, 120):
        result = subprocess.run(
            ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", SPEED, versions, str(keys)],
            capture_output=True, text=True)
        counts.append(int(re.search(r"Collected : (\d+)", result.stderr)[1]))
    return (counts[1] - counts[0]) // 100


if __name__ == "__main__":
    print(f"\n{'versions, medians':24}{'open and close, µs':>20}{'key to frame, µs':>18}")
    lines = subprocess.run([SPEED, str(TIMES)], stdout=subprocess.PIPE, text=True, check=True).stdout
    for line in lines.splitlines():
        versions, opening, key = line.split()
        print(f"{int(versions):<24,}{int(opening):20,}{int(key):18,}", flush=True)
        if shutil.which("valgrind"):
            print(f"    {instructions(versions):,} instructions a key", flush=True)
