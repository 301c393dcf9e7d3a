"""Arabic dates and numbers: 24 آب/أغسطس 2020، 18:30 and 1,234.5.

Django's have a comma before the year, and none for a date with its time, which then comes out in
English order; its numbers are written 1.234,5. The press of Iraq writes European digits, grouped and
with the point as CLDR has them for these digits.
"""

DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j F Y، H:i"
TIME_FORMAT = "H:i"
YEAR_MONTH_FORMAT = "F Y"
MONTH_DAY_FORMAT = "j F"
FIRST_DAY_OF_WEEK = 6  # Saturday

DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
