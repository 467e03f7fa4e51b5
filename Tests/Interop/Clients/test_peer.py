"""The openai package as a peer: the same request leaves both, and the same stream means the same to both."""

import base64
import json
import signal

import httpx
import openai
import pytest

from conftest import PROJECT
from server import STREAMS, Answer, stream_answer

IMAGE = PROJECT / "sample-configs/tides.png"
DATA_URL = "data:image/png;base64," + base64.b64encode(IMAGE.read_bytes()).decode()

WEATHER = {
    "type": "function",
    "function": {
        "name": "get_weather", "description": "The weather “now”, at a place.", "strict": True,
        "parameters": {
            "type": "object", "additionalProperties": False, "required": ["location", "unit"],
            "properties": {"unit": {"type": ["string", "null"], "enum": ["celsius", "fahrenheit", None]},
                           "location": {"type": "string", "description": "e.g. São Paulo, 東京"}}}}}
CLOCK = {"type": "function", "function": {"name": "clock"}}
ANSWERED = [
    {"role": "developer", "content": "Be brief."},
    {"role": "user", "content": "Weather in Boston and London?", "name": "alice"},
    {"role": "assistant", "content": None, "tool_calls": [
        {"id": "call_1", "type": "function",
         "function": {"name": "get_weather", "arguments": '{"location":"Boston", "unit": null}'}},
        {"id": "call_2", "type": "function", "function": {"name": "get_weather", "arguments": '{"location"'}}]},
    {"role": "tool", "tool_call_id": "call_1", "content": '{"temperature": 22}'},
    {"role": "tool", "tool_call_id": "call_2", "content": "no such place"},
]
SCHEMA = {
    "type": "json_schema",
    "json_schema": {
        "name": "event", "strict": True, "description": "An event",
        "schema": {"type": "object", "required": ["when", "who"], "additionalProperties": False,
                   "properties": {"who": {"type": "array", "items": {"$ref": "#/$defs/person"}},
                                  "when": {"type": "string", "pattern": "^\\d{4}-\\d{2}$"}},
                   "$defs": {"person": {"type": "string"}}}}}


def user(content):
    return {"role": "user", "content": content}


REQUESTS = {
    "text": {"messages": [user("Grüße 世界 🌍\n\ttab \u0000 \"quoted\" </user> {{not a variable}}")]},
    "parameters": {
        "messages": [{"role": "system", "content": "Answer."}, user("hi")], "seed": 9007199254740993,
        "temperature": 0.1, "top_p": 1e-7, "max_completion_tokens": 12, "presence_penalty": -1.5,
        "frequency_penalty": 2, "stop": ["\n\n", "END"], "n": 2, "logprobs": True, "top_logprobs": 3,
        "logit_bias": {"50256": -100}, "reasoning_effort": "low", "user": "someone", "metadata": {"a": "b"},
        "service_tier": "auto", "store": False},
    "tools": {"messages": [user("hi")], "tools": [WEATHER, CLOCK], "tool_choice": "auto",
              "parallel_tool_calls": False},
    "one tool": {"messages": [user("hi")], "tools": [WEATHER, CLOCK],
                 "tool_choice": {"type": "function", "function": {"name": "clock"}}},
    "results": {"messages": ANSWERED, "tools": [WEATHER], "tool_choice": "required", "parallel_tool_calls": True},
    "image": {"messages": [user([
        {"type": "text", "text": "What is this?"},
        {"type": "image_url", "image_url": {"url": DATA_URL, "detail": "low"}},
        {"type": "image_url", "image_url": {"url": "https://example.org/a.png?b=c&d"}},
        {"type": "text", "text": "And that?"}])]},
    "parts": {"messages": [
        {"role": "system", "content": [{"type": "text", "text": "a"}, {"type": "text", "text": "b"}]},
        user([{"type": "input_audio", "input_audio": {"data": "UklGRg==", "format": "wav"}}])]},
    "schema": {"messages": [user("hi")], "response_format": SCHEMA, "seed": 7, "temperature": 0},
    "json": {"messages": [user("json, please")], "response_format": {"type": "json_object"}, "stop": "END"},
}


def client(server):
    return openai.OpenAI(
        base_url=server.base_url, api_key="sk-peer", max_retries=0, http_client=httpx.Client(trust_env=False))


def without_stream(body):
    return {key: value for key, value in body.items() if key not in ("stream", "stream_options")}


def schemas(body):
    """As text: schemas reach the model in the order in which they were written."""
    found = [tool["function"].get("parameters") for tool in body.get("tools", [])]
    found.append(body.get("response_format", {}).get("json_schema", {}).get("schema"))
    return json.dumps(found)


@pytest.mark.parametrize("streams", [True, False], ids=["streamed", "whole"])
@pytest.mark.parametrize("name", REQUESTS)
def test_the_same_request_leaves_both(etude, server, name, streams):
    request = {"model": "gpt-4.1-mini", **REQUESTS[name]}
    asked = client(server).chat.completions.create(**request, stream=streams)
    if streams:
        assert len(list(asked)) > 0
    file = etude.write("request.json", request)
    finished = etude.run("run", file, "--json", *([] if streams else ["--no-stream"]), **server.environment)
    assert finished.status == 0, finished.errors
    theirs, ours = server.requests
    assert without_stream(ours.json) == without_stream(theirs.json)
    assert ours.json.get("stream", False) == streams
    assert schemas(ours.json) == schemas(theirs.json)
    assert (ours.method, ours.path) == (theirs.method, theirs.path)
    for header in ("authorization", "content-type"):
        assert ours.headers[header] == theirs.headers[header]


def test_organisation_and_project_go_into_the_same_headers(etude, server):
    more = {"OPENAI_ORG_ID": "org-1", "OPENAI_PROJECT_ID": "proj-2"}
    openai.OpenAI(
        base_url=server.base_url, api_key="sk-peer", organization="org-1", project="proj-2",
        http_client=httpx.Client(trust_env=False),
    ).chat.completions.create(model="m", messages=[user("hi")])
    etude.run("run", etude.write("r.json", {"model": "m", "messages": [user("hi")]}), **server.environment, **more)
    theirs, ours = server.requests
    for header in ("openai-organization", "openai-project"):
        assert ours.headers[header] == theirs.headers[header]


def test_a_image_from_a_file_is_the_data_url_that_python_makes(etude, server):
    etude.run("run", etude.write("r.json", {"model": "m", "messages": []}), "-m", "What is this?",
              "--image", str(IMAGE), **server.environment)
    (request,) = server.requests
    text, image = request.json["messages"][-1]["content"]
    assert text == {"type": "text", "text": "What is this?"}
    assert image["image_url"]["url"] == DATA_URL


def events(*chunks, line_break="\n", space=" "):
    """A stream of these chunks; a text among them is a comment."""
    out = ""
    for chunk in chunks:
        if isinstance(chunk, str):
            out += f": {chunk}{line_break}{line_break}"
            continue
        chunk = {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1, "model": "peer"} | chunk
        out += f"data:{space}{json.dumps(chunk, ensure_ascii=False)}{line_break}{line_break}"
    return (out + f"data:{space}[DONE]{line_break}{line_break}").encode()


def choice(index=0, finish=None, **delta):
    return {"choices": [{"index": index, "delta": delta, "finish_reason": finish}]}


def call(index, arguments, **more):
    function = {"arguments": arguments} | ({"name": more.pop("name")} if "name" in more else {})
    return {"index": index, "function": function} | more


INTERLEAVED = [
    choice(role="assistant", content="Let me look: "),
    choice(tool_calls=[call(0, "", id="call_a", type="function", name="get_weather")]),
    choice(tool_calls=[call(1, '{"loc', id="call_b", type="function", name="clock")]),
    choice(tool_calls=[call(0, '{"location": "Zü'), call(1, 'ation"')]),
    choice(tool_calls=[call(1, ': "東京 😀"}'), call(0, 'rich"}')]),
    choice(finish="tool_calls"),
    {"choices": [], "usage": {"prompt_tokens": 9, "completion_tokens": 8, "total_tokens": 17,
                              "prompt_tokens_details": {"cached_tokens": 4}}},
]
TWO = [choice(1, role="assistant", content="zwei "), choice(0, role="assistant", content="eins"),
       choice(1, content="über"), choice(0, finish="stop"), choice(1, finish="stop")]
REFUSED = [choice(role="assistant", refusal="I cannot"), choice(refusal=" do that."), choice(finish="stop")]

MADE = {
    "interleaved": events(*INTERLEAVED),
    "CRLF, comments, no space": events("hello", *INTERLEAVED, "bye", line_break="\r\n", space=""),
    "two choices": events(*TWO),
    "refusal": events(*REFUSED),
}
# As curl got them from llama.cpp's server and from the litellm proxy; the model had random weights.
RECORDED = {path.name: path.read_bytes() for path in sorted(STREAMS.glob("*.sse"))}


def put_together(stream):
    """What the openai client makes of it: its chunks, joined by index as its documentation says."""
    choices, usage = {}, None
    for chunk in stream:
        usage = chunk.usage or usage
        for part in chunk.choices:
            state = choices.setdefault(part.index, {"text": "", "refusal": "", "calls": {}, "finish": None})
            state["text"] += part.delta.content or ""
            state["refusal"] += part.delta.refusal or ""
            state["finish"] = part.finish_reason or state["finish"]
            for piece in part.delta.tool_calls or []:
                got = state["calls"].setdefault(piece.index, {"id": piece.id, "name": "", "arguments": ""})
                got["name"] += piece.function.name or ""
                got["arguments"] += piece.function.arguments or ""
    return choices, usage.model_dump(exclude_unset=True) if usage else None


@pytest.mark.parametrize("piece", [1 << 20, 7], ids=["at once", "in pieces of 7 bytes"])
@pytest.mark.parametrize("name", [*MADE, *RECORDED])
def test_the_same_stream_means_the_same_to_both(etude, server, name, piece):
    body = (MADE | RECORDED)[name]
    server.answer = lambda _: stream_answer(body, piece)
    request = {"model": "peer", "messages": [user("hi")]}
    theirs, usage = put_together(client(server).chat.completions.create(**request, stream=True))
    finished = etude.run("run", etude.write("r.json", request), "--json", **server.environment)
    assert finished.status == 0, finished.errors
    assert [line["choice"] for line in finished.lines] == sorted(theirs)
    for line in finished.lines:
        expected = theirs[line["choice"]]
        assert (line["output"] or "") == expected["text"]
        assert (line["refusal"] or "") == expected["refusal"]
        assert line["finish_reason"] == expected["finish"]
        assert line["usage"] == usage
        ours = [{"id": made["id"], **made["function"]} for made in line["output_message"]["tool_calls"] or []]
        assert ours == [expected["calls"][index] for index in sorted(expected["calls"])]


@pytest.mark.parametrize("name", ["interleaved", "litellm-tools.sse", "litellm-text.sse"])
def test_the_helper_of_the_client_agrees(etude, server, name):
    server.answer = lambda _: stream_answer((MADE | RECORDED)[name])
    request = {"model": "peer", "messages": [user("hi")]}
    with client(server).chat.completions.stream(**request) as stream:
        theirs = stream.get_final_completion()
    finished = etude.run("run", etude.write("r.json", request), "--json", **server.environment)
    for line, expected in zip(finished.lines, theirs.choices, strict=True):
        message = line["output_message"]
        assert message["content"] == expected.message.content
        assert [made["function"]["arguments"] for made in message["tool_calls"] or []] == [
            made.function.arguments for made in expected.message.tool_calls or []]


def test_reasoning_is_kept_apart_from_the_answer(etude, server):
    server.answer = lambda _: stream_answer(RECORDED["llama-server-reasoning.sse"])
    request = {"model": "peer", "messages": [user("hi")]}
    reasoning = "".join(
        getattr(part.delta, "reasoning_content", None) or ""
        for chunk in client(server).chat.completions.create(**request, stream=True) for part in chunk.choices)
    line = etude.run("run", etude.write("r.json", request), "--json", **server.environment).line
    assert line["reasoning"] == reasoning != ""
    assert reasoning not in line["output"]


def test_an_interrupt_in_a_stream_closes_the_connection_and_exits_130(etude, server):
    forever = b"data: " + json.dumps(choice(content="word ")).encode() + b"\n\n"
    server.answer = lambda _: Answer(headers={"Content-Type": "text/event-stream"}, body=forever, endless=True)
    file = etude.write("r.json", {"model": "peer", "messages": [user("hi")]})
    process = etude.start("run", file, **server.environment)
    assert process.stdout.read(100).startswith(b"word word ")
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=20)
    assert process.returncode == 130
    assert server.left.wait(20)
    (log,) = etude.run("logs", "--json").lines
    assert log["error"]["kind"] == "cancelled"
    assert log["output"].startswith("word word ")
