"""Erasing for good: an article that is taken down, and what names a person. What is said about it,
and what stays, is docs/security.md."""
