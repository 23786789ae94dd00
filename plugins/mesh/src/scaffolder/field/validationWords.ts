import type { ApiHolder } from '@backstage/core-plugin-api';
import {
  translationApiRef,
  type TranslationFunction,
} from '@backstage/core-plugin-api/alpha';
import { meshTranslationRef } from '../../translation';

/** The words of the plugin, for functions that are no components. */
export type MeshWords = TranslationFunction<typeof meshTranslationRef.T>;

/** The words in the language of the portal, once they are loaded. */
export async function validationWords(
  apiHolder: ApiHolder,
): Promise<MeshWords> {
  const api = apiHolder.get(translationApiRef);
  if (!api) throw new Error('The app has no translations.');
  const now = api.getTranslation(meshTranslationRef);
  if (now.ready) return now.t;
  return await new Promise(resolve => {
    const subscription = api
      .translation$(meshTranslationRef)
      .subscribe(next => {
        if (!next.ready) return;
        resolve(next.t);
        // It may come before there is a subscription to end.
        queueMicrotask(() => subscription.unsubscribe());
      });
  });
}
