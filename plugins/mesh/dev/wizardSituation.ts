/** The situations of the wizard's fields in the dev app. */
export const wizardSituations = ['usual', 'several', 'silent'] as const;

/** A situation of the wizard's fields. */
export type WizardSituation = (typeof wizardSituations)[number];

/** What the address of the dev app asks for: `/wizard?situation=silent`. */
export function wizardSituation(): WizardSituation {
  const asked = new URLSearchParams(window.location.search).get('situation');
  return wizardSituations.find(one => one === asked) ?? 'usual';
}
