"""A page for every rule: what it marks, why, by which sources. The service serves them, `claimlight rules docs` writes them."""
