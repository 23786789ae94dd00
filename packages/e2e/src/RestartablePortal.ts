import { Portal } from '../../../scripts/steps/portal.ts';

type Options = Parameters<typeof Portal.start>[0];

/** The portal under test, which can crash and come back with the same database. */
export class RestartablePortal {
  private readonly options: Options;
  private portal: Portal;

  private constructor(options: Options, portal: Portal) {
    this.options = options;
    this.portal = portal;
  }

  /** Starts the portal that `npm test` has described. */
  static async start(): Promise<RestartablePortal> {
    const description = process.env.MESHWAY_E2E_PORTAL;
    if (!description)
      throw new Error('run the browser tests with `npm test -- browser`');
    const options: Options = JSON.parse(description);
    const restartable = new RestartablePortal(options, Portal.start(options));
    await restartable.portal.ready();
    return restartable;
  }

  get address(): string {
    return this.portal.address;
  }

  /** Ends the backend as a crash does. */
  async crash(): Promise<void> {
    await this.portal.kill();
  }

  async startAgain(): Promise<void> {
    this.portal = Portal.start(this.options);
    await this.portal.ready();
  }

  async stop(): Promise<void> {
    await this.portal.stop();
  }
}
