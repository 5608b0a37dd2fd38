"""What an entry was: told from the events that the database wrote down, and put back."""
