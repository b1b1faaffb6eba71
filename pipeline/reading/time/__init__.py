"""Time: until when, from when, and where an opportunity stands."""
