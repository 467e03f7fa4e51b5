"""TLS with a certificate made on the spot: whom Étude trusts, and where the key may go."""

import ssl
import subprocess

import pytest

from server import Answer, Server, usual_answer

REQUEST = {"model": "peer", "messages": [{"role": "user", "content": "hi"}]}
KEY = "sk-tls-0123456789"


def certificate(place, names):
    """A certificate that signs itself, for these names."""
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
         "-days", "2", "-subj", "/CN=interop", "-addext", f"subjectAltName={names}",
         "-keyout", str(place / "key.pem"), "-out", str(place / "cert.pem")],
        check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(place / "cert.pem", place / "key.pem")
    return context, place / "cert.pem"


@pytest.fixture(scope="module")
def trusted(tmp_path_factory):
    return certificate(tmp_path_factory.mktemp("tls"), "IP:127.0.0.1")


@pytest.fixture
def secure(trusted):
    with Server(tls=trusted[0]) as server:
        yield server


def configure(etude, base_url, ca_file=None):
    lines = ["default_provider: local", "providers:", "  local:", f"    base_url: {base_url}",
             "    api_key_env: LOCAL_KEY"]
    if ca_file:
        lines.append(f"    ca_file: {ca_file}")
    etude.write("config.yaml", "\n".join(lines) + "\n")


def run(etude, *options):
    return etude.run("run", etude.write("r.json", REQUEST), "--json", *options, LOCAL_KEY=KEY)


def refused(finished):
    assert finished.status == 1
    assert finished.line["error"]["kind"] == "connection"
    assert KEY not in finished.output + finished.errors
    # Neither a certificate nor a redirect is another one half a second later.
    assert finished.line["timing"]["retries"] == 0
    return finished.line["error"]["message"]


@pytest.mark.parametrize("options", [[], ["--no-stream"]], ids=["streamed", "whole"])
def test_ca_file_makes_a_private_certificate_trusted(etude, secure, trusted, options):
    configure(etude, secure.base_url, trusted[1])
    line = run(etude, *options).line
    assert (line["output"], line["provider"], line["error"]) == ("Hello.", "local", None)
    assert secure.requests[0].headers["authorization"] == "Bearer " + KEY


def test_without_ca_file_it_is_refused_before_anything_is_sent(etude, secure):
    configure(etude, secure.base_url)
    message = refused(run(etude))
    assert "certificate" in message and "ca_file" in message
    assert secure.requests == []


def test_a_certificate_for_another_name_is_refused(etude, tmp_path):
    context, ca_file = certificate(tmp_path, "DNS:other.invalid")
    with Server(tls=context) as server:
        configure(etude, server.base_url, ca_file)
        # This certificate is trusted: another ca_file would change nothing.
        assert "ca_file" not in refused(run(etude))
        assert server.requests == []


def test_a_ca_file_that_is_not_there_is_told(etude, secure):
    configure(etude, secure.base_url, "/nowhere/ca.pem")
    assert "CA file" in refused(run(etude))
    assert secure.requests == []


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_to_another_origin_carries_no_key(etude, secure, trusted, server, status):
    secure.answer = lambda _: Answer(status, {"Location": server.origin + "/v1/chat/completions"})
    configure(etude, secure.base_url, trusted[1])
    message = refused(run(etude))
    assert server.origin in message
    assert server.requests == []
    assert len(secure.requests) == 1


def test_a_redirect_to_another_port_of_the_same_host_is_another_origin(etude, secure, trusted):
    with Server(tls=trusted[0]) as other:
        secure.answer = lambda _: Answer(307, {"Location": other.origin + "/v1/chat/completions"})
        configure(etude, secure.base_url, trusted[1])
        refused(run(etude))
        assert other.requests == []


def test_a_redirect_within_the_origin_is_followed_with_key_and_body(etude, secure, trusted):
    secure.answer = lambda request: (
        Answer(307, {"Location": "/v2/chat/completions"}) if request.path.startswith("/v1/") else usual_answer(request))
    configure(etude, secure.base_url, trusted[1])
    assert run(etude).line["output"] == "Hello."
    first, second = secure.requests
    assert second.path == "/v2/chat/completions"
    assert second.headers["authorization"] == "Bearer " + KEY
    assert second.body == first.body
