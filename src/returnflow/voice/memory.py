"""Gives back memory that a call's process no longer needs.

glibc keeps what was freed for later, which is right for one process and wrong for eight that wait most of the time.
"""

import ctypes
import ctypes.util

# Threads get arenas of their own otherwise, each with its own leftovers. Read by glibc when a process starts.
ARENAS = ("MALLOC_ARENA_MAX", "2")


def trim() -> None:
    """Return freed pages to the system; a few milliseconds. Does nothing where the C library is another one."""
    library = ctypes.CDLL(ctypes.util.find_library("c"))
    if hasattr(library, "malloc_trim"):
        library.malloc_trim(0)
