"""Sessions to keep, and a look into a store's raw pages."""

import hashlib
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from voicerepair.adapters import protocol_files
from voicerepair.core import events as ev
from voicerepair.core.people import Partner
from voicerepair.core.words import Word
from voicerepair.ports import JournalStore

PASSPHRASE = "a lamp, a kettle, it's Tuesday"
SECRET = "wheelbarrow"
PROTOCOL = protocol_files.load("repair", Path("none"))
PAGE, RESERVED, WAL_HEADER, FRAME_HEADER = 4096, 80, 32, 24


def opened(session: str, at: float = 1000.0, names: tuple[str, ...] = ("Ana", "Ben")) -> ev.SessionOpened:
    partners = tuple(Partner(name=name) for name in names)
    return ev.SessionOpened(at=at, session=session, protocol=PROTOCOL, partners=partners)


def heard(at: float, text: str, turn: int = 1) -> ev.UtteranceHeard:
    return ev.UtteranceHeard(at=at, turn=turn, words=tuple(Word(text=word) for word in text.split()))


def decrypted(path: Path, passphrase: str = PASSPHRASE) -> bytes:
    """Every page of the store and of its write-ahead log, used or free, as SQLCipher 4 would decrypt it."""
    store = path.read_bytes()
    key = hashlib.pbkdf2_hmac("sha512", passphrase.encode(), store[:16], 256_000, 32)

    plain = []
    for start in range(0, len(store), PAGE):
        plain.append(_page(store[start : start + PAGE], key, is_first=start == 0))
    log = path.with_name(path.name + "-wal")
    frames = log.read_bytes()[WAL_HEADER:] if log.exists() else b""
    for start in range(0, len(frames), FRAME_HEADER + PAGE):
        number = int.from_bytes(frames[start : start + 4], "big")
        data = frames[start + FRAME_HEADER : start + FRAME_HEADER + PAGE]
        if len(data) == PAGE:
            plain.append(_page(data, key, is_first=number == 1))
    return b"".join(plain)


def _page(data: bytes, key: bytes, is_first: bool) -> bytes:
    body = data[16 if is_first else 0 : PAGE - RESERVED]
    iv = data[PAGE - RESERVED : PAGE - RESERVED + 16]
    return Cipher(algorithms.AES(key), modes.CBC(iv)).decryptor().update(body)


def fill(store: JournalStore, session: str, words: str = "some words") -> None:
    journal = store.create(session)
    journal.append(opened(session))
    journal.append(heard(1001.0, words))
    journal.append(ev.TextTyped(at=1002.0, turn=1, text=words))
    journal.append(ev.SessionClosed(at=1003.0, reason="completed"))


def files(path: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted(path.parent.iterdir())}
