"""An MCP server of the sea, made with the package mcp: stdio."""

import sys
from typing import Annotated

from mcp.server.mcpserver import MCPServer
from pydantic import Field

server = MCPServer("sea")
TIDES = {"Brest": "14:10", "Dover": "15:55"}


@server.tool()
def next_high_tide(location: Annotated[str, Field(description="City of the harbour")]) -> str:
    """When the next high tide is at a harbour."""
    if location not in TIDES:
        raise ValueError(f"no harbour is called {location}")
    print(f"asked for {location}", file=sys.stderr)
    return TIDES[location]


@server.tool()
def sea_state(place: str, days: int = 1) -> dict[str, int]:
    """How high the waves are."""
    return {"height_cm": 40 * days}


server.run()
