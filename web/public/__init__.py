"""Pages that everybody may read, one file each."""
