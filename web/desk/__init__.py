"""Pages of the service desk, one file each."""
