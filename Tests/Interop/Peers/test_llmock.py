"""llmock breaks its answers on demand, in each dialect's own forms, and judges what the client made of it."""

import json

import pytest

from llama_server import DIALECTS
from test_llama import PROMPT, WEATHER, streamed_or_whole

each_dialect = pytest.mark.parametrize("dialect", DIALECTS)
QUESTION = ["-m", "Tell me about the tides."]


@pytest.fixture
def ask(etude, llmock):
    """Asks the server, in the dialect's own place of it."""
    lines = [f'  {dialect}: {{base_url: "{llmock.url}/{place}", api_key_env: PEER_KEY, dialect: {dialect}}}'
             for dialect, place in zip(DIALECTS, ["v1", "v1", "anthropic/v1"])]
    etude.write("config.yaml", "providers:\n" + "\n".join(lines) + "\n")
    etude.environment["PEER_KEY"] = "sk-llmock"

    def ask(dialect, *options, prompt=PROMPT):
        file = etude.write("question.prompt", prompt)
        return etude.run("run", file, "--provider", dialect, "--json", *options)

    return ask


@each_dialect
@streamed_or_whole
def test_an_answer_is_whole(ask, llmock, dialect, options):
    line = ask(dialect, *QUESTION, *options).line
    assert (line["error"], line["incomplete"], line["finish_reason"]) == (None, False, "stop")
    assert line["output"] and line["usage"]["total_tokens"] > 0
    llmock.assert_resilient(strict=True)


@each_dialect
def test_the_wait_that_a_limited_server_asks_for_is_kept(ask, llmock, dialect):
    llmock.rate_limit(times=2, retry_after=1)
    line = ask(dialect, *QUESTION).line
    assert (line["error"], line["timing"]["retries"]) == (None, 2)
    llmock.assert_resilient(strict=True)


@each_dialect
@pytest.mark.parametrize("status", [500, 502, 503, 529])
def test_what_may_pass_is_tried_again(ask, llmock, dialect, status):
    llmock.fail(status, times=1)
    line = ask(dialect, *QUESTION).line
    assert (line["error"], line["timing"]["retries"]) == (None, 1)
    llmock.assert_resilient(strict=True)


@each_dialect
@pytest.mark.parametrize("status", [400, 401, 403, 404, 422])
def test_what_will_not_pass_is_not_tried_again(ask, llmock, dialect, status):
    llmock.fail(status, times=None)
    finished = ask(dialect, *QUESTION)
    assert (finished.status, finished.line["error"]["status"], finished.line["timing"]["retries"]) == (1, status, 0)
    llmock.assert_resilient(strict=True)


@each_dialect
@pytest.mark.parametrize("fault", ["disconnect", "corrupt"])
def test_a_broken_stream_is_no_answer_and_what_came_is_kept(ask, llmock, dialect, fault):
    getattr(llmock, fault)(after_chunks=3)
    finished = ask(dialect, *QUESTION)
    assert finished.status == 1
    assert finished.line["incomplete"] is True
    assert finished.line["error"]["message"]
    llmock.assert_resilient()


@each_dialect
def test_a_stream_that_ends_too_early_is_marked_as_incomplete(ask, llmock, dialect):
    llmock.truncate(after_chunks=3)
    line = ask(dialect, *QUESTION).line
    assert (line["error"], line["incomplete"], line["finish_reason"]) == (None, True, None)


@each_dialect
def test_a_stream_that_hangs_is_left_in_time(ask, llmock, dialect):
    llmock.stall(seconds=30)
    finished = ask(dialect, *QUESTION, "--timeout", "1")
    assert (finished.status, finished.line["error"]["kind"]) == (1, "timeout")
    llmock.assert_resilient()


@each_dialect
@streamed_or_whole
def test_calls_that_the_server_scripts_arrive_as_they_are(ask, llmock, dialect, options):
    llmock.call_tool("get_weather", {"location": "Zürich, 瑞士"})
    finished = ask(dialect, *QUESTION, "--tools", "manual", *options, prompt=WEATHER)
    (call,) = finished.line["output_message"]["tool_calls"]
    assert finished.status == 3
    assert call["function"]["name"] == "get_weather"
    assert json.loads(call["function"]["arguments"]) == {"location": "Zürich, 瑞士"}


@each_dialect
def test_arguments_that_are_no_json_are_shown_and_end_no_program(ask, llmock, dialect):
    llmock.break_tool_call("malformed_arguments")
    finished = ask(dialect, *QUESTION, "--tools", "manual", prompt=WEATHER)
    assert finished.status in (1, 3)
    assert finished.line["id"]
