"""Tell other servers what happens in a story: webhooks, signed, tried again, with a log each.

`outbox.py` keeps what is to be told, in the transaction of what happened; `delivering.py` tells it,
run by a worker; `actions.py` does what a manager asks for.
"""
