"""Bounces: what comes back about our mails, read without believing a word that nothing proves."""
