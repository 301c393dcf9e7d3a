"""Accounts for the editors' desk."""

import secrets

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db import transaction

EDITORS = "editors"
DEMO_EDITOR = "editor"


def editors_group() -> Group:
    """The group whose members may read and change everything in the archive, but no accounts.

    Made when it is missing; its permissions are brought up to date with the models.
    """
    group, _created = Group.objects.get_or_create(name=EDITORS)
    group.permissions.add(*Permission.objects.filter(content_type__app_label="interviews"))
    return group


@transaction.atomic
def create_demo_editor() -> str | None:
    """Makes the account ``editor`` of the demonstration; returns its new random password.

    Returns None when there is such an account already: it stays as it is. The password is stored
    as a hash only, so this is the one time it can be shown.
    """
    users = get_user_model()._default_manager
    if users.filter(username=DEMO_EDITOR).exists():
        return None
    password = secrets.token_urlsafe(12)
    editor = users.create_user(username=DEMO_EDITOR, password=password, is_staff=True)
    editor.groups.add(editors_group())
    return password
