"""The outbox of the search index, to see what waits and what failed."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from interviews.models import IndexUpdate


@admin.register(IndexUpdate)
class IndexUpdateAdmin(admin.ModelAdmin):
    list_display = ("interview_id", "queued_at", "due_at", "attempts", "last_error")
    ordering = ("due_at", "pk")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
