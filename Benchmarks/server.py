"""An OpenAI-compatible server: the model `chunks-N` answers with N chunks of a word, as fast as they are read; `markdown-N`
with N chunks of headings, lists, tables and code. Who does not ask for a stream gets one short answer at once."""

import asyncio
import json
import re
import threading

MARKDOWN = """## A heading of *some* words

- one **bold** item and [a link](https://example.org/a)
- two `code`
  - nested

| harbour | height | at |
|---|--:|---|
| Brest | 6.2 | 14:10 |
| Dover | 6.8 | 11:32 |

```python
def tide(harbour):  # next
    return {"at": "14:10", "height": 6.2}[harbour]
```

> a quoted line that goes on for a while

A paragraph that is long enough to be wrapped once or twice on a screen of eighty columns, as paragraphs of answers are.

"""
WORDS = "alpha bravo delta gamma theta kappa sigma omega".split()


def chunk(delta, finish=None):
    body = {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1, "model": "chunks",
            "choices": [{"index": 0, "delta": delta, "finish_reason": finish}]}
    event = b"data: " + json.dumps(body, separators=(",", ":")).encode() + b"\n\n"
    return b"%x\r\n%s\r\n" % (len(event), event)


def texts(kind, count):
    """The text of each chunk."""
    if kind == "chunks":
        return [WORDS[i % 8] + ("\n\n" if i % 60 == 59 else " ") for i in range(count)]
    pieces = re.findall(r"\s*\S+", "\n\n" + MARKDOWN)
    return [pieces[i % len(pieces)] for i in range(count)]


def answer(kind, count):
    words = [chunk({"content": text}) for text in texts(kind, count - 1)]
    return b"".join([chunk({"role": "assistant"}), *words, chunk({"content": "THEEND"}), chunk({}, "stop"),
                     b"e\r\ndata: [DONE]\n\n\r\n0\r\n\r\n"])


WHOLE = json.dumps({
    "id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": "chunks",
    "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": "THEEND"}}],
    "usage": {"prompt_tokens": 9, "completion_tokens": 2, "total_tokens": 11}}).encode()
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
ANSWERS = {}


async def serve(reader, writer):
    while True:
        try:
            head = await reader.readuntil(b"\r\n\r\n")
        except (asyncio.IncompleteReadError, ConnectionError):
            break
        length = next(int(line[15:]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:"))
        request = json.loads(await reader.readexactly(length))
        if not request.get("stream"):
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(WHOLE))
            writer.write(WHOLE)
            await writer.drain()
            continue
        kind, count = request["model"].split("-")
        if (kind, count) not in ANSWERS:
            ANSWERS[kind, count] = answer(kind, int(count))
        body = HEAD + ANSWERS[kind, count]
        for start in range(0, len(body), 16384):
            writer.write(body[start:start + 16384])
            await writer.drain()
    writer.close()


def start(serve=serve):
    """Serves in a thread of its own; returns the port."""
    ready, port = threading.Event(), []

    async def main():
        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        port.append(server.sockets[0].getsockname()[1])
        ready.set()
        await server.serve_forever()

    threading.Thread(target=lambda: asyncio.run(main()), daemon=True).start()
    ready.wait()
    return port[0]
