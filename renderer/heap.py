"""glibc's heap in a worker: by default it keeps what painting and encoding freed, and the peaks of all workers add up."""

from __future__ import annotations

import ctypes

# malloc.h
_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD, _M_ARENA_MAX = -1, -3, -8
_libc = ctypes.CDLL(None)


def keep_lean() -> None:
    """Give freed memory back early, for the rest of this process; does nothing on other C libraries."""
    if hasattr(_libc, "mallopt"):
        _libc.mallopt(_M_ARENA_MAX, 1)
        _libc.mallopt(_M_TRIM_THRESHOLD, 16 << 20)
        # Above a frame's size: mapping each of a frame's temporaries anew would cost more than painting.
        _libc.mallopt(_M_MMAP_THRESHOLD, 32 << 20)


def trim() -> None:
    """Give back now whatever is free."""
    if hasattr(_libc, "malloc_trim"):
        _libc.malloc_trim(0)
