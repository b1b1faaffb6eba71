"""Fits: which of all that goes on somebody may apply for, and why."""
