"""What an assistant may read and quote: what people have settled, each with its place. Read only.

`reach.py` says whose eyes it reads with, `settled.py` reads, `server.py` speaks the Model Context
Protocol; `manage.py mcp` runs it.
"""
