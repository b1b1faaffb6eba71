"""The tests: behaviour, in sentences."""
