import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { LabFolders } from './folders.ts';

/**
 * What a command of the lab said.
 *
 * @public
 */
export interface CommandResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Environment in which kubectl and its relatives reach the lab and nothing else. */
export function kubectlEnvironment(folders: LabFolders): NodeJS.ProcessEnv {
  return {
    ...process.env,
    KUBECONFIG: adminKubeconfig(folders),
    KUBECACHEDIR: join(folders.run, 'kubectl-cache'),
  };
}

/** The kubeconfig with which everything in the lab may be done. */
export function adminKubeconfig(folders: LabFolders): string {
  return join(folders.state, 'kubeconfig');
}

/** Runs a program of the lab and collects what it says. Rejects only when it cannot be run at all. */
export function runProgram(
  folders: LabFolders,
  program: string,
  args: readonly string[],
  options: { readonly input?: string; readonly signal?: AbortSignal } = {},
): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(join(folders.programs, program), args, {
      env: kubectlEnvironment(folders),
      cwd: folders.state,
      signal: options.signal,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', text => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', text => {
      stderr += text;
    });
    child.once('error', reject);
    child.once('close', code => resolve({ code: code ?? 1, stdout, stderr }));
    child.stdin.on('error', () => {
      // The program ended without reading everything; its exit code tells why.
    });
    child.stdin.end(options.input);
  });
}

/** Runs kubectl as admin; throws an Error with its complaint when it fails. */
export async function kubectl(
  folders: LabFolders,
  args: readonly string[],
  options?: { readonly input?: string; readonly signal?: AbortSignal },
): Promise<string> {
  const { code, stdout, stderr } = await runProgram(
    folders,
    'kubectl',
    args,
    options,
  );
  if (code !== 0) {
    throw new Error(
      stderr.trim() || `kubectl ${args.join(' ')} failed with code ${code}.`,
    );
  }
  return stdout;
}

/** Applies manifests server-side, whoever set their fields before. */
export async function applyManifests(
  folders: LabFolders,
  files: readonly string[],
  signal?: AbortSignal,
): Promise<string> {
  return kubectl(
    folders,
    [
      'apply',
      '--server-side',
      '--force-conflicts',
      '--field-manager=meshway-lab',
      ...files.flatMap(file => ['-f', file]),
    ],
    { signal },
  );
}
