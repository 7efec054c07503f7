"""Events: copies folded, claims of one quantity brought together, running totals followed, and one figure with its why.

Reconciliation is a pure function of the claims: the same claims give the same events in whatever order they come.
"""

from panj.events.components import Component, components, spans_of, touches
from panj.events.engine import in_order, reconcile, reconcile_component

__all__ = ["Component", "components", "in_order", "reconcile", "reconcile_component", "spans_of", "touches"]
