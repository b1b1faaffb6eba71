"""Interfaces: what the programming interfaces have in common, whichever protocol they speak."""
