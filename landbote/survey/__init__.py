"""Survey: every source that was never read where it lives, looked at once, with a report."""
