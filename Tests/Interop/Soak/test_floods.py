"""Answers without an end: what is too long is left with its limit named, and memory stays bounded."""

import zlib

import pytest

from server import Answer, stream_answer

# In MB. One event or body of 64 MiB may be there twice while it is read.
LIMIT = 300
PIECE = b" lorem ipsum dolor sit amet, consectetur adipiscing elit" * 1000
END = b'data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n'
EVENT = b'data: {"choices":[{"index":0,"delta":{"content":"%s"}}]}\n\n'


def one_line():
    """An event of a gigabyte."""
    yield b'data: {"choices":[{"index":0,"delta":{"content":"'
    for _ in range((1 << 30) // len(PIECE)):
        yield PIECE
    yield b'"}}]}\n\n' + END


def many_events():
    """Two hundred megabytes in events of 4 kB."""
    event = EVENT % PIECE[:4000]
    for _ in range((200 << 20) // len(event)):
        yield event
    yield END


def bomb():
    """Four gigabytes of comments in a few megabytes."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    zeros = b":" + b"0" * ((1 << 20) - 2) + b"\n"
    for _ in range(4096):
        yield packer.compress(zeros)
    yield packer.flush()


def bomb_of_one_line():
    """Four gigabytes of one line in a few megabytes."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    yield packer.compress(b'data: {"choices":[{"index":0,"delta":{"content":"')
    for _ in range(4096):
        yield packer.compress(b"0" * (1 << 20))
    yield packer.flush()


def small_arrays():
    """A body of a hundred megabytes of small arrays, and so of fifty million values."""
    yield b'{"choices":[{"index":0,"message":{"role":"assistant","content":"x"},"finish_reason":"stop"}],"more":['
    for _ in range(100):
        yield b"[0]," * (1 << 18)
    yield b"0]}"


def many_calls():
    """A hundred thousand calls."""
    for index in range(100_000):
        yield (b'data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":%d,"id":"c%d","type":"function",'
               b'"function":{"name":"f","arguments":"{}"}}]}}]}\n\n') % (index, index)
    yield END


@pytest.fixture
def ask(etude, server):
    request = etude.write("r.json", {"model": "peer", "messages": [{"role": "user", "content": "hi"}]})

    def ask(answer, *options):
        server.answer = lambda _: answer
        finished = etude.run_measured("run", request, *options, **server.environment)
        assert finished.peak < LIMIT, f"{finished.peak:.0f} MB"
        return finished

    return ask


@pytest.mark.parametrize("packed, body", [(False, one_line), (True, bomb_of_one_line)], ids=["plain", "packed"])
def test_an_event_that_does_not_end_is_left_and_the_limit_is_named(ask, packed, body):
    answer = stream_answer(body(), 1 << 16)
    if packed:
        answer.headers["Content-Encoding"] = "gzip"
    finished = ask(answer)
    assert finished.status == 1
    assert "64 MiB" in finished.errors and "max_answer_mb" in finished.errors


def test_a_stream_of_comments_that_unpacks_to_gigabytes_is_left(ask):
    answer = stream_answer(bomb(), 1 << 16)
    answer.headers["Content-Encoding"] = "gzip"
    finished = ask(answer)
    assert finished.status == 1 and finished.errors


def test_a_body_of_a_gigabyte_is_left_and_the_limit_is_named(ask):
    finished = ask(Answer(headers={"Content-Type": "application/json"}, body=one_line(), piece=1 << 16), "--no-stream")
    assert finished.status == 1
    assert "64 MiB" in finished.errors


def test_an_answer_that_is_too_long_is_kept_up_to_a_limit_and_says_where_it_was_cut(ask, etude):
    ask(stream_answer(many_events(), 1 << 16))
    stored = sum(file.stat().st_size for file in etude.home.glob("etude.db*"))
    assert stored < 400 << 20
    (log,) = etude.run("logs", "--json").lines
    assert len(log["output"]) <= (64 << 20) + 200


def test_many_small_values_take_bounded_memory(ask):
    finished = ask(Answer(headers={"Content-Type": "application/json"}, body=small_arrays(), piece=1 << 16),
                   "--no-stream")
    assert finished.status == 1
    assert "64 MiB" in finished.errors


def test_a_hundred_thousand_calls_take_bounded_memory(ask):
    finished = ask(stream_answer(many_calls(), 1 << 16), "--json", "--tools", "manual")
    assert finished.status == 3
    assert len(finished.line["output_message"]["tool_calls"]) == 100_000
