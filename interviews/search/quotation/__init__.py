"""Was it said? A quotation set beside what the archive has."""
