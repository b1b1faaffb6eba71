"""The simulated web: municipalities on this machine, under names of their own, half of them ill."""
