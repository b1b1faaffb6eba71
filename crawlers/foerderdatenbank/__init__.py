"""Reading the official XML export of the Förderdatenbank."""
