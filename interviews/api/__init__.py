"""The archive for programs: a JSON API, read only, version 1, below /api/v1/.

It shows what the public pages show and nothing else, whoever asks: no session is looked at.
"""
