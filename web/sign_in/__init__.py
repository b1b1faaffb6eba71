"""Ways to sign in, one file each."""
