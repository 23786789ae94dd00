import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { BuildingNotice } from './buildingNotice.ts';
import { join } from 'node:path';
import { prepareLab, type PreparedLab } from './preparedLab.ts';
import { get } from './probe.ts';

describe('a lab that is prepared but not built', () => {
  let folder: string;
  let lab: PreparedLab;
  const notice = new BuildingNotice();

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'lab-notice-'));
    lab = await prepareLab(folder, join(folder, 'lab'));
  });

  afterEach(async () => {
    await notice.close();
    rmSync(folder, { recursive: true });
  });

  it('tells clients of Kubernetes how far the build is, at the address and with the certificate of its API server', async () => {
    await notice.open(lab);
    notice.say('the lab is still being built: compiled 5 packages');
    const { status, body } = await get(`${lab.apiServer}/api/v1/pods`, {
      ca: lab.credentials.ca,
      token: lab.credentials.tokens.portal,
    });
    expect(status).toBe(503);
    expect(JSON.parse(body)).toMatchObject({
      kind: 'Status',
      code: 503,
      message: 'the lab is still being built: compiled 5 packages',
    });
  });

  it('makes room for the API server', async () => {
    await notice.open(lab);
    await notice.close();
    expect((await get(lab.apiServer, { ca: lab.credentials.ca })).status).toBe(
      0,
    );
  });

  it('has the same addresses and tokens when it is prepared again', async () => {
    const again = await prepareLab(folder, join(folder, 'lab'));
    expect(again.ports).toEqual(lab.ports);
    expect(again.credentials).toEqual(lab.credentials);
  });
});
