"""Every change to the archive that touches more than one row, as one function each."""
