"""Long answers: memory stays bounded, whether they come in small pieces or in one line."""

import pytest

from long_answers import ANSWERS, LIMIT, stream
from server import stream_answer
from test_nginx import both, ca_file, nginx, ready  # noqa: F401
from test_tls import KEY, REQUEST


@pytest.fixture
def request_file(etude):
    return etude.write("r.json", {"model": "peer", "messages": [{"role": "user", "content": "hi"}]})


CASES = [(name, options) for name in ANSWERS for options in ([], ["--json"], ["--no-store"])
         if not options or "100 B" not in name]


@pytest.mark.parametrize("name, options", CASES, ids=[" ".join([name, *options]) for name, options in CASES])
def test_a_long_answer_takes_bounded_memory(etude, server, request_file, name, options):
    body, text = stream(*ANSWERS[name])
    server.answer = lambda _: stream_answer(body, 1 << 16)
    finished = etude.run_measured("run", request_file, *options, **server.environment)
    assert (finished.status, finished.errors) == (0, "")
    output = finished.line["output"] + "\n" if "--json" in options else finished.output
    # Compared so, since a difference of megabytes takes pytest minutes to show.
    assert len(output) == len(text) + 1
    assert (output == text + "\n") is True
    assert finished.peak < LIMIT


def test_a_long_answer_is_logged_whole(etude, server, request_file):
    body, text = stream(*ANSWERS["50 MB in events of 4 kB"])
    server.answer = lambda _: stream_answer(body, 1 << 16)
    etude.run_measured("run", request_file, **server.environment)
    (log,) = etude.run("logs", "--json").lines
    assert (log["output"] == text) is True
    assert log["finish_reason"] == "stop"


def test_long_reasoning_takes_bounded_memory(etude, server, request_file):
    body, text = stream(50 << 20, 4000, "reasoning_content")
    server.answer = lambda _: stream_answer(body, 1 << 16)
    finished = etude.run_measured("run", request_file, "--json", **server.environment)
    assert (finished.line["reasoning"] == text) is True
    assert finished.peak < LIMIT


@both
def test_a_long_answer_over_nginx_takes_bounded_memory(etude, server, nginx, ready, protocol):
    body, text = stream(*ANSWERS["50 MB in events of 4 kB"])
    server.answer = lambda _: stream_answer(body, 1 << 16)
    ready(protocol)
    finished = etude.run_measured("run", etude.write("r.json", REQUEST), LOCAL_KEY=KEY)
    assert (finished.status, finished.errors) == (0, "")
    assert (finished.output == text + "\n") is True
    assert finished.peak < LIMIT
