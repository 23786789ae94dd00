import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Alert, Button, ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import type { Decision, ServiceView } from '@meshway/plugin-mesh-common';
import { useMemo, useState } from 'react';
import { useNow } from '../../hooks/useNow';
import { meshTranslationRef } from '../../translation';
import { SectionCard } from '../../ui/SectionCard';
import { useDurationText } from '../../ui/useDurationText';
import { DecisionEntry } from './DecisionEntry';
import styles from './HistoryCard.module.css';
import { isAbout } from './isAbout';
import { rolloutEvents } from './rolloutEvents';
import { RolloutEventEntry } from './RolloutEventEntry';
import { timelineOf } from './timelineOf';
import { useOlderDecisions } from './useOlderDecisions';

const KINDS = ['all', 'decision', 'event'] as const;

/** Who decided what and why, and what happened by itself, on one line of time. */
export function HistoryCard(props: {
  entityRef: string;
  service: ServiceView;
  /** The newest ones of the entity. */
  decisions: Decision[];
}) {
  const { service, decisions } = props;
  const { t } = useTranslationRef(meshTranslationRef);
  const durationText = useDurationText();
  const now = useNow(10_000);
  const [kind, setKind] = useState<(typeof KINDS)[number]>('all');
  const older = useOlderDecisions(props.entityRef);
  const entries = useMemo(
    () =>
      timelineOf(
        [...decisions, ...older.decisions].filter(decision =>
          isAbout(decision, service),
        ),
        rolloutEvents(service),
      ).filter(entry => kind === 'all' || entry.kind === kind),
    [decisions, older.decisions, service, kind],
  );

  return (
    <SectionCard
      title={t('history.title')}
      aside={
        <ToggleButtonGroup
          aria-label={t('history.filter')}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[kind]}
          onSelectionChange={keys => {
            const [chosen] = keys as Set<(typeof KINDS)[number]>;
            setKind(chosen);
          }}
        >
          {KINDS.map(one => (
            <ToggleButton key={one} id={one} size="small">
              {t(`history.show.${one}`)}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
      }
    >
      {entries.length === 0 ? (
        <p className={styles.empty}>{t(`history.empty.${kind}`)}</p>
      ) : (
        <ol className={styles.list} aria-label={t('history.title')}>
          {entries.map(entry => (
            <li key={keyOf(entry)} className={styles.entry}>
              {entry.kind === 'decision' ? (
                <DecisionEntry decision={entry.decision} />
              ) : (
                <RolloutEventEntry event={entry.event} />
              )}
              <time
                dateTime={entry.at}
                title={new Date(entry.at).toLocaleString()}
                className={styles.time}
              >
                {t('time.ago', {
                  duration: durationText(now - Date.parse(entry.at)),
                })}
              </time>
            </li>
          ))}
        </ol>
      )}
      {older.error && (
        <Alert
          status="warning"
          icon
          title={t('history.failedTitle')}
          description={older.error.message}
        />
      )}
      {kind !== 'event' && !older.complete && (
        <div className={styles.more}>
          <Button
            variant="secondary"
            size="small"
            isPending={older.loading}
            onPress={() => void older.readMore()}
          >
            {t('history.older')}
          </Button>
        </div>
      )}
    </SectionCard>
  );
}

function keyOf(entry: ReturnType<typeof timelineOf>[number]): string {
  return entry.kind === 'decision'
    ? entry.decision.id
    : JSON.stringify([
        entry.event.kind,
        entry.at,
        'name' in entry.event ? entry.event.name : '',
        'hash' in entry.event ? entry.event.hash : '',
      ]);
}
