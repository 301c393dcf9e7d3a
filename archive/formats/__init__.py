"""How dates and numbers are written, where Django's own formats of a language do not fit.

``levant`` and ``common`` hold the Arabic names of the months that the setting MONTH_NAMES chooses, as
catalogues of messages: so whatever writes a date by Django's ``date_format`` writes them.
"""
