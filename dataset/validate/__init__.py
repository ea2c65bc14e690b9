"""Stage 6: tables or a package on disk -> list of problems. ``structure`` blocks a package, ``quality`` is reported."""

from dataset.validate.package import check_package
from dataset.validate.problem import Problem, Severity, blocking
from dataset.validate.report import Report
from dataset.validate.standard import check_with_frictionless
from dataset.validate.tables import check_tables

__all__ = ["Problem", "Report", "Severity", "blocking", "check_package", "check_tables", "check_with_frictionless"]
