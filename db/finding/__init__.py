"""Finding: which of all that is published fits a filter, and in which order."""
