import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { TextAreaField } from '@backstage/ui';
import { meshTranslationRef } from '../../translation';

/** The API takes no longer reasons. */
const MAX_LENGTH = 1000;

/** Why somebody decides. */
export function ReasonField(props: {
  isRequired: boolean;
  value: string;
  onChange: (reason: string) => void;
}) {
  const { t } = useTranslationRef(meshTranslationRef);
  return (
    <TextAreaField
      label={t('decide.reasonLabel')}
      secondaryLabel={t(
        props.isRequired ? 'decide.reasonRequired' : 'decide.reasonOptional',
      )}
      isRequired={props.isRequired}
      maxLength={MAX_LENGTH}
      rows={2}
      value={props.value}
      onChange={props.onChange}
    />
  );
}
