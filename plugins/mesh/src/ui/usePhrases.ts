import {
  type TranslationFunction,
  useTranslationRef,
} from '@backstage/core-plugin-api/alpha';
import { useMemo } from 'react';
import { meshTranslationRef } from '../translation';
import { rememberPhrases } from './rememberPhrases';

type MeshTranslation = TranslationFunction<(typeof meshTranslationRef)['T']>;

/**
 * Translates as `useTranslationRef` does, for what is shown many times over and said again at each refresh: i18next
 * takes longer to look a phrase up than React takes for the element that shows it. Only for strings and numbers.
 */
export function usePhrases(): MeshTranslation {
  const { t } = useTranslationRef(meshTranslationRef);
  return useMemo(
    () =>
      rememberPhrases(
        t as (key: string, values?: object) => string,
      ) as MeshTranslation,
    [t],
  );
}
