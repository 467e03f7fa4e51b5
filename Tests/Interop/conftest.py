"""The program under test, and the servers that it is tried on."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from server import Server

PROJECT = Path(__file__).resolve().parents[2]
ETUDE = os.environ.get("ETUDE", str(PROJECT / ".build/debug/etude"))

# A process starts with the peak of the one that it was forked from: this one is small.
MEASURE = """
import resource, subprocess, sys
status = subprocess.run(sys.argv[2:]).returncode
with open(sys.argv[1], "w") as file:
    print(status, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=file)
"""


@dataclass
class Finished:
    status: int
    output: str
    errors: str
    # In MB, the memory that was in use at most; None when it was not measured.
    peak: float | None = None

    @property
    def lines(self):
        return [json.loads(line) for line in self.output.splitlines()]

    @property
    def line(self):
        """The one object of `--json`."""
        (line,) = self.lines
        return line


class Etude:
    """A new user's `etude`, in a home of its own."""

    def __init__(self, home):
        self.home = home
        inherited = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
        self.environment = {**inherited, "HOME": str(home), "ETUDE_HOME": str(home), "LANG": "C.UTF-8", "TZ": "UTC"}

    def write(self, name, content):
        path = self.home / name
        path.write_text(content if isinstance(content, str) else json.dumps(content, ensure_ascii=False))
        return str(path)

    def start(self, *arguments, **environment):
        return subprocess.Popen(
            [ETUDE, *arguments], env=self.environment | environment, cwd=self.home, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def run(self, *arguments, **environment):
        process = self.start(*arguments, **environment)
        output, errors = process.communicate(timeout=50)
        return Finished(process.returncode, output.decode(), errors.decode())

    def run_measured(self, *arguments, **environment):
        """Also the peak of its resident memory. It reads nothing of the output before the end."""
        result, output = self.home / "measured", self.home / "output"
        with open(output, "w") as file:
            errors = subprocess.run(
                [sys.executable, "-S", "-c", MEASURE, str(result), ETUDE, *arguments],
                env=self.environment | environment, cwd=self.home, stdin=subprocess.DEVNULL, stdout=file,
                stderr=subprocess.PIPE, timeout=140).stderr
        status, peak = result.read_text().split()
        return Finished(int(status), output.read_text(), errors.decode(), int(peak) / 1024)


@pytest.fixture
def etude(tmp_path):
    return Etude(tmp_path)


@pytest.fixture
def server():
    with Server() as server:
        yield server
