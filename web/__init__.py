"""Web: pages for the service desk, regional managers and subscribers."""
