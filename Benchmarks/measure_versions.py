"""Measures the browser of versions and prints microseconds, medians, and instructions. Called by `run`."""

import shutil
import subprocess
import sys

from callgrind import instructions

SPEED, TIMES = sys.argv[1], int(sys.argv[2])


if __name__ == "__main__":
    print(f"\n{'versions, medians':24}{'open and close, µs':>20}{'key to frame, µs':>18}")
    lines = subprocess.run([SPEED, str(TIMES)], stdout=subprocess.PIPE, text=True, check=True).stdout
    for line in lines.splitlines():
        versions, opening, key = line.split()
        print(f"{int(versions):<24,}{int(opening):20,}{int(key):18,}", flush=True)
        if shutil.which("valgrind"):
            print(f"    {instructions([SPEED, versions], 20, 120):,.0f} instructions a key", flush=True)
