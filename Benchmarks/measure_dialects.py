"""Measures what an answer of many events costs in each dialect: instructions of `etude run`, counted by valgrind.

    measure_dialects.py ETUDE [EVENTS]
"""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from shutil import rmtree, which

import server

ETUDE, EVENTS = os.path.abspath(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 20_000
PLACE = Path(".build/benchmarks/dialects").absolute()
WORDS = "alpha bravo delta gamma theta kappa sigma omega".split()
USAGE = {"input_tokens": 9, "output_tokens": EVENTS, "total_tokens": EVENTS + 9}


def chat(words):
    for word in words:
        yield None, {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "m",
                     "choices": [{"index": 0, "delta": {"content": word}, "finish_reason": None}]}
    yield None, {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "m",
                 "choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]}


def responses(words):
    item = {"id": "msg_1", "type": "message", "role": "assistant", "status": "in_progress", "content": []}
    response = {"id": "resp_1", "object": "response", "model": "m", "status": "in_progress", "output": []}
    events = [("created", {"response": response}), ("output_item.added", {"output_index": 0, "item": item}),
              ("content_part.added", {"item_id": "msg_1", "output_index": 0, "content_index": 0,
                                      "part": {"type": "output_text", "text": "", "annotations": []}})]
    events += [("output_text.delta", {"item_id": "msg_1", "output_index": 0, "content_index": 0, "delta": word})
               for word in words]
    done = item | {"status": "completed", "content": [{"type": "output_text", "text": "".join(words), "annotations": []}]}
    events += [("output_item.done", {"output_index": 0, "item": done}),
               ("completed", {"response": response | {"status": "completed", "output": [done], "usage": USAGE}})]
    for number, (name, value) in enumerate(events):
        yield f"response.{name}", {"type": f"response.{name}", "sequence_number": number} | value


def messages(words):
    message = {"id": "msg_1", "type": "message", "role": "assistant", "model": "m", "content": [], "stop_reason": None,
               "usage": {"input_tokens": 9, "output_tokens": 1}}
    yield "message_start", {"type": "message_start", "message": message}
    yield "content_block_start", {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}}
    for word in words:
        yield "content_block_delta", {"type": "content_block_delta", "index": 0,
                                      "delta": {"type": "text_delta", "text": word}}
    yield "content_block_stop", {"type": "content_block_stop", "index": 0}
    yield "message_delta", {"type": "message_delta", "delta": {"stop_reason": "end_turn"},
                            "usage": {"output_tokens": EVENTS}}
    yield "message_stop", {"type": "message_stop"}


DIALECTS = {"chat": chat, "responses": responses, "messages": messages}
PATHS = {b"/chat/completions": "chat", b"/responses": "responses", b"/messages": "messages"}


def stream(dialect):
    words = [WORDS[i % 8] + ("\n\n" if i % 60 == 59 else " ") for i in range(EVENTS)]
    body = b""
    for name, value in DIALECTS[dialect](words):
        if name:
            body += b"event: %s\n" % name.encode()
        body += b"data: %s\n\n" % json.dumps(value, separators=(",", ":")).encode()
    return body + (b"data: [DONE]\n\n" if dialect == "chat" else b"")


BODIES = {dialect: stream(dialect) for dialect in DIALECTS}


async def serve(reader, writer):
    head = await reader.readuntil(b"\r\n\r\n")
    await reader.readexactly(int(re.search(rb"(?i)content-length: (\d+)", head)[1]))
    dialect = next(name for path, name in PATHS.items() if path in head.split(b"\r\n")[0])
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n")
    writer.write(BODIES[dialect])
    await writer.drain()
    writer.close()


def instructions(dialect, home):
    counted = subprocess.run(
        ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", ETUDE, "run", "ask.prompt",
         "--provider", dialect, "--no-store"],
        env=os.environ | {"ETUDE_HOME": str(home), "BENCH_KEY": "sk-bench"}, cwd=home, stdin=subprocess.DEVNULL,
        capture_output=True, check=True)
    assert counted.stdout.count(b"omega") > EVENTS // 9
    return int(re.search(rb"Collected : (\d+)", counted.stderr)[1])


def main():
    if not which("valgrind"):
        return print("\nevents of each dialect: valgrind is not installed")
    rmtree(PLACE, ignore_errors=True)
    PLACE.mkdir(parents=True)
    base = f"http://127.0.0.1:{server.start(serve)}/v1"
    lines = [f'  {name}: {{base_url: "{base}", dialect: {name}, api_key_env: BENCH_KEY}}' for name in DIALECTS]
    (PLACE / "config.yaml").write_text("providers:\n" + "\n".join(lines) + "\n")
    (PLACE / "ask.prompt").write_text("---\nmodel: m\n---\n<user>\ngo\n</user>\n")
    print(f"\n{EVENTS:,} events: million instructions, and times those of chat completions")
    floor = None
    for dialect in DIALECTS:
        count = instructions(dialect, PLACE)
        floor = floor or count
        print(f"  {dialect:10} {count / 1e6:8.0f}   {count / floor:4.2f}")


main()
