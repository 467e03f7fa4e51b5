"""Makes a logs.db with the llm package that is installed: make_llm.py PATH.

A conversation of two with a system prompt, an image and a fragment, a call of a tool with its result, and an answer by a schema.
"""

import base64
import sys

import llm
import sqlite_utils
from llm.migrations import migrate

PNG = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=")


class Harbour(llm.Model):
    """Answers what it was asked, without a network."""

    model_id = "harbour"
    can_stream = True
    supports_tools = True
    supports_schema = True
    attachment_types = {"image/png"}

    class Options(llm.Options):
        temperature: float | None = None

    def execute(self, prompt, stream, response, conversation=None):
        response.set_usage(input=11, output=3)
        if prompt.tools and not prompt.tool_results:
            response.add_tool_call(llm.ToolCall(name="get_tide", arguments={"harbour": "Brest"}, tool_call_id="c1"))
            yield ""
        elif prompt.tool_results:
            yield "The tide is " + prompt.tool_results[0].output
        elif prompt.schema:
            yield '{"harbour": "Dover"}'
        else:
            yield "You said: "
            yield prompt.prompt or ""


def get_tide(harbour: str) -> str:
    "The tide in a harbour."
    return "high in " + harbour


def main(path):
    database = sqlite_utils.Database(path)
    migrate(database)
    model = Harbour()

    def keep(response):
        response.text()
        response.log_to_db(database)
        return response

    talk = model.conversation()
    keep(talk.prompt("Which harbour floods first?", system="You answer sailors.", temperature=0.5))
    keep(talk.prompt(
        "And this one? 港", fragments=["A long text about tides. " * 20],
        attachments=[llm.Attachment(type="image/png", content=PNG)]))
    for response in model.chain("The tide in Brest?", tools=[get_tide]).responses():
        keep(response)
    keep(model.prompt("One harbour.", schema={"type": "object", "properties": {"harbour": {"type": "string"}}}))


main(sys.argv[1])
