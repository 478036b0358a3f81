"""Fetch what an address of the web holds, so that nobody reaches the desk's own network by it.

`addresses` says which addresses may be asked, `connection` asks the very machine that was checked,
`fetch` does both, after each redirect again, `sending` tells an address something. It knows no app
and no Django.
"""
