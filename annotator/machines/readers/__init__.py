"""The readers of a story that are programs: their makes, their settings, their pages."""
