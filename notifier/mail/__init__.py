"""Mail: letters, their headers and links, and the way to the mail server."""
