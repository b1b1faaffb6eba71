"""Families: many sources of one kind, made from a table: one module and one line per source.

A module of this package offers

    TABLE       the table, a TOML file beside it
    members()   the spiders of its sources by slug

An ordinary source that needs code stays one file in crawlers/spiders. A family is for sources
that are read by the same code and differ in their facts only. A member that has a folder of
samples is read in the tests and in the demo; every way to read a line has one.
"""
