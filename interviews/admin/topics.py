"""What interviews are about."""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from interviews.models import Interview, Topic

from .choices import OnlyRowNumbers
from .counts import count_of
from .name_search import containing, refuse_without_letter

# Rows of the table that joins interviews and topics appear where an interview is deleted; they must
# not look like the topics themselves, which stay.
_Link = Interview.topics.through
_Link._meta.verbose_name = _("link to a topic")
_Link._meta.verbose_name_plural = _("links to topics")
_Link.add_to_class("__str__", lambda link: link.topic.name)


class TopicForm(forms.ModelForm):
    class Meta:
        model = Topic
        fields = ("name",)

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        refuse_without_letter(name)
        return name


@admin.register(Topic)
class TopicAdmin(OnlyRowNumbers, admin.ModelAdmin):
    form = TopicForm
    fields = ("name",)
    list_display = ("name", "interview_count")
    search_fields = ("name",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Topic]:
        return (
            super()
            .get_queryset(request)
            .annotate(all_interviews=count_of(Interview.topics.through.objects.all(), "topic"))
        )

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Topic], search_term: str
    ) -> tuple[QuerySet[Topic], bool]:
        return queryset.filter(containing("name", search_term)), False

    @admin.display(description=_("interviews"), ordering="all_interviews")
    def interview_count(self, topic: Topic) -> int:
        return int(topic.all_interviews)
