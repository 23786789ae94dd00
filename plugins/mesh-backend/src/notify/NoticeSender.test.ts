import { mockServices } from '@backstage/backend-test-utils';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import type { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import createKnex, { type Knex } from 'knex';
import {
  startPostgres,
  type PostgresServer,
} from '../decisions/testing/startPostgres';
import type { Notice } from './Notice';
import { NoticeClaims } from './NoticeClaims';
import { NoticeSender } from './NoticeSender';

const NOON = new Date('2026-11-20T12:00:00Z');

const WAITS: Notice = {
  event: 'waits',
  target: {
    cluster: 'lab',
    kind: 'Rollout',
    namespace: 'shop',
    name: 'checkout',
  },
  occasion: 'abc#2 2026-11-20T11:59:00Z',
  title: 'checkout 1.1.0 waits for a decision',
  description: 'Canary 1.1.0 waits.',
};

const ABOUT = {
  entityRef: 'component:default/checkout',
  owners: ['group:default/shop-team'],
};

describe.each(['SQLite', 'PostgreSQL'])('notices on %s', engine => {
  let server: PostgresServer | undefined;
  let client: Knex;
  let claims: NoticeClaims;
  let sent: NotificationSendOptions[];

  function replica(
    options: {
      send?: (options: NotificationSendOptions) => Promise<void>;
      logger?: ReturnType<typeof mockServices.logger.mock>;
    } = {},
  ): NoticeSender {
    return new NoticeSender({
      claims,
      notifications: {
        send:
          options.send ?? (async notification => void sent.push(notification)),
      },
      logger: options.logger ?? mockServices.logger.mock(),
      now: () => NOON,
    });
  }

  beforeAll(async () => {
    if (engine === 'PostgreSQL') {
      server = await startPostgres();
      client = createKnex({ client: 'pg', connection: server.connection });
    } else {
      client = createKnex({
        client: 'better-sqlite3',
        connection: ':memory:',
        useNullAsDefault: true,
      });
    }
    await client.migrate.latest({
      directory: resolvePackagePath(
        '@meshway/plugin-mesh-backend',
        'migrations',
      ),
    });
    claims = new NoticeClaims(client);
  }, 60_000);

  beforeEach(async () => {
    sent = [];
    await client('notices').delete();
  });

  afterAll(async () => {
    await client?.destroy();
    await server?.stop();
  });

  it('are sent once by replicas that see the same at the same time', async () => {
    const replicas = Array.from({ length: 20 }, () => replica());
    const answers = await Promise.all(
      replicas.map(one => one.send(WAITS, ABOUT)),
    );
    expect(answers).toEqual(replicas.map(() => true));
    expect(sent).toEqual([
      {
        recipients: { type: 'entity', entityRef: ['group:default/shop-team'] },
        payload: {
          title: 'checkout 1.1.0 waits for a decision',
          description: 'Canary 1.1.0 waits.',
          link: '/catalog/default/component/checkout/mesh',
          severity: 'high',
          topic: 'delivery-waits',
          scope: 'lab/Rollout/shop/checkout',
        },
      },
    ]);
  });

  it.each<[string, Notice]>([
    ['at another occasion', { ...WAITS, occasion: 'abc#2 later' }],
    ['of another event', { ...WAITS, event: 'failed' }],
    [
      'of another target',
      { ...WAITS, target: { ...WAITS.target, namespace: 'exp' } },
    ],
    [
      'of another cluster',
      { ...WAITS, target: { ...WAITS.target, cluster: 'west' } },
    ],
  ])('are told again %s', async (_, other) => {
    await replica().send(WAITS, ABOUT);
    await replica().send(other, ABOUT);
    expect(sent).toHaveLength(2);
  });

  it('go only to those owners who have not been told', async () => {
    await replica().send(WAITS, ABOUT);
    await replica().send(WAITS, {
      ...ABOUT,
      owners: ['group:default/shop-team', 'user:default/ada'],
    });
    expect(sent.map(({ recipients }) => recipients)).toEqual([
      { type: 'entity', entityRef: ['group:default/shop-team'] },
      { type: 'entity', entityRef: ['user:default/ada'] },
    ]);
  });

  it('are free for everyone again when they could not be sent, which is said once', async () => {
    const logger = mockServices.logger.mock();
    const broken = replica({
      send: async () => {
        throw new Error('Request failed with status 404');
      },
      logger,
    });
    await expect(broken.send(WAITS, ABOUT)).resolves.toBe(false);
    await expect(broken.send(WAITS, ABOUT)).resolves.toBe(false);
    expect(logger.warn.mock.calls).toEqual([
      [
        expect.stringMatching(/^Notifications cannot be sent/),
        { cause: 'Error: Request failed with status 404' },
      ],
    ]);
    await expect(replica().send(WAITS, ABOUT)).resolves.toBe(true);
    expect(sent).toHaveLength(1);
  });

  it('are forgotten when they are old', async () => {
    await replica().send(WAITS, ABOUT);
    await claims.forget(NOON);
    await replica().send(WAITS, ABOUT);
    expect(sent).toHaveLength(1);
    await claims.forget(new Date(NOON.getTime() + 1));
    await replica().send(WAITS, ABOUT);
    expect(sent).toHaveLength(2);
  });
});
