import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import { NotAllowedError } from '@backstage/errors';
import { ReadAccess } from './ReadAccess';

const JANE = mockCredentials.user('user:default/jane');
const JOHN = mockCredentials.user('user:default/john');
const AGENT = mockCredentials.user('user:default/jane', {
  actor: { subject: 'plugin:mcp-actions' },
});
const SERVICE = mockCredentials.service();

describe('reading again', () => {
  let clock: number;
  let asked: string[];
  let refused: boolean;
  let access: ReadAccess;

  beforeEach(() => {
    clock = 0;
    asked = [];
    refused = false;
    access = new ReadAccess({
      access: {
        async readKnown(entityRef, credentials) {
          asked.push(`${credentials} ${entityRef}`);
          await new Promise(setImmediate);
          if (refused) throw new NotAllowedError('Not for you.');
          return { metadata: { name: entityRef } } as Entity;
        },
        async inMesh(credentials) {
          asked.push(`${credentials}`);
          return [];
        },
      },
      auth: mockServices.auth(),
      now: () => new Date(clock),
    });
  });

  const read = (credentials: BackstageCredentials, entityRef = 'orders') =>
    access.read(entityRef, credentials);

  it('asks once for what a person reads at once and shortly after', async () => {
    const [one, other] = await Promise.all([read(JANE), read(JANE)]);
    clock = 4_999;
    expect(await read(JANE)).toBe(one);
    expect(other).toBe(one);
    expect(asked).toHaveLength(1);
    clock = 5_000;
    await read(JANE);
    expect(asked).toHaveLength(2);
  });

  it('asks for each person, each on whose behalf, each entity, and always for services', async () => {
    await read(JANE);
    await read(JOHN);
    await read(AGENT);
    await read(JANE, 'cart');
    await read(SERVICE);
    await read(SERVICE);
    expect(asked).toHaveLength(6);
  });

  it('does so for the whole fleet too', async () => {
    const [one, other] = await Promise.all([
      access.inMesh(JANE),
      access.inMesh(JANE),
    ]);
    expect(other).toBe(one);
    await access.inMesh(JOHN);
    await access.inMesh(SERVICE);
    await access.inMesh(SERVICE);
    expect(asked).toHaveLength(4);
  });

  it('asks again after a refusal', async () => {
    refused = true;
    await expect(read(JANE)).rejects.toThrow('Not for you.');
    refused = false;
    await expect(read(JANE)).resolves.toMatchObject({
      metadata: { name: 'orders' },
    });
  });
});
