import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import git from 'isomorphic-git';
import { RepositoryApplier } from './RepositoryApplier.ts';

// Notes what it is asked to apply, and refuses manifests that are not what they should be, as the real one does.
const KUBECTL = `#!${process.execPath}
const fs = require('node:fs');
const path = require('node:path');
const given = process.argv.at(-1);
const file = given.endsWith('.yaml') ? given : path.join(given, 'service.yaml');
const content = fs.readFileSync(file, 'utf8');
if (process.argv.includes('kustomize')) { process.stdout.write(content); process.exit(); }
const how = process.argv.includes('--server-side') ? '' : 'merged ';
fs.appendFileSync(path.join(path.dirname(process.argv[1]), 'applied'), how + process.argv.at(-2) + ' ' + content.trim() + '\\n');
if (content === 'bad') { console.error('error: ' + file + ' is bad'); process.exit(1); }
console.log('service/orders serverside-applied');
`;

describe('the stand-in for a GitOps controller', () => {
  let folder: string;
  let repository: string;
  let lines: string[];
  let running: AbortController;
  let done: Promise<void>;

  const applied = () => {
    const file = join(folder, 'applied');
    return fs.existsSync(file)
      ? fs.readFileSync(file, 'utf8').trimEnd().split('\n')
      : [];
  };

  const commit = async (files: Record<string, string>) => {
    for (const [path, content] of Object.entries(files)) {
      const file = join(repository, path);
      fs.mkdirSync(dirname(file), { recursive: true });
      fs.writeFileSync(file, content);
      await git.add({ fs, dir: repository, filepath: path });
    }
    await git.commit({
      fs,
      dir: repository,
      message: 'Change',
      author: { name: 'A team', email: 'team@example.com' },
    });
  };

  const until = async (happened: () => boolean) => {
    while (!happened()) {
      await new Promise(resolve => {
        setTimeout(resolve, 20);
      });
    }
  };

  const start = () => {
    running = new AbortController();
    lines = [];
    done = new RepositoryApplier({
      kubectl: join(folder, 'kubectl'),
      kubeconfig: join(folder, 'kubeconfig'),
      repositories: join(folder, 'repositories'),
      work: join(folder, 'work'),
      memory: join(folder, 'memory.json'),
      log: line => lines.push(line),
    }).run(running.signal);
  };

  beforeEach(async () => {
    folder = fs.mkdtempSync(join(tmpdir(), 'lab-gitops-'));
    fs.writeFileSync(join(folder, 'kubectl'), KUBECTL, { mode: 0o755 });
    repository = join(folder, 'repositories', 'orders');
    await git.init({ fs, dir: repository });
  });

  afterEach(async () => {
    running.abort();
    await done;
    fs.rmSync(folder, { recursive: true });
  });

  it('applies what is committed, and neither what is not nor what was applied before', async () => {
    await commit({ 'catalog-info.yaml': '', 'kubernetes/service.yaml': 'one' });
    fs.writeFileSync(join(repository, 'kubernetes/service.yaml'), 'draft');
    start();
    await until(() => lines.length === 1);
    expect(applied()).toEqual(['-f one']);

    running.abort();
    await done;
    start();
    await commit({ 'kubernetes/service.yaml': 'two' });
    await until(() => lines.length === 1);
    expect(applied()).toEqual(['-f one', '-f two']);
  });

  it('merges the Services of a kustomization, and applies the rest on the server', async () => {
    await commit({
      'kubernetes/service.yaml': 'kind: Service\n---\nkind: Rollout\n',
      'kubernetes/kustomization.yaml': 'resources: [service.yaml]',
    });
    start();
    await until(() => lines.length === 1);
    expect(applied()).toEqual(['merged -f kind: Service', '-f kind: Rollout']);
  });

  it('says what was refused and goes on with the next commit', async () => {
    await commit({ 'kubernetes/service.yaml': 'bad' });
    start();
    await until(() => lines.length === 1);
    expect(lines[0]).toContain('service.yaml is bad');
    await commit({ 'kubernetes/service.yaml': 'good' });
    await until(() => lines.length === 2);
    expect(lines[1]).toContain('service/orders serverside-applied');
  });

  it('does not follow a link out of the repository', async () => {
    fs.writeFileSync(join(folder, 'secret'), 'secret');
    fs.mkdirSync(join(repository, 'kubernetes'));
    fs.symlinkSync(
      join(folder, 'secret'),
      join(repository, 'kubernetes', 'service.yaml'),
    );
    await git.add({ fs, dir: repository, filepath: 'kubernetes/service.yaml' });
    await commit({ 'kubernetes/other.yaml': 'one' });
    start();
    await until(() => lines.length === 1);
    expect(lines[0]).toContain('not applied');
    expect(applied()).toEqual([]);
  });
});
