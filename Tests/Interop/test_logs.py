"""Logs beside what others wrote: databases of llm, OpenTelemetry's own decoder, Python's reader of CSV."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from opentelemetry.proto_json.collector.logs.v1.logs_service import ExportLogsServiceRequest
from opentelemetry.proto_json.collector.trace.v1.trace_service import ExportTraceServiceRequest

from server import completion, json_answer

MAKER = Path(__file__).parent / "Logs/make_llm.py"


@pytest.fixture(params=["before 0.32", "since 0.32"])
def database(request, tmp_path):
    """A real database of llm, of one generation."""
    environment = os.environ | {"LLM_USER_PATH": str(tmp_path)}
    if request.param == "since 0.32":
        place = os.environ.get("NEW_LLM", "")
        if not Path(place, "llm").exists():
            pytest.skip("llm of the new generation is not installed")
        environment["PYTHONPATH"] = place
    path = tmp_path / "logs.db"
    subprocess.run([sys.executable, str(MAKER), str(path)], env=environment, check=True)
    return path


def test_a_database_of_llm_is_imported_once_and_stays_as_it_was(etude, database):
    before = database.read_bytes()
    dry = etude.run("logs", "import", str(database), "--dry-run")
    assert dry.output == "would import 5 logs under imported\n", dry.errors
    assert etude.run("logs", "import", str(database)).output == "imported 5 logs under imported\n"
    again = etude.run("logs", "import", str(database))
    assert again.output == "imported 0 logs under imported, 5 are there already\n"
    assert database.read_bytes() == before

    first, second, calling, answering, by_schema = etude.run("logs", "export").lines
    assert first["output"] == "You said: Which harbour floods first?"
    assert first["provider"] == "llm" and first["model"] == "harbour"
    assert first["usage"] == {"prompt_tokens": 11, "completion_tokens": 3}
    assert first["request"]["messages"] == [
        {"role": "system", "content": "You answer sailors."},
        {"role": "user", "content": "Which harbour floods first?"}]
    assert first["request"]["temperature"] == 0.5
    assert [message["role"] for message in second["request"]["messages"]] == ["system", "user", "assistant", "user"]
    text, image = second["request"]["messages"][3]["content"]
    assert text["text"] == "A long text about tides. " * 20 + "\nAnd this one? 港"
    assert image["image_url"]["url"].startswith("sha256:")
    call = calling["output_message"]["tool_calls"][0]
    assert call["function"]["name"] == "get_tide" and json.loads(call["function"]["arguments"]) == {"harbour": "Brest"}
    assert calling["request"]["tools"][0]["function"]["name"] == "get_tide"
    assert answering["output"] == "The tide is high in Brest"
    result = answering["request"]["messages"][-1]
    assert result == {"role": "tool", "content": "high in Brest", "tool_call_id": call["id"]}
    assert by_schema["request"]["response_format"]["json_schema"]["schema"]["properties"].keys() == {"harbour"}


def test_a_csv_is_read_by_python_as_it_was_written(etude, server):
    server.answer = lambda request: json_answer(completion('=cmd|"x",\r\n港 \t'))
    prompt = etude.write("csv.prompt", "---\nname: csv\nmodel: peer\n---\n")
    etude.run("run", prompt, "-m", '+1, "two"\nthree', **server.environment)
    for arguments, mark in ([], "'"), (["--raw"], ""):
        text = etude.run("logs", "export", "--as", "csv", *arguments).output
        (row,) = csv.DictReader(io.StringIO(text, newline=""), strict=True)
        assert row["message"] == mark + '+1, "two"\nthree'
        assert row["answer"] == mark + '=cmd|"x",\r\n港 \t'
        assert row["prompt"] == "csv" and row["status"] == "ok" and float(row["total_ms"]) > 0


def test_spans_and_events_are_read_by_the_decoder_of_opentelemetry(etude, server):
    taken = []

    def collect(request):
        if request.path.startswith("/v1/chat"):
            return json_answer(completion("Dover."))
        taken.append((request.path, request.json))
        return json_answer({})

    server.answer = collect
    prompt = etude.write("tides.prompt", "---\nname: tides\nmodel: peer\n---\n")
    etude.run("run", prompt, "-m", "Which harbour?", **server.environment)
    (log,) = etude.run("logs", "--json").lines
    etude.run("logs", "judge", log["id"], "good", "--score", "0.5")
    base = server.environment["OPENAI_BASE_URL"].removesuffix("/v1")
    sent = etude.run("logs", "send", "--otlp", base, "--contents", **server.environment)
    assert sent.status == 0, sent.errors
    (traces, spans), (logs, events) = taken
    assert (traces, logs) == ("/v1/traces", "/v1/logs")

    (span,) = ExportTraceServiceRequest.from_dict(spans).resource_spans[0].scope_spans[0].spans
    assert len(span.trace_id) == 16 and len(span.span_id) == 8
    assert span.name == "chat peer" and span.end_time_unix_nano > span.start_time_unix_nano
    values = {attribute.key: attribute.value for attribute in span.attributes}
    assert values["gen_ai.prompt.name"].string_value == "tides"
    assert values["gen_ai.prompt.version"].string_value == log["version"]
    assert values["gen_ai.usage.input_tokens"].int_value == log["usage"]["prompt_tokens"]
    (message,) = json.loads(values["gen_ai.input.messages"].string_value)
    assert message == {"role": "user", "parts": [{"type": "text", "content": "Which harbour?"}]}
    records = ExportLogsServiceRequest.from_dict(events).resource_logs[0].scope_logs[0].log_records
    assert {record.event_name for record in records} == {"gen_ai.evaluation.result"}
    assert all(record.span_id == span.span_id and record.trace_id == span.trace_id for record in records)
