"""An optional language model on this very machine: any server that speaks the OpenAI chat interface on loopback.

Off unless `local_model_url` is set. What it drafts is only a proposal: `core.reflection.checked` decides.
"""

import http.client
import ipaddress
import json
import logging
import socket
import time
from urllib.parse import urlsplit

from voicerepair.core.reflection import ReflectionRequest
from voicerepair.errors import ConfigError
from voicerepair.translate import t

log = logging.getLogger(__name__)

TIMEOUT_SECONDS = 6.0
"""For the whole answer. Longer than this nobody waits to be reflected."""
LARGEST_BYTES = 64 * 1024
MOST_TOKENS = 120
INSTRUCTION = (
    "You repeat briefly and faithfully what {speaker} just said to {partner}, speaking to {speaker}: “{speaker}, I "
    "hear that you ...”. At most 38 words, one to three plain sentences. Use only words that {speaker} used. Say “you” "
    "for {speaker} and “{partner}” for {partner}; no he, she, I or we. Add nothing, judge nothing, keep every “not”. "
    "End with: Is that right?"
)
REMEDY = t('Use an address of this machine, such as local_model_url = "http://127.0.0.1:8080/v1".')


class LocalModel:
    """One server. Raises `ConfigError` for any address that is not this machine's own."""

    def __init__(self, url: str, name: str = "", timeout_seconds: float = TIMEOUT_SECONDS) -> None:
        parts = urlsplit(url if "://" in url else f"http://{url}")
        if parts.scheme != "http" or not parts.hostname or parts.username or parts.password:
            raise ConfigError(t("local_model_url = “{url}” cannot be used.", url=url[:80]), REMEDY)
        try:
            self._port = parts.port or 80
        except ValueError as error:
            raise ConfigError(t("local_model_url = “{url}” has no valid port.", url=url[:80]), REMEDY) from error
        self._address = _loopback(parts.hostname, self._port)
        self._path = f"{parts.path.rstrip('/')}/chat/completions"
        self._name = name or "local"
        self._timeout = timeout_seconds

    def draft(self, request: ReflectionRequest) -> str | None:
        """What it would say, unchecked; None when it does not answer properly in time. Blocks."""
        began = time.monotonic()
        try:
            text = self._ask(request, began + self._timeout)
        except (
            OSError,
            http.client.HTTPException,
            ValueError,
            KeyError,
            IndexError,
            TypeError,
            RecursionError,
        ) as error:
            log.info("local model: no draft (%s) after %.1f s", type(error).__name__, time.monotonic() - began)
            return None
        return text

    def _ask(self, request: ReflectionRequest, deadline: float) -> str:
        names = {"speaker": request.speaker or "the speaker", "partner": request.partner or "the other"}
        said = request.text if not request.correction else f"{request.text}\nCorrection: {request.correction}"
        body = json.dumps(
            {
                "model": self._name,
                "temperature": 0.2,
                "max_tokens": MOST_TOKENS,
                "stream": False,
                "messages": [
                    {"role": "system", "content": INSTRUCTION.format(**names)},
                    {"role": "user", "content": said},
                ],
            }
        )
        connection = http.client.HTTPConnection(self._address, self._port, timeout=self._timeout)
        try:
            connection.request("POST", self._path, body, {"Content-Type": "application/json"})
            response = connection.getresponse()
            if response.status != 200:  # a redirect would lead away from this machine
                raise ValueError(f"status {response.status}")
            data = b""
            while True:
                left = deadline - time.monotonic()
                if left <= 0:
                    raise TimeoutError
                if connection.sock is not None:
                    connection.sock.settimeout(left)
                block = response.read1(4096)
                if not block:
                    break
                data += block
                if len(data) > LARGEST_BYTES:
                    raise ValueError("far too long")
        finally:
            connection.close()
        text = json.loads(data)["choices"][0]["message"]["content"]
        if not isinstance(text, str):
            raise TypeError(t("no text"))
        return text.strip().strip('"“”')


def _loopback(host: str, port: int) -> str:
    """The numeric address to connect to, so that a name cannot come to mean another machine later."""
    try:
        found = [entry[4][0] for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError) as error:
        raise ConfigError(t("The local model's host “{host}” is not known.", host=host[:60]), REMEDY) from error
    if not found or not all(ipaddress.ip_address(address).is_loopback for address in found):
        raise ConfigError(t("“{host}” is not this machine, and what you say never leaves it.", host=host[:60]), REMEDY)
    return str(found[0])
