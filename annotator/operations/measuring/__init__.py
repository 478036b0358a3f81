"""What a desk measures of itself, for a Prometheus that asks: requests, the database, the queue."""
