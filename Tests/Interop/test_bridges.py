"""What `etude convert` writes is read by those whose formats they are: Microsoft's prompty and Simon Willison's llm."""

import importlib.util
import json
import sysconfig
from pathlib import Path

import pytest
import yaml

from conftest import PROJECT

SYSTEM = "You answer in {{language}}: \\{{literal}}, {% if %}, {# no comment #}, $5, $$, ${x}, <b>é 日本 😀</b>\n\n  indented\n# Title"
USER = "What is it, {{name}}?"
SHOWN = SYSTEM.replace("\\{{", "{{")
VALUES = {"language": "{{French}}", "name": "Ada $x {% raw %}"}


def rendered(text):
    for name, value in VALUES.items():
        text = text.replace("{{%s}}" % name, value)
    return text


PROMPT = f"""---
name: hostile
model: gpt-4o
temperature: 0.5
max_tokens: 300
stop: ["END"]
response_format:
  type: json_schema
  json_schema:
    name: structured_output
    strict: true
    schema:
      type: object
      properties:
        at:
          type: string
          description: When
        metres:
          type: [number, "null"]
      required: [at, metres]
      additionalProperties: false
tools:
  - name: tide
    description: Next high tide
    parameters:
      type: object
      properties:
        harbour:
          type: string
          enum: [Brest, Dover]
        days:
          type: array
          items:
            type: integer
      required: [harbour]
---
<system>
{SYSTEM}
</system>

<user>
{USER}
</user>

<assistant>
Brest.
</assistant>

<user>
And then?
</user>
"""


def convert(etude, text, name, *arguments):
    etude.write("in.prompt", text)
    finished = etude.run("convert", "in.prompt", name, *arguments)
    assert finished.status == 0, finished.errors
    return etude.home / name, finished.errors


def test_prompty_reads_what_is_written_and_sends_the_same(etude, server):
    prompty = pytest.importorskip("prompty")
    from prompty.providers.openai.executor import _build_options, _output_schema_to_wire, _tools_to_wire

    path, errors = convert(etude, PROMPT, "out.prompty", "--strict")
    assert "is Prompty" in errors
    agent = prompty.load(path)
    messages = prompty.prepare(agent, VALUES)
    assert [(message.role, message.text) for message in messages] == [
        ("system", rendered(SHOWN)), ("user", rendered(USER)), ("assistant", "Brest."), ("user", "And then?")]
    variables = [part for name, value in VALUES.items() for part in ("--var", f"{name}={value}")]
    etude.run("run", "in.prompt", "--no-stream", "--no-store", *variables, **server.environment)
    (ours,) = server.requests
    body = ours.body if isinstance(ours.body, dict) else json.loads(ours.body)
    assert [(message["role"], message["content"]) for message in body["messages"]] == [
        (message.role, message.text) for message in messages]
    assert _tools_to_wire(agent) == body["tools"]
    assert _output_schema_to_wire(agent) == body["response_format"]
    options = _build_options(agent)
    assert options.pop("max_completion_tokens") == body["max_tokens"]
    assert options == {key: body[key] for key in ("temperature", "stop")}


PROMPTY = """---
name: shop
model:
  id: gpt-4o
  provider: openai
  apiType: chat
  connection:
    kind: key
    apiKey: ${env:OPENAI_API_KEY}
  options:
    temperature: 0.2
    maxOutputTokens: 64
    topP: 0.9
    stopSequences: [END]
inputs:
  - name: customer
    kind: string
    default: Jane
  - name: question
    kind: string
    default: "Why?\\nTell me."
---
You help {{customer}}.
{# nothing of this is sent #}
Say {{ '{{' }}braces}} and {% raw %}{{ raw }}{% endraw %}.

User:
  {{ question }}

{{- " no gap" }}
assistant:

Because.

# system:
Be {{customer}}.
"""


def test_a_prompty_file_runs_as_prompty_prepares_it(etude, server, monkeypatch):
    prompty = pytest.importorskip("prompty")
    monkeypatch.setenv("OPENAI_API_KEY", "none")
    etude.write("in.prompty", PROMPTY)
    agent = prompty.load(etude.home / "in.prompty")
    theirs = [(message.role, message.text) for message in prompty.prepare(agent, {})]
    finished = etude.run("run", "in.prompty", "--no-stream", "--no-store", **server.environment)
    assert finished.status == 0, finished.errors
    (ours,) = server.requests
    body = ours.body if isinstance(ours.body, dict) else json.loads(ours.body)
    assert [(message["role"], message["content"]) for message in body["messages"]] == theirs
    assert {key: body[key] for key in ("temperature", "max_tokens", "top_p", "stop")} == {
        "temperature": 0.2, "max_tokens": 64, "top_p": 0.9, "stop": ["END"]}


def llm_template():
    place = Path(sysconfig.get_paths()["purelib"]) / "llm/templates.py"
    if not place.exists():
        pytest.skip("llm is not installed")
    spec = importlib.util.spec_from_file_location("llm_templates", place)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.Template


def test_llm_reads_what_is_written_and_asks_the_same(etude):
    text = f"---\nname: hostile\nmodel: gpt-4o\ntemperature: 0.5\n---\n<system>\n{SYSTEM}\n</system>\n\n<user>\n{USER}\n</user>\n"
    path, _ = convert(etude, text, "out.yaml", "--strict")
    template = llm_template()(**yaml.safe_load(path.read_text()))
    assert template.evaluate("", dict(VALUES)) == (rendered(USER), rendered(SHOWN))
    assert template.model == "gpt-4o" and template.options == {"temperature": 0.5}


@pytest.mark.parametrize("name", ["recipe"])
def test_a_template_of_llm_is_read_as_llm_reads_it(etude, name):
    file = PROJECT / "Tests/Bridges/llm" / f"{name}.yaml"
    template = llm_template()(name=name, **yaml.safe_load(file.read_text()))
    values = {"ingredients": "$eggs", "guests": "4 ", "input": "now"}
    prompt, system = template.evaluate(values["input"], {key: values[key] for key in ("ingredients", "guests")})
    (etude.home / "in.yaml").write_text(file.read_text())
    finished = etude.run("convert", "in.yaml", "out.json", "--to", "humanloop")
    assert finished.status == 0, finished.errors
    ours = json.loads((etude.home / "out.json").read_text())["template"]

    def filled(text):
        for key, value in {**values, "cook": "GlaDOS"}.items():
            text = text.replace("{{%s}}" % key, value)
        return text

    assert filled(ours[0]["content"]) == system
    assert filled(ours[1]["content"][0]["text"]) == prompt
