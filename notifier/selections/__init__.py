"""Selections: collecting for a region, its own list of readers, and the mail that goes to them."""
