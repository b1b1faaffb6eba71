"""Queries that more than one page or command asks."""
