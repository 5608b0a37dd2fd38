from django.urls import path

from reports.views import figures, research

app_name = "reports"
urlpatterns = [
    path("reports/", figures.figures, name="figures"),
    path("reports/length/", figures.length, name="length"),
    path("reports/rates/", figures.rates, name="rates"),
    path("research/", research.research, name="research"),
    path("reports/commissioners.pdf", figures.commissioners, name="commissioners"),
    path("reports/figures.csv", figures.spreadsheet, name="spreadsheet"),
]
