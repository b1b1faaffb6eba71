"""Measurements: each figure beside a baseline taken in the same run. Nothing here is a test."""
