import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { PostureNote, ServiceView } from '@meshway/plugin-mesh-common';
import { ReactNode } from 'react';
import { meshTranslationRef } from '../../translation';
import { Disclosure } from '../../ui/Disclosure';
import { Sentence } from '../../ui/Sentence';
import { StatusChip } from '../../ui/StatusChip';
import { answerLooks, answerTo, KINDS_ASKED, type Question } from './answers';
import { GapNotes } from './GapNotes';
import { gapsOf } from './gapsOf';
import { Notes } from './Notes';
import styles from './PostureCard.module.css';

/** A question about the service, its answer in a word and a sentence, and what it rests on. */
export function PostureAnswer(props: {
  question: Question;
  service: ServiceView;
  part: { summary: string; notes: PostureNote[] };
  children: ReactNode;
}) {
  const { question, service, part } = props;
  const { t } = useTranslationRef(meshTranslationRef);
  const word = answerTo(question, service);
  const { tone, icon } = answerLooks(word);
  const gaps = gapsOf(service, KINDS_ASKED[question]);
  // Said with what to do about it below.
  const notes = part.notes.filter(
    ({ text }) => !gaps.some(({ reason }) => reason === text),
  );
  const isError = ({ severity }: PostureNote) => severity === 'error';
  const title = t(`posture.question.${question}`);
  return (
    <li className={styles.answer}>
      <div className={styles.word}>
        <h4 className={styles.question}>{title}</h4>
        <StatusChip tone={tone} icon={icon}>
          {t(`posture.answer.${word}`)}
        </StatusChip>
      </div>
      <div className={styles.rest}>
        {gaps.length > 0 && (
          <p className={styles.sentence}>
            <strong>{t('posture.gapTitle')}.</strong> {t('posture.gapOnlySeen')}
          </p>
        )}
        <p className={styles.sentence}>
          <Sentence text={part.summary} />
        </p>
        <Notes notes={notes.filter(isError)} />
        <Disclosure label={t('posture.details')} about={title} level={5}>
          <GapNotes gaps={gaps} />
          <Notes notes={notes.filter(note => !isError(note))} />
          {props.children}
        </Disclosure>
      </div>
    </li>
  );
}
