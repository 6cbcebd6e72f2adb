"""A policy as a flow chart, drawn from the policy's own data and from nothing else."""

from dispute_core.policies.flowchart.chart import Arrow, Box, Chart
from dispute_core.policies.flowchart.mermaid import mermaid
from dispute_core.policies.flowchart.saying import chart_of
from dispute_core.policies.flowchart.svg import svg

__all__ = ["Arrow", "Box", "Chart", "chart_of", "mermaid", "svg"]
