"""The same rows through inspect-ai and through `etude eval`, on one server: the verdicts that both have are the same."""

import json
import os
import subprocess
from pathlib import Path

from server import completion, event_stream, json_answer, stream_answer

INSPECT = Path(__file__).resolve().parents[3] / ".build/peers/inspect/bin/inspect"
TASK = Path(__file__).parent / "inspect/task.py"
# What is asked, what the server answers, what is looked for in it.
ROWS = [("Paris?", "It is in France.", "France"), ("Oslo?", "In norway.", "Norway"), ("Rome?", "Nowhere.", "Italy"),
        ("Zürich?", "In der Schweiz, 瑞士.", "瑞士"), ("Nice?", "", "France"), ("Bern?", "SCHWEIZ", "schweiz")]


FILE = "".join(json.dumps({"id": n, "input": question, "target": target}) + "\n"
               for n, (question, _, target) in enumerate(ROWS))


def verdicts_of_inspect(folder, server):
    rows = folder / "theirs.jsonl"
    rows.write_text(FILE)
    logs = folder / "logs"
    environment = os.environ | {
        "PEER_BASE_URL": server.base_url, "PEER_API_KEY": "sk-peer",
        "ROWS": str(rows), "INSPECT_LOG_DIR": str(logs), "INSPECT_DISPLAY": "none", "HOME": str(folder)}
    subprocess.run([INSPECT, "eval", TASK.name, "--model", "openai-api/peer/peer", "--log-format", "json"],
                   env=environment, cwd=TASK.parent, check=True, stdout=subprocess.DEVNULL, timeout=140)
    (log,) = logs.glob("*.json")
    samples = json.loads(log.read_text())["samples"]
    return {sample["id"]: [score["value"] == "C" for _, score in sorted(sample["scores"].items())]
            for sample in samples}


def verdicts_of_etude(etude, server):
    etude.write("rows.jsonl", FILE)
    etude.write("ask.prompt", "---\nmodel: peer\n---\n<user>\n{{input}}\n</user>\n")
    etude.write("ask.eval.yaml", """
prompts: [ask.prompt]
data: rows.jsonl
checks:
  - {type: contains, value: "{{expected}}"}
  - {type: icontains, value: "{{expected}}"}
""")
    finished = etude.run("eval", "ask.eval.yaml", "--json", **server.environment)
    cells = [line for line in finished.lines if "row" in line]
    return {cell["row"]["index"]: [check["outcome"] == "pass" for check in cell["checks"]] for cell in cells}


def test_both_give_the_same_verdicts(etude, server, tmp_path):
    answers = {question: answer for question, answer, _ in ROWS}

    def answer(request):
        content = request.json["messages"][-1]["content"]
        asked = content if isinstance(content, str) else content[0]["text"]
        if request.json.get("stream"):
            return stream_answer(event_stream([answers[asked]]))
        return json_answer(completion(answers[asked]))

    server.answer = answer
    theirs = verdicts_of_inspect(tmp_path, server)
    ours = verdicts_of_etude(etude, server)
    assert ours == theirs
    assert [sum(verdict) for verdict in ours.values()].count(1) == 2
