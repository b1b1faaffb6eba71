"""Journeys and pages in a real browser: the system's Chromium, a served site, a real database."""
