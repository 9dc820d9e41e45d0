"""A folder that Hugging Face datasets loads as it is: a card, and data with declared features."""
