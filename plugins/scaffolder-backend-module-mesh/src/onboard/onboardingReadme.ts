import type {
  OnboardingPlan,
  OnboardingRequest,
} from '@meshway/plugin-mesh-common';

/** What a plan comes to, for those who review and apply it, as Markdown. */
export function onboardingReadme(
  cluster: string,
  { namespace, service }: OnboardingRequest,
  { steps, already }: OnboardingPlan,
): string {
  return [
    `# ${service} comes into the mesh`,
    `What Service \`${namespace}/${service}\` in cluster \`${cluster}\` lacked when it was looked at. Objects that exist are not here as a whole: their files add to them what stands in there, and change nothing else.`,
    '## In this order',
    steps.map((step, index) => `${index + 1}. ${step}`).join('\n'),
    ...(already.length > 0
      ? [
          '## What was there already',
          already.map(sentence => `- ${sentence}`).join('\n'),
        ]
      : []),
    '',
  ]
    .join('\n\n')
    .replace(/\n+$/, '\n');
}
