"""The addresses of the public archive.

The number finds the page; the readable part behind it is for people and may change.
"""

from django.urls import path

from interviews.views import entities, home, interviews, outlets, search, speakers

urlpatterns = [
    path("", home.home, name="home"),
    path("search/", search.search, name="search"),
    path("interviews/", interviews.interview_list, name="interviews"),
    path("interviews/<int:pk>/", interviews.interview, name="interview-by-number"),
    path("interviews/<int:pk>/<str:slug>/", interviews.interview, name="interview"),
    path("speakers/", speakers.speaker_list, name="speakers"),
    path("speakers/<int:pk>/", speakers.speaker, name="speaker-by-number"),
    path("speakers/<int:pk>/<str:slug>/", speakers.speaker, name="speaker"),
    path("outlets/", outlets.outlet_list, name="outlets"),
    path("outlets/<int:pk>/", outlets.outlet, name="outlet-by-number"),
    path("outlets/<int:pk>/<str:slug>/", outlets.outlet, name="outlet"),
    path("entities/<int:pk>/", entities.entity, name="entity-by-number"),
    path("entities/<int:pk>/<str:slug>/", entities.entity, name="entity"),
]
