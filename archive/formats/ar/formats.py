"""Arabic dates: 24 آب/أغسطس 2020، 18:30.

Django's have a comma before the year, and none for a date with its time, which then comes out in
English order.
"""

DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j F Y، H:i"
TIME_FORMAT = "H:i"
