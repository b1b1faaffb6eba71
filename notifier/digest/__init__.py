"""Digest: one issue for one reader, from cards to the two bodies of a mail."""
