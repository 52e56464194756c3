"""Prints what junitparser reads from a file: cases, failures, skipped, and the names of the failed cases."""

import json
import sys

from junitparser import Failure, JUnitXml

suites = JUnitXml.fromfile(sys.argv[1])
cases = [case for suite in suites for case in suite]
failed = [case.name for case in cases if any(isinstance(result, Failure) for result in case.result)]
print(json.dumps({"tests": suites.tests, "failures": suites.failures, "skipped": suites.skipped, "failed": failed}))
