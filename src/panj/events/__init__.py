"""Events: copies folded, claims of one quantity brought together, running totals followed, and one figure with its why.

Reconciliation is a pure function of the claims: the same claims give the same events in whatever order they come.
"""

from panj.events.engine import reconcile

__all__ = ["reconcile"]
