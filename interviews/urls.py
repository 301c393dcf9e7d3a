"""The addresses of the public archive.

The number finds the page; the readable part behind it is for people and may change.
"""

urlpatterns = []
