"""Visit: what one visit to a source may change: health, presence, absence."""
