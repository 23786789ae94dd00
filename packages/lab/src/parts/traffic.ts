import { join } from 'node:path';
import { stringify } from 'yaml';
import { writeFileAtomically } from '../jsonFile.ts';
import { adminKubeconfig } from '../kubectl.ts';
import type { Part } from '../part.ts';
import type { PreparedLab } from '../preparedLab.ts';
import { isOk } from '../probe.ts';
import { nodeScript } from './nodeScript.ts';

/** The simulated proxies. */
export function dataplane({ folders, ports }: PreparedLab): Part {
  return {
    name: 'dataplane',
    command: () =>
      nodeScript(folders, 'dataplane/main.ts', [
        '--kubeconfig',
        adminKubeconfig(folders),
        '--port',
        `${ports.dataplane}`,
      ]),
    isReady: () => isOk(`http://127.0.0.1:${ports.dataplane}/targets`),
  };
}

export function prometheus({ folders, ports }: PreparedLab): Part {
  const address = `127.0.0.1:${ports.prometheus}`;
  return {
    name: 'prometheus',
    command: () => {
      const config = join(folders.run, 'prometheus.yaml');
      writeFileAtomically(
        config,
        stringify({
          global: { scrape_interval: '5s' },
          scrape_configs: [
            {
              job_name: 'istio-proxies',
              // A target of this file says on which path the proxy of which pod is found.
              http_sd_configs: [
                {
                  url: `http://127.0.0.1:${ports.dataplane}/targets`,
                  refresh_interval: '5s',
                },
              ],
            },
          ],
        }),
      );
      return {
        program: join(folders.programs, 'prometheus'),
        args: [
          `--config.file=${config}`,
          `--storage.tsdb.path=${join(folders.data, 'prometheus')}`,
          '--storage.tsdb.retention.time=1d',
          `--web.listen-address=${address}`,
          '--log.level=warn',
        ],
      };
    },
    isReady: () => isOk(`http://${address}/-/ready`),
  };
}
