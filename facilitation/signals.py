"""What apps above hear of, since imports point down: the one signal that there is.

`session_finished`: sent inside the transaction, with `session` and the user it was finished `by`.
"""

from django.dispatch import Signal

session_finished = Signal()
