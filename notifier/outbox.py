"""Outbox: each mail once. The truth is rows; planned, committed, sent, settled."""

from __future__ import annotations

from notifier.planning import PlanCounts, plan
from notifier.sending import SendCounts, Terms, send

__all__ = ["PlanCounts", "SendCounts", "Terms", "plan", "send"]
