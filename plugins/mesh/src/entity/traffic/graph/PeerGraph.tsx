import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import type { ServiceView, Traffic } from '@meshway/plugin-mesh-common';
import { ReactNode, useMemo, useState } from 'react';
import { meshTranslationRef } from '../../../translation';
import type { Direction, Peer } from '../peersOf';
import cardStyles from '../TrafficCard.module.css';
import { useElementWidth } from '../useElementWidth';
import { CentreNode } from './CentreNode';
import { DetailsPanel } from './DetailsPanel';
import { EndNode } from './EndNode';
import { GraphLegend } from './GraphLegend';
import { GraphLines } from './GraphLines';
import { groupedNamespaces } from './groupPeers';
import type { Box } from './layoutGraph';
import { LineLabel } from './LineLabel';
import { endId } from './linesOf';
import styles from './PeerGraph.module.css';
import { directionOf, pictureOf } from './pictureOf';
import { useLayout } from './useLayout';

/** Narrower than this, in pixels, all stand below each other: that too is the order in which one reads. */
const STACKED = 560;

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
  const picture = useMemo(
    () => pictureOf({ service, traffic, peers, opened, width }),
    [service, traffic, peers, opened, width],
  );
  const { ends, centres, lines, shape, looks, rows } = picture;
  const layout = useLayout(shape, width);

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
  const stacked = width > 0 && width < STACKED;
  const boxOf = (id: string) => layout.boxes.get(id)!;
  const placed = (box: Box) => (stacked ? undefined : box);
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
        titled={stacked}
      >
        {fromTop(here, endId).map(end => {
          const id = endId(end);
          const node = (
            <EndNode
              end={end}
              box={placed(boxOf(id))}
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
                box={placed(layout.labels.get(line.id)!)}
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
        className={`${styles.scroll} ${stacked ? styles.stacked : ''}`}
        role="group"
        aria-label={t('traffic.scroll')}
      >
        {!stacked && (
          <div
            className={styles.columns}
            style={{ width: width === 0 ? undefined : layout.width }}
          >
            <span>{t('traffic.callers')}</span>
            <span>{service.name}</span>
            <span>{t('traffic.callees')}</span>
          </div>
        )}
        <div
          className={styles.picture}
          style={
            stacked ? undefined : { width: layout.width, height: layout.height }
          }
        >
          {!stacked && (
            <GraphLines
              lines={lines}
              layout={layout}
              looks={looks}
              isFaded={id => !attached(id)}
            />
          )}
          {side('caller')}
          {stacked && <p className={styles.listTitle}>{service.name}</p>}
          <ul aria-label={service.name} className={styles.list}>
            {fromTop(centres, one => one.id).map(centre => (
              <li key={centre.id}>
                <CentreNode
                  centre={centre}
                  beside={centres.length > 1}
                  look={looks.get(centre.id)}
                  box={placed(boxOf(centre.id))}
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
  /** Whether its title stands above it. */
  titled: boolean;
  children: ReactNode;
}) {
  return (
    <>
      {props.titled && <p className={styles.listTitle}>{props.title}</p>}
      {props.isEmpty ? (
        <p className={`${styles.nobody} ${styles[props.at]}`}>{props.empty}</p>
      ) : (
        <ul aria-label={props.title} className={styles.list}>
          {props.children}
        </ul>
      )}
    </>
  );
}
