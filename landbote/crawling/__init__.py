"""Crawling: one visit to a source, from the lease that it takes to what staff are told.

What is known is loaded once, the file that the visit left is read once, and one short
transaction writes what came of it: the way is in `crawl`, its steps in the order known, spawn,
brought, judge, finish.
"""
