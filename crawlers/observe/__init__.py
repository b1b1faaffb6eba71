"""Observe: what a crawl did, found and came to, seen from beside the spider."""
