"""Where postcodes and local authorities are: the ONS Postcode Directory."""

from django.contrib.gis.db import models


class Postcode(models.Model):
    """One UK postcode. The table is replaced as a whole by `load_postcodes`, never edited."""

    # without its space: SO171BJ
    code = models.CharField(primary_key=True, max_length=7)
    # None: the directory gives no grid reference (Jersey, Guernsey, Isle of Man and a few more)
    point = models.PointField(geography=True, null=True)
    # the ONS code of the local authority district; empty where the directory gives none
    local_authority = models.CharField(max_length=9, blank=True)

    def __str__(self) -> str:
        return f"{self.code[:-3]} {self.code[-3:]}"


class LocalAuthority(models.Model):
    """A local authority district, by its ONS code."""

    code = models.CharField(primary_key=True, max_length=9)
    name = models.CharField(max_length=100)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "local authorities"

    def __str__(self) -> str:
        return self.name
