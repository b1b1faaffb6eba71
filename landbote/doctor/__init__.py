"""Doctor: looks at an installation from all sides and says in German what it finds."""
