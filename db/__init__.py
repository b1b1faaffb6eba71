"""Db: what Landbote remembers, on SQLite or PostgreSQL."""
