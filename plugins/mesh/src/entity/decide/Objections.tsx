import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Alert, Checkbox } from '@backstage/ui';
import type { RuleObjection } from '@meshway/plugin-mesh-common';
import { meshTranslationRef } from '../../translation';
import { Sentence } from '../../ui/Sentence';

/** What keeps the reader from deciding, and the way past where there is one. */
export function Objections(props: {
  objections: RuleObjection[];
  /** Without it nobody is asked. */
  override?: { chosen: boolean; onChange: (override: boolean) => void };
}) {
  const { objections, override } = props;
  const { t } = useTranslationRef(meshTranslationRef);
  return (
    <>
      {objections.map(({ rule, sentence, overridable }) => (
        <Alert
          key={rule}
          status={overridable ? 'warning' : 'danger'}
          icon
          title={t(`decide.objectionTitle.${rule}`)}
          description={<Sentence text={sentence} />}
        />
      ))}
      {override &&
        objections.length > 0 &&
        objections.every(({ overridable }) => overridable) && (
          <Checkbox isSelected={override.chosen} onChange={override.onChange}>
            {t('decide.override')}
          </Checkbox>
        )}
    </>
  );
}
