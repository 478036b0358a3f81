"""What it takes to run a desk: health, logs, outages, static files, middleware."""
