"""Doors: sign-in, sessions, roles and forms."""
