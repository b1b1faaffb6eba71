"""Commands: one file each, found by looking; it holds a function, or a group, of its own name.

A command's docstring is its help. All files are imported for `landbote --help`, so what a
command works with is imported within its function.
"""
