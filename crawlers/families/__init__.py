"""Families: many sources of one kind, made from a table: one module and one line per source.

A module of this package offers

    members()   the spiders of its sources by slug
    WAYS        the ways in which a member may be read
    SAMPLED     the way a member may be read → the slug of the member whose sample goes it

An ordinary source stays one file in crawlers/spiders and one folder of samples. A family is
for sources that are read by the same code and differ in their facts only.
"""
