import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useNow } from '../../../hooks/useNow';
import { meshTranslationRef } from '../../../translation';
import { useDurationText } from '../../../ui/useDurationText';

/** When the controller takes the pods of a revision away; nothing where it does not. */
export function ScaleDown(props: { at?: string }) {
  return props.at === undefined ? null : <Countdown at={props.at} />;
}

function Countdown(props: { at: string }) {
  const { t } = useTranslationRef(meshTranslationRef);
  const durationText = useDurationText();
  const left = Date.parse(props.at) - useNow();
  return (
    <span>
      {left > 0
        ? t('revisions.scaleDown', { left: durationText(left) })
        : t('revisions.scaleDownNow')}
    </span>
  );
}
