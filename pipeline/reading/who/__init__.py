"""Who: who may apply, and who may not."""
