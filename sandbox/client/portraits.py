"""Draws the pictures that people, bots and the workspace are said to have: one plain colour for each of them."""

import colorsys
import hashlib
import re
import struct
import zlib

NAME = re.compile(r"([a-z0-9]{1,64})_(\d{1,4})\.png")
LARGEST = 1024


def portrait(name: str) -> bytes | None:
    """`bot_36.png` is 36 pixels wide; None where no picture can have that name."""
    found = NAME.fullmatch(name)
    if not found or not 1 <= int(found[2]) <= LARGEST:
        return None
    return _square(_color(found[1]), int(found[2]))


def _color(word: str) -> bytes:
    hue = hashlib.sha256(word.encode()).digest()[0] / 256
    return bytes(round(part * 255) for part in colorsys.hls_to_rgb(hue, 0.45, 0.45))


def _square(color: bytes, size: int) -> bytes:
    rows = (b"\x00" + color * size) * size  # each row begins with its filter: none
    head = struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0)  # 8 bits each of red, green and blue
    parts = (_chunk(b"IHDR", head), _chunk(b"IDAT", zlib.compress(rows)), _chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
