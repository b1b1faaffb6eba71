"""Where: the areas that a text names."""
