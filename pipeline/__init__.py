"""Pipeline: from raw entries to opportunities, with a quote for every value."""
