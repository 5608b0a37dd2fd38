from django.urls import path

from reports.views import figures

app_name = "reports"
urlpatterns = [
    path("reports/", figures.figures, name="figures"),
    path("reports/length/", figures.length, name="length"),
    path("reports/rates/", figures.rates, name="rates"),
    path("reports/figures.csv", figures.spreadsheet, name="spreadsheet"),
]
