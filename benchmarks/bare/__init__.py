"""The second floor: a Django project that does nothing but sign people in and keep rows.

What the desk's own floor has in common with the desk (its middleware, its model, its constraints)
this one lacks, so that their cost is seen. It stands on the same kind of database, beside the
desk's, and is asked in turn with it.
"""
