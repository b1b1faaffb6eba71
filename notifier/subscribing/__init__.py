"""Subscribing: asking, confirming, changing, pausing, leaving, and what is kept of it."""
