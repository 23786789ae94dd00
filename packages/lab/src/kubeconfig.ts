import { writeFileAtomically } from './jsonFile.ts';

/** Writes a kubeconfig with one cluster, `lab`, and one user. */
export function writeKubeconfig(options: {
  readonly file: string;
  readonly server: string;
  /** The certificate authority as PEM. */
  readonly ca: string;
  readonly user: string;
  readonly token: string;
}): void {
  const { file, server, ca, user, token } = options;
  // YAML contains JSON, so every reader of kubeconfigs reads this.
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      {
        name: 'lab',
        cluster: {
          server,
          'certificate-authority-data': Buffer.from(ca).toString('base64'),
        },
      },
    ],
    users: [{ name: user, user: { token } }],
    contexts: [{ name: 'lab', context: { cluster: 'lab', user } }],
    'current-context': 'lab',
  };
  writeFileAtomically(file, `${JSON.stringify(config, null, 2)}\n`, 0o600);
}
