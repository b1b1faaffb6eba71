"""Feeds: what somebody is told, for programs that look by themselves: one file a format."""
