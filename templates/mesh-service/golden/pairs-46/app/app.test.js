import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { createApp } from './app.js';

let ready = true;
const server = createApp({
  name: 'quotes',
  version: '1.2.3',
  ready: () => ready,
});
let address;

before(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  address = `http://127.0.0.1:${server.address().port}`;
});

after(() => server.close());

test('says who it is', async () => {
  const response = await fetch(`${address}/version`);
  assert.equal(response.status, 200);
  assert.deepEqual(await response.json(), {
    name: 'quotes',
    version: '1.2.3',
  });
});

test('is not ready when it says so, and lives all the same', async () => {
  assert.equal((await fetch(`${address}/readyz`)).status, 200);
  ready = false;
  assert.equal((await fetch(`${address}/readyz`)).status, 503);
  assert.equal((await fetch(`${address}/livez`)).status, 200);
  ready = true;
});

test('counts what it answered', async () => {
  assert.equal((await fetch(`${address}/nothing-here`)).status, 404);
  const metrics = await (await fetch(`${address}/metrics`)).text();
  assert.match(metrics, /app_requests_total\{path="other",code="404"\} 1/);
  assert.match(metrics, /process_cpu_seconds_total/);
});
