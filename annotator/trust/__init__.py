"""The trust log: who signed in, was refused, was given a role, took a table away, and the like.

Below every app, so that each can say what it did; it knows none of them.
"""
