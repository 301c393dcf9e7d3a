"""The search engines behind Haystack's interface, one package each."""
