"""The application: connects what happens after a migration and after a save."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class InterviewsConfig(AppConfig):
    name = "interviews"
    verbose_name = _("Interview archive")

    def ready(self) -> None:
        from interviews.actions import name_changes, proposed_names, similar
        from interviews.models import triggers
        from interviews.search.indexing import fan_out

        pre_migrate.connect(triggers.drop, sender=self)
        post_migrate.connect(triggers.install, sender=self)
        fan_out.connect()
        similar.connect()
        name_changes.connect()
        proposed_names.connect()
