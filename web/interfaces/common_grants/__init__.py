"""CommonGrants 0.4: what is published, in the words of that protocol."""
