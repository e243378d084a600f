"""glibc's heap: by default it keeps what painting, encoding and speaking freed, once for every thread that ever did."""

from __future__ import annotations

import ctypes

# malloc.h
_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD, _M_ARENA_MAX = -1, -3, -8
_libc = ctypes.CDLL(None)


def keep_lean(arenas: int = 1) -> None:
    """Give freed memory back early, for the rest of this process; does nothing on other C libraries.

    `arenas` is how many heaps its threads share: one each, as it would be, leaves holes in all of them.
    """
    if hasattr(_libc, "mallopt"):
        _libc.mallopt(_M_ARENA_MAX, arenas)
        _libc.mallopt(_M_TRIM_THRESHOLD, 16 << 20)
        # Above a frame's size: mapping each of a frame's temporaries anew would cost more than painting.
        _libc.mallopt(_M_MMAP_THRESHOLD, 32 << 20)


def trim() -> None:
    """Give back now whatever is free."""
    if hasattr(_libc, "malloc_trim"):
        _libc.malloc_trim(0)
