"""A small forward proxy: tunnels by CONNECT, hands on plain requests, and records the heads that it is sent."""

import socket
import threading
from contextlib import suppress
from urllib.parse import urlsplit


# A name that only the proxy knows: addresses of this machine are never reached through one.
PEER = "peer.test"


def away(url):
    """The URL of a server on this machine under the name that the proxy knows."""
    return url.replace("127.0.0.1", PEER)


class ForwardProxy:
    def __init__(self, refuses=None):
        # Each head as it came, `CONNECT` or not.
        self.heads = []
        # A status line that answers everything.
        self.refuses = refuses
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"

    def __enter__(self):
        threading.Thread(target=self.accept, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.listener.close()

    def accept(self):
        with suppress(OSError):
            while True:
                client, _ = self.listener.accept()
                threading.Thread(target=self.serve, args=(client,), daemon=True).start()

    def serve(self, client):
        with client, suppress(OSError):
            received = b""
            while b"\r\n\r\n" not in received:
                piece = client.recv(65536)
                if not piece:
                    return
                received += piece
            head, _, body = received.partition(b"\r\n\r\n")
            self.heads.append(head.decode())
            if self.refuses:
                client.sendall(f"HTTP/1.1 {self.refuses}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode())
                return
            line, *fields = head.decode().split("\r\n")
            method, target, version = line.split()
            if method == "CONNECT":
                host, port = target.rsplit(":", 1)
                first = b""
            else:
                parts = urlsplit(target)
                host, port = parts.hostname, parts.port or 80
                kept = [field for field in fields if not field.lower().startswith(("proxy-", "connection:"))]
                lines = [f"{method} {parts.path} {version}", *kept, "Connection: close"]
                first = "\r\n".join(lines).encode() + b"\r\n\r\n" + body
            with socket.create_connection(("127.0.0.1" if host == PEER else host, int(port)), 20) as server:
                if method == "CONNECT":
                    client.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
                server.sendall(first)
                back = threading.Thread(target=pump, args=(server, client), daemon=True)
                back.start()
                pump(client, server)
                back.join(20)


def pump(source, sink):
    with suppress(OSError):
        while piece := source.recv(65536):
            sink.sendall(piece)
    with suppress(OSError):
        sink.shutdown(socket.SHUT_WR)
