"""A publisher on this machine: serves archives of models, well or badly."""

import hashlib
import io
import json
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

NAME = "vosk-model-test-0.1"
FILES = {"am/final.mdl": b"a network" * 1000, "conf/model.conf": b"--beam=1\n", "graph/words.txt": b"yes 1\nno 2\n"}


def archive(files: dict[str, bytes] | None = None, top: str = NAME) -> bytes:
    """A zip with one folder."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as opened:
        for path, data in (FILES if files is None else files).items():
            opened.writestr(f"{top}/{path}" if top else path, data)
    return made.getvalue()


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


class Publisher:
    """What it serves: `body` for the model, its MD5 in the list; `cuts` answers are cut off first."""

    def __init__(self, body: bytes) -> None:
        self.body = body
        self.status = 200
        self.cuts = 0
        self.asked: list[str] = []
        self.url = ""

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        self.asked.append(handler.path)
        body = self.body
        if handler.path.endswith("model-list.json"):
            body = json.dumps([{"name": NAME, "md5": hashlib.md5(self.body).hexdigest()}]).encode()
        handler.send_response(self.status)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        if self.cuts:
            self.cuts -= 1
            body = body[: len(body) // 2]
            handler.close_connection = True
        handler.wfile.write(body)


@contextmanager
def publisher(body: bytes) -> Iterator[Publisher]:
    """A running server."""
    serving = Publisher(body)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            serving.answer(self)

        def log_message(self, *arguments: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    serving.url = f"http://127.0.0.1:{server.server_address[1]}/models"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield serving
    finally:
        server.shutdown()
        thread.join(5)
        server.server_close()
