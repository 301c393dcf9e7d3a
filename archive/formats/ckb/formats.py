"""Dates and numbers in Sorani: 24ی ئابی 2020، 18:30 and 1,234.5.

Day and month are joined to what follows by ezafe, as in CLDR (https://cldr.unicode.org, ``ckb``), which
Django's formats leave out. Digits are European, as in the Arabic pages: Kurdish newsrooms write both
kinds, and who copies a date or a number from here can look it up elsewhere.
"""

DATE_FORMAT = "jی Fی Y"
DATETIME_FORMAT = "jی Fی Y، H:i"
TIME_FORMAT = "H:i"
YEAR_MONTH_FORMAT = "Fی Y"
MONTH_DAY_FORMAT = "jی F"
FIRST_DAY_OF_WEEK = 6  # Saturday

DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
