"""A map as a GraphML document, which networkx, igraph, Gephi and Pajek's successors read.

The format: http://graphml.graphdrawing.org. The person is a node ("ego") with an edge to everyone
on the map; what is between the two (ring, frequency, work) is the edge's. Pure.
"""

from collections.abc import Iterable, Mapping
from xml.etree import ElementTree as ET

from facilitation.spreadsheets import one_line
from mapping.exports.tables import ExportRow
from mapping.vocabulary import Work

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
EGO = "ego"
NODE_TYPES = {
    "kind": "string",
    "label": "string",
    "previous": "string",
    "relationship": "string",
    "group": "string",
    "x": "double",
    "y": "double",
}
EDGE_TYPES = {
    "ring": "int",
    "frequency": "string",
    "tie_status": "string",
    **{f"work_{work.value}": "int" for work in Work},
}
GRAPH_TYPES = {"participant": "string", "map": "string", "wave": "int"}


def graphml(about: ExportRow, members: Iterable[ExportRow]) -> bytes:
    """The document, UTF-8. A member's row needs a `member`, which becomes its node's id, unique in
    the map; its `name`, if there is one, becomes the node's label."""
    root = ET.Element("graphml", xmlns=NAMESPACE)
    types = {"graph": GRAPH_TYPES, "node": NODE_TYPES, "edge": EDGE_TYPES}
    for scope, names in types.items():
        for name, kind in names.items():
            attributes = {"for": scope, "attr.name": name, "attr.type": kind}
            ET.SubElement(root, "key", {"id": f"{scope}_{name}", **attributes})
    graph = ET.SubElement(root, "graph", id="map", edgedefault="undirected")
    put(graph, "graph", GRAPH_TYPES, about)
    ego = ET.SubElement(graph, "node", id=EGO)
    put(ego, "node", NODE_TYPES, {"kind": EGO, "label": "Me", "x": 0.5, "y": 0.5})
    for row in members:
        add_member(graph, row)
    ET.indent(root)
    document = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{document}\n'.encode()


def add_member(graph: ET.Element, row: ExportRow) -> None:
    node = ET.SubElement(graph, "node", id=str(row["member"]))
    put(node, "node", NODE_TYPES, {"kind": "member", "label": row.get("name", ""), **row})
    edge = ET.SubElement(graph, "edge", source=EGO, target=str(row["member"]))
    put(edge, "edge", EDGE_TYPES, row)


def put(parent: ET.Element, scope: str, names: Mapping[str, str], values: ExportRow) -> None:
    for name in names:
        value = values.get(name, "")
        if value != "":
            data = ET.SubElement(parent, "data", key=f"{scope}_{name}")
            data.text = one_line(str(value))
