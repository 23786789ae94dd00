import { createTranslationRef } from '@backstage/core-plugin-api/alpha';
import { decideMessages } from './entity/decide/decideMessages';
import { deliveryMessages } from './entity/delivery/deliveryMessages';
import { elsewhereMessages } from './entity/elsewhere/elsewhereMessages';
import { exposureMessages } from './entity/exposure/exposureMessages';
import { findingsMessages } from './entity/findings/findingsMessages';
import { historyMessages } from './entity/history/historyMessages';
import { manifestMessages } from './entity/manifest/manifestMessages';
import { postureMessages } from './entity/posture/postureMessages';
import { trafficMessages } from './entity/traffic/trafficMessages';
import { scaffolderMessages } from './scaffolder/scaffolderMessages';

/**
 * Every string that the mesh plugin shows, except the sentences that the backend computes.
 *
 * @public
 */
export const meshTranslationRef = createTranslationRef({
  id: 'mesh',
  messages: {
    page: { title: 'Mesh' },
    time: {
      seconds: '{{value}} s',
      minutes: '{{value}} min',
      hours: '{{value}} h',
      hoursAndMinutes: '{{hours}} h {{minutes}} min',
      days: '{{value}} d',
      ago: '{{duration}} ago',
      unknown: 'unknown',
    },
    number: {
      percent: '{{value}} %',
      rate: '{{value}}/s',
      milliseconds: '{{value}} ms',
      none: '–',
    },
    copy: { action: 'Copy', done: 'Copied' },
    connection: {
      loading: 'Reading the mesh…',
      lostTitle: 'The connection to the portal is lost',
      lostDescription:
        'This is what was known {{age}} ago. The page reconnects by itself. ({{reason}})',
      failedTitle: 'The mesh cannot be read',
      retries: 'The page tries again by itself.',
      forbiddenTitle: 'You may not see the mesh of this component',
      forbiddenDescription:
        'Ask the owners of the component or your platform team. ({{reason}})',
    },
    part: {
      brokenTitle: 'This part cannot be shown',
      brokenDescription:
        'The rest of the page is as it should be. ({{reason}})',
      tryAgain: 'Try again',
    },
    source: {
      gapTitle: '{{kind}} cannot be read; what it would tell is not known',
      live: 'Live',
      clusterStaleTitle:
        'Cluster {{cluster}} has been silent for {{age}}; this is its last known state',
      clusterUnavailableTitle: 'Cluster {{cluster}} cannot be read',
      metricsStaleTitle: 'Metrics are {{age}} old',
      metricsUnavailableTitle: 'Metrics are not available',
    },
    problem: {
      notFoundTitle: 'Service not found on cluster {{cluster}}',
      unreachableTitle: 'Cluster {{cluster}} does not answer',
      empty: 'No cluster shows a service for this component yet.',
    },
    service: {
      place: '{{namespace}} · cluster {{cluster}}',
      switcher: 'Services of this component',
      requests: 'Requests',
      errors: 'Errors',
      latency: 'Response time (p95)',
      window: 'Last {{window}}',
      windowRequests_one: '{{formatted}} request',
      windowRequests_other: '{{formatted}} requests',
      noTraffic: 'No traffic yet.',
      noTrafficDescription: 'No request arrived in the last {{window}}.',
      unreadableTitle: 'Some objects in the cluster cannot be read',
      attributionTitle: 'Revisions cannot be told apart in the metrics',
    },
    glance: {
      label: 'Encryption, mesh and configuration',
      mtls: {
        STRICT: 'Encrypted',
        PERMISSIVE: 'Plain text is accepted too',
        DISABLE: 'Not encrypted',
        mixed: 'Not all pods are encrypted',
      },
      meshed: '{{pods}} of {{of}} pods in the mesh',
      noFindings: 'Nothing to mend',
      findings_one: '{{count}} thing to mend',
      findings_other: '{{count}} things to mend',
    },
    card: {
      title: 'Mesh',
      open: 'Open the Mesh tab',
      more_one: 'and {{count}} more service',
      more_other: 'and {{count}} more services',
      link: 'Mesh: {{state}}',
    },
    phase: {
      Healthy: 'Healthy',
      Progressing: 'Progressing',
      Paused: 'Paused',
      waiting: 'Waits for a decision',
      Degraded: 'Degraded',
      aborted: 'Aborted',
      none: 'No delivery engine',
      unknown: 'Unknown',
    },
    fleet: {
      waitingTitle_one: '{{count}} service waits for a decision',
      waitingTitle_other: '{{count}} services wait for a decision',
      allTitle: 'All services',
      othersTitle: 'All other services',
      service: 'Service',
      owner: 'Owner',
      place: '{{cluster}} · {{namespace}}/{{service}}',
      state: 'Delivery',
      version: 'Version',
      weight: '{{value}} % of the traffic',
      requests: 'Requests',
      errors: 'Errors',
      step: 'step {{step}}',
      noOwner: 'no owner',
      versions: '{{stable}} → {{canary}}',
      emptyTitle: 'No service is in the mesh yet',
      emptyDescription:
        'Add the annotation {{annotation}}: <namespace>/<service> to a component, or create a service from the mesh service template.',
      failedTitle: 'The fleet cannot be read',
      lostTitle: 'The fleet is {{age}} old',
    },
    ...deliveryMessages,
    ...decideMessages,
    ...historyMessages,
    ...postureMessages,
    ...manifestMessages,
    ...exposureMessages,
    ...findingsMessages,
    ...elsewhereMessages,
    ...trafficMessages,
    ...scaffolderMessages,
  },
});
