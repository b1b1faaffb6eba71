"""Working: the jobs of the service as tasks of a queue in PostgreSQL, for as many workers as run.

The queue says only who does what next. What is due, what is done and what went out is known by
the rows, as it is in the one-process form: a queue that is lost costs a minute.
"""
