"""Tests of the pages for regional managers."""
