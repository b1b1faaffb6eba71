"""The questions that pages, mails and exports ask the database."""
