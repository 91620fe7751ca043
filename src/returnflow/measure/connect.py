"""From pressing Start to the greeting: credentials, connection, first sound. One caller after the other, each a new one."""

from returnflow.measure.report import Report
from returnflow.measure.site import Greeted, Site
from returnflow.simulate.place import Placed
from returnflow.simulate.stats import Rate

CALLS = 40


def run(site: Site) -> Report:
    """Ring, listen to the greeting, hang up."""
    results, calls = [], site.turns or CALLS
    for number in range(calls):
        site.progress(f"connect: {number} of {calls} calls")
        results.append(Placed(site.url, site.voices, seed=next(site.seeds))(Greeted()))
    found = Report("connect")
    found.latency("credentials", [result.credential_ms for result in results if result.credential_ms is not None], p95=50)
    found.latency("room connected", [result.connect_ms for result in results if result.connect_ms is not None], p95=500)
    heard = [result.greeting_ms for result in results if result.greeting_ms is not None]
    found.latency("greeting heard after Start", heard, p95=1500)
    found.rate("calls without a greeting", Rate(len(results) - len(heard), len(results)), most=0.0)
    return found
