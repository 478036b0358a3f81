"""What is typed, and the words that it is compared by: plain values, no Django."""
