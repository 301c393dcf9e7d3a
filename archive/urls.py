"""The addresses of the project: the public archive, the editors' desk, and the health check."""

from django.conf import settings
from django.conf.urls.static import static
from django.contrib import admin
from django.urls import include, path

from archive.health import health

urlpatterns = [
    path("admin/", admin.site.urls),
    path("health/", health, name="health"),
    path("api/v1/", include("interviews.api.urls")),
    path("", include("interviews.urls")),
    *static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT),
]
