"""Sinergi: an inter-agency data-exchange gateway.

A field that is exempt, or that no signed agreement grants, never leaves its
source; and every release is provable to an auditor for years.
"""

__version__ = "0.1.0"
