import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { scaleTime } from 'd3-scale';
import { KeyboardEvent, PointerEvent, ReactNode, useId, useMemo } from 'react';
import { meshTranslationRef } from '../../../translation';
import type { TimeRange } from '../trafficParameters';
import { ChartAxes } from './ChartAxes';
import { moveCursor, selectionOf, type ChartCursor } from './chartCursor';
import { ChartCrosshair } from './ChartCrosshair';
import { valuesOf, type ChartKind, type Quantile } from './chartKinds';
import type { ChartLine } from './chartLines';
import { ChartLines } from './ChartLines';
import { ChartMarks } from './ChartMarks';
import { nearestIndex } from './nearestIndex';
import styles from './SeriesCharts.module.css';
import { momentFormat } from './timeFormat';
import type { TimeMark } from './timeMarks';
import { useChartWords } from './useChartWords';
import { valueScale } from './valueScale';

const HEIGHT = 132;
const MARGIN = { top: 14, right: 10, bottom: 22, left: 58 };

/** What is needed of a chart, and what it shares with those beside it. */
export interface SeriesChartProps {
  kind: ChartKind;
  title: string;
  aside?: ReactNode;
  /** Seconds since 1970. */
  at: number[];
  range: TimeRange;
  lines: ChartLine[];
  marks: TimeMark[];
  width: number;
  cursor: ChartCursor;
  quantile: Quantile;
  /** Of the text that tells how charts are used. */
  hintId: string;
  onCursor: (cursor: ChartCursor) => void;
  onZoom: (range: TimeRange) => void;
}

/** One signal of every revision over time. */
export function SeriesChart(props: SeriesChartProps) {
  const { kind, at, range, marks, cursor, quantile, onCursor, onZoom } = props;
  const { t } = useTranslationRef(meshTranslationRef);
  const words = useChartWords();
  const titleId = useId();
  const width = Math.max(props.width, 200);
  const inner = {
    width: width - MARGIN.left - MARGIN.right,
    height: HEIGHT - MARGIN.top - MARGIN.bottom,
  };
  const lines = useMemo(
    () =>
      props.lines.map(line => ({
        ...line,
        values: valuesOf(kind, line.signals, quantile),
      })),
    [props.lines, kind, quantile],
  );
  const x = useMemo(
    () => scaleTime([range.from, range.to], [0, inner.width]),
    [range, inner.width],
  );
  const y = useMemo(
    () =>
      valueScale(
        kind,
        lines.flatMap(({ values }) => values),
        inner.height,
      ),
    [kind, lines, inner.height],
  );
  const xOf = (seconds: number) => x(seconds * 1000);
  const isEmpty = lines.every(({ values }) =>
    values.every(value => value === null),
  );

  const format = momentFormat(range.to - range.from);
  const timeOf = (seconds: number) => format.format(seconds * 1000);
  const index =
    at.length === 0
      ? undefined
      : nearestIndex(at, cursor.at ?? at[at.length - 1]);
  const valueText = () => {
    if (index === undefined) return t('traffic.chart.nothing');
    const selection = selectionOf(cursor);
    const values = lines
      .map(line =>
        t('traffic.chart.value', {
          name: words.line(line),
          value: words.value(kind, line.values[index]),
        }),
      )
      .join(', ');
    const moment = t('traffic.chart.moment', {
      time: timeOf(at[index]),
      values,
    });
    return selection
      ? `${moment}. ${t('traffic.chart.selected', {
          from: timeOf(selection.from / 1000),
          to: timeOf(selection.to / 1000),
        })}`
      : moment;
  };

  const momentAt = (event: PointerEvent<HTMLElement>) => {
    const { left } = event.currentTarget.getBoundingClientRect();
    const when = x.invert(event.clientX - left - MARGIN.left).getTime() / 1000;
    return at.length === 0 ? undefined : at[nearestIndex(at, when)];
  };
  const zoom = () => {
    const selection = selectionOf(cursor);
    onCursor({ at: cursor.at });
    if (selection) onZoom(selection);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const moved = moveCursor(cursor, event, at);
    if (moved) onCursor(moved);
    else if (event.key === 'Enter') zoom();
    else if (event.key === 'Escape') onCursor({});
    else return;
    event.preventDefault();
  };

  return (
    <figure className={styles.chart}>
      <figcaption className={styles.caption}>
        <h5 id={titleId} className={styles.title}>
          {props.title}
        </h5>
        {props.aside}
      </figcaption>
      <div
        className={styles.plot}
        role="slider"
        tabIndex={0}
        aria-labelledby={titleId}
        aria-describedby={props.hintId}
        aria-valuemin={0}
        aria-valuemax={Math.max(0, at.length - 1)}
        aria-valuenow={index ?? 0}
        aria-valuetext={valueText()}
        style={{ height: HEIGHT }}
        onKeyDown={onKeyDown}
        onBlur={() => onCursor({})}
        onPointerDown={event => {
          if (event.pointerType === 'touch') return;
          event.currentTarget.setPointerCapture(event.pointerId);
          const moment = momentAt(event);
          onCursor({ at: moment, anchor: moment });
        }}
        onPointerMove={event =>
          onCursor({
            at: momentAt(event),
            anchor: event.buttons > 0 ? cursor.anchor : undefined,
          })
        }
        onPointerUp={zoom}
        onPointerLeave={event => {
          if (event.buttons === 0) onCursor({});
        }}
      >
        <svg width={width} height={HEIGHT} className={styles.svg}>
          <g transform={`translate(${MARGIN.left},${MARGIN.top})`}>
            <ChartAxes
              kind={kind}
              x={x}
              y={y}
              width={inner.width}
              height={inner.height}
              range={range}
            />
            <ChartMarks marks={marks} xOf={xOf} height={inner.height} />
            <ChartLines lines={lines} at={at} xOf={xOf} y={y} />
          </g>
        </svg>
        {isEmpty && (
          <span className={styles.noData}>
            {t(
              kind === 'latency'
                ? 'traffic.chart.noLatency'
                : 'traffic.chart.noData',
            )}
          </span>
        )}
        {cursor.at !== undefined && index !== undefined && !isEmpty && (
          <ChartCrosshair
            kind={kind}
            time={timeOf(at[index])}
            lines={lines}
            index={index}
            marks={marks.filter(
              mark => Math.abs(xOf(mark.at) - xOf(at[index])) < 6,
            )}
            left={MARGIN.left + xOf(at[index])}
            anchorLeft={
              cursor.anchor === undefined
                ? undefined
                : MARGIN.left + xOf(cursor.anchor)
            }
            top={MARGIN.top}
            height={inner.height}
            width={width}
            yOf={value => MARGIN.top + y(value)}
          />
        )}
      </div>
    </figure>
  );
}
