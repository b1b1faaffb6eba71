"""A spider for a site on this machine that only tests see."""
