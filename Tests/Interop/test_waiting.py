"""Retries and timeouts, as the server sees them."""

import signal
import time

import pytest

from server import Answer, completion, event_stream, json_answer

HALF = b"\n\n".join(event_stream(["half", " and half"]).split(b"\n\n")[:2]) + b"\n\n"
STREAM = {"Content-Type": "text/event-stream"}


@pytest.fixture
def request_file(etude):
    return etude.write("r.json", {"model": "peer", "messages": [{"role": "user", "content": "hi"}]})


def run(etude, server, file, *options):
    return etude.run("run", file, "--json", *options, **server.environment)


@pytest.mark.parametrize("status", [408, 409, 429, 500, 503])
def test_the_same_request_comes_again_after_the_wait_that_the_server_asked_for(etude, server, request_file, status):
    answers = iter([Answer(status, {"Retry-After-Ms": "30"}), Answer(status, {"Retry-After": "0.04"}),
                    json_answer(completion())])
    server.answer = lambda _: next(answers)
    finished = run(etude, server, request_file)
    assert (finished.line["output"], finished.line["timing"]["retries"]) == ("Hello.", 2)
    assert [line.rpartition("; ")[2] for line in finished.errors.splitlines()] == ["trying again in 0.0 s"] * 2
    first, *others = server.requests
    assert [(other.path, other.headers, other.body) for other in others] == [
        (first.path, first.headers, first.body)] * 2


@pytest.mark.parametrize("answer", [
    Answer(400), Answer(401), Answer(404), Answer(422),
    Answer(429, {"Retry-After": "121"}), Answer(503, {"X-Should-Retry": "false"}),
    json_answer({"error": {"message": "no credit", "code": "insufficient_quota"}}, 429),
], ids=lambda answer: f"{answer.status} {answer.headers} {answer.body}")
def test_what_a_wait_does_not_mend_comes_once(etude, server, request_file, answer):
    server.answer = lambda _: answer
    finished = run(etude, server, request_file)
    assert finished.status == 1
    assert len(server.requests) == 1


def test_nothing_comes_again_after_the_first_event(etude, server, request_file):
    def cut():
        yield HALF
        raise OSError

    server.answer = lambda _: Answer(headers=STREAM, body=cut())
    line = run(etude, server, request_file).line
    assert (line["output"], line["incomplete"], line["error"]["kind"]) == ("half", True, "connection")
    assert len(server.requests) == 1


def test_what_is_cut_before_its_first_event_comes_again(etude, server, request_file):
    def cut():
        yield b": wait\n\n"
        raise OSError

    answers = iter([Answer(headers=STREAM, body=cut()), Answer(headers=STREAM, body=event_stream())])
    server.answer = lambda _: next(answers)
    assert run(etude, server, request_file).line["output"] == "Hello."
    assert len(server.requests) == 2


def test_an_interrupt_ends_the_wait(etude, server, request_file):
    server.answer = lambda _: Answer(503, {"Retry-After": "100"})
    with etude.start("run", request_file, **server.environment) as process:
        assert process.stderr.readline().endswith(b"; trying again in 100.0 s\n")
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 130
    assert len(server.requests) == 1


@pytest.mark.parametrize("place", ["option", "config.yaml"])
def test_silence_is_a_timeout_that_closes_the_connection_and_comes_again(etude, server, request_file, place):
    answers = iter([Answer(mute=True), Answer(headers=STREAM, body=event_stream())])
    server.answer = lambda _: next(answers)
    options = ["--timeout", "0.3"]
    if place == "config.yaml":
        etude.write("config.yaml", f"providers:\n  openai:\n    timeout: 0.3\n    base_url: {server.base_url}\n")
        options = []
    finished = run(etude, server, request_file, *options)
    assert finished.line["output"] == "Hello."
    assert finished.errors.startswith("etude: timeout: no byte from 127.0.0.1 for 0.3 s; trying again in ")
    assert server.left.wait(20)
    assert len(server.requests) == 2


def test_silence_in_a_stream_keeps_what_came_and_comes_once(etude, server, request_file):
    server.answer = lambda _: Answer(headers=STREAM, body=HALF, stuck=True)
    line = run(etude, server, request_file, "--timeout", "0.3").line
    assert (line["output"], line["incomplete"], line["error"]["kind"]) == ("half", True, "timeout")
    assert server.left.wait(20)
    assert len(server.requests) == 1


def test_the_wait_for_the_head_can_be_interrupted(etude, server, request_file):
    server.answer = lambda _: Answer(mute=True)
    with etude.start("run", request_file, **server.environment) as process:
        while not server.requests:
            assert process.poll() is None
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 130
    assert server.left.wait(20)
