"""The operators' door: one file a noun, one exit code a meaning.

0 done; 1 a check found something, or the gateway refused; 2 bad input,
settings, keys or policy; 3 something that is needed cannot be reached now; 4
`gateway policies prove` or `diff`, or `receipts verify`, found nothing wrong, and
could not decide all.
`gateway doctor` is asked by monitoring too, and answers in its codes: 0 all is
well, 1 something should be looked at, 2 something is broken (or, as everywhere,
its command line or settings are).
"""

from gateway.cli.commands import main

__all__ = ["main"]
