"""Measures the JSON Schema validator and prints validations a second, medians, and instructions; beside the package jsonschema
where this Python has it. Called by `run`."""

import json
import shutil
import statistics
import subprocess
import sys
import time

from callgrind import instructions

SPEED, TIMES = sys.argv[1], int(sys.argv[2])


def peer(subject):
    """Validations a second of the package jsonschema; None where there is none."""
    try:
        import jsonschema
    except ImportError:
        return None
    schema, value = (
        json.loads(subprocess.run([SPEED, subject, what], stdout=subprocess.PIPE, text=True, check=True).stdout)
        for what in ("schema", "value"))
    validator = jsonschema.Draft202012Validator(schema)
    rates = []
    for _ in range(TIMES):
        begun, count = time.perf_counter(), 0
        while time.perf_counter() - begun < 0.02:
            assert validator.is_valid(value)
            count += 1
        rates.append(count / (time.perf_counter() - begun))
    return statistics.median(rates)


if __name__ == "__main__":
    print(f"\n{'JSON Schema, medians':24}{'validations/s':>16}{'schemas read/s':>18}{'jsonschema (Python)':>22}")
    lines = subprocess.run([SPEED, str(TIMES)], stdout=subprocess.PIPE, text=True, check=True).stdout
    for line in lines.splitlines():
        name, validations, readings = line.split()
        rate = peer(name)
        beside = f"{rate:,.0f} ({int(validations) / rate:.0f})" if rate else "–"
        print(f"{name:24}{int(validations):16,}{int(readings):18,}{beside:>22}", flush=True)
        if shutil.which("valgrind"):
            print(f"    {instructions([SPEED, name], 100, 300):,.0f} instructions a validation", flush=True)
