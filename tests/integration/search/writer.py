"""A process that changes the archive as it is told, for ``test_many_writers``.

``python -m tests.integration.search.writer`` reads an order from each line, and answers ``done`` when
what it asks for is committed: ``save INTERVIEW WORD`` gives its first turn another text,
``rename OUTLET WORD`` the outlet another name, ``delete INTERVIEW`` deletes it. An order may come
again to another process when nobody knows how far the first one came.
"""

import sys

import django


def save(interview: str, word: str) -> None:
    from interviews.models import Turn

    turn = Turn.objects.get(interview=interview, position=1)
    turn.text = word
    turn.save()


def rename(outlet: str, word: str) -> None:
    from interviews.models import Name

    name = Name.objects.get(entity__outlet=outlet)
    name.text = word
    name.save()


def delete(interview: str) -> None:
    from interviews.models import Interview

    for row in Interview.objects.filter(pk=interview):
        row.delete()


ORDERS = {"save": save, "rename": rename, "delete": delete}


def main() -> None:
    django.setup()
    for line in sys.stdin:
        order, *values = line.split()
        ORDERS[order](*values)
        sys.stdout.write("done\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
