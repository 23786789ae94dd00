import dagre from '@dagrejs/dagre';
import type { Direction } from '../peersOf';

/** A box of the picture, in pixels from its top left corner. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** What is to be placed; every end has a line. */
export interface GraphShape {
  ends: { id: string; direction: Direction; height: number }[];
  centres: { id: string; height: number }[];
  lines: { id: string; endId: string; centreId: string }[];
  label: { width: number; height: number };
}

/** Where everything is. */
export interface GraphLayout {
  width: number;
  height: number;
  boxes: Map<string, Box>;
  /** By the id of the line. */
  labels: Map<string, Box>;
}

const NODE = { least: 120, most: 200 };
const GAP = { least: 12, between: 12 };
/** The columns from left to right: callers, labels, the service, labels, callees. */
const COLUMNS = 5;

/** Where the lines come from and go to that only dagre knows. */
const BEFORE = ' before';
const BEHIND = ' behind';

/**
 * Callers at the left, the service in the middle, callees at the right. In which order and how far apart from top to
 * bottom is left to dagre, which keeps lines from crossing; from left to right all is in columns, as wide as there is
 * place; where there is too little the picture is wider than its place.
 */
export function layoutGraph(shape: GraphShape, available: number): GraphLayout {
  const rows = rowsOf(shape);
  const { label } = shape;
  const taken = 2 * label.width + (COLUMNS - 1) * GAP.least;
  const width = Math.max(available, 3 * NODE.least + taken);
  const nodeWidth = Math.min(NODE.most, (width - taken) / 3);
  const gap = (width - 3 * nodeWidth - 2 * label.width) / (COLUMNS - 1);
  const besideNode = nodeWidth + gap;
  const besideLabel = label.width + gap;
  const x = {
    caller: 0,
    callerLabel: besideNode,
    centre: besideNode + besideLabel,
    calleeLabel: 2 * besideNode + besideLabel,
    callee: 2 * besideNode + 2 * besideLabel,
  };
  const directions = new Map(
    shape.ends.map(({ id, direction }) => [id, direction]),
  );
  const boxes = new Map<string, Box>();
  const labels = new Map<string, Box>();
  for (const [id, { top, height }] of rows.nodes) {
    const column = directions.get(id) ?? 'centre';
    boxes.set(id, { x: x[column], y: top, width: nodeWidth, height });
  }
  for (const { id, endId } of shape.lines) {
    labels.set(id, {
      x: x[`${directions.get(endId)!}Label`],
      y: rows.labels.get(id)!,
      ...label,
    });
  }
  return { width, height: rows.height, boxes, labels };
}

/** Places from top to bottom, by dagre. */
function rowsOf({ ends, centres, lines, label }: GraphShape) {
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({
    rankdir: 'LR',
    nodesep: GAP.between,
    edgesep: GAP.between,
    ranksep: 1,
  });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id, height } of [...ends, ...centres]) {
    graph.setNode(id, { width: 1, height });
  }
  // Lines to and from nowhere keep every revision in the middle column, even one that nobody calls.
  for (const side of [BEFORE, BEHIND]) {
    graph.setNode(side, { width: 1, height: 1 });
  }
  for (const { id } of centres) {
    graph.setEdge(BEFORE, id);
    graph.setEdge(id, BEHIND);
  }
  const callers = new Set(
    ends.filter(end => end.direction === 'caller').map(({ id }) => id),
  );
  for (const { id, endId, centreId } of lines) {
    const [from, to] = callers.has(endId)
      ? [endId, centreId]
      : [centreId, endId];
    const drawn = { width: 1, height: label.height, labelpos: 'c' };
    graph.setEdge(from, to, drawn, id);
  }
  dagre.layout(graph);

  const nodes = new Map(
    [...ends, ...centres].map(({ id, height }) => [
      id,
      { top: graph.node(id).y - height / 2, height },
    ]),
  );
  const labels = new Map(
    graph
      .edges()
      .flatMap((edge): [string, number][] =>
        edge.name === undefined
          ? []
          : [[edge.name, graph.edge(edge).y - label.height / 2]],
      ),
  );
  const tops = [
    ...[...nodes.values()].map(({ top }) => top),
    ...labels.values(),
  ];
  const first = Math.min(...tops);
  for (const node of nodes.values()) node.top -= first;
  for (const [id, top] of labels) labels.set(id, top - first);
  const height = Math.max(
    ...[...nodes.values()].map(node => node.top + node.height),
    ...[...labels.values()].map(top => top + label.height),
  );
  return { nodes, labels, height };
}
