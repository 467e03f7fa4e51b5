"""Debian's nginx in front of the test server: HTTP/2 and HTTP/1.1 over TLS, compressed or not."""

import json
import shutil
import socket
import subprocess
import time

from server import free_ports

PROGRAM = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/opt/homebrew/bin:/usr/local/bin:/usr/bin")

# One process, which needs no user of its own and is gone with its test.
CONFIG = """
daemon off; master_process off; pid nginx.pid; error_log error.log;
events {{ worker_connections 1024; }}
http {{
    log_format record escape=json '{{"protocol":"$server_protocol","alpn":"$ssl_alpn_protocol","status":"$status",'
        '"connection":"$connection","request":"$connection_requests","resumed":"$ssl_session_reused",'
        '"accepts":"$http_accept_encoding","encoding":"$sent_http_content_encoding","key":"$http_authorization"}}';
    access_log access.log record;
    client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path none; uwsgi_temp_path none;
    scgi_temp_path none;
    ssl_certificate {certificate}; ssl_certificate_key {key};
    client_max_body_size 0; proxy_http_version 1.1; proxy_buffering off; proxy_read_timeout 60;
    gzip_types *; gzip_proxied any; gzip_min_length 1;

    map $server_port $elsewhere {{ {http2} {http1}; {http1} {http2}; }}
    server {{ listen 127.0.0.1:{http2} ssl http2 backlog=256; include locations; }}
    server {{ listen 127.0.0.1:{http1} ssl backlog=256; include locations; }}
}}
"""
LOCATIONS = """
location / {{ proxy_pass {upstream}; }}
location /gzip/ {{ gzip on; proxy_pass {upstream}/; }}
location /moved/ {{ return 307 https://127.0.0.1:$server_port/v1/chat/completions; }}
location /elsewhere/ {{ return 307 https://127.0.0.1:$elsewhere/v1/chat/completions; }}
"""


class Nginx:
    """nginx, with a port for each protocol. Paths begin with `/v1`, `/gzip/v1`, or one of the two that redirect."""

    def __init__(self, place, certificate, upstream):
        if PROGRAM is None:
            raise AssertionError("there is no nginx: apt-get install nginx-light")
        self.place = place
        self.certificate = certificate
        (place / "locations").write_text(LOCATIONS.format(upstream=upstream))

    def __enter__(self):
        for attempts_left in (2, 1, 0):
            self.start()
            try:
                for port in self.ports.values():
                    self.wait(lambda: self.answers(port), "answer")
                return self
            except AssertionError as failure:
                self.__exit__()
                # Somebody else may have taken a port between the choice and the start.
                if not attempts_left or "Address already in use" not in str(failure):
                    raise

    def start(self):
        http2, http1 = free_ports(2)
        self.ports = {"HTTP/2.0": http2, "HTTP/1.1": http1}
        (self.place / "nginx.conf").write_text(CONFIG.format(
            certificate=self.certificate, key=self.certificate.parent / "key.pem", http2=http2, http1=http1))
        self.process = subprocess.Popen(
            [PROGRAM, "-p", str(self.place), "-c", str(self.place / "nginx.conf")], stdin=subprocess.DEVNULL,
            stderr=open(self.place / "stderr", "w"))

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()

    def origin(self, protocol):
        return f"https://127.0.0.1:{self.ports[protocol]}"

    @staticmethod
    def answers(port):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return True
        except OSError:
            return False

    @property
    def entries(self):
        """Its access log; what is in it was over by then."""
        log = self.place / "access.log"
        lines = log.read_text().split("\n")[:-1] if log.exists() else []
        return [json.loads(line) for line in lines]

    def wait_for_entries(self, count):
        self.wait(lambda: len(self.entries) >= count, f"log {count} requests")
        assert len(self.entries) == count
        return self.entries

    def wait(self, condition, what, seconds=20):
        end = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > end or self.process.poll() is not None:
                errors = "".join((self.place / name).read_text() for name in ("stderr", "error.log")
                                 if (self.place / name).exists())
                raise AssertionError(f"nginx did not {what}: {errors[-2000:]}")
            time.sleep(0.01)
