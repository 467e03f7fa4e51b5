"""The litellm proxy: another dialect of the same interface, and other shapes of errors."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass

import pytest

import llama_server
from llama_server import wait_for
from server import STREAMS, Server, free_port, json_answer, stream_answer

PROXY_KEY = "sk-interop"
TEXT = "Hello from the mock: café, 日本, 😀. This is a fixed answer."


@pytest.fixture(scope="session")
def upstream():
    """What the proxy forwards to."""
    with Server() as server:
        yield server


@dataclass
class Proxy:
    base_url: str

    @property
    def environment(self):
        return {"OPENAI_BASE_URL": self.base_url, "OPENAI_API_KEY": PROXY_KEY}


@pytest.fixture(scope="session")
def proxy(upstream, llama, tmp_path_factory):
    """The litellm proxy with mock models, and some that it forwards."""

    def mock(name, answer):
        return {"model_name": name,
                "litellm_params": {"model": "openai/mock", "api_key": "none", "mock_response": answer}}

    def forwarded(name, base, model="peer", key="sk-upstream"):
        return {"model_name": name,
                "litellm_params": {"model": f"openai/{model}", "api_key": key, "api_base": base}}

    place = tmp_path_factory.mktemp("proxy")
    port = free_port()
    config = place / "config.yaml"
    config.write_text(json.dumps(ensure_ascii=False, obj={
        "model_list": [
            mock("mock", "Hello from the mock: café, 日本, 😀. This is a fixed answer."),
            mock("mock-429", "litellm.RateLimitError"),
            mock("mock-500", "litellm.InternalServerError"),
            mock("mock-context", "litellm.ContextWindowExceededError"),
            forwarded("forwarded", upstream.base_url),
            forwarded("upstream-down", "http://127.0.0.1:9/v1"),
            forwarded("tiny-random", llama, "tiny-random", llama_server.KEY),
        ],
        "general_settings": {"master_key": PROXY_KEY},
        "litellm_settings": {"num_retries": 0, "telemetry": False},
        "router_settings": {"num_retries": 0, "disable_cooldowns": True},
    }))
    environment = os.environ | {
        "LITELLM_LOCAL_MODEL_COST_MAP": "True", "LITELLM_TELEMETRY": "False", "NO_DOCS": "True",
        "DISABLE_ADMIN_UI": "True", "NO_PROXY": "*",
    }
    with open(place / "log", "w+") as log:
        process = subprocess.Popen(
            [sys.executable, "-c", "from litellm.proxy.proxy_cli import run_server; run_server()",
             "--config", str(config), "--host", "127.0.0.1", "--port", str(port), "--num_workers", "1"],
            env=environment, cwd=place, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        try:
            wait_for(f"http://127.0.0.1:{port}/health/liveliness", process, log)
            yield Proxy(f"http://127.0.0.1:{port}/v1")
        finally:
            process.kill()
            process.wait()


@pytest.fixture
def request_file(etude):
    return etude.write("question.json", {"model": "mock", "messages": [{"role": "user", "content": "Grüße, 世界 🌍"}]})


def failed(finished, kind, status):
    assert finished.status == 1
    error = finished.line["error"]
    assert (error["kind"], error["status"]) == (kind, status), finished.output
    assert finished.line["incomplete"] is True
    assert error["message"]
    return error


@pytest.mark.parametrize("options", [[], ["--no-stream"]], ids=["streamed", "whole"])
def test_the_answer_is_on_stdout_alone(etude, proxy, request_file, options):
    finished = etude.run("run", request_file, *options, **proxy.environment)
    assert (finished.status, finished.output, finished.errors) == (0, TEXT + "\n", "")


@pytest.mark.parametrize("options", [[], ["--no-stream"]], ids=["streamed", "whole"])
def test_text_usage_and_finish_arrive(etude, proxy, request_file, options):
    line = etude.run("run", request_file, "--json", *options, **proxy.environment).line
    assert line["output"] == TEXT
    assert line["finish_reason"] == "stop"
    assert line["incomplete"] is False
    assert line["resolved_model"] == "mock"
    usage = line["usage"]
    assert usage["total_tokens"] == usage["prompt_tokens"] + usage["completion_tokens"] > 0
    assert (line["timing"]["first_token_ms"] is None) == bool(options)


@pytest.mark.parametrize(
    "model, kind, status, retries",
    [("mock-429", "rate_limit", 429, 2), ("mock-500", "server", 500, 2), ("upstream-down", "server", 500, 2),
     ("mock-context", "bad_request", 400, 0), ("nobody", "bad_request", 400, 0)])
def test_errors_have_their_kind_and_what_may_pass_is_tried_again(
        etude, proxy, request_file, model, kind, status, retries):
    finished = etude.run("run", request_file, "--json", "--model", model, **proxy.environment)
    failed(finished, kind, status)
    assert finished.line["timing"]["retries"] == retries
    told = [line for line in finished.errors.splitlines() if "trying again in" in line]
    assert len(told) == retries
    assert all(line.startswith(f"etude: {kind} {status}: ") for line in told)


def test_an_error_without_json_is_on_stderr_with_advice(etude, proxy, request_file):
    finished = etude.run("run", request_file, "--model", "mock-context", **proxy.environment)
    assert (finished.status, finished.output) == (1, "")
    assert finished.errors.startswith("etude: bad_request 400: litellm.ContextWindowExceededError")
    assert finished.errors.splitlines()[-1].startswith("etude: ")


def test_without_a_key_none_is_sent(etude, proxy, request_file):
    error = failed(
        etude.run("run", request_file, "--json", OPENAI_BASE_URL=proxy.base_url), "authentication", 401)
    assert "No api key passed in" in error["message"]
    assert error["param"] is None


def test_a_wrong_key_is_refused_and_never_shown(etude, proxy, request_file):
    environment = {"OPENAI_BASE_URL": proxy.base_url, "OPENAI_API_KEY": "sk-wrong-0123456789"}
    finished = etude.run("run", request_file, "--json", **environment)
    # Without a database the proxy calls it a bad request.
    failed(finished, "bad_request", 400)
    assert "sk-wrong" not in finished.output + finished.errors


def test_a_key_that_the_server_behind_the_proxy_refuses(etude, proxy, upstream, request_file):
    upstream.answer = lambda _: json_answer(
        {"error": {"message": "Invalid API Key", "type": "authentication_error", "code": 401}}, 401)
    finished = etude.run("run", request_file, "--json", "--model", "forwarded", **proxy.environment)
    assert "Invalid API Key" in failed(finished, "authentication", 401)["message"]


@pytest.mark.parametrize("options", [[], ["--no-stream"]], ids=["streamed", "whole"])
def test_tool_calls_come_through_the_proxy(etude, proxy, upstream, options):
    recorded = (STREAMS / "llama-server-tools.sse").read_bytes()
    calls = calls_in(recorded)
    assert len(calls) > 1

    def answer(request):
        if request.json.get("stream"):
            return stream_answer(recorded)
        return json_answer({
            "id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": "peer",
            "choices": [{"index": 0, "finish_reason": "tool_calls",
                         "message": {"role": "assistant", "content": "", "tool_calls": calls}}]})

    upstream.answer = answer
    file = etude.write("tools.json", {
        "model": "forwarded", "messages": [{"role": "user", "content": "Weather?"}],
        "tools": [{"type": "function", "function": {"name": "get_weather", "parameters": {"type": "object"}}}]})
    line = etude.run("run", file, "--json", *options, **proxy.environment).line
    assert line["error"] is None
    assert line["finish_reason"] == "tool_calls"
    assert line["output_message"]["tool_calls"] == calls
    assert line["output_message"]["tool_call"] == calls[0]

    results = [{"role": "tool", "tool_call_id": call["id"], "content": '{"temperature": 22}'} for call in calls]
    conversation = [{"role": "user", "content": "Weather?"},
                    {"role": "assistant", "content": None, "tool_calls": calls}, *results]
    etude.run("run", etude.write("results.json", {"model": "forwarded", "messages": conversation}),
              *options, **proxy.environment)
    assert upstream.requests[-1].json["messages"][-len(calls):] == results


def calls_in(recorded):
    """The tool calls of a recorded stream, put together by index."""
    calls = {}
    for line in recorded.decode().splitlines():
        if not line.startswith("data: {"):
            continue
        for choice in json.loads(line[6:])["choices"]:
            for piece in choice["delta"].get("tool_calls", []):
                if piece["index"] not in calls:
                    calls[piece["index"]] = {
                        "id": piece["id"], "type": "function", "function": {"name": "", "arguments": ""}}
                call = calls[piece["index"]]
                call["function"]["name"] += piece["function"].get("name") or ""
                call["function"]["arguments"] += piece["function"]["arguments"]
    return [calls[index] for index in sorted(calls)]
