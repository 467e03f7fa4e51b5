"""A small server: records what it is sent and answers what the test wants."""

import json
import select
import socket
import ssl
import threading
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

STREAMS = Path(__file__).parent / "streams"


def free_ports(count):
    """Different ports: each is held until all are known, as the system may give the same one again."""
    with ExitStack() as held:
        probes = [held.enter_context(socket.socket()) for _ in range(count)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in probes]


def free_port():
    return free_ports(1)[0]


def completion(content="Hello.", **more):
    return {"id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": "peer",
            "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": content}}],
            "usage": {"prompt_tokens": 3, "completion_tokens": 2, "total_tokens": 5}} | more


def event_stream(content="Hello."):
    """The least stream that is one; a chunk for each part of the content."""
    def chunk(delta, finish=None):
        return {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1, "model": "peer",
                "choices": [{"index": 0, "delta": delta, "finish_reason": finish}]}

    chunks = [chunk({"role": "assistant", "content": ""}), *(chunk({"content": c}) for c in content), chunk({}, "stop")]
    return b"".join(b"data: " + json.dumps(c).encode() + b"\n\n" for c in chunks) + b"data: [DONE]\n\n"


@dataclass
class Request:
    method: str
    path: str
    headers: dict
    body: bytes

    @property
    def json(self):
        return json.loads(self.body)


@dataclass
class Answer:
    status: int = 200
    headers: dict = field(default_factory=dict)
    # Bytes, or an iterable of them that is sent as it makes them.
    body: object = b""
    # The body goes out in pieces of this many bytes.
    piece: int = 1 << 20
    # Whether the body goes on until the client leaves.
    endless: bool = False
    # Whether nothing comes before the head, or after the body.
    mute: bool = False
    stuck: bool = False

    @property
    def pieces(self):
        whole = [self.body] if isinstance(self.body, bytes) else self.body
        return (part[start:start + self.piece] for part in whole for start in range(0, len(part), self.piece))


def stream_answer(body, piece=1 << 20):
    return Answer(headers={"Content-Type": "text/event-stream"}, body=body, piece=piece)


def json_answer(value, status=200):
    return Answer(status, {"Content-Type": "application/json"}, json.dumps(value).encode())


def usual_answer(request):
    if request.body and request.json.get("stream"):
        return stream_answer(event_stream())
    return json_answer(completion())


class Server:
    def __init__(self, tls=None):
        self.requests = []
        self.answer = usual_answer
        # The client has gone before the end of an answer.
        self.left = threading.Event()
        # An answer could not be sent on for a second.
        self.stalled = threading.Event()
        # Bytes of bodies that the system took.
        self.sent = 0
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def do_POST(self):
                outer.handle(self)

            do_GET = do_POST

            def log_message(self, *_):
                pass

        class Quiet(ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 64

            def get_request(self):
                connection, address = super().get_request()
                if tls is None:
                    return connection, address
                connection.settimeout(20)
                return tls.wrap_socket(connection, server_side=True), address

            def handle_error(self, *_):
                pass

        self.http = Quiet(("127.0.0.1", 0), Handler)
        self.port = self.http.server_address[1]
        self.origin = f"{'http' if tls is None else 'https'}://127.0.0.1:{self.port}"
        self.base_url = self.origin + "/v1"

    def __enter__(self):
        threading.Thread(target=self.http.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.http.shutdown()
        self.http.server_close()

    @property
    def environment(self):
        return {"OPENAI_BASE_URL": self.base_url, "OPENAI_API_KEY": "sk-peer"}

    def handle(self, handler):
        body = handler.rfile.read(int(handler.headers.get("Content-Length") or 0))
        headers = {name.lower(): value for name, value in handler.headers.items()}
        request = Request(handler.command, handler.path, headers, body)
        self.requests.append(request)
        answer = self.answer(request)
        if answer.mute:
            return self.wait_for_end(handler)
        handler.send_response(answer.status)
        for name, value in answer.headers.items():
            handler.send_header(name, value)
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        try:
            while True:
                for piece in answer.pieces:
                    self.send(handler, b"%x\r\n%s\r\n" % (len(piece), piece))
                if not answer.endless:
                    break
            if answer.stuck:
                return self.wait_for_end(handler)
            self.send(handler, b"0\r\n\r\n")
        except OSError:
            self.left.set()
            with suppress(OSError):
                handler.connection.close()
            handler.close_connection = True

    def wait_for_end(self, handler):
        """Says nothing until the client has gone."""
        if not handler.connection.recv(1):
            self.left.set()
        handler.close_connection = True

    def send(self, handler, chunk):
        """As the client takes it; TLS has no way to tell how much that is."""
        if isinstance(handler.connection, ssl.SSLSocket):
            handler.wfile.write(chunk)
            return
        rest = memoryview(chunk)
        while rest:
            if not select.select([], [handler.connection], [], 1)[1]:
                self.stalled.set()
                select.select([], [handler.connection], [])
            count = handler.connection.send(rest, socket.MSG_DONTWAIT)
            self.sent += count
            rest = rest[count:]
