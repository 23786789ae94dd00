import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import type { ServiceView, Traffic } from '@meshway/plugin-mesh-common';
import { ReactNode, useMemo, useState } from 'react';
import { meshTranslationRef } from '../../../translation';
import type { Direction, Peer } from '../peersOf';
import { revisionLooks } from '../revisionLook';
import cardStyles from '../TrafficCard.module.css';
import { useElementWidth } from '../useElementWidth';
import { CentreNode } from './CentreNode';
import { centresOf } from './centresOf';
import { DetailsPanel } from './DetailsPanel';
import { EndNode } from './EndNode';
import { GraphLegend } from './GraphLegend';
import { GraphLines } from './GraphLines';
import { groupedNamespaces, groupPeers, type GraphEnd } from './groupPeers';
import { layoutGraph } from './layoutGraph';
import { LineLabel } from './LineLabel';
import { endId, linesOf } from './linesOf';
import styles from './PeerGraph.module.css';
import { sizesFor } from './sizesFor';

/** Callers, the service by revision, and callees from left to right, with what is sent between them. */
export function PeerGraph(props: {
  service: ServiceView;
  traffic: Traffic;
  peers: Peer[];
}) {
  const { service, traffic, peers } = props;
  const { t } = useTranslationRef(meshTranslationRef);
  const [width, widthRef] = useElementWidth();
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const [selected, setSelected] = useState<string>();
  const namespaces = useMemo(() => groupedNamespaces(peers), [peers]);
  const picture = useMemo(() => {
    const ends = groupPeers(peers, opened);
    const centres = centresOf(service, traffic);
    const lines = ends.flatMap(end => linesOf(end, centres));
    const sizes = sizesFor(lines.length, width);
    const layout = layoutGraph(
      {
        ends: ends.map(end => ({
          id: endId(end),
          direction: directionOf(end),
          height: sizes.end,
        })),
        centres: centres.map(({ id }) => ({ id, height: sizes.centre })),
        lines,
        label: sizes.label,
      },
      width,
    );
    const looks = revisionLooks(
      service.revisions,
      traffic.revisions.map(({ hash }) => hash),
    );
    return { ends, centres, lines, layout, looks, rows: sizes.rows };
  }, [service, traffic, peers, opened, width]);
  const { ends, centres, lines, layout, looks, rows } = picture;

  const select = (id: string) =>
    setSelected(last => (last === id ? undefined : id));
  const attached = (id: string) =>
    selected === undefined ||
    lines.some(
      line =>
        [line.id, line.endId, line.centreId].includes(selected) &&
        [line.id, line.endId, line.centreId].includes(id),
    );
  const open = (namespace: string) =>
    setOpened(last => new Set([...last, namespace]));
  const boxOf = (id: string) => layout.boxes.get(id)!;
  const fromTop = <T,>(of: readonly T[], idOf: (one: T) => string): T[] =>
    [...of].sort((a, b) => boxOf(idOf(a)).y - boxOf(idOf(b)).y);

  const side = (direction: Direction) => {
    const here = ends.filter(end => directionOf(end) === direction);
    return (
      <Side
        title={t(`traffic.${direction === 'caller' ? 'callers' : 'callees'}`)}
        empty={t(
          `traffic.${direction === 'caller' ? 'noCallers' : 'noCallees'}`,
        )}
        at={direction}
        isEmpty={here.length === 0}
      >
        {fromTop(here, endId).map(end => {
          const id = endId(end);
          const node = (
            <EndNode
              end={end}
              box={boxOf(id)}
              selected={selected === id}
              onSelect={() => select(id)}
              onOpen={open}
            />
          );
          const labels = lines
            .filter(line => line.endId === id)
            .map(line => (
              <LineLabel
                key={line.id}
                line={line}
                end={end}
                centre={centres.find(one => one.id === line.centreId)!}
                box={layout.labels.get(line.id)!}
                rows={rows}
                selected={selected === line.id}
                onSelect={() => select(line.id)}
              />
            ));
          return (
            <li key={id}>
              {direction === 'caller' ? (
                <>
                  {node}
                  {labels}
                </>
              ) : (
                <>
                  {labels}
                  {node}
                </>
              )}
            </li>
          );
        })}
      </Side>
    );
  };

  return (
    <div
      className={cardStyles.part}
      onKeyDown={event => {
        if (event.key === 'Escape') setSelected(undefined);
      }}
      role="presentation"
    >
      {namespaces.length > 0 && (
        <ToggleButtonGroup
          className={styles.namespaces}
          aria-label={t('traffic.namespaces')}
          selectionMode="multiple"
          selectedKeys={opened}
          onSelectionChange={keys => setOpened(keys as Set<string>)}
        >
          {namespaces.map(({ namespace, count }) => (
            <ToggleButton key={namespace} id={namespace} size="small">
              {t('traffic.namespaceCount', {
                namespace,
                peers: String(count),
              })}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
      )}
      <div
        ref={widthRef}
        className={styles.scroll}
        role="group"
        aria-label={t('traffic.scroll')}
      >
        <div
          className={styles.columns}
          style={{ width: width === 0 ? undefined : layout.width }}
        >
          <span>{t('traffic.callers')}</span>
          <span>{service.name}</span>
          <span>{t('traffic.callees')}</span>
        </div>
        <div
          className={styles.picture}
          style={{ width: layout.width, height: layout.height }}
        >
          <GraphLines
            lines={lines}
            layout={layout}
            looks={looks}
            isFaded={id => !attached(id)}
          />
          {side('caller')}
          <ul aria-label={service.name} className={styles.list}>
            {fromTop(centres, one => one.id).map(centre => (
              <li key={centre.id}>
                <CentreNode
                  centre={centre}
                  beside={centres.length > 1}
                  look={looks.get(centre.id)}
                  box={boxOf(centre.id)}
                  selected={selected === centre.id}
                  onSelect={() => select(centre.id)}
                />
              </li>
            ))}
          </ul>
          {side('callee')}
        </div>
      </div>
      <DetailsPanel
        selected={selected}
        ends={ends}
        centres={centres}
        lines={lines}
        onClose={() => setSelected(undefined)}
      />
      <GraphLegend />
    </div>
  );
}

function Side(props: {
  title: string;
  empty: string;
  at: Direction;
  isEmpty: boolean;
  children: ReactNode;
}) {
  return props.isEmpty ? (
    <p className={`${styles.nobody} ${styles[props.at]}`}>{props.empty}</p>
  ) : (
    <ul aria-label={props.title} className={styles.list}>
      {props.children}
    </ul>
  );
}

function directionOf(end: GraphEnd): Direction {
  return end.kind === 'peer' ? end.peer.direction : end.group.direction;
}
