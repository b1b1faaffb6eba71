"""Pages that the links in a subscriber's mails lead to, one file each."""
