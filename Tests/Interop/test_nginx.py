"""Debian's nginx: HTTP/2 and HTTP/1.1 over TLS, what is negotiated, kept and closed."""

import json
import os
import signal
import subprocess
import threading
import time
import uuid
import zlib
from contextlib import contextmanager
from pathlib import Path

import brotli
import pytest
import zstandard

from conftest import ETUDE
from nginx import Nginx
from server import Answer, Server, completion, event_stream, json_answer, stream_answer
from test_tls import KEY, REQUEST, certificate, configure, refused, run

TRANSFERS = str(Path(ETUDE).parent / "transfers")
PROTOCOLS = {"HTTP/2.0": "h2", "HTTP/1.1": "http/1.1"}
both = pytest.mark.parametrize("protocol", PROTOCOLS)


@pytest.fixture(scope="module")
def ca_file(tmp_path_factory):
    return certificate(tmp_path_factory.mktemp("ca"), "IP:127.0.0.1")[1]


@pytest.fixture
def nginx(server, ca_file, tmp_path_factory):
    with Nginx(tmp_path_factory.mktemp("nginx"), ca_file, server.origin) as nginx:
        yield nginx


@pytest.fixture
def ready(etude, nginx, ca_file):
    """Configures the provider; returns its base URL."""
    def ready(protocol, path="/v1"):
        configure(etude, nginx.origin(protocol) + path, ca_file)
    return ready


@both
@pytest.mark.parametrize("options", [[], ["--no-stream"]], ids=["streamed", "whole"])
def test_the_best_protocol_that_both_know_is_spoken(etude, server, nginx, ready, protocol, options):
    ready(protocol)
    assert run(etude, *options).line["output"] == "Hello."
    (entry,) = nginx.wait_for_entries(1)
    assert (entry["protocol"], entry["alpn"]) == (protocol, PROTOCOLS[protocol])
    assert server.requests[0].headers["authorization"] == "Bearer " + KEY
    assert server.requests[0].json["messages"] == REQUEST["messages"]


class Dictation:
    """A stream of words, each sent only after the program has printed the one before."""

    words = ["one ", "two ", "three ", "four."]

    def __init__(self):
        self.printed = [threading.Event() for _ in self.words]
        self.late = []

    def pieces(self, pack=lambda piece: piece):
        *chunks, finish, done = event_stream(self.words).split(b"\n\n")[:-1]
        for number, chunk in enumerate(chunks[1:]):
            yield pack(chunk + b"\n\n")
            if not self.printed[number].wait(20):
                self.late.append(self.words[number])
        yield pack(finish + b"\n\n" + done + b"\n\n")

    def listen(self, process):
        text = ""
        for word, printed in zip(self.words, self.printed):
            while not text.endswith(word):
                piece = os.read(process.stdout.fileno(), 100).decode()
                assert piece, process.stderr.read()
                text += piece
            printed.set()
        assert process.wait(20) == 0
        assert self.late == []


def dictate(etude, server, headers=None, pack=lambda piece: piece):
    words = Dictation()
    headers = {"Content-Type": "text/event-stream"} | (headers or {})
    server.answer = lambda _: Answer(headers=headers, body=words.pieces(pack))
    with etude.start("run", etude.write("r.json", REQUEST), LOCAL_KEY=KEY) as process:
        words.listen(process)


@both
@pytest.mark.parametrize("path", ["/v1", "/gzip/v1"], ids=["plain", "gzip"])
def test_each_word_arrives_before_the_next_is_sent(etude, server, nginx, ready, protocol, path):
    ready(protocol, path)
    dictate(etude, server)
    (entry,) = nginx.wait_for_entries(1)
    assert entry["protocol"] == protocol
    assert entry["encoding"] == ("gzip" if "gzip" in path else "")


@both
@pytest.mark.parametrize("options", [[], ["--no-stream"]], ids=["streamed", "whole"])
def test_what_nginx_has_compressed_is_unpacked(etude, server, nginx, ready, protocol, options):
    text = "lorem ipsum " * 5000
    server.answer = lambda request: (
        json_answer(completion(text)) if options else stream_answer(event_stream([text, "dolor"])))
    ready(protocol, "/gzip/v1")
    assert run(etude, *options).line["output"] == text + ("" if options else "dolor")
    (entry,) = nginx.wait_for_entries(1)
    assert entry["encoding"] == "gzip"


def deflater(wbits):
    packer = zlib.compressobj(wbits=wbits)
    return lambda piece: packer.compress(piece) + packer.flush(zlib.Z_SYNC_FLUSH)


def brotli_packer():
    packer = brotli.Compressor()
    return lambda piece: packer.process(piece) + packer.flush()


def zstd_packer():
    packer = zstandard.ZstdCompressor().compressobj()
    return lambda piece: packer.compress(piece) + packer.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK)


PACKERS = {"gzip": lambda: deflater(31), "deflate": lambda: deflater(15), "br": brotli_packer, "zstd": zstd_packer}


@pytest.mark.parametrize("encoding", PACKERS)
def test_a_compressed_stream_arrives_word_by_word_in_each_encoding_that_is_offered(etude, server, encoding):
    configure(etude, server.base_url)
    run(etude)
    offered = [word.strip() for word in server.requests[0].headers["accept-encoding"].split(",")]
    assert "gzip" in offered
    if encoding not in offered:
        pytest.skip(f"this libcurl has no {encoding}")
    dictate(etude, server, {"Content-Encoding": encoding}, PACKERS[encoding]())


@both
def test_an_unknown_certificate_is_told_with_what_to_do_and_not_tried_again(etude, server, nginx, protocol):
    configure(etude, nginx.origin(protocol) + "/v1")
    finished = run(etude)
    assert "name the certificate that signed it as ca_file of the provider in config.yaml" in refused(finished)
    finished = etude.run("run", etude.write("r.json", REQUEST), LOCAL_KEY=KEY)
    assert (finished.status, finished.output) == (1, "")
    (told, advice) = finished.errors.splitlines()
    assert told.startswith("etude: connection: the certificate of 127.0.0.1:") and "ca_file" in told
    assert advice == "etude: Fix what the message names and run again."
    assert server.requests == []


def test_another_ca_is_told_as_such(etude, server, nginx, tmp_path):
    _, other = certificate(tmp_path, "DNS:other.invalid")
    configure(etude, nginx.origin("HTTP/2.0") + "/v1", other)
    assert "ca_file has no certificate that signed it" in refused(run(etude))
    assert server.requests == []


@both
def test_nothing_outside_config_yaml_switches_verification_off(etude, server, nginx, protocol):
    configure(etude, nginx.origin(protocol) + "/v1")
    etude.write(".curlrc", "insecure\nproxy-insecure\nssl-no-revoke\n")
    (etude.home / ".config").mkdir()
    etude.write(".config/curlrc", "insecure\n")
    loose = {name: "1" for name in (
        "CURL_INSECURE", "CURLOPT_SSL_VERIFYPEER_OFF", "GIT_SSL_NO_VERIFY", "INSECURE", "ETUDE_INSECURE", "SSL_NO_VERIFY")}
    strict = {name: "0" for name in (
        "CURL_SSL_VERIFY", "CURLOPT_SSL_VERIFYPEER", "CURLOPT_SSL_VERIFYHOST", "NODE_TLS_REJECT_UNAUTHORIZED",
        "PYTHONHTTPSVERIFY", "SSL_VERIFY")}
    places = {"CURL_HOME": str(etude.home), "XDG_CONFIG_HOME": str(etude.home / ".config")}
    finished = etude.run(
        "run", etude.write("r.json", REQUEST), "--json", LOCAL_KEY=KEY, **loose, **strict, **places)
    refused(finished)
    assert server.requests == []


@pytest.mark.parametrize("key", ["insecure: true", "verify: false", "verify_ssl: false", "ca_file: false"])
def test_config_yaml_has_no_switch_for_it(etude, server, nginx, key):
    etude.write("config.yaml", "default_provider: local\nproviders:\n  local:\n"
                f"    base_url: {nginx.origin('HTTP/2.0')}/v1\n    api_key_env: LOCAL_KEY\n    {key}\n")
    finished = run(etude)
    assert finished.status != 0
    assert server.requests == [] and nginx.entries == []


@both
def test_a_redirect_within_the_origin_keeps_method_body_and_key(etude, server, nginx, ready, protocol):
    ready(protocol, "/moved")
    assert run(etude).line["output"] == "Hello."
    entries = nginx.wait_for_entries(2)
    assert [entry["status"] for entry in entries] == ["307", "200"]
    assert len({entry["connection"] for entry in entries}) == 1
    (request,) = server.requests
    assert (request.method, request.path) == ("POST", "/v1/chat/completions")
    assert request.headers["authorization"] == "Bearer " + KEY
    assert request.json["messages"] == REQUEST["messages"]


@both
def test_a_redirect_to_another_port_gets_nothing(etude, server, nginx, ready, protocol):
    ready(protocol, "/elsewhere")
    (elsewhere,) = set(PROTOCOLS) - {protocol}
    assert nginx.origin(elsewhere) in refused(run(etude))
    assert [entry["status"] for entry in nginx.wait_for_entries(1)] == ["307"]
    assert server.requests == []


# One connection for many requests


@both
def test_attempts_after_the_first_need_no_new_handshake(etude, server, nginx, ready, protocol):
    answers = iter([Answer(503, {"Retry-After-Ms": "1"}, b"{}"), Answer(429, {"Retry-After-Ms": "1"}, b"{}"),
                    json_answer(completion())])
    server.answer = lambda _: next(answers)
    ready(protocol)
    assert run(etude).line["output"] == "Hello."
    entries = nginx.wait_for_entries(3)
    assert [entry["status"] for entry in entries] == ["503", "429", "200"]
    assert len({entry["connection"] for entry in entries}) == 1
    assert [entry["request"] for entry in entries] == ["1", "2", "3"]


class Terminal:
    """The playground in a terminal of its own."""

    def __init__(self, etude, *arguments, **environment):
        self.socket = f"etude-{uuid.uuid4()}"
        settings = etude.environment | environment | {"TERM": "tmux-256color"}
        self.tmux("-f", "/dev/null", "new-session", "-d", "-x", "100", "-y", "30", "env", "-i",
                  *(f"{name}={value}" for name, value in settings.items()), ETUDE, *arguments)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.tmux("kill-server")

    def tmux(self, *arguments):
        return subprocess.run(
            ["tmux", "-L", self.socket, *arguments], check=True, capture_output=True, text=True).stdout

    def see(self, text, count=1):
        end = time.monotonic() + 20
        while (screen := self.tmux("capture-pane", "-p")).count(text) < count:
            assert time.monotonic() < end, f"no '{text}' in:\n{screen}"
            time.sleep(0.05)

    def send(self, text):
        self.tmux("send-keys", "-l", text)
        self.tmux("send-keys", "C-r")


@both
def test_the_runs_of_a_playground_need_one_handshake(etude, server, nginx, ready, protocol):
    ready(protocol)
    with Terminal(etude, "play", etude.write("r.json", {"model": "peer", "messages": []}), LOCAL_KEY=KEY) as terminal:
        for number in (1, 2, 3):
            terminal.see("type a message" if number == 1 else f"Hello {number - 1}.")
            server.answer = lambda _, number=number: stream_answer(event_stream([f"Hello {number}."]))
            terminal.send(f"Question {number}")
            nginx.wait_for_entries(number)
        terminal.see("Hello 3.")
    entries = nginx.wait_for_entries(3)
    assert {entry["protocol"] for entry in entries} == {protocol}
    assert len({entry["connection"] for entry in entries}) == 1
    assert [entry["request"] for entry in entries] == ["1", "2", "3"]


@contextmanager
def transfers(nginx, protocol, ca_file, count, mode):
    """What came of that many requests over one transport, which lives until the block ends."""
    process = subprocess.Popen(
        [TRANSFERS, nginx.origin(protocol), str(ca_file), str(count), mode], env={}, stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, text=True)
    try:
        lines = [json.loads(process.stdout.readline()) for _ in range(count)]
        assert sorted(line["number"] for line in lines) == list(range(count))
        yield lines
        process.stdin.close()
        assert process.wait(20) == 0
    finally:
        process.kill()
        process.wait()


def body_of(number):
    return b"%d " % number * 20_000


def assert_whole(line):
    body = body_of(line["number"])
    assert line == {"number": line["number"], "status": 200, "count": len(body), "adler32": zlib.adler32(body),
                    "error": ""}


@both
def test_requests_in_turn_share_a_connection(server, nginx, ca_file, protocol):
    server.answer = lambda request: Answer(body=body_of(int(request.body)))
    with transfers(nginx, protocol, ca_file, 10, "in-turn") as lines:
        for line in lines:
            assert_whole(line)
    assert len({entry["connection"] for entry in nginx.wait_for_entries(10)}) == 1


@both
@pytest.mark.parametrize("mode", ["together", "after-first"])
def test_fifty_streams_at_once_are_all_complete(server, nginx, ca_file, protocol, mode):
    everyone = threading.Barrier(50 if mode == "together" else 49)

    def body(number):
        if number > 0 or mode == "together":
            everyone.wait(20)
        yield body_of(number)

    server.answer = lambda request: Answer(body=body(int(request.body)))
    with transfers(nginx, protocol, ca_file, 50, mode) as lines:
        for line in lines:
            assert_whole(line)
    connections = {entry["connection"] for entry in nginx.wait_for_entries(50)}
    if protocol == "HTTP/2.0" and mode == "after-first":
        assert len(connections) == 1


@both
def test_an_answer_that_is_not_read_does_not_hold_up_the_others(server, nginx, ca_file, protocol):
    first = b"0 " * (16 << 20)
    server.answer = lambda request: Answer(body=body_of(int(request.body)) if request.body != b"0" else first)
    with transfers(nginx, protocol, ca_file, 10, "unread") as (*others, last):
        for line in others:
            assert_whole(line)
        assert (last["number"], last["error"]) == (0, "")
        assert (last["count"], last["adler32"]) == (len(first), zlib.adler32(first))


@both
def test_leaving_one_answer_ends_it_at_the_server_and_no_other(server, nginx, ca_file, protocol):
    late = []

    def other(number):
        body = body_of(number)
        yield body[:10]
        if not server.left.wait(20):
            late.append(number)
        yield body[10:]

    server.answer = lambda request: (
        Answer(body=body_of(0), endless=True) if request.body == b"0" else Answer(body=other(int(request.body))))
    with transfers(nginx, protocol, ca_file, 10, "left") as (*others, last):
        for line in others:
            assert_whole(line)
        assert (last["number"], last["error"]) == (0, "")
        assert late == []


@both
def test_leaving_the_only_answer_ends_it_at_the_server(server, nginx, ca_file, protocol):
    server.answer = lambda request: Answer(body=b"0 ", stuck=request.body == b"0")
    with transfers(nginx, protocol, ca_file, 2, "left") as (_, last):
        assert (last["number"], last["error"]) == (0, "")
        assert server.left.wait(20)


# A reader that is slow, and one that leaves

WORDS = b"data: " + json.dumps(
    {"choices": [{"index": 0, "delta": {"content": "word " * 200}, "finish_reason": None}]}).encode() + b"\n\n"


def endless(_):
    return Answer(headers={"Content-Type": "text/event-stream"}, body=WORDS * 50, endless=True)


def peak_memory(process):
    """In MB, until now."""
    for line in Path(f"/proc/{process.pid}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    raise AssertionError("no VmHWM")


@both
@pytest.mark.parametrize("options", [[], ["--no-store"]], ids=["stored", "not stored"])
def test_a_pipe_that_nobody_reads_stops_the_server(etude, server, nginx, ready, protocol, options):
    server.answer = endless
    ready(protocol)
    with etude.start("run", etude.write("r.json", REQUEST), *options, LOCAL_KEY=KEY) as process:
        assert server.stalled.wait(60)
        # The mailbox and the run's queue hold a mebibyte each, HTTP/2's windows up to 32, the system's sockets the rest.
        assert server.sent < 64 << 20
        assert peak_memory(process) < 120
        process.send_signal(signal.SIGINT)
        assert server.left.wait(20)
        process.stdout.close()
        assert process.wait(20) in (130, -signal.SIGPIPE)


@both
def test_an_interrupt_closes_the_stream_at_the_server(etude, server, nginx, ready, protocol):
    server.answer = endless
    ready(protocol)
    with etude.start("run", etude.write("r.json", REQUEST), "--no-store", LOCAL_KEY=KEY) as process:
        assert process.stdout.read(10) == b"word word "
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=20)
    assert process.returncode == 130
    assert server.left.wait(20)
    nginx.wait_for_entries(1)
