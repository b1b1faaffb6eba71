"""Crawlers: fetch a source politely and hand on the publisher's words untouched."""
