"""An OpenAI-compatible server that streams: the model `chunks-N` answers with N chunks of a word, as fast as they are read."""

import asyncio
import json
import threading

WORDS = "alpha bravo delta gamma theta kappa sigma omega".split()


def chunk(delta, finish=None):
    body = {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1, "model": "chunks",
            "choices": [{"index": 0, "delta": delta, "finish_reason": finish}]}
    event = b"data: " + json.dumps(body, separators=(",", ":")).encode() + b"\n\n"
    return b"%x\r\n%s\r\n" % (len(event), event)


def answer(count):
    words = [chunk({"content": WORDS[i % 8] + ("\n\n" if i % 60 == 59 else " ")}) for i in range(count - 1)]
    return b"".join([chunk({"role": "assistant"}), *words, chunk({"content": "THEEND"}), chunk({}, "stop"),
                     b"e\r\ndata: [DONE]\n\n\r\n0\r\n\r\n"])


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
ANSWERS = {}


async def serve(reader, writer):
    while True:
        try:
            head = await reader.readuntil(b"\r\n\r\n")
        except (asyncio.IncompleteReadError, ConnectionError):
            break
        length = next(int(line[15:]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:"))
        count = int(json.loads(await reader.readexactly(length))["model"].removeprefix("chunks-"))
        body = HEAD + ANSWERS.setdefault(count, answer(count))
        for start in range(0, len(body), 16384):
            writer.write(body[start:start + 16384])
            await writer.drain()
    writer.close()


def start():
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
