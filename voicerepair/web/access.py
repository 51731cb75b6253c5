"""Who may see the page: whoever opens the one-time link first, from this machine, and nobody else."""

import secrets
from collections.abc import Mapping
from http.cookies import SimpleCookie

COOKIE = "voicerepair"
TOKEN_BYTES = 32


class Gate:
    """One link at a time, good for one opening. `port`: where the server listens.

    The page lies under an unguessable path of its own and the cookie is sent to that path only: cookies know
    hosts but not ports, so another server on this machine would otherwise be sent it.
    """

    def __init__(self, port: int) -> None:
        self._hosts = frozenset(f"{name}:{port}" for name in ("127.0.0.1", "localhost"))
        self._base = f"http://127.0.0.1:{port}"
        self.renew()

    def renew(self) -> str:
        """A new link. Whoever was in before is out."""
        self._token: str = secrets.token_urlsafe(TOKEN_BYTES)
        self._secret = secrets.token_urlsafe(TOKEN_BYTES)
        self.view = secrets.token_urlsafe(16)
        return self.link

    @property
    def link(self) -> str:
        """What to open; empty once it was used."""
        return f"{self._base}/enter/{self._token}" if self._token else ""

    def is_host(self, headers: Mapping[str, str]) -> bool:
        """Whether the request was meant for this server: a rebound DNS name gives itself away by its Host."""
        return headers.get("host", "") in self._hosts

    def is_from_here(self, headers: Mapping[str, str], *, must_say: bool) -> bool:
        """Whether the page that sent the request is ours. `must_say`: it has to name its origin."""
        origin = headers.get("origin")
        if origin is not None:
            return origin == f"http://{headers.get('host', '')}"
        site = headers.get("sec-fetch-site")
        return site in ("same-origin", "none") if site is not None else not must_say

    def enter(self, token: str) -> str | None:
        """The Set-Cookie header for the first who brings the right token; None for everybody else."""
        if not self._token or not secrets.compare_digest(token.encode(), self._token.encode()):
            return None
        self._token = ""
        return f"{COOKIE}={self._secret}; Path=/{self.view}/; HttpOnly; SameSite=Strict"

    def is_in(self, headers: Mapping[str, str], view: str) -> bool:
        """Whether the request brings the cookie, to the right place."""
        if not secrets.compare_digest(view.encode(), self.view.encode()):
            return False
        cookie = SimpleCookie()
        try:
            cookie.load(headers.get("cookie", ""))
        except ValueError:
            return False
        morsel = cookie.get(COOKIE)
        return morsel is not None and secrets.compare_digest(morsel.value.encode(), self._secret.encode())
