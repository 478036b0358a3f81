"""What the desk keeps in the browsers of people: cookies, and what they say."""
