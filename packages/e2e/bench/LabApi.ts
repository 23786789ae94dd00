import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { Lab, type LabAccess } from '../../lab/src/lab.ts';

/** The lab's API server, spoken to directly: a kubectl would need longer to start than what is measured. */
export class LabApi {
  readonly lab: Lab;
  private readonly access: LabAccess;

  static async open(): Promise<LabApi> {
    const lab = new Lab();
    const access = await lab.prepare();
    setDefaultCACertificates([
      ...getCACertificates('default'),
      Buffer.from(access.caData, 'base64').toString(),
    ]);
    return new LabApi(lab, access);
  }

  private constructor(lab: Lab, access: LabAccess) {
    this.lab = lab;
    this.access = access;
  }

  /** Sends a JSON Patch. */
  async patch(
    path: string,
    operations: { op: string; path: string; value: unknown }[],
  ): Promise<void> {
    const response = await fetch(`${this.access.apiServer}${path}`, {
      method: 'PATCH',
      headers: {
        authorization: `Bearer ${this.access.adminToken}`,
        'content-type': 'application/json-patch+json',
      },
      body: JSON.stringify(operations),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${path}: ${text.slice(0, 300)}`);
  }
}
