"""Money: how much, at which rate, and in which case."""
