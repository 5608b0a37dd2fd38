"""Times of day as the pages tell them: 00:50, where Django's own for British English is 12:50 a.m.
(Names and syntax: Django's format files.)"""

TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j M Y, H:i"
SHORT_DATETIME_FORMAT = "d/m/Y H:i"
