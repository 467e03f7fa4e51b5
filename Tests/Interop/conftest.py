"""The program under test, and the servers that it is tried on."""

import json
import os
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import pytest

from server import Server, free_port

PROJECT = Path(__file__).resolve().parents[2]
ETUDE = os.environ.get("ETUDE", str(PROJECT / ".build/debug/etude"))
PROXY_KEY = "sk-interop"


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
                stderr=subprocess.PIPE, timeout=50).stderr
        status, peak = result.read_text().split()
        return Finished(int(status), output.read_text(), errors.decode(), int(peak) / 1024)


@pytest.fixture
def etude(tmp_path):
    return Etude(tmp_path)


@pytest.fixture
def server():
    with Server() as server:
        yield server


@pytest.fixture(scope="session")
def upstream():
    """What the proxy forwards to."""
    with Server() as server:
        yield server


@dataclass
class Proxy:
    base_url: str

    @property
    def environment(self):
        return {"OPENAI_BASE_URL": self.base_url, "OPENAI_API_KEY": PROXY_KEY}


@pytest.fixture(scope="session")
def proxy(upstream, tmp_path_factory):
    """The litellm proxy with mock models, and some that it forwards."""

    def mock(name, answer):
        return {"model_name": name,
                "litellm_params": {"model": "openai/mock", "api_key": "none", "mock_response": answer}}

    def forwarded(name, base):
        return {"model_name": name,
                "litellm_params": {"model": "openai/peer", "api_key": "sk-upstream", "api_base": base}}

    place = tmp_path_factory.mktemp("proxy")
    port = free_port()
    config = place / "config.yaml"
    config.write_text(json.dumps(ensure_ascii=False, obj={
        "model_list": [
            mock("mock", "Hello from the mock: café, 日本, 😀. This is a fixed answer."),
            mock("mock-429", "litellm.RateLimitError"),
            mock("mock-500", "litellm.InternalServerError"),
            mock("mock-context", "litellm.ContextWindowExceededError"),
            forwarded("forwarded", upstream.base_url),
            forwarded("upstream-down", "http://127.0.0.1:9/v1"),
        ],
        "general_settings": {"master_key": PROXY_KEY},
        "litellm_settings": {"num_retries": 0, "telemetry": False},
        "router_settings": {"num_retries": 0, "disable_cooldowns": True},
    }))
    environment = os.environ | {
        "LITELLM_LOCAL_MODEL_COST_MAP": "True", "LITELLM_TELEMETRY": "False", "NO_DOCS": "True",
        "DISABLE_ADMIN_UI": "True", "NO_PROXY": "*",
    }
    with open(place / "log", "w+") as log:
        process = subprocess.Popen(
            [sys.executable, "-c", "from litellm.proxy.proxy_cli import run_server; run_server()",
             "--config", str(config), "--host", "127.0.0.1", "--port", str(port), "--num_workers", "1"],
            env=environment, cwd=place, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        try:
            wait_for(f"http://127.0.0.1:{port}/health/liveliness", process, log)
            yield Proxy(f"http://127.0.0.1:{port}/v1")
        finally:
            process.kill()
            process.wait()


def wait_for(url, process, log, seconds=120):
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        try:
            opener.open(url, timeout=2).close()
            return
        except OSError:
            time.sleep(0.1)
    log.seek(0)
    raise AssertionError("the litellm proxy did not start:\n" + log.read()[-4000:])
