import { NotAllowedError } from '@backstage/errors';
import type { RuleObjection } from '@meshway/plugin-mesh-common';

/** Throws a NotAllowedError with the first objection that the author of a decision does not, or cannot, override. */
export function checkObjections(
  objections: RuleObjection[],
  override: boolean | undefined,
): void {
  const fatal = objections.find(({ overridable }) => !overridable || !override);
  if (!fatal) return;
  throw new NotAllowedError(
    fatal.overridable
      ? `${fatal.sentence} Override it with a reason if it has to be.`
      : fatal.sentence,
  );
}
