import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { recorded } from '../__fixtures__/recorded';
import { checkService } from './checkConfig';

const STATES = readdirSync(join(__dirname, '../__fixtures__/argo-rollouts'))
  .filter(file => file.endsWith('.json'))
  .map(file => file.replace('.json', ''))
  // An AnalysisRun alone.
  .filter(state => state !== 'analysisrun-adhoc');

/** States that were made by breaking what a rule is about. */
const BROKEN: Record<string, string[]> = {
  'invalid-route-missing': [
    'MSH301 Rollout shop/checkout: It moves weights in route "absent" of VirtualService "checkout", and there is none.',
  ],
  'invalid-spec': [
    'MSH301 Rollout host/pay: It moves weights in route "nope" of VirtualService "pay", and there is none.',
  ],
  'invalid-virtual-service-missing': [
    'MSH301 Rollout shop/checkout: It moves weights in VirtualService "absent", and there is none.',
  ],
  // Ports for routes of tcp and tls, which the containers of these two do not declare.
  'tcp-routes': [
    'MSH323 Service shop/checkout: Its port 3306 leads to 3306; its pods declare 8080.',
  ],
  'tls-routes': [
    'MSH323 Service shop/checkout: Its port 443 leads to 8443; its pods declare 8080.',
  ],
};

describe('checkService on real states of a Rollout', () => {
  it.each(STATES)('says of %s nothing but what is wrong', state => {
    expect(
      checkService(recorded(state).objects).map(
        ({ code, object, message }) => `${code} ${object}: ${message}`,
      ),
    ).toEqual(BROKEN[state] ?? []);
  });
});
