"""The openai and anthropic packages as judges of the dialects `responses` and `messages`: the request of an exported
program is that of `etude run`, and a recorded stream means the same to both."""

import json
import shutil
import subprocess
from types import SimpleNamespace

import anthropic
import openai
import pytest

from server import STREAMS, json_answer, stream_answer
from test_export import HOSTILE, MESSAGE, command, run, sent

TOOL = {"type": "function", "function": {"name": "tide", "description": HOSTILE, "parameters": {
    "type": "object", "required": ["harbour"], "properties": {"harbour": {"type": "string", "description": "$a `b`"}}}}}
ANSWERED = [
    {"role": "system", "content": HOSTILE},
    {"role": "user", "content": "The tides?"},
    {"role": "assistant", "content": None, "tool_calls": [
        {"id": "call_a", "type": "function", "function": {"name": "tide", "arguments": "{\"harbour\": \"Brest\"}"}},
        {"id": "call_b", "type": "function", "function": {"name": "tide", "arguments": "{\"harbour\": \"Dover\"}"}}]},
    {"role": "tool", "tool_call_id": "call_a", "content": HOSTILE},
    {"role": "tool", "tool_call_id": "call_b", "content": "no such harbour"},
]
SCHEMA = {"type": "json_schema", "json_schema": {"name": "e", "strict": True, "schema": {
    "type": "object", "required": ["z"], "additionalProperties": False, "properties": {"z": {"type": "string"}}}}}
PROMPTS = {
    "text": {"messages": [{"role": "system", "content": HOSTILE}], "max_tokens": 300, "temperature": 0.5},
    "thread": {"messages": ANSWERED, "tools": [TOOL], "parallel_tool_calls": False},
    "schema": {"messages": [{"role": "user", "content": MESSAGE}], "response_format": SCHEMA},
    "chosen": {"messages": [{"role": "user", "content": "hi"}], "tools": [TOOL],
               "tool_choice": {"type": "function", "function": {"name": "tide"}}},
}
MODELS = {"responses": "gpt-4.1", "messages": "claude-haiku-4-5"}


def config(etude, server, dialect):
    """A provider of each dialect at the test's server."""
    etude.write("config.yaml", {"providers": {"peer": {
        "base_url": server.base_url, "dialect": dialect, "api_key_env": "PEER_KEY"}}})
    return {"PEER_KEY": "sk-test-1234567890"}


def whole(dialect):
    if dialect == "messages":
        return {"id": "m", "type": "message", "role": "assistant", "model": "m", "stop_reason": "end_turn",
                "stop_sequence": None, "usage": {"input_tokens": 1, "output_tokens": 1},
                "content": [{"type": "text", "text": "Hello."},
                            {"type": "tool_use", "id": "t", "name": "tide", "input": {"harbour": "Brest"}}]}
    return {"id": "r", "object": "response", "created_at": 1, "model": "m", "status": "completed", "tools": [],
            "tool_choice": "auto", "parallel_tool_calls": True, "output": [
                {"id": "m", "type": "message", "role": "assistant", "status": "completed",
                 "content": [{"type": "output_text", "text": "Hello.", "annotations": []}]},
                {"id": "f", "type": "function_call", "call_id": "t", "name": "tide", "status": "completed",
                 "arguments": "{\"harbour\": \"Brest\"}"}]}


@pytest.mark.parametrize("language", ["python", "curl"])
@pytest.mark.parametrize("name", PROMPTS)
@pytest.mark.parametrize("dialect", MODELS)
def test_the_request_of_the_program_is_that_of_etude(etude, server, tmp_path, dialect, name, language):
    server.answer = lambda request: json_answer(whole(dialect))
    keys = config(etude, server, dialect)
    file = etude.write("request.json", {"model": MODELS[dialect], "provider": "peer"} | PROMPTS[name])
    takes_message = name == "text"
    message = ["-m", MESSAGE] if takes_message else []
    finished = etude.run("run", file, "--no-stream", "--no-store", *message, "--provider", "peer", **keys)
    assert finished.status == 0, finished.errors
    ours = sent(server)
    program = etude.run("export", file, "--as", language, "--provider", "peer", **keys)
    assert program.status == 0, program.errors
    vendor = "ANTHROPIC" if dialect == "messages" else "OPENAI"
    # Anthropic's clients have the base URL without the version.
    base = server.origin if dialect == "messages" else server.base_url
    there = SimpleNamespace(environment={
        f"{vendor}_API_KEY": "sk-test-1234567890", f"{vendor}_BASE_URL": base})
    printed = run(command(language, program.output, tmp_path), [MESSAGE] if takes_message else [], there, tmp_path)
    assert "Hello." in printed and "tide" in printed
    theirs = sent(server)
    assert theirs.json == ours.json
    assert theirs.path == ours.path


NOTES = "Brest: \u00b16 m, \"quoted\" \\ $HOME `id` %41\ttab\r\n\n  two lines \U0001f600\n\n"
ATTACHED = """---
model: {model}
---
<user>
<text>What is this?</text>
<image url="it's notes.txt" />
<image url="tides.pdf" />
</user>
"""


@pytest.mark.parametrize("language", ["python", "curl", "javascript"])
@pytest.mark.parametrize("dialect", MODELS)
def test_texts_and_pdfs_are_read_when_the_program_runs(etude, server, tmp_path, dialect, language):
    server.answer = lambda request: json_answer(whole(dialect))
    keys = config(etude, server, dialect)
    (tmp_path / "it's notes.txt").write_bytes(NOTES.encode())
    (tmp_path / "tides.pdf").write_bytes(b"%PDF-1.7\n%\x01\xff\n")
    etude.write("p.prompt", ATTACHED.format(model=MODELS[dialect]))
    finished = etude.run("run", "./p.prompt", "--no-stream", "--no-store", "--provider", "peer", **keys)
    assert finished.status == 0, finished.errors
    ours = sent(server)
    program = etude.run("export", "./p.prompt", "--as", language, "--provider", "peer", **keys)
    assert program.status == 0, program.errors
    if language == "javascript":
        check_javascript(program.output, ours, dialect, tmp_path)
        return
    vendor = "ANTHROPIC" if dialect == "messages" else "OPENAI"
    base = server.origin if dialect == "messages" else server.base_url
    there = SimpleNamespace(environment={f"{vendor}_API_KEY": "k", f"{vendor}_BASE_URL": base})
    run(command(language, program.output, tmp_path), [], there, tmp_path)
    assert sent(server).json == ours.json


def check_javascript(program, ours, dialect, folder):
    """Runs a program with a package that sends nothing and prints what it is asked to send."""
    node = shutil.which("node")
    if not node:
        pytest.skip("node is not installed")
    name, client = ("@anthropic-ai/sdk", "Anthropic") if dialect == "messages" else ("openai", "OpenAI")
    package = folder / "node_modules" / name
    package.mkdir(parents=True)
    (package / "package.json").write_text('{"type": "module", "main": "index.js"}')
    api = "messages" if dialect == "messages" else "responses"
    (package / "index.js").write_text(
        f"export default class {client} {{ {api} = {{ create: async body => {{ console.log(JSON.stringify(body));"
        " process.exit(0); } }; }")
    path = folder / "program.mjs"
    path.write_text(program)
    printed = subprocess.run([node, path], cwd=folder, capture_output=True, text=True)
    assert printed.returncode == 0, printed.stderr
    assert json.loads(printed.stdout) == ours.json


@pytest.mark.parametrize("piece", [7, 1 << 20])
@pytest.mark.parametrize("name", ["responses-reasoning-tools", "responses-text", "responses-cut"])
def test_a_stream_of_responses_means_what_openai_reads(etude, server, name, piece):
    body = (STREAMS / f"dialects/{name}.sse").read_bytes()
    server.answer = lambda request: stream_answer(body, piece=piece)
    keys = config(etude, server, "responses")
    file = etude.write("request.json", {"model": "gpt-4.1", "messages": [{"role": "user", "content": "hi"}]})
    ours = etude.run("run", file, "--json", "--provider", "peer", **keys).line
    client = openai.OpenAI(base_url=server.base_url, api_key="k", max_retries=0)
    final = None
    for event in client.responses.create(model="gpt-4.1", input="hi", stream=True):
        if event.type in ("response.completed", "response.incomplete"):
            final = event.response
    assert (ours["output"] or "") == final.output_text
    calls = [(call["id"], call["function"]["name"], call["function"]["arguments"])
             for call in ours["output_message"].get("tool_calls") or []]
    assert calls == [(item.call_id, item.name, item.arguments) for item in final.output if item.type == "function_call"]
    thought = [part.text for item in final.output if item.type == "reasoning" for part in item.summary]
    assert (ours["reasoning"] or "") == "\n\n".join(thought)
    assert ours["usage"]["prompt_tokens"] == final.usage.input_tokens
    assert ours["usage"]["completion_tokens"] == final.usage.output_tokens
    assert ours["usage"]["total_tokens"] == final.usage.total_tokens
    cut = final.incomplete_details is not None
    assert ours["finish_reason"] == ("length" if cut else "tool_calls" if calls else "stop")
    assert ours["resolved_model"] == final.model and ours["dialect"] == "responses"


@pytest.mark.parametrize("piece", [7, 1 << 20])
@pytest.mark.parametrize("name", ["messages-thinking-tools", "messages-text", "messages-cut"])
def test_a_stream_of_messages_means_what_anthropic_reads(etude, server, name, piece):
    body = (STREAMS / f"dialects/{name}.sse").read_bytes()
    server.answer = lambda request: stream_answer(body, piece=piece)
    keys = config(etude, server, "messages")
    file = etude.write("request.json", {"model": "claude-haiku-4-5", "messages": [{"role": "user", "content": "hi"}]})
    ours = etude.run("run", file, "--json", "--provider", "peer", **keys).line
    client = anthropic.Anthropic(base_url=server.origin, api_key="k", max_retries=0)
    with client.messages.stream(model="claude-haiku-4-5", max_tokens=9, messages=[
            {"role": "user", "content": "hi"}]) as stream:
        final = stream.get_final_message()
    assert (ours["output"] or "") == "".join(block.text for block in final.content if block.type == "text")
    calls = [(call["id"], call["function"]["name"], json.loads(call["function"]["arguments"]))
             for call in ours["output_message"].get("tool_calls") or []]
    assert calls == [(block.id, block.name, block.input) for block in final.content if block.type == "tool_use"]
    assert (ours["reasoning"] or "") == "".join(block.thinking for block in final.content if block.type == "thinking")
    usage = final.usage
    assert ours["usage"]["completion_tokens"] == usage.output_tokens
    assert ours["usage"]["prompt_tokens"] == (
        usage.input_tokens + usage.cache_creation_input_tokens + usage.cache_read_input_tokens)
    assert ours["finish_reason"] == {
        "tool_use": "tool_calls", "stop_sequence": "stop", "max_tokens": "length"}[final.stop_reason]
    assert ours["resolved_model"] == final.model and ours["dialect"] == "messages"
