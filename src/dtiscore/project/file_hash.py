"""By what a lock knows a file: its bytes, whichever way its lines end."""

from __future__ import annotations

import hashlib


def hash_of(data: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def file_hash(data: bytes) -> str:
    """The hash of a file; of a text as if its lines ended alike everywhere: git may write them otherwise on each system."""
    return hash_of(data if b"\0" in data else data.replace(b"\r\n", b"\n"))
