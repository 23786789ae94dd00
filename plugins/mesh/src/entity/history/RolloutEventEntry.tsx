import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  RiErrorWarningLine,
  RiFlaskLine,
  RiGitCommitLine,
  RiMicroscopeLine,
  RiPauseLine,
} from '@remixicon/react';
import { ReactElement } from 'react';
import { meshTranslationRef } from '../../translation';
import { Sentence } from '../../ui/Sentence';
import { StatusChip, type Tone } from '../../ui/StatusChip';
import styles from './HistoryCard.module.css';
import type { RolloutEvent } from './rolloutEvents';

const LOOKS: Record<RolloutEvent['kind'], { icon: ReactElement; tone: Tone }> =
  {
    revision: { icon: <RiGitCommitLine />, tone: 'neutral' },
    pause: { icon: <RiPauseLine />, tone: 'neutral' },
    aborted: { icon: <RiErrorWarningLine />, tone: 'negative' },
    analysis: { icon: <RiMicroscopeLine />, tone: 'neutral' },
    experiment: { icon: <RiFlaskLine />, tone: 'neutral' },
  };

/** What happened to the delivery by itself. */
export function RolloutEventEntry(props: { event: RolloutEvent }) {
  const { event } = props;
  const { t } = useTranslationRef(meshTranslationRef);
  let words: string;
  let message = '';
  switch (event.kind) {
    case 'revision':
      words = t('history.revision', {
        version: event.version,
        hash: event.hash,
      });
      break;
    case 'pause':
      words = t(event.endsAt ? 'history.timedPause' : 'history.pause');
      break;
    case 'aborted':
      words = t('history.aborted');
      message = event.message;
      break;
    default:
      words = t(`history.${event.kind}`, {
        name: event.name,
        phase: event.phase,
      });
      message = event.message;
  }
  const failed =
    'phase' in event && (event.phase === 'Failed' || event.phase === 'Error');
  const { icon, tone } = LOOKS[event.kind];
  return (
    <>
      <span>
        <StatusChip tone={failed ? 'negative' : tone} icon={icon}>
          {t(`history.kind.${event.kind}`)}
        </StatusChip>
      </span>
      <div className={styles.words}>
        <span>
          <Sentence text={words} />
        </span>
        {message && (
          <span className={styles.detail}>
            <Sentence text={message} />
          </span>
        )}
      </div>
    </>
  );
}
