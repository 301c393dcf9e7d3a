"""A process that searches without pause, for ``test_readers``.

``python -m tests.integration.search.reader WORD`` writes how many turns have the word, each time that
the number has changed, until its input ends.
"""

import sys
from threading import Event, Thread

import django


def main(word: str) -> None:
    django.setup()
    from haystack.query import SearchQuerySet

    ended = Event()
    Thread(target=lambda: (sys.stdin.read(), ended.set()), daemon=True).start()
    seen = None
    while not ended.is_set():
        # As each request begins anew, so does each search here: nothing is kept in the query.
        count = SearchQuerySet().filter(content=word).count()
        if count != seen:
            seen = count
            sys.stdout.write(f"{count}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
