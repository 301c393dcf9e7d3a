"""In which forms is an interview taken along? Writers know formats; of a request they get `site` only, the
archive's address without a slash at the end.
"""
