"""What else could they mean? Completions, other spellings, and what an empty page says."""
