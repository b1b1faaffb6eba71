"""Webhooks: addresses that are told of every material change to what fits a saved filter."""
