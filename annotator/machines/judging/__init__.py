"""What an engine said, judged by our own rules before anything is stored."""
