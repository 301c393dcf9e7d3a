"""What ``manage.py bench_search`` measures: the archive's own search, and other engines beside it."""
