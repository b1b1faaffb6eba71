"""A spider that only tests see."""
