"""Notifier: select per subscription, make one digest, deliver it once."""
