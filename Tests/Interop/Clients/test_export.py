"""What `etude export` prints is run for real: the request that leaves it is the one that leaves `etude run`."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ETUDE, PROJECT

HOSTILE = "it's \"quoted\" \\ $HOME `id` $(id) ${x} #{y} {z} \\n </s> é 日本 😀\nsecond line\n\n% \u202e \u0007."
MESSAGE = "What's \"up\" in $HOME? `id` \\ back\n日本"

PROMPTS = {
    "hostile": {
        "model": "gpt-4o", "temperature": 0.1, "seed": 9007199254740992, "stop": ["\n\n", "END"],
        "messages": [{"role": "system", "content": HOSTILE}], "metadata": {"a": HOSTILE, "b": None},
        "response_format": {"type": "json_schema", "json_schema": {"name": "e", "strict": True, "schema": {
            "type": "object", "required": ["z", "a"], "additionalProperties": False,
            "properties": {"z": {"type": "string", "pattern": "^\\d$"}, "a": {"type": ["number", "null"]}}}}},
        "tools": [{"type": "function", "function": {"name": "f", "description": HOSTILE, "parameters": {
            "type": "object", "properties": {"z": {"enum": ["$a", "`b`", None, True, 1.50]}, "a": {}}}}}],
        "parallel_tool_calls": False},
    "thread": {
        "model": "gpt-4o", "messages": [
            {"role": "user", "content": "hi"},
            {"role": "assistant", "content": None, "tool_calls": [
                {"id": "c", "type": "function", "function": {"name": "f", "arguments": "{\"a\": \"$x\"}"}}]},
            {"role": "tool", "tool_call_id": "c", "content": HOSTILE}],
        "tools": [{"type": "function", "function": {"name": "f"}}]},
}

TEMPLATE = f"""---
name: support/class
model: gpt-4o
---
<system>
Answer in {{{{language}}}}, twice: {{{{language}}}}. \\{{{{kept}}}} {HOSTILE}
</system>
<user>
<text>What is this, in {{{{2nd-word}}}}?</text>
<image url="tides.png" detail="low" />
<image url="https://example.org/a.png" />
</user>
"""


def command(language, text, folder):
    """How a program in that language is started."""
    suffix = {"python": "py", "curl": "sh", "javascript": "mjs"}[language]
    path = folder / f"program.{suffix}"
    path.write_text(text)
    return {"python": [sys.executable], "curl": ["sh"], "javascript": ["node"]}[language] + [str(path)]


def export(etude, file, language):
    finished = etude.run("export", file, "--as", language)
    assert finished.status == 0, finished.errors
    return finished.output


def sent(server):
    (request,) = server.requests
    server.requests.clear()
    return request


def schemas(body):
    """As text: schemas reach the model in the order in which they were written."""
    return json.dumps([body.get("tools"), body.get("response_format")])


def run(program, arguments, server, folder):
    environment = {"PATH": os.environ["PATH"], "NO_PROXY": "127.0.0.1", **server.environment}
    finished = subprocess.run([*program, *arguments], env=environment, cwd=folder, capture_output=True, text=True)
    assert finished.returncode == 0, finished.stderr
    return finished.stdout


@pytest.mark.parametrize("language", ["python", "curl"])
@pytest.mark.parametrize("name", PROMPTS)
def test_the_request_of_the_program_is_that_of_etude(etude, server, tmp_path, name, language):
    file = etude.write("request.json", PROMPTS[name])
    takes_message = name == "hostile"
    arguments = [MESSAGE] if takes_message else []
    message = ["-m", MESSAGE] if takes_message else []
    etude.run("run", file, "--no-stream", "--no-store", *message, **server.environment)
    ours = sent(server)
    program = command(language, export(etude, file, language), tmp_path)
    assert "Hello." in run(program, arguments, server, tmp_path)
    theirs = sent(server)
    assert theirs.json == ours.json
    assert schemas(theirs.json) == schemas(ours.json)
    assert theirs.path == ours.path
    assert theirs.headers["authorization"] == ours.headers["authorization"]


@pytest.mark.parametrize("language", ["python", "curl"])
def test_variables_are_parameters_and_images_are_read_when_the_program_runs(etude, server, tmp_path, language):
    shutil.copy(PROJECT / "sample-configs/tides.png", tmp_path / "tides.png")
    file = etude.write("p.prompt", TEMPLATE)
    values = ["Fre\"nch\" $x \\ `y`\nzwei\n", "日本's"]
    etude.run("run", "./p.prompt", "--no-stream", "--no-store", "--var", f"language={values[0]}", "--var",
              f"2nd-word={values[1]}", **server.environment)
    ours = sent(server)
    program = command(language, export(etude, "./p.prompt", language), tmp_path)
    run(program, values, server, tmp_path)
    theirs = sent(server)
    assert theirs.json == ours.json


@pytest.mark.parametrize("file", sorted((PROJECT / "sample-configs").glob("*.prompt")), ids=lambda path: path.stem)
def test_every_sample_is_a_program_in_every_language(etude, tmp_path, file):
    node = shutil.which("node")
    compile(export(etude, str(file), "python"), "program.py", "exec")
    shell, script = command("curl", export(etude, str(file), "curl"), tmp_path)
    subprocess.run([shell, "-n", script], check=True)
    program = command("javascript", export(etude, str(file), "javascript"), tmp_path)
    if node:
        subprocess.run([node, "--check", program[1]], check=True)
    body = json.loads(export(etude, str(file), "json"))
    for part in (part for message in body["messages"] if isinstance(message["content"], list)
                 for part in message["content"] if part["type"] == "image_url"):
        assert part["image_url"]["url"].startswith("data:image/png;base64,")
    if not node:
        pytest.skip("node is not installed: the JavaScript was not checked")


@pytest.mark.parametrize("name", ["hostile", "thread", "template"])
def test_the_swift_compiles_on_this_package(etude, tmp_path, name):
    build = Path(ETUDE).resolve().parent
    if not (build / "Modules/RequestCore.swiftmodule").exists() or not shutil.which("swiftc"):
        pytest.skip("the modules of a debug build are not here")
    shutil.copy(PROJECT / "sample-configs/tides.png", tmp_path / "tides.png")
    file = etude.write("p.prompt", TEMPLATE) if name == "template" else etude.write("r.json", PROMPTS[name])
    main = tmp_path / "main.swift"
    main.write_text(export(etude, file, "swift"))
    found = [path for path in build.glob("C*.build/module.modulemap") if "-tool" not in path.parent.name]
    maps = [f"-fmodule-map-file={path}" for path in found]
    flags = [flag for path in maps for flag in ("-Xcc", path)]
    flags += [f"-I{path}" for path in build.parents[1].glob("checkouts/*/Sources/CYaml/include")]
    finished = subprocess.run(
        ["swiftc", "-typecheck", "-swift-version", "6", "-I", str(build / "Modules"), *flags, str(main)],
        capture_output=True, text=True)
    assert finished.returncode == 0, finished.stderr
