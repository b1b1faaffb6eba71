"""One file per source; the file name is the slug."""
