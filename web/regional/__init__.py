"""Pages for regional managers: what they filter, collect and send on. One file per action."""
