"""Tools of an MCP server that was made with the package mcp."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

SERVER = Path(__file__).with_name("sea_server.py")
PROMPT = f"""---
name: sea
model: gpt-4.1-mini
tools:
  - name: next_high_tide
    description: When the next high tide is at a harbour.
    parameters: {{type: object, properties: {{location: {{type: string}}}}, required: [location]}}
etude:
  mcp:
    sea: {{command: {sys.executable}, args: [{SERVER}], timeout: 20}}
  tools:
    next_high_tide: {{mcp: sea}}
---
<system>
Look tides up.
</system>
"""
QUESTION = "What is the next high tide in Brest and Dover?"


@pytest.fixture
def prompt(etude):
    return etude.write("sea.prompt", PROMPT)


def servers():
    return subprocess.run(["pgrep", "-f", str(SERVER)], capture_output=True, text=True).stdout.split()


def test_nothing_is_started_before_it_is_approved(etude, prompt):
    finished = etude.run("run", prompt, "-m", QUESTION, "--tools", "auto")
    assert finished.status == 3 and "MCP server sea" not in finished.output
    assert "etude trust FILE approves it" in finished.errors
    shown = etude.run("trust", prompt)
    assert shown.status == 1 and f"MCP server sea: {sys.executable} {SERVER}" in shown.output


def test_both_calls_go_to_the_server_and_on_to_the_answer(etude, prompt):
    assert etude.run("trust", prompt, "--yes").status == 0
    finished = etude.run("run", prompt, "-m", QUESTION, "--tools", "auto", "--json")
    assert finished.status == 0, finished.errors
    calls, answer = finished.lines
    assert [json.loads(c["function"]["arguments"])["location"] for c in calls["output_message"]["tool_calls"]] == [
        "Brest", "Dover"]
    assert "14:10" in answer["output"] and "15:55" in answer["output"]
    assert servers() == []


def test_a_failure_of_the_tool_is_told_to_the_model(etude, prompt):
    etude.run("trust", prompt, "--yes")
    finished = etude.run("run", prompt, "-m", "What is the next high tide in Oslo?", "--tools", "auto")
    assert finished.status == 0 and "next_high_tide" in finished.output
    assert "Error executing tool" in finished.errors


def test_a_server_of_ones_own_settings_needs_no_approval(etude):
    etude.write("config.yaml", f"mcp:\n  sea: {{command: {sys.executable}, args: [{SERVER}]}}\n")
    prompt = etude.write("own.prompt", PROMPT.replace("  mcp:\n", "").replace(
        f"    sea: {{command: {sys.executable}, args: [{SERVER}], timeout: 20}}\n", ""))
    finished = etude.run("run", prompt, "-m", QUESTION, "--tools", "auto")
    assert finished.status == 0 and "14:10" in finished.output, finished.errors
