"""Tests of the pages of the service desk."""
