"""A real llama.cpp server with a tiny random model, which speaks all three dialects in its own way."""

import subprocess
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

from server import free_port

KEY = "sk-llama-interop"
# Where `llama/build` puts it.
PLACE = Path(__file__).resolve().parents[3] / ".build/peers/llama"


def wait_for(url, process, log, seconds=120):
    """Waits until a server answers; its log is the reason when it does not."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        try:
            opener.open(url, timeout=2).close()
            return
        except OSError:
            time.sleep(0.1)
    log.seek(0)
    raise AssertionError(f"no answer from {url}:\n" + log.read()[-4000:])


@contextmanager
def serving(folder, reasons=False):
    """The base address of a server that runs meanwhile; `reasons` lets each answer begin with reasoning."""
    port = free_port()
    template = ["--chat-template-file", PLACE / "tiny-think.jinja"] if reasons else []
    with open(folder / "llama.log", "w+") as log:
        process = subprocess.Popen(
            [PLACE / "llama-server", "-m", PLACE / "tiny.gguf", "--mmproj", PLACE / "tiny-mmproj.gguf",
             "--alias", "tiny-random", "--jinja", "--host", "127.0.0.1", "--port", str(port), "--api-key", KEY,
             "-c", "32768", "-np", "4", "-t", "1", "-b", "512", "--no-ui", "--offline", *template],
            stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        try:
            wait_for(f"http://127.0.0.1:{port}/health", process, log)
            yield f"http://127.0.0.1:{port}/v1"
        finally:
            process.kill()
            process.wait()


DIALECTS = ["chat", "responses", "messages"]


def providers(etude, base, key=KEY):
    """Gives the home one provider for each dialect, all at one address."""
    lines = [f'  {dialect}: {{base_url: "{base}", api_key_env: PEER_KEY, dialect: {dialect}}}' for dialect in DIALECTS]
    etude.write("config.yaml", "providers:\n" + "\n".join(lines) + "\n")
    etude.environment["PEER_KEY"] = key
