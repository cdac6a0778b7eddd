"""The operators' door: one file a noun, one exit code a meaning.

0 done; 1 a check found something, or the gateway refused; 2 bad input,
settings, keys or policy; 3 something that is needed cannot be reached now.
"""

from gateway.cli.commands import main

__all__ = ["main"]
