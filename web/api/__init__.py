"""The programming interfaces: what other systems take. One file per action."""
