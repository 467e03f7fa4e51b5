"""llama.cpp's server speaks chat completions, Responses and Messages, each with deviations of its own."""

import json

import pytest

from llama_server import DIALECTS, PLACE, providers

PROMPT = """---
model: tiny-random
max_tokens: 600
---
"""
WEATHER = """---
model: tiny-random
max_tokens: 400
tools:
  - name: get_weather
    description: The weather of a place
    parameters: {type: object, properties: {location: {type: string}}, required: [location]}
---
"""
each_dialect = pytest.mark.parametrize("dialect", DIALECTS)
streamed_or_whole = pytest.mark.parametrize("options", [[], ["--no-stream"]], ids=["streamed", "whole"])


def ask(etude, dialect, prompt, *options):
    file = etude.write("question.prompt", prompt)
    return etude.run("run", file, "--provider", dialect, "--json", *options)


def until(wanted, run):
    """The first line that is as wanted: the model is random, and now and then it says or reasons nothing."""
    for _ in range(20):
        line = run().line
        assert line["error"] is None, line
        if wanted(line):
            return line
    raise AssertionError(line)


def test_a_seed_gives_the_same_text_streamed_and_whole(etude, llama):
    providers(etude, llama)
    seeded = PROMPT.replace("600", "600\nseed: 7")
    streamed, whole = (ask(etude, "chat", seeded, "-m", "Tell me a story.", *options).line
                       for options in ([], ["--no-stream"]))
    assert len(streamed["output"]) > 20
    assert streamed["output_message"] == whole["output_message"]


@each_dialect
@streamed_or_whole
def test_tokens_are_counted(etude, llama, dialect, options):
    providers(etude, llama)
    line = ask(etude, dialect, PROMPT, "-m", "Tell me a story.", *options).line
    usage = line["usage"]
    assert usage["prompt_tokens"] > 0 and usage["completion_tokens"] > 0
    assert usage["total_tokens"] == usage["prompt_tokens"] + usage["completion_tokens"]
    assert line["resolved_model"] == "tiny-random"
    assert line["finish_reason"] == "stop"


@each_dialect
@streamed_or_whole
def test_a_tool_loop_goes_from_calls_to_an_answer(etude, llama, dialect, options):
    providers(etude, llama)
    asked = ask(etude, dialect, WEATHER, "-m", "What's the weather in Paris?", "--tools", "manual", *options)
    calls = asked.line["output_message"]["tool_calls"]
    assert calls, asked.output
    assert asked.status == 3
    assert {call["function"]["name"] for call in calls} == {"get_weather"}
    assert all(isinstance(json.loads(call["function"]["arguments"]), dict) for call in calls)
    results = etude.write("results.json", {call["id"]: {"temperature": 22} for call in calls})
    answered = until(lambda line: line["output"], lambda: ask(etude, dialect, WEATHER, "--continue", results, *options))
    assert answered["usage"]["prompt_tokens"] > asked.line["usage"]["prompt_tokens"]


@each_dialect
@streamed_or_whole
def test_reasoning_is_told_from_the_answer(etude, reasoning_llama, dialect, options):
    providers(etude, reasoning_llama)
    line = until(lambda line: line["reasoning"] and line["output"],
                 lambda: ask(etude, dialect, PROMPT, "-m", "Why?", *options))
    assert not line["output"].startswith(line["reasoning"])


@each_dialect
def test_a_wrong_key_is_refused_and_never_shown(etude, llama, dialect):
    providers(etude, llama, key="sk-wrong-0123456789")
    finished = ask(etude, dialect, PROMPT, "-m", "Hello")
    assert (finished.status, finished.line["error"]["kind"]) == (1, "authentication")
    assert "sk-wrong-0123456789" not in finished.output + finished.errors


@each_dialect
def test_a_question_beyond_the_context_is_said_in_the_servers_words(etude, llama, dialect):
    providers(etude, llama)
    finished = ask(etude, dialect, PROMPT, "-m", "word " * 20_000)
    error = finished.line["error"]
    assert (finished.status, error["status"]) == (1, 400)
    assert "context size" in error["message"]


@each_dialect
def test_an_image_is_taken(etude, llama, dialect):
    providers(etude, llama)
    image = str(PLACE / "red.png")
    until(lambda line: line["output"], lambda: ask(etude, dialect, PROMPT, "-m", "What is it?", "--image", image))


@each_dialect
def test_the_test_of_a_provider_passes(etude, llama, dialect):
    providers(etude, llama)
    # Now and then the model answers with nothing, which is no success.
    tests = (etude.run("providers", "test", dialect, "--model", "tiny-random") for _ in range(10))
    assert any(finished.status == 0 for finished in tests)


@each_dialect
def test_the_models_are_listed(etude, llama, dialect):
    providers(etude, llama)
    finished = etude.run("models", "--provider", dialect)
    assert finished.status == 0 and "tiny-random" in finished.output, finished.output + finished.errors
