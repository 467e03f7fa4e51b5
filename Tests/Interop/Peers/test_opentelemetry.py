"""The span of a log, attribute by attribute, beside the one of OpenTelemetry's own instrumentation of the openai client.

Both send the same body to the same server. What differs on purpose is listed here with its reason; anything else is a failure.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from server import Server, completion, json_answer, usual_answer

SPANS = Path(__file__).parent / "genai_spans.py"

# What only we say.
OURS = {
    "gen_ai.prompt.name": "the client knows no prompts",
    "gen_ai.prompt.version": "the client knows no versions",
    "gen_ai.request.reasoning.level": "in the conventions; the instrumentation does not read it yet",
    "openai.api.type": "in the conventions; the instrumentation says it of Responses only",
    "etude.log.id": "leads back to the log",
    "etude.version.number": "the version as people call it",
    "etude.cost_usd": "the conventions have no cost",
    "etude.source": "playground, run, eval or serve",
}
# What we say in other words.
OTHERWISE = {
    "server.port": "each has its own server",
    "error.type": "the instrumentation takes the class of Python's exception, we take the kind of the failure",
    "gen_ai.response.time_to_first_chunk": "a time",
}

TIDE = {"type": "function", "function": {
    "name": "tide", "description": "Tide.", "parameters": {"type": "object", "properties": {"at": {"type": "string"}}}}}
CALL = {"id": "call_1", "type": "function", "function": {"name": "tide", "arguments": '{"at":"Dover"}'}}
QUESTION = {"model": "peer", "messages": [{"role": "user", "content": "Which harbour?"}]}
USAGE = {"prompt_tokens": 9, "completion_tokens": 3, "total_tokens": 12,
         "prompt_tokens_details": {"cached_tokens": 4}, "completion_tokens_details": {"reasoning_tokens": 1}}
WHOLE = completion("{}", model="peer-2026", system_fingerprint="fp_1", service_tier="default", usage=USAGE)
CALLING = completion(choices=[{"index": 0, "finish_reason": "tool_calls", "message": {
    "role": "assistant", "content": None, "tool_calls": [CALL]}}])
REFUSED = {"error": {"message": "no such field", "type": "invalid_request_error", "code": None}}

CASES = {
    "every parameter": (
        QUESTION | {
            "messages": [{"role": "system", "content": "Be brief."}, *QUESTION["messages"]], "temperature": 0.2,
            "top_p": 0.9, "max_completion_tokens": 50, "seed": 7, "frequency_penalty": 0.5, "presence_penalty": 0.25,
            "stop": ["END"], "n": 2, "reasoning_effort": "low", "service_tier": "default",
            "response_format": {"type": "json_object"}, "tools": [TIDE]},
        lambda request: json_answer(WHOLE)),
    "a call": (QUESTION | {"tools": [TIDE]}, lambda request: json_answer(CALLING)),
    "an answer of calls before": (
        QUESTION | {"messages": [
            *QUESTION["messages"], {"role": "assistant", "content": None, "tool_calls": [CALL]},
            {"role": "tool", "tool_call_id": "call_1", "content": "high"}], "tools": [TIDE]},
        lambda request: json_answer(completion("High water."))),
    "a stream": (QUESTION, usual_answer),
    "a refusal": (QUESTION, lambda request: json_answer(REFUSED, 400)),
}


def plain(attribute):
    """A value of OTLP's JSON as Python has it."""
    ((kind, value),) = attribute["value"].items()
    if kind == "arrayValue":
        return [plain({"value": element}) for element in value.get("values", [])]
    return int(value) if kind == "intValue" else value


def own_span(etude, body, answer, isStreamed):
    """The span that we send, and the body that the server was sent."""
    with Server() as server:
        server.answer = answer
        file = etude.write("request.json", body)
        etude.run("run", file, *([] if isStreamed else ["--no-stream"]), **server.environment)
        (sent,) = server.requests
        server.answer = lambda request: json_answer({})
        done = etude.run("logs", "send", "--otlp", server.origin, "--contents", **server.environment)
        assert done.status == 0, done.errors
        (span,) = server.requests[-1].json["resourceSpans"][0]["scopeSpans"][0]["spans"]
    return span, sent.json


def their_span(body, answer):
    with Server() as server:
        server.answer = answer
        environment = os.environ | server.environment | {
            "OTEL_SEMCONV_STABILITY_OPT_IN": "gen_ai_latest_experimental",
            "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT": "SPAN_ONLY"}
        done = subprocess.run([sys.executable, str(SPANS), json.dumps(body)], env=environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)


def without_null_names(value):
    """Messages with the one thing left out that the instrumentation writes and the conventions do not ask for."""
    messages = json.loads(value)
    for message in messages:
        if message.get("name", "") is None:
            del message["name"]
    return messages


@pytest.mark.parametrize("case", CASES)
def test_a_span_says_what_that_of_the_official_instrumentation_says(etude, case):
    body, answer = CASES[case]
    span, sent = own_span(etude, body, answer, isStreamed=case == "a stream")
    theirs = their_span(sent, answer)
    ours = {attribute["key"]: plain(attribute) for attribute in span["attributes"]}

    assert span["name"] == theirs["name"]
    assert span["kind"] == {"CLIENT": 3}[theirs["kind"]]
    assert span["status"].get("code", 0) == {"UNSET": 0, "ERROR": 2}[theirs["status"]]
    assert set(theirs["attributes"]) - set(ours) == set()
    assert set(ours) - set(theirs["attributes"]) <= set(OURS)
    for name, value in theirs["attributes"].items():
        if name in ("gen_ai.input.messages", "gen_ai.output.messages", "gen_ai.tool.definitions"):
            assert without_null_names(ours[name]) == without_null_names(value), name
        elif name not in OTHERWISE:
            assert ours[name] == value, name
