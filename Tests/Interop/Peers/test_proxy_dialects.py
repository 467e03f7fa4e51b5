"""Responses and Messages through the litellm proxy, which makes them of a server's chat completions."""

import json

import pytest

from llama_server import DIALECTS, providers
from test_llama import PROMPT, WEATHER, ask, streamed_or_whole, until
from test_proxy import PROXY_KEY, proxy, upstream  # noqa: F401

each_dialect = pytest.mark.parametrize("dialect", DIALECTS)


@pytest.fixture
def through(etude, proxy):  # noqa: F811
    providers(etude, proxy.base_url, PROXY_KEY)
    return etude


@each_dialect
@streamed_or_whole
def test_an_answer_comes_through(through, dialect, options):
    line = until(lambda line: line["output"], lambda: ask(through, dialect, PROMPT, "-m", "Tell me a story.", *options))
    assert (line["dialect"], line["incomplete"]) == (dialect, False)
    assert line["usage"]["completion_tokens"] > 0


@each_dialect
@streamed_or_whole
def test_calls_come_through_and_their_results_go_back(through, dialect, options):
    asked = ask(through, dialect, WEATHER, "-m", "What's the weather in Paris?", "--tools", "manual", *options)
    calls = asked.line["output_message"]["tool_calls"]
    assert calls, asked.output
    assert all(isinstance(json.loads(call["function"]["arguments"]), dict) for call in calls)
    results = through.write("results.json", {call["id"]: {"temperature": 22} for call in calls})
    until(lambda line: line["output"], lambda: ask(through, dialect, WEATHER, "--continue", results, *options))


@each_dialect
def test_a_model_that_is_not_there_is_named(through, dialect):
    finished = ask(through, dialect, PROMPT, "-m", "Hello", "--model", "nobody")
    assert finished.status == 1
    assert "nobody" in finished.line["error"]["message"]
