import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { labFolders, type LabFolders } from './folders.ts';
import { identify } from './processIdentity.ts';
import { readStatus, writeStatus, type LabStatus } from './status.ts';

describe('the status of a lab', () => {
  let folder: string;
  let folders: LabFolders;

  const ready = (): LabStatus => ({
    state: 'ready',
    message: 'The lab is ready.',
    since: '2026-01-01T00:00:00.000Z',
    parts: [],
    supervisor: identify(process.pid),
  });

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lab-status-'));
    folders = labFolders(folder, folder);
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  it('is down before the first start', () => {
    expect(readStatus(folders).state).toBe('down');
  });

  it('is what its supervisor says while that runs', () => {
    writeStatus(folders, ready());
    expect(readStatus(folders)).toEqual(ready());
  });

  it('is down when the supervisor died without a word', () => {
    writeStatus(folders, {
      ...ready(),
      supervisor: { pid: process.pid, startedAt: 'another/1' },
    });
    expect(readStatus(folders)).toMatchObject({
      state: 'down',
      message: 'The lab ended unexpectedly; its next start tidies up.',
    });
  });

  it('keeps the reason of a failure after the supervisor has ended', () => {
    const failed: LabStatus = {
      ...ready(),
      state: 'failed',
      message: 'istiod ended while it started.',
      supervisor: { pid: process.pid, startedAt: 'another/1' },
    };
    writeStatus(folders, failed);
    expect(readStatus(folders).message).toBe(failed.message);
  });

  it('is down when the file is damaged', () => {
    writeFileSync(join(folder, 'status.json'), '{"state": "rea');
    expect(readStatus(folders).state).toBe('down');
  });
});
