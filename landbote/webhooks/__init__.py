"""Webhooks: sending what is planned for them."""
