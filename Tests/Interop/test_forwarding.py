"""Proxies that the environment names: when they are asked, and what they are told."""

import base64

import pytest

from forwarding import PEER, ForwardProxy, away
from nginx import Nginx
from server import event_stream, free_port, stream_answer
from test_tls import KEY, REQUEST, certificate, configure, refused


@pytest.fixture(scope="module")
def ca_file(tmp_path_factory):
    return certificate(tmp_path_factory.mktemp("ca"), f"IP:127.0.0.1,DNS:{PEER}")[1]


@pytest.fixture
def nginx(server, ca_file, tmp_path_factory):
    with Nginx(tmp_path_factory.mktemp("nginx"), ca_file, server.origin) as nginx:
        yield nginx


@pytest.fixture
def forward():
    with ForwardProxy() as forward:
        yield forward


def run(etude, **environment):
    return etude.run("run", etude.write("r.json", REQUEST), "--json", LOCAL_KEY=KEY, **environment)


@pytest.mark.parametrize("protocol", ["HTTP/2.0", "HTTP/1.1"])
@pytest.mark.parametrize("name", ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"])
def test_tls_goes_through_a_tunnel_and_its_proxy_learns_no_key(etude, nginx, ca_file, forward, name, protocol):
    configure(etude, away(nginx.origin(protocol)) + "/v1", ca_file)
    assert run(etude, **{name: forward.url}).line["output"] == "Hello."
    (head,) = forward.heads
    assert head.startswith(f"CONNECT {PEER}:{nginx.ports[protocol]} HTTP/1.1\r\n")
    assert KEY not in head and "authorization" not in head.lower()
    assert [entry["protocol"] for entry in nginx.wait_for_entries(1)] == [protocol]


def test_the_certificate_behind_a_tunnel_is_verified_too(etude, server, nginx, forward):
    configure(etude, away(nginx.origin("HTTP/2.0")) + "/v1")
    finished = run(etude, https_proxy=forward.url)
    assert "ca_file" in refused(finished)
    assert len(forward.heads) == 1
    assert server.requests == []


@pytest.mark.parametrize("name", ["http_proxy", "all_proxy", "ALL_PROXY"])
def test_without_tls_the_proxy_hands_the_request_on(etude, server, forward, name):
    server.answer = lambda _: stream_answer(event_stream(["through ", "the proxy"]))
    configure(etude, away(server.base_url))
    assert run(etude, **{name: forward.url}).line["output"] == "through the proxy"
    (head,) = forward.heads
    assert head.startswith(f"POST {away(server.base_url)}/chat/completions HTTP/1.1\r\n")
    assert len(server.requests) == 1


def test_a_server_on_this_machine_is_asked_directly(etude, server, forward):
    configure(etude, server.base_url)
    assert run(etude, all_proxy=forward.url).line["output"] == "Hello."
    assert forward.heads == []


def asked_directly(finished):
    """Without the proxy, nobody knows the name."""
    return finished.status == 1 and f"the host {PEER} was not found" in finished.line["error"]["message"]


def test_the_proxy_of_one_scheme_is_not_asked_for_the_other(etude, server, nginx, ca_file, forward):
    configure(etude, away(server.base_url))
    assert asked_directly(run(etude, https_proxy=forward.url))
    configure(etude, away(nginx.origin("HTTP/2.0")) + "/v1", ca_file)
    assert asked_directly(run(etude, http_proxy=forward.url))
    assert forward.heads == []


@pytest.mark.parametrize("name", ["NO_PROXY", "no_proxy"])
@pytest.mark.parametrize("hosts, asked", [
    (PEER, False), ("*", False), (f"example.org, {PEER}", False), (".test", False),
    ("example.org", True), ("eer.test", True), ("10.0.0.0/8", True),
])
def test_no_proxy_names_the_hosts_that_are_asked_directly(etude, server, nginx, ca_file, forward, name, hosts, asked):
    proxies = {"http_proxy": forward.url, "https_proxy": forward.url, name: hosts}
    for url, certificates in ((server.base_url, None), (nginx.origin("HTTP/2.0") + "/v1", ca_file)):
        configure(etude, away(url), certificates)
        finished = run(etude, **proxies)
        assert finished.line["output"] == "Hello." if asked else asked_directly(finished)
    assert len(forward.heads) == (2 if asked else 0)


def test_the_password_of_a_proxy_goes_to_it_alone(etude, server, nginx, ca_file, forward):
    configure(etude, away(nginx.origin("HTTP/2.0")) + "/v1", ca_file)
    url = forward.url.replace("//", "//someone:proxy-secret@")
    finished = run(etude, https_proxy=url)
    assert finished.line["output"] == "Hello."
    basic = base64.b64encode(b"someone:proxy-secret").decode()
    (head,) = forward.heads
    assert f"Proxy-Authorization: Basic {basic}" in head
    (request,) = server.requests
    assert not any(name.startswith("proxy-") for name in request.headers)
    assert_secret_nowhere(etude, finished)


def assert_secret_nowhere(etude, finished):
    logs = etude.run("logs", "--json").output
    for text in (finished.output, finished.errors, logs):
        assert "proxy-secret" not in text and KEY not in text


@pytest.mark.parametrize("status", ["407 Proxy Authentication Required", "403 Forbidden", "502 Bad Gateway"])
def test_a_proxy_that_refuses_is_told_apart_from_the_server(etude, server, nginx, ca_file, status):
    configure(etude, away(nginx.origin("HTTP/2.0")) + "/v1", ca_file)
    with ForwardProxy(refuses=status) as forward:
        finished = run(etude, https_proxy=forward.url.replace("//", "//someone:proxy-secret@"))
    error = finished.line["error"]
    assert error["kind"] == "connection"
    assert error["message"].startswith(f"the proxy answered {status[:3]} when asked for {PEER}:")
    assert server.requests == []
    assert_secret_nowhere(etude, finished)


def test_a_proxy_that_is_not_there_is_named(etude, server, nginx, ca_file):
    configure(etude, away(nginx.origin("HTTP/2.0")) + "/v1", ca_file)
    finished = run(etude, https_proxy=f"http://someone:proxy-secret@127.0.0.1:{free_port()}")
    message = finished.line["error"]["message"]
    assert message.startswith("the proxy 127.0.0.1") and message.endswith(" refused the connection")
    assert server.requests == []
    assert_secret_nowhere(etude, finished)


def test_a_redirect_to_another_origin_does_not_leave_by_the_proxy(etude, server, nginx, ca_file, forward):
    configure(etude, away(nginx.origin("HTTP/2.0")) + "/elsewhere", ca_file)
    finished = run(etude, https_proxy=forward.url)
    assert nginx.origin("HTTP/1.1") in refused(finished)
    assert len(forward.heads) == 1
    assert server.requests == []
