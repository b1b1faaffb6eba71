"""News: what there is to tell, whom it fits, and what is chosen for one reader."""
