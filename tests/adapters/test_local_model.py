"""A language model on this machine: believed only where it says what was said, and never waited for long."""

import asyncio
import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from voicerepair.adapters.local_model import LARGEST_BYTES, LocalModel
from voicerepair.cli.wiring import draft
from voicerepair.core.reflection import Reflection, ReflectionRequest, checked, reflect
from voicerepair.errors import ConfigError

SAID = "i feel hurt when you come home late because i wait for you and you do not call"
REQUEST = ReflectionRequest(speaker="Ana", partner="Ben", text=SAID)
FAITHFUL = "Ana, I hear that you feel hurt when Ben comes home late, and Ben doesn't call. Is that right?"
Answer = Callable[[BaseHTTPRequestHandler], None]


class Server:
    def __init__(self) -> None:
        self.answer: Answer = saying(FAITHFUL)
        self.asked: list[dict[str, object]] = []
        self.url = ""


def send(handler: BaseHTTPRequestHandler, body: bytes, status: int = 200, **headers: str) -> None:
    handler.send_response(status)
    for name, value in {"Content-Length": str(len(body)), **headers}.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(body)


def saying(text: object) -> Answer:
    return lambda handler: send(handler, json.dumps({"choices": [{"message": {"content": text}}]}).encode())


@pytest.fixture
def server() -> Iterator[Server]:
    serving = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            serving.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            serving.answer(self)

        def log_message(self, *arguments: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    serving.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield serving
    finally:
        server.shutdown()
        thread.join(5)
        server.server_close()


def drafted(server: Server, text: str = SAID, timeout: float = 5.0) -> Reflection:
    model = LocalModel(server.url, "tiny", timeout)
    return asyncio.run(draft(ReflectionRequest(speaker="Ana", partner="Ben", text=text), model))


def test_a_faithful_draft_is_taken_and_says_where_it_is_from(server: Server) -> None:
    assert drafted(server) == Reflection(text=FAITHFUL, source="local_model")
    assert server.asked[0]["model"] == "tiny"
    assert SAID in json.dumps(server.asked[0])


@pytest.mark.parametrize(
    "text",
    [
        "Ana, I hear that you feel hurt because Ben is selfish. Is that right?",  # invented
        "Ana, I feel hurt when Ben comes home late. Is that right?",  # first person
        "Ana, I hear that Ben feels hurt when you come home late. Is that right?",  # turned round
        "Ana, I hear that you feel hurt when Ben comes home late, and Ben calls. Is that right?",  # a denial lost
        "Ana, I hear that you don't feel hurt when Ben comes home late. Is that right?",  # a denial added
        "Ana, I hear that you feel hurt when he comes home late. Is that right?",  # a guess at a gender
        "Ana, you feel hurt. " * 20,  # no end to it
        "",
        "you feel",
        "<script>Ana</script>",
    ],
)
def test_a_draft_that_says_anything_else_is_dropped(server: Server, text: str) -> None:
    server.answer = saying(text)
    assert checked(REQUEST, text) is None
    assert drafted(server) == reflect(REQUEST)


def hangs(handler: BaseHTTPRequestHandler) -> None:
    threading.Event().wait(1.0)


def drips(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    for _ in range(100):
        try:
            handler.wfile.write(b" ")
            handler.wfile.flush()
        except OSError:
            return
        threading.Event().wait(0.05)


def breaks_off(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "5000")
    handler.end_headers()
    handler.wfile.write(b'{"choices": [')
    handler.close_connection = True


@pytest.mark.parametrize(
    "answer",
    [
        hangs,
        drips,
        breaks_off,
        lambda handler: send(handler, b"", 500),
        lambda handler: send(handler, b"", 404),
        lambda handler: send(handler, b"", 302, Location="http://192.0.2.1/"),
        lambda handler: send(handler, b"not json"),
        lambda handler: send(handler, b"[]"),
        lambda handler: send(handler, b'{"choices": []}'),
        lambda handler: send(handler, b"[" * 50_000),
        lambda handler: send(handler, b"x" * (2 * LARGEST_BYTES)),
        lambda handler: send(handler, b"\xff\xfe\x00"),
        saying(None),
        saying({"text": FAITHFUL}),
    ],
)
def test_a_server_that_misbehaves_costs_nothing_but_its_draft(server: Server, answer: Answer) -> None:
    server.answer = answer
    assert drafted(server, timeout=0.4) == reflect(REQUEST)


def test_no_server_is_no_harm() -> None:
    assert LocalModel("http://127.0.0.1:9/v1", timeout_seconds=0.5).draft(REQUEST) is None


def test_what_tells_of_danger_is_never_sent(server: Server) -> None:
    assert drafted(server, "you hit me last night and i am afraid of you").flag == "safety_violence"
    assert server.asked == []


@pytest.mark.parametrize(
    "url",
    [
        "http://192.0.2.1/v1",
        "http://0.0.0.0:8080/v1",
        "http://[2001:db8::1]/v1",
        "https://127.0.0.1/v1",
        "http://user:word@127.0.0.1/v1",
        "http://nonesuch.invalid/v1",
        "http://127.0.0.1:99999/v1",
        "http://",
        "ftp://127.0.0.1",
    ],
)
def test_only_this_machine_is_ever_asked(url: str) -> None:
    with pytest.raises(ConfigError) as caught:
        LocalModel(url)
    assert "127.0.0.1" in caught.value.hint


@pytest.mark.parametrize(
    "url", ["http://localhost:8080/v1", "127.0.0.1:8080/v1", "http://[::1]:8080", "http://127.1.2.3"]
)
def test_every_address_of_this_machine_will_do(url: str) -> None:
    LocalModel(url)


def test_proxies_of_the_environment_are_not_used(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://192.0.2.1:3128")
    assert drafted(server).source == "local_model"
