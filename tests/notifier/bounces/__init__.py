"""What comes back about our mails."""
