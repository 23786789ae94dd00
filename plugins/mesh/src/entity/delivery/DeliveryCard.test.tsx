import { renderInTestApp } from '@backstage/frontend-test-utils';
import type { ServiceView, VerdictResult } from '@meshway/plugin-mesh-common';
import { screen, within } from '@testing-library/react';
import {
  driftedBlueGreenService,
  failedService,
  fullService,
  promotingFullyService,
  threeVersionsService,
  verdict,
} from '../../__fixtures__/delivery';
import {
  blueGreenService,
  canary,
  healthyService,
  plainService,
  progressingService,
  service,
  weightedService,
} from '../../__fixtures__/views';
import { DeliveryCard } from './DeliveryCard';

async function show(of: ServiceView): Promise<void> {
  renderInTestApp(<DeliveryCard service={of} />);
  await screen.findByRole('region', { name: /Delivery|Workloads/ });
}

function part(name: string): HTMLElement {
  return screen.getByRole('region', { name });
}

function texts(within_: HTMLElement): (string | null)[] {
  return within(within_)
    .getAllByRole('listitem')
    .map(item => item.textContent);
}

describe('the delivery of a canary', () => {
  it('says why it is not moving, what to do, and what the controller says', async () => {
    await show(fullService());
    const why = part('Why it is not moving');
    expect(texts(why)).toEqual([
      'Route beta-testers is missing in VirtualService bookinfo/productpage-external.What to do: Add it to http of that VirtualService, or take the step away.',
      'Experiment productpage-7b4c9d8f6-2-8 has not ended yet.',
    ]);
    expect(why).toHaveTextContent(
      'The controller says: more replicas need to be updated',
    );
  });

  it('names the template, the tool that applies it, and the step', async () => {
    await show(fullService());
    const card = part('Delivery');
    expect(card).toHaveTextContent(
      'Rollout productpage, canary by Argo Rollouts, pod template of Deployment productpage-template',
    );
    expect(card).toHaveTextContent('Applied by Argo CD: bookinfo');
    expect(card).toHaveTextContent('Step 9 of 20');
  });

  it('tells what each of many steps does', async () => {
    await show(fullService());
    expect(screen.getByText('What each step does').tagName).toBe('SUMMARY');
    expect(
      screen.getByText(
        'Header route: beta-testers: x-beta is exactly yes, user-agent begins with Firefox',
      ),
    ).toBeInTheDocument();
  });

  it('says in words where weights differ, by route, and which destinations lead astray', async () => {
    await show(fullService());
    const weights = part('Canary share of the traffic');
    expect(weights).toHaveTextContent('The three do not agree');
    expect(texts(weights)).toEqual([
      'VirtualService bookinfo/productpage, route primary: 20 %',
      'VirtualService bookinfo/productpage-external, route 1: 5 %',
    ]);
    expect(weights).toHaveTextContent(
      'What is meant for the canary goes to revision 6d8f7c5b9.',
    );
    expect(weights).toHaveTextContent(
      'What is meant for stable goes to the pods of all revisions.',
    );
  });

  it('says where the routes of its steps are, are missing and are left over', async () => {
    await show(fullService());
    expect(texts(part('Routes that the controller adds'))).toEqual([
      'beta-testersTherebookinfo/productpageMissingbookinfo/productpage-external',
      'shadowTherebookinfo/productpage, bookinfo/productpage-external',
      'employeesNot asked for now',
      'leftoverStill therebookinfo/productpage',
    ]);
  });

  it('shows experiments with what they run', async () => {
    await show(fullService());
    expect(texts(part('Experiments'))).toEqual([
      'baselineRunning1 of 1 pods available5 % of the traffic',
      'canaryProgressing1 of 2 pods available',
    ]);
  });

  it('shows an aborted release with the step that failed and the controller’s message', async () => {
    await show(failedService());
    expect(part('Delivery')).toHaveTextContent('No step is under way');
    const failed = within(
      screen.getByRole('list', { name: 'Steps of the canary' }),
    ).getAllByRole('listitem')[4];
    expect(failed).toHaveTextContent('Analysis, failed');
    expect(part('Why it is not moving')).toHaveTextContent(
      /aborted at 11:58:00 UTC.*What to do: Ship a new version.*RolloutAborted: /,
    );
    expect(part('Canary against stable')).toHaveTextContent('Worse');
  });

  it('shows that a full promote skips pauses and analyses', async () => {
    await show(promotingFullyService());
    expect(part('Delivery')).toHaveTextContent(
      'Goes to 100 % at once: pauses and analyses are skipped.',
    );
    expect(part('Canary share of the traffic')).toHaveTextContent(
      'Still measuring',
    );
  });

  it('is short when all is done and when there are no steps', async () => {
    await show(healthyService());
    expect(part('Delivery')).toHaveTextContent('All 6 steps done');
    expect(screen.queryByRole('region', { name: /Canary/ })).toBeNull();
  });

  it('says when the canary has no steps', async () => {
    await show(
      service({ delivery: canary({ steps: [], currentStepIndex: 0 }) }),
    );
    expect(part('Delivery')).toHaveTextContent('This canary has no steps.');
  });

  it('counts a timed pause down', async () => {
    await show(progressingService(new Date()));
    expect(screen.getByRole('timer')).toHaveTextContent(/^0:5\d left$/);
  });
});

describe('the verdict', () => {
  it.each<[VerdictResult, string, string]>([
    ['better', 'Better', 'Difference -1.52, between -2.03 and -0.97 points'],
    [
      'no difference',
      'No difference',
      'Difference +0.11, between -0.19 and +0.44 points',
    ],
    ['worse', 'Worse', 'Difference +3.79, between +3.08 and +4.55 points'],
    [
      'not enough data',
      'Not enough data',
      'Difference +2.39, between -2.11 and +13.84 points',
    ],
  ])('of %s comes with its numbers', async (result, word, difference) => {
    await show(service({ verdict: verdict(result) }));
    const panel = part('Canary against stable');
    expect(within(panel).getByText(word)).toBeInTheDocument();
    expect(
      within(panel).getByRole('img', { name: difference }),
    ).toBeInTheDocument();
    expect(within(panel).queryAllByRole('progressbar')).toHaveLength(
      result === 'not enough data' ? 1 : 0,
    );
  });

  it('compares response times', async () => {
    await show(service({ verdict: verdict('no difference') }));
    expect(part('Canary against stable')).toHaveTextContent(
      /p50 19 ms, p95 66 ms.*p50 18 ms, p95 64 ms.*In 51 % of pairs/,
    );
  });

  it('says when there is nothing to compare yet', async () => {
    await show(service({ verdict: undefined }));
    expect(part('Canary against stable')).toHaveTextContent(
      'Not known yet: no requests tell the two apart.',
    );
  });
});

describe('other deliveries', () => {
  it('shows where the Services of a blue-green update lead', async () => {
    await show(blueGreenService());
    expect(texts(part('Where the Services lead'))).toEqual([
      'Active Service productpage1.19.16d8f7c5b9Stable',
      'Preview Service productpage-preview1.20.17b4c9d8f6Preview',
    ]);
  });

  it('shows drift, scale-down, countdown and owner of a blue-green update', async () => {
    await show(driftedBlueGreenService(new Date()));
    const card = part('Delivery');
    expect(card).toHaveTextContent(
      'The preview Service productpage-preview selects 5c9f7d6b8',
    );
    expect(card).toHaveTextContent(/pods go in 4\d s/);
    expect(card).toHaveTextContent('Applied by Flux: bookinfo');
    expect(screen.getByRole('timer')).toHaveTextContent(/^4:\d\d left$/);
    expect(part('Analyses')).toHaveTextContent('before the promotion');
  });

  it('says when a Service leads nowhere', async () => {
    const base = blueGreenService();
    await show({
      ...base,
      delivery: { ...base.delivery, previewHash: undefined },
    } as ServiceView);
    expect(texts(part('Where the Services lead'))[1]).toBe(
      'Preview Service productpage-previewleads to no revision',
    );
  });

  it('shows the destinations, the ladder and the A/B routes of weights moved by hand', async () => {
    await show(weightedService());
    expect(texts(part('Where requests go'))).toEqual([
      '80 %productpage, v1Stable1.19.1',
      '20 %productpage, v2Canary1.20.1',
      '5 %',
      '10 %',
      'next: 25 %',
      '50 %',
      '100 %',
    ]);
    expect(texts(part('Chosen requests go elsewhere'))).toEqual([
      'Requests with the header end-user: jason go to v2.',
    ]);
    expect(part('Why it is not moving')).toHaveTextContent(
      'v2 has 1 of 2 pods ready.What to do: Look at its pods.',
    );
  });

  it('shows a third version behind the route', async () => {
    await show(threeVersionsService());
    expect(texts(part('Where requests go'))[2]).toBe(
      '10 %productpage-experimentalleads to no revision',
    );
    expect(
      part('Canary share of what stable and canary get'),
    ).toBeInTheDocument();
  });

  it('says why there is nothing to decide', async () => {
    await show(plainService());
    expect(part('Workloads')).toHaveTextContent(
      'Deployment details-v1A Deployment replaces its pods by itself',
    );
  });
});
