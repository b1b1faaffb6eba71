"""Desk: what people decide; each act checks, acts and writes down who did it."""
